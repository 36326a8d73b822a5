/// Theme files → styles.
public import Screens

/// How everything on the screen looks: a style for every role.
public struct Theme: Equatable, Sendable {
  /// What `--theme` and the settings call it.
  public var name: String
  /// One line for a list of themes.
  public var summary: String
  public var styles: [StyleRole: Style]

  public init(name: String, summary: String = "", styles: [StyleRole: Style]) {
    self.name = name
    self.summary = summary
    self.styles = styles
  }

  public subscript(_ role: StyleRole) -> Style { styles[role] ?? Style() }

  /// The theme without colours, for terminals that have none and for `NO_COLOR`.
  public static let mono = Theme(
    name: "mono", summary: "No colours, only bold, dim, italic, underline and reverse.",
    styles: StyleDescription.resolve([:]))

  /// The theme for a terminal with so many colours, 0 for none: what it tells apart stays apart.
  ///
  /// Without colours it is the theme itself if it names none, else `mono`, as attributes chosen to go with colours do not
  /// tell everything apart. With 8 or 16 a soft background would become that of the text: a selection is reversed.
  public func adapted(toColors count: Int) -> Theme {
    if count >= 256 { return self }
    if count < 8 {
      let usesColors = styles.values.contains { $0.foreground != .terminalDefault || $0.background != .terminalDefault }
      return usesColors ? .mono : self
    }
    var adapted = self
    for role in [StyleRole.listSelected, .listSelectedElsewhere, .linkFocused, .mark, .match] {
      guard case .rgb = self[role].background else { continue }
      adapted.styles[role] = self[.text]
      adapted.styles[role]?.attributes = Theme.mono[role].attributes
    }
    return adapted
  }
}

/// Why there is no such theme, or why a file is none.
public struct ThemeError: Error, Equatable, Sendable {
  /// Names the file, the line where known, and the reason.
  public var message: String
  public init(_ message: String) { self.message = message }
}
