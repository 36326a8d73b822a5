/// One feed's way from URL to cache, many at once.
public import FeedCache
public import FeedModel
public import FoundationEssentials

/// What a refresh did to one feed.
public struct RefreshOutcome: Equatable, Sendable {
  public enum Result: Equatable, Sendable {
    case saved(SaveResult)
    case notModified
    /// One line that says what went wrong.
    case failed(String)
  }

  public var feed: FeedID
  public var url: String
  public var result: Result

  public init(feed: FeedID, url: String, result: Result) {
    self.feed = feed
    self.url = url
    self.result = result
  }
}

/// What a refresh did in all.
public struct RefreshSummary: Equatable, Sendable {
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
public struct Refresher: Sendable {
  public init(cache: Cache, clock: @escaping @Sendable () -> Date) {}

  /// - Parameters:
  ///   - progress: called after each feed, with the number done and the number asked in all.
  ///   - isCancelled: asked often; when true, transfers are dropped and nothing is left half-saved.
  public func refresh(
    _ scope: RefreshScope, isCancelled: @Sendable () -> Bool = { false },
    progress: @Sendable (_ outcome: RefreshOutcome, _ done: Int, _ asked: Int) -> Void = { _, _, _ in }
  ) throws(CacheError) -> RefreshSummary { RefreshSummary() }
}
