/// Theme files → styles.
public import Screens

public struct Theme: Equatable, Sendable {
  public var name: String
  public var styles: [StyleRole: Style]

  public init(name: String, styles: [StyleRole: Style]) {
    self.name = name
    self.styles = styles
  }

  public subscript(_ role: StyleRole) -> Style { styles[role] ?? Style() }

  /// The theme without colours, for terminals that have none and for `NO_COLOR`.
  public static let mono = Theme(name: "mono", styles: [:])
}

public struct ThemeError: Error, Equatable, Sendable {
  /// Names the file, the line where known, and the reason.
  public var message: String
  public init(_ message: String) { self.message = message }
}
