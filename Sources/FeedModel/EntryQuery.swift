/// Which entries, in which order, how many: what the cache is asked for a post list.
public struct EntryQuery: Equatable, Hashable, Sendable {
  public enum Order: String, Equatable, Hashable, Sendable {
    case newestFirst
    case oldestFirst
  }

  /// One feed only, or all of them.
  public var feed: FeedID?
  public var unreadOnly: Bool
  /// Words that an entry must hold (full-text search); empty for none.
  public var search: String
  public var order: Order

  public init(feed: FeedID? = nil, unreadOnly: Bool = false, search: String = "", order: Order = .newestFirst) {
    self.feed = feed
    self.unreadOnly = unreadOnly
    self.search = search
    self.order = order
  }
}
