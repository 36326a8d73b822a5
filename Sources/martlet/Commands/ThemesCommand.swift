import ArgumentParser
import Configuration
import Foundation
import Screens
import TerminalIO
import Theming
import Typography

/// `martlet themes`: what themes there are, on a terminal with a sample of each.
struct ThemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "themes", abstract: "List the themes: those of Martlet, then your own.")

  @OptionGroup var data: DataOptions
  @Flag(help: "List what a theme file can give a style to.")
  var roles = false

  func run() throws {
    guard !roles else { return try Output.write(rolesText) }
    let folder = data.paths.themesFolder
    let current = Startup.settings(data.paths.configFile).0.theme
    let themes = Theme.available(userFolder: folder)
    let width = themes.map { DisplayWidth.cells(of: TerminalText.line($0.name)) }.max() ?? 0
    let sequences = isatty(STDOUT_FILENO) == 1 ? StyleSequences(environment: ProcessInfo.processInfo.environment) : nil
    var text = ""
    for theme in themes {
      let name = TerminalText.line(theme.name)
      let padding = String(repeating: " ", count: max(0, width - DisplayWidth.cells(of: name)) + 2)
      let mark = theme.name == current && !theme.isBroken ? "* " : "  "
      text += mark + name + padding + TerminalText.line(theme.summary) + "\n"
      for warning in theme.warnings {
        text += String(repeating: " ", count: width + 4) + TerminalText.line(warning) + "\n"
      }
      if let sequences, !theme.isBroken, let loaded = try? Theme.load(named: theme.name, userFolder: folder).theme {
        text += String(repeating: " ", count: width + 4) + sample(of: loaded, sequences) + "\n"
      }
    }
    try Output.write(text)
  }

  /// A row of the list, some text, and the status line, as they look.
  private func sample(of theme: Theme, _ sequences: StyleSequences) -> String {
    let theme = theme.adapted(toColors: sequences.colorCount)
    let parts: [(StyleRole, String)] = [
      (.listUnread, " • unread "), (.star, "★ "), (.listSelected, "selected"), (.listRead, " read "), (.border, "│"),
      (.text, " text "), (.link, "link"), (.text, " "), (.code, "code"), (.text, " "), (.match, "found"), (.text, " "),
      (.statusLine, " status "), (.statusError, "error"), (.statusLine, " "),
    ]
    return parts.map { sequences.sequence(for: theme[$0.0]) + $0.1 }.joined() + StyleSequences.plain
  }

  private var rolesText: String {
    let width = StyleRole.allCases.map(\.rawValue.count).max() ?? 0
    return StyleRole.allCases.map { $0.rawValue.padded(width + 2) + $0.meaning + "\n" }.joined()
  }
}
