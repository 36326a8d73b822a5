import Configuration
import FeedCache
import Foundation

extension DataOptions {
  /// Where Martlet's files lie for this command.
  var paths: Paths { Paths(environment: ProcessInfo.processInfo.environment, dataFolder: directory) }

  func openCache() throws(CommandFailure) -> Cache {
    do throws(CacheError) {
      return try Cache(at: .file(paths.cacheFile))
    } catch {
      throw CommandFailure(error.message)
    }
  }
}
