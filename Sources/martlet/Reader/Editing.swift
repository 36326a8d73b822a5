import Configuration
import FeedCache
import Foundation
import ReaderStore

/// What the user edits as text while the reader is open: the subscriptions, and the config file.
///
/// The terminal is the editor's meanwhile.
struct Editing {
  let data: DataOptions
  let environment: [String: String]

  /// Opens the user's editor, and waits for its end.
  /// - Returns: what has come of it.
  func run(_ effect: Effect, for reader: Reader) -> Action? {
    do throws(CommandFailure) {
      switch effect {
      case .editSubscriptions: return try editSubscriptions(reader.runner)
      case .editSettings: return try editSettings(reader.themes)
      default: return nil
      }
    } catch {
      return .refused(error.description)
    }
  }

  // MARK: What the settings and the environment say together

  /// The user's programs for links and files.
  func programs(_ settings: Settings) -> Programs { Programs(settings: settings, environment: environment) }

  /// Where enclosures are saved to.
  func downloadsFolder(_ settings: Settings) -> String {
    let paths = UserPaths(environment: environment)
    return settings.downloads.isEmpty ? paths.downloads(environment) : paths.expanded(settings.downloads)
  }

  private func editSubscriptions(_ runner: EffectRunner) throws(CommandFailure) -> Action {
    let edits = try data.subscriptionEditing(cache: runner.cache).run { runner.clock().now }
    do throws(CacheError) {
      return try runner.subscriptionsChanged(by: edits)
    } catch {
      return .cacheFailed(error.message)
    }
  }

  private func editSettings(_ themes: ThemeShelf) throws(CommandFailure) -> Action {
    guard let path = data.paths.configFile else {
      throw CommandFailure(Paths.noHome)
    }
    try SettingsFile(path: path).edit(with: TextEditor(environment: environment))
    let (settings, complaint) = Startup.settings(path)
    if let complaint { return .refused(complaint + "; the former settings stay") }
    return .settingsLoaded(settings, themeNames: themes.names)
  }
}
