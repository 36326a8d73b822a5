/// One feed's way from URL to cache, many at once.
import Dispatch
public import FeedCache
public import FeedFetching
public import FeedModel
public import FoundationEssentials
import Synchronization

/// What a refresh did to one feed.
public struct RefreshOutcome: Equatable, Sendable {
  /// What a feed's answer came to.
  public enum Result: Equatable, Sendable {
    case saved(SaveResult)
    case notModified
    /// One line that says what went wrong, safe to show.
    case failed(String)
  }

  public var feed: FeedID
  /// As the feed is subscribed now: a redirect or a search may have changed it.
  public var url: String
  public var result: Result
  /// Further feeds of the page that this one was found on, in page order.
  public var otherFeeds: [String]
  /// The HTTP status of the last answer; nil if nothing answered, or nothing was asked.
  public var status: Int?

  public init(feed: FeedID, url: String, result: Result, otherFeeds: [String] = [], status: Int? = nil) {
    self.status = status
    self.feed = feed
    self.url = url
    self.result = result
    self.otherFeeds = otherFeeds
  }
}

/// What a refresh did in all.
public struct RefreshSummary: Equatable, Sendable {
  /// A feed that could not be refreshed, and why, in one line.
  public struct Failure: Equatable, Sendable {
    public var url: String
    public var error: String
  }

  public var fetched = 0
  public var notModified = 0
  public var failed: [Failure] = []
  public var new = 0
  public var changed = 0
  public var seconds = 0.0

  public init() {}
}

/// Which feeds a refresh asks.
public enum RefreshScope: Equatable, Sendable {
  /// Those whose time has come.
  case due
  /// All, whatever their interval.
  case all
  /// These, whatever their interval.
  case feeds([FeedID])
}

/// Fetches, parses and saves; blocks the calling thread until all is done or cancelled.
///
/// A second thread fetches and parses; the calling one saves while others still load, those that came meanwhile in one
/// transaction.
public struct Refresher: Sendable {
  private let cache: Cache
  private let clock: @Sendable () -> Date
  private let fetcher: Fetcher

  public init(cache: Cache, clock: @escaping @Sendable () -> Date, fetcher: Fetcher = Fetcher()) {
    self.cache = cache
    self.clock = clock
    self.fetcher = fetcher
  }

  /// - Parameters:
  ///   - scope: which feeds are asked; none is asked before the time its server set with Retry-After, or after a 410.
  ///   - guesses: whether a page that names no feed is followed to the places where sites have theirs, one at a time.
  ///   - isCancelled: asked often; when true, transfers are dropped and nothing is left half-saved.
  ///   - progress: called after each feed, with the number done and the number asked in all.
  /// - Returns: what was done; a feed that may not be asked, and was named or forced, counts as failed.
  /// - Throws: what the cache throws; feeds that fail are no errors of the refresh.
  public func refresh(
    _ scope: RefreshScope, guesses: Bool = false, isCancelled: @escaping @Sendable () -> Bool = { false },
    progress: @escaping @Sendable (_ outcome: RefreshOutcome, _ done: Int, _ asked: Int) -> Void = { _, _, _ in }
  ) throws(CacheError) -> RefreshSummary {
    let start = ContinuousClock.now
    let run = try RefreshRun(scope, guesses: guesses, cache: cache, clock: clock, progress: progress)
    // Later rounds ask for the feeds that were found in pages of the first.
    while let requests = run.nextRound(), !isCancelled() {
      do throws(CacheError) {
        try fetch(requests, into: run, isCancelled: isCancelled)
      } catch {
        let saved = run.summary.fetched + run.summary.notModified
        guard saved > 0 else { throw error }
        throw error.afterSteps(
          "\(saved) \(saved == 1 ? "feed was" : "feeds were") saved before, the others are still due")
      }
    }
    var summary = run.summary
    summary.seconds = (ContinuousClock.now - start) / .seconds(1)
    return summary
  }

  private func fetch(
    _ requests: [FetchRequest], into run: RefreshRun, isCancelled: @escaping @Sendable () -> Bool
  ) throws(CacheError) {
    let channel = ResultChannel()
    let stop = Stop()
    DispatchQueue.global().async { [fetcher] in
      do throws(FetchError) {
        try fetcher.fetch(requests, isCancelled: { isCancelled() || stop.isSet }) { channel.send(Arrival($0)) }
      } catch {
        // Without libcurl no feed can be asked.
        for request in requests {
          channel.send(Arrival(FetchResult(id: request.id, answer: .failed(error), url: request.url)))
        }
      }
      channel.end()
    }
    var problem: CacheError?
    while true {
      let results = channel.receive()
      if results.isEmpty { break }
      guard problem == nil else { continue }
      do throws(CacheError) {
        try run.take(results)
      } catch {
        problem = error
        stop.set()
      }
    }
    if let problem { throw problem }
  }
}

/// Tells the fetching thread that nobody listens any more.
private final class Stop: Sendable {
  private let flag = Atomic(false)
  var isSet: Bool { flag.load(ordering: .relaxed) }
  func set() { flag.store(true, ordering: .relaxed) }
}
