import Configuration
import FeedCache
import FeedModel
import Foundation
import ReaderStore
import Theming

/// What the reader needs before its first screen: settings, theme, and where it runs.
struct Startup {
  var settings: Settings
  var theme: Theme
  var themes: ThemeShelf
  /// The terminal shows nothing but ASCII.
  var usesASCII = false
  /// What is wrong with the config file or the theme: shown once in the status line; the reader goes on.
  var complaint: String?
  var isRemote: Bool
  /// Where there is what the user has for servers.
  var credentialsFile: String?
  var environment: [String: String]

  /// - Throws: if a theme that was asked for on the command line cannot be had.
  init(paths: Paths, environment: [String: String], themeName: String?) throws(CommandFailure) {
    self.environment = environment
    isRemote = Startup.isRemote(environment)
    credentialsFile = paths.credentialsFile
    (settings, complaint) = Startup.settings(paths.configFile)
    themes = ThemeShelf(userFolder: paths.themesFolder)
    do throws(ThemeError) {
      let (loaded, warnings) = try Theme.load(named: themeName ?? settings.theme, userFolder: paths.themesFolder)
      theme = loaded
      complaint = complaint ?? warnings.first
    } catch {
      if themeName != nil { throw CommandFailure(error.message) }
      theme = (try? Theme.load(named: Settings().theme, userFolder: paths.themesFolder).theme) ?? .mono
      complaint = complaint ?? error.message
    }
  }

  /// Whether the user sits at another machine.
  static func isRemote(_ environment: [String: String]) -> Bool {
    ["SSH_CONNECTION", "SSH_TTY"].contains { !(environment[$0] ?? "").isEmpty }
  }

  /// Settings of a config file, and the first thing in it that cannot be used.
  static func settings(_ file: String?) -> (Settings, String?) {
    guard let file, access(file, F_OK) == 0 else { return (Settings(), nil) }
    let (settings, problems) = Settings.read(file: file)
    return (settings, problems.first.map { complaint($0) })
  }

  static func complaint(_ problem: SettingsProblem) -> String {
    "config.yaml" + (problem.line.map { ", line \($0)" } ?? "") + ": " + problem.message
  }

  func preferences(canRefresh: Bool) -> Preferences {
    var preferences = Preferences(
      layout: settings.layout, measure: settings.measure, hyphenates: settings.hyphenate, justifies: settings.justify,
      refresh: settings.refresh, canRefresh: canRefresh,
      isRemote: isRemote)
    preferences.theme = theme.name
    preferences.themeNames = themes.names
    preferences.themeSummaries = themes.summaries
    preferences.usesASCII = usesASCII
    preferences.usesMouse = settings.mouse
    return preferences
  }
}
