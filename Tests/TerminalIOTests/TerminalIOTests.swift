import Configuration
import Glibc
import Screens
import TestSupport
import Testing

@testable import TerminalIO

@MainActor
@Suite("The terminal shows screens and reads keys")
struct TerminalTests {
  @Test("what is drawn is what a terminal shows", arguments: ["xterm-256color", "tmux-256color", "screen-256color"])
  func showsAScreen(type: String) throws {
    let fixture = try TerminalFixture(width: 40, height: 6, type: type)
    defer { fixture.stop() }
    var screen = Screen(width: 40, height: 6)
    screen.write("Plain, then ", x: 0, y: 0, style: Style(), clip: screen.bounds)
    let red = Style(foreground: .ansi(1), attributes: .bold)
    screen.write("red and bold", x: 12, y: 0, style: red, clip: screen.bounds)
    screen.write("日本語 e\u{301}té", x: 3, y: 2, style: Style(background: .ansi(4)), clip: screen.bounds)
    screen.write("corner", x: 34, y: 5, style: Style(attributes: [.underline, .reverse]), clip: screen.bounds)
    screen.write("┌──┐│█", x: 20, y: 1, style: Style(foreground: .ansi(13), attributes: .dim), clip: screen.bounds)
    fixture.show(screen)
    #expect(fixture.screen == screen)
    #expect(fixture.emulator.isAlternateScreen)
    #expect(fixture.emulator.unknown == [])
  }

  @Test("many random frames in a row are shown as drawn", arguments: ["xterm-256color", "tmux-256color", "linux"])
  func showsRandomFrames(type: String) throws {
    let fixture = try TerminalFixture(width: 30, height: 8, type: type)
    defer { fixture.stop() }
    var random = Dice(seed: 7)
    let words = [
      "word", "日本語", "e\u{301}te\u{301}", "█▒ ", "    ", "한국", "\u{1F600}", "a", "👩‍👩‍👧", "🇩🇪x", "1\u{FE0F}\u{20E3}",
      "❤\u{FE0F}", "👍🏽", "नमस्ते", "\u{AD}", "ثلاثة",
    ]
    // Sixteen colours for the linux console become eight and bold, so only the first are asked for.
    let styles = [
      Style(), Style(foreground: .ansi(2)), Style(foreground: .ansi(3), background: .ansi(4)),
      Style(attributes: .bold), Style(background: .ansi(1), attributes: .bold), Style(attributes: .reverse),
    ]
    var screen = Screen(width: 30, height: 8)
    for frame in 0..<150 {
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        let text = words.randomElement(using: &random) ?? ""
        let style = styles.randomElement(using: &random) ?? Style()
        let x = Int.random(in: -3...32, using: &random)
        // Not in the last line: see `lowerRightCorner`.
        screen.write(text, x: x, y: Int.random(in: 0..<7, using: &random), style: style, clip: screen.bounds)
      }
      fixture.show(screen)
      try #require(fixture.screen.asSeen == screen.asSeen, "frame \(frame)")
    }
    #expect(fixture.emulator.unknown == [])
  }

  @Test(
    "the lower right corner can be drawn on",
    arguments: ["xterm-256color", "tmux-256color", "screen", "linux", "vt100"], ["ab", "本", "本a", "a本"])
  func lowerRightCorner(type: String, text: String) throws {
    let fixture = try TerminalFixture(width: 10, height: 2, type: type)
    defer { fixture.stop() }
    for offset in [5, 6, 7, 8, 9, 7] {
      var screen = Screen(width: 10, height: 2)
      screen.write("0123456789", x: 0, y: 0, style: Style(), clip: screen.bounds)
      screen.write(text, x: offset, y: 1, style: Style(attributes: .reverse), clip: screen.bounds)
      fixture.show(screen)
      if fixture.terminal.usesASCII { screen = screen.inASCII }
      if screen.cell(x: 8, y: 1)?.text.isEmpty == true, !fixture.terminal.canStopWrapping {
        // Blanks, and nothing else is harmed.
        screen.write("  ", x: 7, y: 1, style: Style(attributes: .reverse), clip: screen.bounds)
      }
      // A vt100 cannot hide its cursor.
      screen.cursor = fixture.screen.cursor
      #expect(fixture.screen.asSeen == screen.asSeen)
    }
  }

  @Test("a vt100 shows text and attributes, and a selected row")
  func vt100() throws {
    let fixture = try TerminalFixture(width: 20, height: 4, type: "vt100")
    defer { fixture.stop() }
    #expect(fixture.terminal.colorCount == 0)
    #expect(fixture.terminal.usesASCII)
    var screen = Screen(width: 20, height: 4)
    screen.write("selected", x: 0, y: 1, style: Style(foreground: .ansi(3), attributes: .reverse), clip: screen.bounds)
    fixture.show(screen)
    #expect(
      fixture.screen.styleRuns(1).first
        == StyleRun(columns: 0..<8, text: "selected", style: Style(attributes: .reverse)))
  }

  @Test("RGB becomes the nearest of 256 colours, and without colours only attributes stay")
  func colors() throws {
    var screen = Screen(width: 10, height: 1)
    let style = Style(foreground: .rgb(0xFE, 0x02, 0x60), background: .rgb(0x12, 0x12, 0x13), attributes: .bold)
    screen.write("x", x: 0, y: 0, style: style, clip: screen.bounds)
    let colored = try TerminalFixture(width: 10, height: 1)
    colored.show(screen)
    #expect(
      colored.screen.cell(x: 0, y: 0)?.style
        == Style(foreground: .rgb(255, 0, 95), background: .rgb(0x12, 0x12, 0x12), attributes: .bold))
    colored.stop()
    let plain = try TerminalFixture(width: 10, height: 1, usesColor: false)
    plain.show(screen)
    #expect(plain.screen.cell(x: 0, y: 0)?.style == Style(attributes: .bold))
    plain.stop()
  }

  @Test("a screen that did not change costs no byte")
  func unchanged() throws {
    let fixture = try TerminalFixture(width: 80, height: 24)
    defer { fixture.stop() }
    let screen = Self.list(from: 0, selected: 0)
    fixture.show(screen)
    #expect(fixture.show(screen) == 0)
  }

  @Test("what changes little costs little")
  func bytes() throws {
    let fixture = try TerminalFixture(width: 80, height: 24)
    defer { fixture.stop() }
    let first = fixture.show(Self.list(from: 0, selected: 0))
    #expect(first <= 2500)
    var screen = Self.list(from: 0, selected: 0)
    screen.write("x", x: 40, y: 12, style: Style(), clip: screen.bounds)
    let oneCell = fixture.show(screen)
    #expect(oneCell <= 16)
    fixture.show(Self.list(from: 0, selected: 22))
    let move = fixture.show(Self.list(from: 0, selected: 21))
    #expect(move <= 160)
    fixture.show(Self.list(from: 0, selected: 22))
    let scrolled = fixture.show(Self.list(from: 1, selected: 23))
    #expect(scrolled <= 300)
    fixture.show(Self.list(from: 0, selected: -1))
    let scroll = fixture.show(Self.list(from: 1, selected: -1))
    #expect(scroll <= 150)
    #expect(fixture.screen == Self.list(from: 1, selected: -1))
  }

  /// A list as wide as the screen, a status line below.
  private static func list(from first: Int, selected: Int) -> Screen {
    var screen = Screen(width: 80, height: 24)
    for y in 0..<23 {
      let number = first + y
      let style = Style(attributes: number == selected ? .reverse : number.isMultiple(of: 3) ? .bold : [])
      let title = "The \(number)th post has a title of its own length, about \(number * 7919 % 1000) things"
      screen.write(" \(title)", x: 0, y: y, style: style, clip: screen.bounds)
    }
    screen.write("martlet", x: 0, y: 23, style: Style(foreground: .ansi(8)), clip: screen.bounds)
    return screen
  }

  @Test("the cursor is shown where the screen has it")
  func cursor() throws {
    let fixture = try TerminalFixture(width: 20, height: 3)
    defer { fixture.stop() }
    var screen = Screen(width: 20, height: 3)
    fixture.show(screen)
    #expect(fixture.screen.cursor == nil)
    screen.cursor = Point(x: 7, y: 2)
    fixture.show(screen)
    #expect(fixture.screen.cursor == Point(x: 7, y: 2))
    screen.cursor = Point(x: 3, y: 0)
    fixture.show(screen)
    #expect(fixture.screen.cursor == Point(x: 3, y: 0))
    screen.cursor = Point(x: 30, y: 0)
    fixture.show(screen)
    #expect(fixture.screen.cursor == nil)
  }

  @Test("a resize is noticed, down to one cell and up again")
  func resize() throws {
    let fixture = try TerminalFixture(width: 20, height: 5)
    defer { fixture.stop() }
    for (width, height) in [(1, 1), (2, 40), (80, 24), (300, 2), (20, 5)] {
      var screen = Screen(width: 20, height: 5)
      screen.fill(screen.bounds, style: Style(background: .ansi(2)))
      fixture.show(screen)
      fixture.resize(width: width, height: height)
      #expect(fixture.terminal.updateSize() == .resized(width: width, height: height))
      #expect(fixture.terminal.updateSize() == nil)
      // A frame of the old size may still come: it is cut.
      fixture.show(screen)
      var resized = Screen(width: width, height: height)
      resized.write("new size", x: 0, y: 0, style: Style(), clip: resized.bounds)
      fixture.show(resized)
      #expect(fixture.screen == resized)
    }
  }

  @Test("a size no terminal has is cut, and none is no news")
  func oddSizes() throws {
    let fixture = try TerminalFixture(width: 60, height: 10)
    defer { fixture.stop() }
    #expect(fixture.terminal.width == 60)
    #expect(fixture.terminal.height == 10)
    fixture.device.resize(width: 65535, height: 2)
    #expect(fixture.terminal.updateSize() == .resized(width: 1000, height: 2))
    fixture.device.resize(width: 0, height: 0)
    #expect(fixture.terminal.updateSize() == nil)
  }

  @Test("a redraw brings back what something else wrote over")
  func redraw() throws {
    let fixture = try TerminalFixture(width: 20, height: 3)
    defer { fixture.stop() }
    var screen = Screen(width: 20, height: 3)
    screen.write("mine", x: 2, y: 1, style: Style(attributes: .bold), clip: screen.bounds)
    fixture.show(screen)
    fixture.feed("\u{1B}[1;1Hsomebody's")
    #expect(fixture.screen != screen)
    fixture.terminal.redraw()
    #expect(fixture.screen == screen)
  }

  @Test("the terminal is given back: main screen, cursor, keypad, line modes")
  func stop() throws {
    let fixture = try TerminalFixture(width: 20, height: 3)
    var before = termios()
    tcgetattr(fixture.device.farEnd, &before)
    #expect(before.c_lflag & UInt32(ICANON | ECHO) == 0)
    fixture.show(Screen(width: 20, height: 3))
    #expect(fixture.emulator.modes.contains("?1"))
    fixture.stop()
    #expect(!fixture.emulator.isAlternateScreen)
    #expect(fixture.emulator.cursorIsVisible)
    #expect(fixture.emulator.modes == ["?7", "?25"])
    var after = termios()
    tcgetattr(fixture.device.farEnd, &after)
    #expect(after.c_lflag & UInt32(ICANON | ECHO | ISIG) == UInt32(ICANON | ECHO | ISIG))
    fixture.terminal.stop()
    fixture.terminal.show(Screen(width: 20, height: 3))
    #expect(fixture.terminal.read() == [.hungUp])
  }

  @Test(
    "text for the clipboard goes to the terminal as it is, and the screen stays",
    arguments: ["xterm-256color", "tmux-256color"])
  func copies(type: String) throws {
    let fixture = try TerminalFixture(width: 20, height: 4, type: type)
    var screen = Screen(width: 20, height: 4)
    screen.write("harrier", x: 3, y: 1, style: Style(), clip: Rect(x: 0, y: 0, width: 20, height: 4))
    fixture.show(screen)
    try fixture.terminal.copy("a\tb\n鶴")
    #expect(fixture.screen.rows == screen.rows)
    #expect(fixture.emulator.commands.last == "52;c;YQliCum2tA==")
    #expect(fixture.show(screen) == 0)
    fixture.stop()
  }

  @Test("a terminal without a clipboard, and a text that is too long for one, are errors that say so")
  func cannotCopy() throws {
    let console = try TerminalFixture(width: 20, height: 4, type: "linux")
    #expect(throws: TerminalError("Not copied: this terminal has no clipboard that is known of (OSC 52)")) {
      try console.terminal.copy("a")
    }
    console.stop()
    let fixture = try TerminalFixture(width: 20, height: 4)
    #expect(throws: TerminalError("Not copied: 57 kB, and terminals take 56")) {
      try fixture.terminal.copy(String(repeating: "x", count: 57_000))
    }
    fixture.update()
    #expect(fixture.lastByteCount < 500)
    fixture.stop()
  }

  @Test("what cannot be a terminal is an error that says what to do")
  func errors() throws {
    let device = try TerminalDevice(width: 80, height: 24)
    #expect(throws: TerminalError("the terminal type \"no-such\" is not known; set TERM, as in TERM=xterm-256color")) {
      try Terminal(input: device.farEnd, output: device.farEnd, type: "no-such")
    }
    #expect(
      throws: TerminalError("the terminal type \"dumb\" cannot place its cursor; set TERM, as in TERM=xterm-256color")
    ) {
      try Terminal(input: device.farEnd, output: device.farEnd, type: "dumb")
    }
    let null = open("/dev/null", O_RDWR)
    defer { close(null) }
    #expect(throws: TerminalError.self) { try Terminal(input: null, output: null) }
  }
}
