public import FeedModel

/// What an answer of a feed's server leaves in the cache.
public struct FeedSave: Sendable {
  public var feed: FeedID
  public var state: FetchState
  /// Nil after a 304 or a failure.
  public var parsed: ParsedFeed?

  public init(feed: FeedID, state: FetchState, parsed: ParsedFeed? = nil) {
    self.feed = feed
    self.state = state
    self.parsed = parsed
  }
}

/// What a save changed.
public struct SaveResult: Equatable, Sendable {
  public var new: Int
  public var changed: Int

  public init(new: Int = 0, changed: Int = 0) {
    self.new = new
    self.changed = changed
  }
}
