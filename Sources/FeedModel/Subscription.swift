public import FoundationEssentials

/// A feed that the user follows, with what the cache knows of it.
public struct Subscription: Equatable, Sendable, Identifiable {
  public let id: FeedID
  public var url: String
  /// The user's own title, or the feed's, or the URL: never empty.
  public var title: String
  /// Folder path, parts joined by `/`; empty at the top.
  public var folder: String
  public var siteURL: String?
  /// What the user wants of this feed.
  public var settings: FeedSettings
  public var unread: Int
  public var total: Int
  public var lastRefresh: Date?
  /// What went wrong at the last refresh, in one line; nil if it went well.
  public var error: String?
  /// Since when it has failed without a success between.
  public var failingSince: Date?

  public init(
    id: FeedID, url: String, title: String, folder: String = "", siteURL: String? = nil,
    settings: FeedSettings = FeedSettings(), unread: Int = 0, total: Int = 0, lastRefresh: Date? = nil,
    error: String? = nil, failingSince: Date? = nil
  ) {
    self.id = id
    self.url = url
    self.title = title
    self.folder = folder
    self.siteURL = siteURL
    self.settings = settings
    self.unread = unread
    self.total = total
    self.lastRefresh = lastRefresh
    self.error = error
    self.failingSince = failingSince
  }
}

/// Counts over all subscriptions.
public struct Counts: Equatable, Sendable {
  public var unread: Int
  public var starred: Int
  public var feeds: Int

  public init(unread: Int = 0, starred: Int = 0, feeds: Int = 0) {
    self.unread = unread
    self.starred = starred
    self.feeds = feeds
  }
}
