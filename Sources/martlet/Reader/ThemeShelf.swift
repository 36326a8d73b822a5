import Theming

/// The themes there are, as this terminal can show them.
struct ThemeShelf {
  /// Where the user's own lie.
  let userFolder: String?
  /// Colours of the terminal; a replay has all of them.
  var colorCount = 1 << 24

  init(userFolder: String?) { self.userFolder = userFolder }

  var names: [String] { Theme.names(userFolder: userFolder) }

  /// What the themes that are compiled in say of themselves, by name; the user's are not opened for it.
  var summaries: [String: String] { Theme.builtinSummaries }

  /// Loads a theme, as far as the terminal's colours go.
  /// - Parameter name: as in the settings: compiled in, a file of the user's folder, or a path.
  /// - Returns: the theme.
  /// - Throws: when there is none, or its file has a fault.
  func theme(named name: String) throws(ThemeError) -> Theme {
    try Theme.load(named: name, userFolder: userFolder).theme.adapted(toColors: colorCount)
  }
}
