import ArgumentParser
import Configuration
import Foundation
import Theming
import Typography

/// Prints the settings, as they are in effect, and where each comes from.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show the settings, and where each comes from.")

  @OptionGroup var data: DataOptions

  func run() throws {
    let paths = data.paths
    var settings = Settings()
    var problems: [SettingsProblem] = []
    if let file = paths.configFile, access(file, F_OK) == 0 {
      (settings, problems) = Settings.read(yaml: String(decoding: try InputFile.read(file), as: UTF8.self))
    }
    var text = ""
    for setting in settings.descriptions {
      let line = "\(setting.name): \(setting.value)".padded(24)
      text += "\(line)  # \(setting.isDefault ? "default" : "config.yaml"); \(setting.help)\n"
    }
    if settings.hyphenate { text += "\n# words are divided in " + hyphenatedLanguages() + "\n" }
    let files = [("settings", paths.configFile), ("themes", paths.themesFolder), ("cache", paths.cacheFile)]
    text += files.map { "\n# \($0.0.padded(8))  \($0.1 ?? "nowhere: there is no home folder")" }.joined() + "\n"
    try Output.write(text)
    if let problem = problems.first { throw CommandFailure(Startup.complaint(problem)) }
    _ = try Theme.load(named: settings.theme, userFolder: paths.themesFolder)
  }

  /// As the installed dictionaries are named.
  private func hyphenatedLanguages() -> String {
    let languages = Hyphenator.languages()
    return languages.isEmpty
      ? "no language yet: Debian's packages hyphen-en-us, hyphen-de and so on have dictionaries"
      : languages.joined(separator: ", ")
  }
}
