public import FoundationEssentials

/// A feed's key in the cache.
public struct FeedID: RawRepresentable, Hashable, Comparable, Sendable {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: FeedID, b: FeedID) -> Bool { a.rawValue < b.rawValue }
}

/// An entry's key in the cache. Its identity in the world is (feed, guid).
public struct EntryID: RawRepresentable, Hashable, Comparable, Sendable {
  public let rawValue: Int64
  public init(rawValue: Int64) { self.rawValue = rawValue }
  public static func < (a: EntryID, b: EntryID) -> Bool { a.rawValue < b.rawValue }
}

/// What the user did to an entry.
public struct EntryStatus: Equatable, Sendable {
  public var isRead: Bool
  public var isStarred: Bool
  public var isHidden: Bool
  /// The user's tags, in order.
  public var tags: [String]

  public init(isRead: Bool = false, isStarred: Bool = false, isHidden: Bool = false, tags: [String] = []) {
    self.isRead = isRead
    self.isStarred = isStarred
    self.isHidden = isHidden
    self.tags = tags
  }
}

/// A place in an article that survives resize, restart and edits: a block and an offset of characters in it.
public struct Place: Equatable, Hashable, Sendable {
  /// Index of the top-level block.
  public var block: Int
  /// Characters of the block's text before the place.
  public var offset: Int
  /// By which the block is known in an edited article, when its number has changed; places of old have none.
  public var fingerprint: Int64?

  public init(block: Int, offset: Int, fingerprint: Int64? = nil) {
    self.block = block
    self.offset = offset
    self.fingerprint = fingerprint
  }

  /// The beginning of an article.
  public static let start = Place(block: 0, offset: 0)
}

/// One row of a post list: what is shown of an entry without its body.
public struct EntryRow: Equatable, Sendable, Identifiable {
  public let id: EntryID
  public var feed: FeedID
  public var feedTitle: String
  public var title: String
  public var author: String?
  public var link: String?
  /// The time that the list is sorted by: published, or updated, or first seen.
  public var date: Date
  public var status: EntryStatus
  /// Whether the text was edited by its feed since it was read.
  public var isChanged: Bool

  public init(
    id: EntryID, feed: FeedID, feedTitle: String, title: String, author: String? = nil, link: String? = nil,
    date: Date, status: EntryStatus = EntryStatus(), isChanged: Bool = false
  ) {
    self.id = id
    self.feed = feed
    self.feedTitle = feedTitle
    self.title = title
    self.author = author
    self.link = link
    self.date = date
    self.status = status
    self.isChanged = isChanged
  }
}

/// Where an entry's text comes from.
public enum TextSource: String, Equatable, Sendable {
  /// What its feed gives.
  case feed
  /// The article found on the entry's own page.
  case page
}

/// The whole article, found on an entry's own page.
public struct PageText: Equatable, Sendable {
  public var content: Content
  public var fetched: Date
  /// Where reading stopped, in this text.
  public var place: Place

  public init(content: Content, fetched: Date, place: Place = .start) {
    self.content = content
    self.fetched = fetched
    self.place = place
  }
}

/// Everything about an entry that the article pane shows: the row, the body, and what hangs on it.
public struct Entry: Equatable, Sendable, Identifiable {
  public var row: EntryRow
  public var guid: String
  /// Content, or the summary where the feed gives no content.
  public var body: Content?
  public var authors: [Author]
  public var categories: [String]
  public var enclosures: [Enclosure]
  public var comments: String?
  public var published: Date?
  public var updated: Date?
  /// The feed's language tag, for hyphenation.
  public var language: String?
  public var place: Place
  /// The whole article from its page, where it has been fetched.
  public var page: PageText?
  /// Which text the user last chose; nil if none.
  public var chosenText: TextSource?
  /// Whether the user wants the whole articles of this feed.
  public var feedGivesExcerpts = false

  public var id: EntryID { row.id }

  /// Which text is shown when the entry is opened.
  public var shownText: TextSource {
    guard let page else { return .feed }
    if let chosenText { return chosenText }
    // What a page shows to those who do not pay is less than its feed gives.
    let isMore = page.content.source.utf8.count * 2 > body?.source.utf8.count ?? 0
    return feedGivesExcerpts && isMore ? .page : .feed
  }

  /// What is shown when the entry is opened.
  public var shownBody: Content? { shownText == .page ? page?.content : body }

  /// Where reading that text stopped.
  public var shownPlace: Place { shownText == .page ? page?.place ?? .start : place }

  public init(
    row: EntryRow, guid: String, body: Content?, authors: [Author] = [], categories: [String] = [],
    enclosures: [Enclosure] = [], comments: String? = nil, published: Date? = nil, updated: Date? = nil,
    language: String? = nil, place: Place = .start
  ) {
    self.row = row
    self.guid = guid
    self.body = body
    self.authors = authors
    self.categories = categories
    self.enclosures = enclosures
    self.comments = comments
    self.published = published
    self.updated = updated
    self.language = language
    self.place = place
  }
}
