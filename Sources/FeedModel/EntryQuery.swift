/// Which entries, in which order: what the cache is asked for a post list.
public struct EntryQuery: Equatable, Hashable, Sendable {
  /// How a list is ordered.
  public enum Order: String, Equatable, Hashable, Sendable, CaseIterable {
    case newestFirst
    case oldestFirst
    /// What matches the texts of the filter best, then the rest, newest first.
    case bestFirst
    /// By the feeds' titles, those of a feed newest first.
    case byFeed
    case byTitle
  }

  /// One feed only, or all of them.
  public var feed: FeedID?
  /// Only what was unread when the list was opened.
  public var unreadOnly: Bool
  /// What the entries must meet besides.
  public var filter: Filter?
  /// Words that an entry must hold too, as `Filter(words:)` has them: what is typed to narrow a list; empty for none.
  public var search: String
  public var order: Order
  /// Whether a list of all feeds, without a filter, holds the posts of feeds that their settings hide.
  public var includesHiddenFeeds: Bool

  public init(
    feed: FeedID? = nil, unreadOnly: Bool = false, filter: Filter? = nil, search: String = "",
    order: Order = .newestFirst, includesHiddenFeeds: Bool = false
  ) {
    self.feed = feed
    self.unreadOnly = unreadOnly
    self.filter = filter
    self.search = search
    self.order = order
    self.includesHiddenFeeds = includesHiddenFeeds
  }
}
