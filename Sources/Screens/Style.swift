/// How a cell looks.
public struct Style: Equatable, Hashable, Sendable {
  public var foreground: Color
  public var background: Color
  public var attributes: Attributes

  public init(
    foreground: Color = .terminalDefault, background: Color = .terminalDefault, attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
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
