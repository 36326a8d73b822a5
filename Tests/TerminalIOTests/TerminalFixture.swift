import Screens
import TestSupport

@testable import TerminalIO

/// A terminal in this process: what it writes is read back by the emulator.
@MainActor
final class TerminalFixture {
  let terminal: Terminal
  let device: TerminalDevice
  private(set) var emulator: VirtualTerminal
  private(set) var lastByteCount = 0

  init(
    width: Int, height: Int, type: String = "xterm-256color", usesColor: Bool = true,
    features: TerminalFeatures = TerminalFeatures()
  ) throws {
    device = try TerminalDevice(width: width, height: height)
    terminal = try Terminal(
      input: device.farEnd, output: device.farEnd, type: type, usesColor: usesColor, features: features)
    emulator = VirtualTerminal(width: width, height: height)
  }

  func type(_ keys: String) { device.write(TypedKeys.bytes(keys)) }

  /// Lets the emulator see what another program wrote.
  func feed(_ text: String) { emulator.feed(text.utf8) }

  /// Takes the terminal away, as a closed window does.
  func hangUp() { device.closeNearEnd() }

  func stop() {
    terminal.stop()
    update()
  }

  func update() {
    let bytes = device.readAll()
    lastByteCount = bytes.count
    emulator.feed(bytes)
  }

  /// Shows a screen.
  /// - Returns: the bytes it took.
  @discardableResult
  func show(_ screen: Screen) -> Int {
    update()
    terminal.show(screen)
    update()
    return lastByteCount
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
