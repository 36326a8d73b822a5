import ArgumentParser
import Glibc
import Theming
import Typography

/// `martlet themes`: what themes there are.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the themes: those of Martlet, then your own.")

  @OptionGroup var data: DataOptions

  func run() throws {
    let themes = Theme.available(userFolder: Self.userFolder)
    let width = themes.map { DisplayWidth.cells(of: $0.name) }.max() ?? 0
    for theme in themes {
      let name = TerminalText.line(theme.name)
      let padding = String(repeating: " ", count: max(0, width - DisplayWidth.cells(of: name)) + 2)
      print(name + padding + TerminalText.line(theme.summary))
    }
  }

  /// `$XDG_CONFIG_HOME/martlet/themes`; a relative one is ignored, as the XDG specification asks.
  static var userFolder: String? {
    if let base = getenv("XDG_CONFIG_HOME").map({ String(cString: $0) }), base.hasPrefix("/") {
      return base + "/martlet/themes"
    }
    return getenv("HOME").map { String(cString: $0) + "/.config/martlet/themes" }
  }
}
