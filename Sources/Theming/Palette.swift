import Screens

/// The names a theme file gives to colours, and how colours and styles are written.
struct Palette: Equatable {
  private var colors: [String: Color] = [:]

  subscript(_ name: String) -> Color? {
    get { colors[name.lowercased()] }
    set { colors[name.lowercased()] = newValue }
  }

  /// A colour by its name in the palette, as `#rrggbb` or `#rgb`, or as one of the terminal's 16.
  /// - Throws: a reason that names the text.
  func color(_ text: String) throws(ThemeError) -> Color {
    if let named = self[text] { return named }
    if text.hasPrefix("#"), let color = Self.hexadecimal(text.dropFirst()) { return color }
    if let index = UInt8(text), index < 16 { return .ansi(index) }
    let name = text.lowercased()
    if name == "default" || name == "none" { return .terminalDefault }
    if name == "grey" || name == "gray" { return .ansi(8) }
    let isBright = name.hasPrefix("bright-")
    if let index = Self.names.firstIndex(of: isBright ? String(name.dropFirst(7)) : name) {
      return .ansi(UInt8(index) + (isBright ? 8 : 0))
    }
    throw ThemeError(
      "'\(text)' is no colour; use #rrggbb, a name of the palette, default, 0 to 15, or red … bright-white")
  }

  /// A style in words: `ink on paper, bold`, or `fg: ink, bg: paper, bold`.
  func style(_ text: String) throws(ThemeError) -> StyleDescription {
    var style = StyleDescription()
    var isBackground = false
    for word in text.split(whereSeparator: { $0 == "," || $0 == " " || $0 == "\t" }).map(String.init) {
      switch word.lowercased() {
      case "on", "bg:": isBackground = true
      case "fg:": isBackground = false
      case "plain": break
      default:
        if let attribute = Self.attribute(word) {
          style.attributes.formUnion(attribute)
        } else if isBackground {
          style.background = try color(word)
          isBackground = false
        } else {
          style.foreground = try color(word)
        }
      }
    }
    return style
  }

  static func attribute(_ name: String) -> Attributes? {
    switch name.lowercased() {
    case "bold": .bold
    case "dim": .dim
    case "italic": .italic
    case "underline": .underline
    case "reverse": .reverse
    default: nil
    }
  }

  /// `rrggbb` or `rgb`.
  static func hexadecimal(_ digits: some StringProtocol) -> Color? {
    guard digits.utf8.allSatisfy({ Character(UnicodeScalar($0)).isHexDigit }), let value = UInt32(digits, radix: 16)
    else {
      return nil
    }
    switch digits.utf8.count {
    case 6:
      return .rgb(
        UInt8(truncatingIfNeeded: value >> 16), UInt8(truncatingIfNeeded: value >> 8), UInt8(truncatingIfNeeded: value))
    case 3: return .rgb(UInt8(value >> 8 & 15) * 17, UInt8(value >> 4 & 15) * 17, UInt8(value & 15) * 17)
    default: return nil
    }
  }

  private static let names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]
}
