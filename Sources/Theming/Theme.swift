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

  /// The theme on a terminal without colours: its attributes where they tell the same things apart, else those of
  /// `mono`; a selected row stays visible.
  public var withoutColors: Theme {
    var plain = self
    for role in StyleRole.allCases {
      let style = self[role]
      // A background of its own says "look here", which only an attribute can say now.
      let stoodOut = style.background != self[.text].background
      let attributes = stoodOut && style.attributes.isEmpty ? Theme.mono[role].attributes : style.attributes
      plain.styles[role] = Style(attributes: attributes)
    }
    for role in [StyleRole.listSelected, .listSelectedElsewhere, .match]
    where !plain[role].attributes.contains(.reverse) { plain.styles[role] = Theme.mono[role] }
    if plain[.listUnread] == plain[.listRead] { plain.styles[.listUnread] = Theme.mono[.listUnread] }
    if plain[.link] == plain[.text] { plain.styles[.link] = Theme.mono[.link] }
    return plain
  }
}

public struct ThemeError: Error, Equatable, Sendable {
  /// Names the file, the line where known, and the reason.
  public var message: String
  public init(_ message: String) { self.message = message }
}
