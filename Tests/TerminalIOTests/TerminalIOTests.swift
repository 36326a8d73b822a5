import Configuration
import Screens
import TestSupport
import Testing

@testable import TerminalIO

@MainActor
@Suite("The terminal shows screens and reads keys")
struct TerminalTests {
  @Test("what is drawn is what a terminal shows")
  func showsAScreen() throws {
    let fixture = try TerminalFixture(width: 40, height: 6)
    defer { fixture.stop() }
    var screen = Screen(width: 40, height: 6)
    let red = Style(foreground: .ansi(1), attributes: .bold)
    screen.write("Plain, then ", x: 0, y: 0, style: Style(), clip: screen.bounds)
    screen.write("red and bold", x: 12, y: 0, style: red, clip: screen.bounds)
    screen.write("déjà vu", x: 3, y: 2, style: Style(background: .ansi(4)), clip: screen.bounds)
    screen.write("corner", x: 34, y: 5, style: Style(attributes: [.underline, .italic]), clip: screen.bounds)
    screen.drawBox(Rect(x: 20, y: 1, width: 8, height: 4), style: Style(attributes: .dim))
    fixture.terminal.show(screen)
    #expect(fixture.screen == screen)
    #expect(fixture.emulator.isAlternateScreen)
    #expect(fixture.emulator.unknown == [])
  }
}

/// A terminal in this process: what it writes is read back by the emulator.
@MainActor
final class TerminalFixture {
  let terminal: Terminal
  let device: TerminalDevice
  private(set) var emulator: VirtualTerminal
  private(set) var lastByteCount = 0

  init(width: Int, height: Int, type: String = "xterm-256color", usesColor: Bool = true) throws {
    device = try TerminalDevice(width: width, height: height)
    terminal = try Terminal(input: device.farEnd, output: device.farEnd, type: type, usesColor: usesColor)
    emulator = VirtualTerminal(width: width, height: height)
  }

  func stop() {
    terminal.stop()
    update()
  }

  func update() {
    let bytes = device.readAll()
    lastByteCount = bytes.count
    emulator.feed(bytes)
  }

  func resize(width: Int, height: Int) {
    device.resize(width: width, height: height)
    emulator.resize(width: width, height: height)
  }

  var screen: Screen {
    update()
    return emulator.screen
  }
}
