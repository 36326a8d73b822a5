public import FeedModel

/// A feed that a list of subscriptions names.
public struct ListedFeed: Equatable, Sendable {
  /// As written but for blanks around it; http or https.
  public var url: String
  /// One line of plain text, safe to show.
  public var title: String?
  /// Folder path, parts joined by `/`; empty at the top.
  public var folder: String
  /// What the list sets for the feed; its title stands in `title`.
  public var settings: FeedSettings
  /// What else the list said of the feed, to be given back when it is exported.
  public var attributes: [OPMLAttribute]

  public init(
    url: String, title: String? = nil, folder: String = "", settings: FeedSettings = FeedSettings(),
    attributes: [OPMLAttribute] = []
  ) {
    self.url = url
    self.title = title
    self.folder = folder
    self.settings = settings
    self.attributes = attributes
  }
}

/// A search that a list of subscriptions keeps under a name.
public struct ListedView: Equatable, Sendable {
  /// One line of plain text, safe to show.
  public var name: String
  /// In Martlet's filter language.
  public var filter: String

  public init(name: String, filter: String) {
    self.name = name
    self.filter = filter
  }
}

/// A line or an address of a list that was not taken.
public struct LeftOutLine: Equatable, Sendable {
  /// Its beginning, safe to show.
  public var text: String
  /// Why, in one clause.
  public var reason: String

  public init(_ text: String, reason: String = LeftOutLine.otherScheme) {
    self.text = PlainText.line(String(text.prefix(60)))
    self.reason = reason
  }

  public static let otherScheme = "only http and https are followed"
}

/// A list of subscriptions as other programs write it, before anything is subscribed.
public struct SubscriptionList: Equatable, Sendable {
  /// In the list's order; an address may come twice.
  public var feeds: [ListedFeed]
  public var views: [ListedView]
  public var leftOut: [LeftOutLine]

  /// More than anybody reads; what comes behind is left out.
  static let limit = 50_000

  public init(feeds: [ListedFeed] = [], views: [ListedView] = [], leftOut: [LeftOutLine] = []) {
    self.feeds = feeds
    self.views = views
    self.leftOut = leftOut
  }

  mutating func add(_ feed: ListedFeed) {
    if feeds.count < Self.limit {
      feeds.append(feed)
    } else {
      leaveOut(feed.url, because: "there are more than \(Self.limit) feeds")
    }
  }

  mutating func leaveOut(_ text: String, because reason: String = LeftOutLine.otherScheme) {
    guard leftOut.count < Self.limit else { return }
    leftOut.append(LeftOutLine(text, reason: reason))
  }
}

/// The parts of a folder's path.
enum FolderPath {
  private static let depthLimit = 16
  private static let lengthLimit = 100

  /// Parts joined by `/`; empty ones go, and so does what is nested deeper than anybody files feeds.
  static func joined(_ names: [String]) -> String {
    let parts = names.flatMap { $0.prefix(1_000).split(separator: "/") }
      .map { PlainText.line(String($0.prefix(lengthLimit))) }
    return parts.filter { !$0.isEmpty }.prefix(depthLimit).joined(separator: "/")
  }
}

/// Addresses that a list of subscriptions may name.
enum ListedAddress {
  /// The http or https URL that is meant, `feed:` being another way to write one; nil for everything else, also for a
  /// URL with a control character in it.
  static func web(_ text: String) -> String? {
    var url = text.trimmed { $0.isWhitespace }
    let lowered = url.prefix(12).lowercased()
    if lowered.hasPrefix("feed:http://") || lowered.hasPrefix("feed:https:/") {
      url = String(url.dropFirst(5))
    } else if lowered.hasPrefix("feed://") {
      url = "http://" + url.dropFirst(7)
    }
    let start = url.prefix(8).lowercased()
    guard start.hasPrefix("http://") || start.hasPrefix("https://"), url.utf8.count <= 4_000 else { return nil }
    return url.unicodeScalars.allSatisfy(TextSafety.isSafe) ? url : nil
  }
}
