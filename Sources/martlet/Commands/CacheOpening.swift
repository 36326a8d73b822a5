import Configuration
import FeedCache
import Foundation

extension DataOptions {
  /// Where Martlet's files lie for this command.
  var paths: Paths { Paths(environment: ProcessInfo.processInfo.environment, dataFolder: directory) }

  func cacheFile() throws(CacheError) -> String {
    guard let file = paths.cacheFile else {
      throw CacheError("\(Paths.noHome), or name a folder with --data-dir")
    }
    return file
  }

  /// A damaged cache is an error that names its file: `Martlet.report` sets it aside.
  func openCache() throws(CacheError) -> Cache { try Cache(at: .file(try cacheFile())) }
}

extension CacheError {
  /// What the user is told. A damaged cache is first set aside, and replaced by what can be read of it.
  func rescued() -> String {
    guard let damagedFile else { return message }
    do throws(CacheError) {
      // Where the file itself is sound it is the search index, or another process was quicker.
      let found = try Cache.check(damagedFile, at: SystemClock.now()).findings.map(\.text)
      let what = found.isEmpty ? "the cache was damaged and has been replaced" : found.joined(separator: "; ")
      return what + "; run the command again"
    } catch {
      return "\(message); it could not be set aside: \(error.message)"
    }
  }
}
