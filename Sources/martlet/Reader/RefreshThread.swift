import FeedCache
import FeedModel
import FeedRefresh
import Foundation
import ReaderStore
import Synchronization

/// A thread that carries out one refresh after another: libcurl's loop blocks the thread it runs on.
final class RefreshThread: Sendable {
  enum Step: Sendable {
    case progressed(RefreshProgress)
    case finished(RefreshReport)
  }

  /// What became of an address that the user wants to follow.
  struct Added: Sendable {
    var message: Message
    /// What the page names beside the feed that was added.
    var others: [FoundFeed]
  }

  private enum Job: Sendable {
    case refresh(RefreshRequest, @Sendable (Step) -> Void)
    case add(String, @Sendable (Added) -> Void)

    /// Only the reader's own round gives way.
    var isAsked: Bool {
      if case .refresh(.due, _) = self { false } else { true }
    }
  }

  private struct Queue {
    var jobs: [Job] = []
    /// Whether what is under way was asked for; nil if the thread has ended.
    var isAsked: Bool?
  }

  private let refresher: Refresher
  private let editor: SubscriptionEditor
  /// Told after each round.
  private let afterwards: @Sendable () throws(CacheError) -> Void
  private let queue = Mutex(Queue())
  private let isStopped = Atomic<Bool>(false)
  /// The reader's own round is to make way for what the user asks.
  private let mustGiveWay = Atomic<Bool>(false)

  init(
    refresher: Refresher, editor: SubscriptionEditor, afterwards: @escaping @Sendable () throws(CacheError) -> Void
  ) {
    self.refresher = refresher
    self.editor = editor
    self.afterwards = afterwards
  }

  func add(_ request: RefreshRequest, report: @escaping @Sendable (Step) -> Void) {
    add(.refresh(request, report))
  }

  func add(url: String, report: @escaping @Sendable (Added) -> Void) { add(.add(url, report)) }

  private func add(_ job: Job) {
    let mustStart = queue.withLock { queue in
      queue.jobs.append(job)
      if queue.isAsked == false, job.isAsked { mustGiveWay.store(true, ordering: .sequentiallyConsistent) }
      defer { queue.isAsked = queue.isAsked ?? job.isAsked }
      return queue.isAsked == nil
    }
    if mustStart { Thread.detachNewThread { [self] in run() } }
  }

  func cancel() { isStopped.store(true, ordering: .sequentiallyConsistent) }

  private func run() {
    while let job = next() {
      switch job {
      case .refresh(let request, let report): refresh(request, report)
      case .add(let url, let report): report(subscribe(to: url))
      }
    }
  }

  private func next() -> Job? {
    queue.withLock { queue in
      mustGiveWay.store(false, ordering: .sequentiallyConsistent)
      guard !queue.jobs.isEmpty else {
        queue.isAsked = nil
        return nil
      }
      let job = queue.jobs.removeFirst()
      queue.isAsked = job.isAsked
      return job
    }
  }

  private func refresh(_ request: RefreshRequest, _ tell: @escaping @Sendable (Step) -> Void) {
    let failed = Atomic<Int>(0)
    var report = RefreshReport(feeds: 0, new: 0, failures: [], wasAsked: request != .due)
    do throws(CacheError) {
      let summary = try refresher.refresh(
        scope(of: request),
        isCancelled: { [self] in isStopped.load(ordering: .relaxed) || mustGiveWay.load(ordering: .relaxed) },
        progress: { outcome, done, asked in
          if case .failed = outcome.result { failed.add(1, ordering: .relaxed) }
          tell(
            .progressed(RefreshProgress(done: done, asked: asked, failed: failed.load(ordering: .relaxed))))
        })
      try afterwards()
      report.feeds = summary.fetched + summary.notModified + summary.failed.count
      report.new = summary.new
      // Of a round that gave way nothing is told: its feeds are still due.
      let gaveWay = mustGiveWay.load(ordering: .sequentiallyConsistent)
      report.failures = gaveWay ? [] : summary.failed.map { "\($0.url): \($0.error)" }
    } catch {
      report.failures = [error.message]
    }
    tell(.finished(report))
  }

  private func subscribe(to address: String) -> Added {
    do throws(CacheError) {
      let added = try editor.add(
        address, isCancelled: { [self] in isStopped.load(ordering: .relaxed) })
      guard let added else {
        return Added(message: Message(SubscriptionEditor.refusal(of: address), kind: .error), others: [])
      }
      let others = added.otherFeeds.map { FoundFeed(url: $0, title: "") }
      switch added.result {
      case .failed(let error):
        return Added(
          message: Message("Added, but not fetched: \(error)", kind: .error),
          others: others)
      case .saved(let saved) where !added.wasSubscribed:
        let posts = saved.new == 1 ? "1 post" : "\(saved.new) posts"
        return Added(
          message: Message("Added \(added.title): \(posts)" + (added.wasFound ? ", at \(added.url)" : "")),
          others: others)
      case .saved, .notModified:
        return Added(message: Message("Already subscribed to \(added.title)"), others: others)
      }
    } catch {
      return Added(message: Message(error.message, kind: .error), others: [])
    }
  }

  private func scope(of request: RefreshRequest) -> RefreshScope {
    switch request {
    case .due: .due
    case .all: .all
    case .feeds(let feeds): .feeds(feeds)
    }
  }
}
