public import Screens

/// Styles as escape sequences (SGR of ECMA-48), for what is printed line by line and not drawn by ncurses.
nonisolated public struct StyleSequences: Sendable {
  /// Ends every style.
  public static let plain = "\u{1B}[0m"

  private let palette: TerminalPalette
  private let hasAttributes: Bool

  /// Tells from the environment what the terminal can.
  public init(environment: [String: String]) {
    let type = environment["TERM"] ?? ""
    hasAttributes = !type.isEmpty && type != "dumb"
    let hasColor = hasAttributes && (environment["NO_COLOR"] ?? "").isEmpty && !type.hasPrefix("vt1")
    palette =
      if !hasColor {
        .none
      } else if DirectColor.isOffered(type: type, environment: { environment[$0] }) {
        .directAndSixteen
      } else {
        type.contains("256") ? .indexed256 : .eight
      }
  }

  /// How many colours it can tell apart: 0, 8, 256 or 16,777,216.
  public var colorCount: Int { palette.count }

  /// What makes the following text look so; it begins with an end to other styles.
  public func sequence(for style: Style) -> String {
    guard hasAttributes else { return "" }
    let colors = palette.colors(foreground: style.foreground, background: style.background)
    let attributes = style.attributes.union(colors.attributes)
    var codes = ["0"]
    let names: [(Attributes, String)] = [(.bold, "1"), (.dim, "2"), (.italic, "3"), (.underline, "4"), (.reverse, "7")]
    codes += names.filter { attributes.contains($0.0) }.map(\.1)
    codes += code(colors.foreground, base: 30) + code(colors.background, base: 40)
    return "\u{1B}[" + codes.joined(separator: ";") + "m"
  }

  private func code(_ color: Int32, base: Int32) -> [String] {
    switch color {
    case ..<0: []
    case 0..<8: ["\(base + color)"]
    case 8..<16: ["\(base + 52 + color)"]
    case 16..<256 where palette == .indexed256: ["\(base + 8);5;\(color)"]
    default: ["\(base + 8);2;\(color >> 16);\(color >> 8 & 255);\(color & 255)"]
    }
  }
}
