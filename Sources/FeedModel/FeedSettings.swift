/// What the user wants of one feed, where it differs from what holds for all of them.
public struct FeedSettings: Equatable, Hashable, Sendable {
  /// The user's own title; nil shows the feed's.
  public var title: String?
  /// Minutes between two refreshes by itself, at least; nil leaves it to the feed and to Martlet.
  public var interval: Int?
  /// Whether the whole article is fetched from its page, for feeds that give only its beginning.
  public var fullText: Bool
  /// Whether its posts are left out of the list of all posts; they are still found by a feed, a folder and a filter.
  public var isHidden: Bool
  /// How long read posts are kept; nil is as for all feeds.
  public var keep: Retention?
  /// Header fields sent with each request for this feed, by name, and to no other origin.
  public var headers: [String: String]

  public init(
    title: String? = nil, interval: Int? = nil, fullText: Bool = false, isHidden: Bool = false,
    keep: Retention? = nil, headers: [String: String] = [:]
  ) {
    self.title = title
    self.interval = interval
    self.fullText = fullText
    self.isHidden = isHidden
    self.keep = keep
    self.headers = headers
  }
}

/// How long read posts stay in the cache. What is unread, starred or tagged, and what the feed still lists, stays
/// whatever this says.
public enum Retention: Equatable, Hashable, Sendable {
  case forever
  /// Days after the date that a post is listed under.
  case days(Int)
  /// The newest posts of a feed.
  case entries(Int)

  /// Reads what a person writes: `forever`, `90d` or `90 days`, `500` or `500 entries`; nil for anything else, and for
  /// numbers below 1.
  public init?(_ text: String) {
    let words = text.lowercased().split(separator: " ")
    let joined = words.joined()
    if joined == "forever" {
      self = .forever
      return
    }
    let digits = joined.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, let count = Int(digits), 1...1_000_000 ~= count else { return nil }
    switch joined.dropFirst(digits.count) {
    case "d", "day", "days": self = .days(count)
    case "", "entry", "entries", "post", "posts": self = .entries(count)
    default: return nil
    }
  }

  /// As `init(_:)` reads it.
  public var text: String {
    switch self {
    case .forever: "forever"
    case .days(let count): "\(count)d"
    case .entries(let count): "\(count) entries"
    }
  }
}
