import FeedCache
import FeedFetching
import FeedModel
import Foundation
import ReaderStore
import Synchronization

/// A thread that saves one enclosure after another, since libcurl's loop blocks the thread it runs on.
///
/// Bytes go to a file whose name ends in `.part`, which gets its name when it is whole. One that broke off stays, and is
/// gone on with when the server says that the file is the same.
final class DownloadThread: Sendable {
  struct Job: Sendable {
    var enclosure: Enclosure
    /// Where the feed is from that names it.
    var feedURL: String?
  }

  enum Step: Sendable {
    case progressed(DownloadProgress)
    case ended(Message)
  }

  private struct Queue {
    var jobs: [Job] = []
    /// What is under way.
    var current: String?
  }

  /// Where files are saved to from here on.
  var folder: String {
    get { folderInUse.withLock { $0 } }
    set { folderInUse.withLock { $0 = newValue } }
  }

  private let folderInUse: Mutex<String>
  private let paths: UserPaths
  private let cache: Cache
  private let fetcher: Fetcher
  private let queue = Mutex(Queue())
  private let isStopped = Atomic<Bool>(false)

  /// - Parameters:
  ///   - folder: where files are saved to.
  ///   - paths: how they are shown.
  ///   - cache: keeps what is known of files that broke off.
  ///   - fetcher: what fetches feeds, with what the user has for servers.
  init(folder: String, paths: UserPaths, cache: Cache, fetcher: Fetcher) {
    var fetcher = fetcher
    fetcher.limits = .files
    self.fetcher = fetcher
    folderInUse = Mutex(folder)
    self.paths = paths
    self.cache = cache
  }

  /// - Parameters:
  ///   - job: what to save.
  ///   - report: called on the thread; last with `ended`.
  /// - Returns: false if the file is being saved already.
  func add(_ job: Job, report: @escaping @Sendable (Step) -> Void) -> Bool {
    let url = job.enclosure.url
    let (isNew, mustStart) = queue.withLock { queue in
      guard queue.current != url, !queue.jobs.contains(where: { $0.enclosure.url == url }) else {
        return (false, false)
      }
      queue.jobs.append(job)
      let isFree = queue.current == nil
      if isFree { queue.current = "" }
      return (true, isFree)
    }
    if mustStart { Thread.detachNewThread { [self] in run(report) } }
    return isNew
  }

  /// Ends what is under way, and forgets what waits.
  /// - Returns: how many files waited, of which nothing is reported any more.
  func cancel() -> Int {
    queue.withLock { queue in
      defer { queue.jobs = [] }
      isStopped.store(true, ordering: .sequentiallyConsistent)
      return queue.jobs.count
    }
  }

  private func run(_ report: @escaping @Sendable (Step) -> Void) {
    while let job = next() {
      let saving = FileSaving(
        enclosure: job.enclosure, folder: folder, paths: paths, cache: cache, fetcher: fetcher,
        feedURL: job.feedURL ?? "", isStopped: { [self] in isStopped.load(ordering: .relaxed) },
        progress: { [self] progress in
          var progress = progress
          progress.waiting = queue.withLock { $0.jobs.count }
          report(.progressed(progress))
        })
      let message = saving.run()
      report(.ended(message))
    }
  }

  private func next() -> Job? {
    queue.withLock { queue in
      guard !queue.jobs.isEmpty else {
        queue.current = nil
        return nil
      }
      let job = queue.jobs.removeFirst()
      queue.current = job.enclosure.url
      isStopped.store(false, ordering: .sequentiallyConsistent)
      return job
    }
  }
}
