import ArgumentParser
import Configuration
import Theming
import Typography

/// `martlet themes`: what themes there are.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the themes: those of Martlet, then your own.")

  @OptionGroup var data: DataOptions

  func run() throws {
    let current = Startup.settings(data.paths.configFile).0.theme
    let themes = Theme.available(userFolder: data.paths.themesFolder)
    let width = themes.map { DisplayWidth.cells(of: $0.name) }.max() ?? 0
    let lines = themes.map { theme -> String in
      let name = TerminalText.line(theme.name)
      let padding = String(repeating: " ", count: max(0, width - DisplayWidth.cells(of: name)) + 2)
      return (theme.name == current && !theme.isBroken ? "* " : "  ") + name + padding
        + TerminalText.line(theme.summary) + "\n"
    }
    try Output.write(lines.joined())
  }
}
