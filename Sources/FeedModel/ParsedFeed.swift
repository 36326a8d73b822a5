/// The nouns of Martlet, values only: what a feed says, what the cache keeps of it, and what the user did to it.
public import FoundationEssentials

/// What one feed document says, in no format's own words: the result of a parse.
public struct ParsedFeed: Equatable, Sendable {
  public var format: FeedFormat
  /// Plain text, safe to show.
  public var title: String?
  /// Plain text, safe to show.
  public var subtitle: String?
  /// The site that the feed belongs to, absolute where a base was known.
  public var link: String?
  /// Where the feed says it lives (`rel="self"`).
  public var feedURL: String?
  public var icon: String?
  /// A BCP 47 tag as written, `en-us`.
  public var language: String?
  public var updated: Date?
  public var authors: [Author]
  public var entries: [ParsedEntry]
  /// How often the feed asks to be asked.
  public var schedule: PublishingSchedule
  /// One sentence for each thing that was repaired or left out.
  public var warnings: [String]

  public init(
    format: FeedFormat, title: String? = nil, subtitle: String? = nil, link: String? = nil,
    feedURL: String? = nil, icon: String? = nil, language: String? = nil, updated: Date? = nil,
    authors: [Author] = [], entries: [ParsedEntry] = [], schedule: PublishingSchedule = PublishingSchedule(),
    warnings: [String] = []
  ) {
    self.format = format
    self.title = title
    self.subtitle = subtitle
    self.link = link
    self.feedURL = feedURL
    self.icon = icon
    self.language = language
    self.updated = updated
    self.authors = authors
    self.entries = entries
    self.schedule = schedule
    self.warnings = warnings
  }
}

/// One entry (RSS: item) as a feed gives it.
public struct ParsedEntry: Equatable, Sendable {
  /// The guid, kept as written and never resolved; nil if the feed gives none.
  public var id: String?
  /// Plain text, safe to show.
  public var title: String?
  public var link: String?
  public var summary: Content?
  public var content: Content?
  public var authors: [Author]
  /// Category terms in document order.
  public var categories: [String]
  public var enclosures: [Enclosure]
  /// The page with the comments.
  public var comments: String?
  public var published: Date?
  public var updated: Date?

  public init(
    id: String? = nil, title: String? = nil, link: String? = nil, summary: Content? = nil,
    content: Content? = nil, authors: [Author] = [], categories: [String] = [], enclosures: [Enclosure] = [],
    comments: String? = nil, published: Date? = nil, updated: Date? = nil
  ) {
    self.id = id
    self.title = title
    self.link = link
    self.summary = summary
    self.content = content
    self.authors = authors
    self.categories = categories
    self.enclosures = enclosures
    self.comments = comments
    self.published = published
    self.updated = updated
  }
}

/// The formats that are told apart; the raw value is what `martlet parse` prints.
public enum FeedFormat: String, Equatable, Sendable, CaseIterable {
  case rss09 = "rss0.9x"
  case rss1 = "rss1.0"
  case rss2 = "rss2.0"
  case atom03 = "atom0.3"
  case atom1 = "atom1.0"
  case json1 = "json1.0"
  case json11 = "json1.1"
  case cdf = "cdf"
  case unknown = "unknown"
}

/// A body as received: HTML or plain text, not yet sanitised, with the base its relative URLs stand on.
public struct Content: Equatable, Hashable, Sendable {
  /// How the source is to be read.
  public enum Form: String, Equatable, Hashable, Sendable {
    case html
    case text
  }

  public var form: Form
  public var source: String
  /// The base URL in effect where the body stood (`xml:base`, or the feed's own).
  public var baseURL: String?

  public init(_ form: Form, _ source: String, baseURL: String? = nil) {
    self.form = form
    self.source = source
    self.baseURL = baseURL
  }
}

/// A person, as far as the feed tells.
public struct Author: Equatable, Hashable, Sendable {
  public var name: String?
  public var email: String?
  public var url: String?

  public init(name: String? = nil, email: String? = nil, url: String? = nil) {
    self.name = name
    self.email = email
    self.url = url
  }
}

/// A file that belongs to an entry: a podcast episode, a picture.
public struct Enclosure: Equatable, Hashable, Sendable {
  public var url: String
  /// A media type, `audio/mpeg`.
  public var type: String?
  /// Length in bytes.
  public var length: Int?

  public init(url: String, type: String? = nil, length: Int? = nil) {
    self.url = url
    self.type = type
    self.length = length
  }
}

/// How often a feed wants to be fetched: RSS `ttl`, `skipHours`, `skipDays`, and the syndication module's `sy:` elements.
public struct PublishingSchedule: Equatable, Sendable {
  /// Minutes between updates: RSS `ttl`, or `sy:updatePeriod` divided by `sy:updateFrequency`.
  public var minutesBetweenUpdates: Int?
  /// Hours of the day in GMT, 0–23, in which nothing should be fetched.
  public var skipHours: Set<Int>
  /// Days of the week in GMT, 1 is Sunday and 7 Saturday, in which nothing should be fetched.
  public var skipDays: Set<Int>

  public init(minutesBetweenUpdates: Int? = nil, skipHours: Set<Int> = [], skipDays: Set<Int> = []) {
    self.minutesBetweenUpdates = minutesBetweenUpdates
    self.skipHours = skipHours
    self.skipDays = skipDays
  }

  /// Whether nothing should be fetched at a time; a feed that leaves no time at all is not taken at its word.
  public func skips(_ time: Date) -> Bool {
    guard skipHours.count < 24, skipDays.count < 7 else { return false }
    let hours = (time.timeIntervalSince1970 / 3600).rounded(.down)
    guard abs(hours) < 1e9 else { return false }
    let days = (hours / 24).rounded(.down)
    // 1970-01-01 was a Thursday, day 5.
    let day = Int(days + 4 - ((days + 4) / 7).rounded(.down) * 7) + 1
    return skipHours.contains(Int(hours - days * 24)) || skipDays.contains(day)
  }

  /// The first time, from a given one on, that is not skipped.
  public func next(from time: Date) -> Date {
    guard skips(time) else { return time }
    let hour = (time.timeIntervalSince1970 / 3600).rounded(.down)
    let next = (1...7 * 24).lazy.map { Date(timeIntervalSince1970: (hour + Double($0)) * 3600) }
    return next.first { !skips($0) } ?? time
  }
}
