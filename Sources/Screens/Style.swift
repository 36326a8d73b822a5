/// How a cell looks.
public struct Style: Equatable, Hashable, Sendable {
  /// Numbers, since each frame compares thousands of styles.
  private var packedForeground: UInt32
  private var packedBackground: UInt32
  public var attributes: Attributes

  public var foreground: Color {
    get { Color(packed: packedForeground) }
    set { packedForeground = newValue.packed }
  }

  public var background: Color {
    get { Color(packed: packedBackground) }
    set { packedBackground = newValue.packed }
  }

  public init(
    foreground: Color = .terminalDefault, background: Color = .terminalDefault, attributes: Attributes = []
  ) {
    packedForeground = foreground.packed
    packedBackground = background.packed
    self.attributes = attributes
  }
}

/// A foreground or a background.
public enum Color: Equatable, Hashable, Sendable {
  /// The terminal's own foreground or background.
  case terminalDefault
  /// One of the terminal's 16 colours, 0–15.
  case ansi(UInt8)
  /// Red, green and blue.
  case rgb(UInt8, UInt8, UInt8)

  fileprivate var packed: UInt32 {
    switch self {
    case .terminalDefault: 0
    case .ansi(let index): 1 << 24 | UInt32(index)
    case .rgb(let red, let green, let blue): 2 << 24 | UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
    }
  }

  fileprivate init(packed: UInt32) {
    switch packed >> 24 {
    case 0: self = .terminalDefault
    case 1: self = .ansi(UInt8(truncatingIfNeeded: packed))
    default:
      self = .rgb(
        UInt8(truncatingIfNeeded: packed >> 16), UInt8(truncatingIfNeeded: packed >> 8),
        UInt8(truncatingIfNeeded: packed))
    }
  }
}

/// What sets letters apart beside their colour.
public struct Attributes: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static let bold = Attributes(rawValue: 1)
  public static let dim = Attributes(rawValue: 2)
  public static let italic = Attributes(rawValue: 4)
  public static let underline = Attributes(rawValue: 8)
  public static let reverse = Attributes(rawValue: 16)
}

extension Style: CustomStringConvertible {
  /// As in theme files: `fg: 1, bg: #202020, bold`.
  public var description: String {
    var parts: [String] = []
    if foreground != .terminalDefault { parts.append("fg: \(foreground)") }
    if background != .terminalDefault { parts.append("bg: \(background)") }
    let names: [(Attributes, String)] = [
      (.bold, "bold"), (.dim, "dim"), (.italic, "italic"), (.underline, "underline"), (.reverse, "reverse"),
    ]
    parts += names.filter { attributes.contains($0.0) }.map(\.1)
    return parts.isEmpty ? "plain" : parts.joined(separator: ", ")
  }
}

extension Color: CustomStringConvertible {
  /// `default`, a number of the terminal's 16, or `#rrggbb`.
  public var description: String {
    switch self {
    case .terminalDefault: return "default"
    case .ansi(let index): return String(index)
    case .rgb(let red, let green, let blue):
      let value = UInt32(red) << 16 | UInt32(green) << 8 | UInt32(blue)
      let digits = String(value, radix: 16)
      return "#" + String(repeating: "0", count: 6 - digits.count) + digits
    }
  }
}
