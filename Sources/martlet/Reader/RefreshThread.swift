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

  private struct Job {
    var request: RefreshRequest
    var report: @Sendable (Step) -> Void
  }

  private struct Queue {
    var jobs: [Job] = []
    /// What is under way; nil if the thread has ended.
    var running: RefreshRequest?
  }

  private let refresher: Refresher
  /// Told after each round.
  private let afterwards: @Sendable () throws(CacheError) -> Void
  private let queue = Mutex(Queue())
  private let isStopped = Atomic<Bool>(false)
  /// The reader's own round is to make way for what the user asks.
  private let mustGiveWay = Atomic<Bool>(false)

  init(refresher: Refresher, afterwards: @escaping @Sendable () throws(CacheError) -> Void = {}) {
    self.refresher = refresher
    self.afterwards = afterwards
  }

  func add(_ request: RefreshRequest, report: @escaping @Sendable (Step) -> Void) {
    let mustStart = queue.withLock { queue in
      queue.jobs.append(Job(request: request, report: report))
      if queue.running == .due, request != .due { mustGiveWay.store(true, ordering: .sequentiallyConsistent) }
      defer { queue.running = queue.running ?? request }
      return queue.running == nil
    }
    if mustStart { Thread.detachNewThread { [self] in run() } }
  }

  func cancel() { isStopped.store(true, ordering: .sequentiallyConsistent) }

  private func run() {
    while let job = next() { perform(job) }
  }

  private func next() -> Job? {
    queue.withLock { queue in
      mustGiveWay.store(false, ordering: .sequentiallyConsistent)
      guard !queue.jobs.isEmpty else {
        queue.running = nil
        return nil
      }
      let job = queue.jobs.removeFirst()
      queue.running = job.request
      return job
    }
  }

  private func perform(_ job: Job) {
    let failed = Atomic<Int>(0)
    var report = RefreshReport(feeds: 0, new: 0, failures: [], wasAsked: job.request != .due)
    do throws(CacheError) {
      let summary = try refresher.refresh(
        scope(of: job.request),
        isCancelled: { [self] in isStopped.load(ordering: .relaxed) || mustGiveWay.load(ordering: .relaxed) },
        progress: { outcome, done, asked in
          if case .failed = outcome.result { failed.add(1, ordering: .relaxed) }
          job.report(
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
    job.report(.finished(report))
  }

  private func scope(of request: RefreshRequest) -> RefreshScope {
    switch request {
    case .due: .due
    case .all: .all
    case .feed(let id): .feeds([id])
    }
  }
}
