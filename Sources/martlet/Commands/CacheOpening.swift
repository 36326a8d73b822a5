import Configuration
import FeedCache
import Foundation

extension DataOptions {
  /// Where Martlet's files lie for this command.
  var paths: Paths { Paths(environment: ProcessInfo.processInfo.environment, dataFolder: directory) }

  func openCache() throws(CommandFailure) -> Cache {
    guard let file = paths.cacheFile else {
      throw CommandFailure("there is no home folder for the cache; name a folder with --data-dir")
    }
    do throws(CacheError) {
      return try Cache(at: .file(file))
    } catch {
      throw CommandFailure(error.message)
    }
  }
}
