public import FeedCache
import FeedFetching
import FeedModel
public import FeedParsing
public import FoundationEssentials

/// What became of a list of subscriptions.
public struct ImportedList: Equatable, Sendable {
  public var new: Int
  /// Feeds that were subscribed before, or that the list named twice.
  public var known: Int
  /// The beginning of each address that was not taken, safe to show.
  public var leftOut: [String]

  public init(new: Int, known: Int, leftOut: [String]) {
    self.new = new
    self.known = known
    self.leftOut = leftOut
  }
}

/// Lists of subscriptions in and out. Nothing is fetched.
public enum SubscriptionImport {
  /// Subscribes to the feeds of a list; those that are subscribed already, in another spelling or from before they
  /// moved too, stay as they are.
  public static func take(_ list: SubscriptionList, into cache: Cache, at now: Date) throws(CacheError)
    -> ImportedList
  {
    var known = Set(try cache.subscriptions().map(\.url))
    var result = ImportedList(new: 0, known: 0, leftOut: list.leftOut)
    var new: [NewSubscription] = []
    for feed in list.feeds {
      guard let url = WebURL(feed.url)?.text else {
        result.leftOut.append(String(feed.url.prefix(60)))
        continue
      }
      let address = FeedAddress(url).url
      guard !known.contains(address), try !known.contains(FormerAddresses.current(address, in: cache)) else {
        result.known += 1
        continue
      }
      known.insert(address)
      new.append(
        NewSubscription(
          url: url, title: feed.title, folder: feed.folder, opmlAttributes: OPMLAttribute.encoded(feed.attributes)))
    }
    result.new = try cache.subscribe(to: new, at: now)
    return result
  }

  /// The subscriptions, with what an earlier import said of them.
  public static func list(of cache: Cache) throws(CacheError) -> SubscriptionList {
    let kept = try cache.opmlAttributes()
    let feeds = try cache.subscriptions().map { feed in
      var attributes = OPMLAttribute.decoded(kept[feed.id])
      if let site = feed.siteURL {
        attributes.removeAll { $0.namespace == nil && $0.name.lowercased() == "htmlurl" }
        attributes.insert(OPMLAttribute(name: "htmlUrl", value: site), at: 0)
      }
      return ListedFeed(url: feed.url, title: feed.title, folder: feed.folder, attributes: attributes)
    }
    return SubscriptionList(feeds: feeds)
  }
}
