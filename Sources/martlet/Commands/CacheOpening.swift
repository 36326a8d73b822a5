import FeedCache
import FoundationEssentials

extension DataOptions {
  /// Opens the cache: in `--data-dir`, else in `$XDG_DATA_HOME/martlet`, else in `~/.local/share/martlet`.
  func openCache() throws -> Cache {
    try Cache(at: .file(databasePath()))
  }

  private func databasePath() throws -> String {
    if let directory, !directory.isEmpty { return directory + "/martlet.db" }
    let environment = ProcessInfo.processInfo.environment
    // The XDG base directory specification: a path that is not absolute is to be ignored.
    if let data = environment["XDG_DATA_HOME"], data.hasPrefix("/") { return data + "/martlet/martlet.db" }
    guard let home = environment["HOME"], home.hasPrefix("/") else {
      throw CommandFailure("there is no home folder for the cache; name a folder with --data-dir")
    }
    return home + "/.local/share/martlet/martlet.db"
  }
}
