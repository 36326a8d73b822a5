import ArgumentParser
import Configuration
import FeedCache
import FeedModel
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
      (settings, problems) = Settings.read(file: file)
    }
    var text = values(of: settings) + keys(of: settings)
    if settings.hyphenate { text += "\n# words are divided in " + hyphenatedLanguages() + "\n" }
    try Output.write(TerminalText.lines(text + files(paths) + feeds(paths)).replacing("\t", with: " "))
    if let problem = problems.first { throw CommandFailure(Startup.complaint(problem)) }
    _ = try CredentialsFile.read(paths.credentialsFile)
    let warnings = try Theme.load(named: settings.theme, userFolder: paths.themesFolder).warnings
    if let warning = warnings.first { throw CommandFailure(warning) }
  }

  private var environment: [String: String] { ProcessInfo.processInfo.environment }

  // MARK: Values

  private func values(of settings: Settings) -> String {
    var text = ""
    for setting in settings.descriptions {
      var (value, source) = (setting.value, setting.isDefault ? "default" : "config.yaml")
      if setting.name == "browser", setting.isDefault {
        (value, source) = browser(settings)
      } else if setting.name == "downloads", setting.isDefault {
        value = UserPaths(environment: environment).downloads(environment)
      }
      text += "\(setting.name): \(value)".padded(24) + "  # \(source); \(setting.help)\n"
    }
    return text
  }

  /// What opens links where the config file does not say.
  private func browser(_ settings: Settings) -> (value: String, source: String) {
    let command = Programs(settings: settings, environment: environment).browser?.text ?? ""
    return (
      command,
      command.isEmpty ? "none known" : environment["BROWSER"] == nil ? "found for the display" : "$BROWSER"
    )
  }

  /// The user's own keys; the others are in `martlet keys`.
  private func keys(of settings: Settings) -> String {
    guard !settings.bindings.isEmpty else { return "keys: {}".padded(24) + "  # default; `martlet keys` lists them\n" }
    func lines(_ context: KeyContext?, _ indent: String) -> String {
      settings.bindings.filter { $0.context == context }.map { binding in
        let names = binding.invocations.map(\.description)
        let value = names.count > 1 ? "[\(names.joined(separator: ", "))]" : names.first ?? "none"
        return "\(indent)'\(binding.keys.label.replacing("'", with: "''"))': \(value)\n"
      }.joined()
    }
    var text =
      "keys:".padded(24) + "  # config.yaml; over those of keymap: \(settings.keymap.rawValue)\n" + lines(nil, "  ")
    for context in KeyContext.allCases {
      let own = lines(context, "    ")
      if !own.isEmpty { text += "  \(context.rawValue):\n" + own }
    }
    return text
  }

  // MARK: Files

  private func files(_ paths: Paths) -> String {
    let config = environment["XDG_CONFIG_HOME"]?.hasPrefix("/") == true ? "$XDG_CONFIG_HOME" : "default"
    let cache =
      data.directory != nil
      ? "--data-dir" : environment["XDG_DATA_HOME"]?.hasPrefix("/") == true ? "$XDG_DATA_HOME" : "default"
    let files: [(name: String, path: String?, source: String)] = [
      ("settings", paths.configFile, config), ("themes", paths.themesFolder, config),
      ("passwords", paths.credentialsFile, config), ("cache", paths.cacheFile, cache),
    ]
    var text =
      files.map { file in
        "\n# " + file.name.padded(10)
          + (file.path.map { "\($0)  (\(file.source)\(state(of: $0)))" } ?? "nowhere: \(Paths.noHome)")
      }.joined() + "\n"
    let editor = TextEditor(environment: environment)
    text += "# " + "editor".padded(10) + "\(editor.command.joined(separator: " "))  (\(editor.source))\n"
    return text
  }

  private func state(of path: String) -> String { access(path, F_OK) == 0 ? "" : ", not there yet" }

  // MARK: Feeds

  /// Settings of single feeds; of headers the names alone.
  private func feeds(_ paths: Paths) -> String {
    guard let file = paths.cacheFile, access(file, F_OK) == 0, let cache = try? data.openCache(),
      let subscriptions = try? cache.subscriptions()
    else { return "" }
    let lines = subscriptions.compactMap { subscription -> String? in
      var settings = subscription.settings
      settings.headers = settings.headers.mapValues { _ in "…" }
      let words = settings.words.map { word in
        let value = word.value.contains(" ") ? "\"\(word.value)\"" : word.value
        return value.isEmpty ? word.name : "\(word.name):\(value)"
      }
      return words.isEmpty ? nil : "#   \(TerminalText.line(subscription.url))  \(words.joined(separator: " "))\n"
    }
    return lines.isEmpty ? "" : "\n# Feeds with settings of their own; `martlet edit` changes them\n" + lines.joined()
  }

  /// As the installed dictionaries are named.
  private func hyphenatedLanguages() -> String {
    let languages = Hyphenator.languages()
    return languages.isEmpty
      ? "no language yet: Debian's packages hyphen-en-us, hyphen-de and so on have dictionaries"
      : languages.joined(separator: ", ")
  }
}
