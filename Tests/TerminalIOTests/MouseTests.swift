import Configuration
import Screens
import TestSupport
import Testing

@testable import TerminalIO

@Suite("The mouse, and the window's title")
@MainActor
struct MouseTests {
  private func codes(_ text: String) -> [Int32] { text.utf8.map { Int32($0) } }

  @Test("buttons, moves and the wheel are told in decimal numbers, however wide the screen is")
  func decimal() {
    var reader = KeyReader()
    let reports = "\u{1B}[<0;5;3M\u{1B}[<32;480;3M\u{1B}[<0;480;200m\u{1B}[<64;1;1M\u{1B}[<65;1;1Mj"
    #expect(
      reader.events(codes(reports)) == [
        .pointer(PointerEvent(.press, x: 4, y: 2)), .pointer(PointerEvent(.drag, x: 479, y: 2)),
        .pointer(PointerEvent(.release, x: 479, y: 199)), .pointer(PointerEvent(.wheelUp, x: 0, y: 0)),
        .pointer(PointerEvent(.wheelDown, x: 0, y: 0)), .key(.character("j")),
      ])
  }

  @Test("terminals that know the older form only are understood as well")
  func bytes() {
    var reader = KeyReader()
    #expect(
      reader.events(codes("\u{1B}[M %#\u{1B}[M#%#\u{1B}[M`%#\u{1B}[Ma%#")) == [
        .pointer(PointerEvent(.press, x: 4, y: 2)), .pointer(PointerEvent(.release, x: 4, y: 2)),
        .pointer(PointerEvent(.wheelUp, x: 4, y: 2)), .pointer(PointerEvent(.wheelDown, x: 4, y: 2)),
      ])
  }

  @Test("a report that comes in two parts is one; other buttons and nonsense are none")
  func parts() {
    var reader = KeyReader()
    #expect(reader.events(codes("\u{1B}[<0;5")) == [])
    #expect(reader.events(codes(";3Mj")) == [.pointer(PointerEvent(.press, x: 4, y: 2)), .key(.character("j"))])
    #expect(reader.events(codes("\u{1B}[<2;5;3M\u{1B}[<0;5M\u{1B}[<0;0;0M\u{1B}[<66;1;1M")) == [])
    #expect(
      reader.events(codes("\u{1B}[<0;99999999999999999999;1m")) == [.pointer(PointerEvent(.release, x: 9998, y: 0))])
    #expect(reader.events(codes("\u{1B}[<" + String(repeating: "1", count: 100) + "kj")).last == .key(.character("j")))
  }

  @Test(
    "the mouse is asked for where terminfo has one, and given back",
    arguments: [("xterm-256color", true), ("tmux-256color", true), ("screen", true), ("vt100", false)])
  func modes(type: String, hasMouse: Bool) throws {
    let fixture = try TerminalFixture(width: 20, height: 4, type: type)
    fixture.update()
    #expect(fixture.emulator.modes.contains("?1006") == hasMouse)
    fixture.type("\u{1B}[<0;5;3M")
    #expect(fixture.terminal.read() == [.pointer(PointerEvent(.press, x: 4, y: 2))])
    fixture.stop()
    #expect(fixture.emulator.modes.isDisjoint(with: ["?1000", "?1002", "?1006"]))
  }

  @Test("a mouse that is the terminal's stays so, and so does the title")
  func left() throws {
    let fixture = try TerminalFixture(
      width: 20, height: 4, features: TerminalFeatures(mouse: false, title: false))
    fixture.terminal.setTitle("A title")
    fixture.update()
    #expect(!fixture.emulator.modes.contains("?1000"))
    #expect(fixture.emulator.title == nil)
    fixture.stop()
  }

  @Test("a title is safe, is said once, and the former one comes back", arguments: ["xterm-256color", "tmux-256color"])
  func title(type: String) throws {
    let fixture = try TerminalFixture(width: 20, height: 4, type: type)
    // ncurses begins with the first screen, for xterm also the title.
    fixture.show(Screen(width: 20, height: 4))
    fixture.terminal.setTitle("Bitterns \u{1B}]0;evil\u{07}\u{9C} \u{202E}boom")
    fixture.update()
    #expect(fixture.emulator.title == "Bitterns ]0;evil boom")
    #expect(fixture.emulator.titleDepth == 1)
    fixture.terminal.setTitle("Bitterns \u{1B}]0;evil\u{07}\u{9C} \u{202E}boom")
    fixture.update()
    #expect(fixture.lastByteCount == 0)
    fixture.terminal.setTitle(String(repeating: "å", count: 500))
    fixture.update()
    #expect(fixture.emulator.title == String(repeating: "å", count: 160))
    #expect(fixture.emulator.titleDepth == 1)
    fixture.stop()
    #expect(fixture.emulator.titleDepth == 0)
  }

  @Test("windows are titled where the former title can come back")
  func titleFamilies() {
    #expect(Terminal.hasTitle(type: "xterm-256color", isInTmux: false))
    #expect(Terminal.hasTitle(type: "screen", isInTmux: true))
    #expect(!Terminal.hasTitle(type: "screen", isInTmux: false))
    #expect(!Terminal.hasTitle(type: "linux", isInTmux: false))
    #expect(!Terminal.hasTitle(type: "vt100", isInTmux: false))
  }

  @Test("the terminals of old and other character sets have ASCII only")
  func ascii() {
    for type in ["vt100", "vt220", "ansi", "sun", "cons25"] { #expect(Terminal.usesASCII(type: type, locale: "")) }
    for type in ["vte-256color", "xterm", "linux", "screen", "tmux-256color"] {
      #expect(!Terminal.usesASCII(type: type, locale: "C"))
      #expect(!Terminal.usesASCII(type: type, locale: "de_DE.utf8@euro"))
      #expect(Terminal.usesASCII(type: type, locale: "de_DE.ISO-8859-1"))
    }
  }
}
