import Configuration

/// What a terminal sends for the mouse: `ESC [ < button ; x ; y M` (SGR, mode 1006), or three bytes after `ESC [ M`
/// from terminals that only know the older form.
///
/// See "Mouse Tracking" in xterm's control sequences. ncurses would take the form from terminfo, which gives tmux and
/// screen the older one, and that ends at column 223.
enum MouseReport {
  enum Reading: Equatable {
    /// It begins as one, and the rest has not come yet.
    case unfinished
    /// Where it ends; nil for what the reader does not use: other buttons, a wheel that turns sideways.
    case report(PointerEvent?, end: Int)
  }

  /// Reads a report that may begin at an Escape; nil if none does.
  static func read(_ codes: [Int32], at start: Int) -> Reading? {
    guard start + 2 < codes.count, codes[start + 1] == 0x5B else { return nil }
    switch codes[start + 2] {
    case 0x3C: return readDecimal(codes, from: start + 3)
    case 0x4D: return readBytes(codes, from: start + 3)
    default: return nil
    }
  }

  private static func readDecimal(_ codes: [Int32], from start: Int) -> Reading? {
    var numbers = [0]
    for index in start..<codes.count {
      // The longest has a dozen digits; what goes on and on is something else.
      guard index < start + 32 else { return nil }
      switch codes[index] {
      case 0x30...0x39:
        numbers[numbers.count - 1] = min(9999, numbers[numbers.count - 1] * 10 + Int(codes[index] - 0x30))
      case 0x3B: numbers.append(0)
      case 0x4D, 0x6D:
        guard numbers.count == 3 else { return .report(nil, end: index + 1) }
        let event = event(
          button: numbers[0], x: numbers[1] - 1, y: numbers[2] - 1, isRelease: codes[index] == 0x6D)
        return .report(event, end: index + 1)
      default: return nil
      }
    }
    return .unfinished
  }

  private static func readBytes(_ codes: [Int32], from start: Int) -> Reading {
    guard start + 3 <= codes.count else { return .unfinished }
    let values = codes[start..<start + 3].map { Int($0) - 32 }
    let button = values[0]
    // The older form does not say which button was let go.
    let isRelease = button & 0b1100_0011 == 3
    return .report(
      event(button: isRelease ? 0 : button, x: values[1] - 1, y: values[2] - 1, isRelease: isRelease), end: start + 3)
  }

  /// Bits 0, 1, 6 and 7 of the button's number tell which it is, bit 5 that it moved; 2 to 4 are Shift, Meta, Control.
  private static func event(button: Int, x: Int, y: Int, isRelease: Bool) -> PointerEvent? {
    guard x >= 0, y >= 0, button >= 0 else { return nil }
    let isMotion = button & 32 != 0
    switch button & 0b1100_0011 {
    case 0: return PointerEvent(isRelease ? .release : isMotion ? .drag : .press, x: x, y: y)
    case 64 where !isRelease: return PointerEvent(.wheelUp, x: x, y: y)
    case 65 where !isRelease: return PointerEvent(.wheelDown, x: x, y: y)
    default: return nil
    }
  }
}
