import ArgumentParser
import Configuration
import Foundation

/// Prints the settings, as they are in effect, and where each comes from.
struct ConfigCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Show the settings, and where each comes from.")

  @OptionGroup var data: DataOptions

  func run() throws {
    let paths = Paths(environment: ProcessInfo.processInfo.environment, dataFolder: data.directory)
    var settings = Settings()
    var problems: [SettingsProblem] = []
    if access(paths.configFile, F_OK) == 0 {
      (settings, problems) = Settings.read(yaml: String(decoding: try InputFile.read(paths.configFile), as: UTF8.self))
    }
    var text = ""
    for setting in settings.descriptions {
      let line = "\(setting.name): \(setting.value)".padded(24)
      text += "\(line)  # \(setting.isDefault ? "default" : "config.yaml"); \(setting.help)\n"
    }
    text += "\n# settings  \(paths.configFile)\n# themes    \(paths.themesFolder)\n# cache     \(paths.cacheFile)\n"
    try Output.write(text)
    if let problem = problems.first { throw CommandFailure(Startup.complaint(problem)) }
  }
}
