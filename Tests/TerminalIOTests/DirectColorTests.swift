import Configuration
import Glibc
import Screens
import TestSupport
import Testing

@testable import TerminalIO

@Suite("RGB colours where terminfo has 256")
@MainActor
struct DirectColorTests {
  private static func environment(_ values: [String: String]) -> (String) -> String? { { values[$0] } }

  @Test("a terminal that says so is believed; screen 4 only passes on what it runs in says")
  func offers() {
    func isOffered(_ type: String, _ values: [String: String]) -> Bool {
      DirectColor.isOffered(type: type, environment: Self.environment(values))
    }
    #expect(isOffered("xterm-256color", ["COLORTERM": "truecolor"]))
    #expect(isOffered("tmux-256color", ["COLORTERM": "24bit"]))
    #expect(isOffered("screen-256color", ["COLORTERM": "truecolor", "TMUX": "/tmp/x"]))
    #expect(!isOffered("screen-256color", ["COLORTERM": "truecolor"]))
    #expect(!isOffered("xterm-256color", ["COLORTERM": "yes"]))
    #expect(!isOffered("xterm-256color", [:]))
  }

  @Test("entries that are not there, have fewer colours, or are no entries are left alone")
  func unfit() {
    for type in ["xterm", "vt100", "no-such-terminal", "", "../x/xterm", "linux"] {
      let entry = TerminalEntry(type: type, environment: Self.environment([:]), wantsDirectColor: true)
      #expect(!entry.hasDirectColor, "\(type)")
    }
    #expect(DirectColor.withDirectColor([]) == nil)
    #expect(DirectColor.withDirectColor([0x1A, 1, 255, 127, 0, 0]) == nil)
    #expect(DirectColor.withDirectColor([UInt8](repeating: 0x1A, count: 4000)) == nil)
  }

  @Test("a change of style does not choose the character set anew")
  func withoutCharacterSets() throws {
    let fixture = try TerminalFixture(width: 20, height: 3, type: "xterm-256color")
    defer { fixture.stop() }
    var screen = Screen(width: 20, height: 3)
    screen.write("bold", x: 0, y: 0, style: Style(attributes: .bold), clip: screen.bounds)
    screen.write("plain", x: 5, y: 0, style: Style(), clip: screen.bounds)
    fixture.show(screen)
    #expect(fixture.screen.asSeen == screen.asSeen)
    #expect(TerminalEntry.withoutCharacterSets([]) == nil)
    let lean = TerminalEntry(type: "xterm-256color", environment: Self.environment([:]), wantsDirectColor: false)
    #expect(lean.text != nil && !lean.hasDirectColor)
    #expect(TerminalEntry(type: "linux", environment: Self.environment([:]), wantsDirectColor: false).text == nil)
  }

  @Test(
    "a colour comes out as it was meant, the palette's own stay its own",
    arguments: ["xterm-256color", "tmux-256color"])
  func colors(type: String) throws {
    setenv("COLORTERM", "truecolor", 1)
    defer { unsetenv("COLORTERM") }
    let fixture = try TerminalFixture(width: 20, height: 3, type: type)
    defer { fixture.stop() }
    #expect(getenv("TERMINFO") == nil)
    try #require(fixture.terminal.colorCount == 1 << 24)
    let styles = [
      Style(foreground: .rgb(0x2E, 0x2B, 0x26), background: .rgb(0xF6, 0xF2, 0xE9)),
      Style(foreground: .ansi(3), background: .ansi(12), attributes: .bold), Style(foreground: .ansi(9)),
      Style(foreground: .rgb(0, 0, 1), background: .rgb(255, 255, 255)),
    ]
    var screen = Screen(width: 20, height: 3)
    for (x, style) in styles.enumerated() { screen.write("x", x: x, y: 1, style: style, clip: screen.bounds) }
    fixture.show(screen)
    let shown = (0..<4).compactMap { fixture.screen.cell(x: $0, y: 1)?.style }
    #expect(Array(shown.prefix(3)) == Array(styles.prefix(3)))
    #expect(shown.last?.foreground == .rgb(1, 0, 1))
    #expect(fixture.emulator.unknown == [])
    // Keys are still known by the names of the entry.
    fixture.type("<Up>")
    #expect(fixture.terminal.read() == [.key(.up)])
  }
}
