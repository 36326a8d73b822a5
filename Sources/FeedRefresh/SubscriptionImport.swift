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
  /// Searches that the list kept under a name, now views of the same name.
  public var views: Int
  public var leftOut: [LeftOutLine]

  public init(new: Int, known: Int, views: Int = 0, leftOut: [LeftOutLine] = []) {
    self.new = new
    self.known = known
    self.views = views
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
    var new: [(feed: NewSubscription, attributes: [OPMLAttribute])] = []
    var indices: [String: Int] = [:]
    for feed in list.feeds {
      guard let url = WebURL(feed.url)?.text else {
        result.leftOut.append(LeftOutLine(feed.url, reason: "it is no address that could be fetched"))
        continue
      }
      let address = FeedAddress(url).url
      guard !known.contains(address), try !known.contains(FormerAddresses.current(address, in: cache)) else {
        result.known += 1
        if let index = indices[address], let line = take(feed.folder, of: &new[index]) { result.leftOut.append(line) }
        continue
      }
      known.insert(address)
      indices[address] = new.count
      let (settings, others) = SettingAttributes.taken(from: feed.attributes, into: feed.settings)
      new.append(
        (NewSubscription(url: url, title: feed.title, folder: feed.folder, settings: settings), others))
    }
    let feeds = new.map { new in
      var feed = new.feed
      feed.opmlAttributes = OPMLAttribute.encoded(new.attributes)
      return feed
    }
    result.new = try cache.subscribe(to: feeds, at: now)
    try take(list.views, into: cache, at: now, &result)
    return result
  }

  /// Takes another folder of a feed that the list names twice. A feed has one folder here; OPML's attribute `category`
  /// keeps the others for an export.
  /// - Returns: what is told of it, if anything.
  private static func take(_ folder: String, of new: inout (feed: NewSubscription, attributes: [OPMLAttribute]))
    -> LeftOutLine?
  {
    guard !folder.isEmpty, folder != new.feed.folder else { return nil }
    guard !new.feed.folder.isEmpty else {
      new.feed.folder = folder
      return nil
    }
    let index = new.attributes.firstIndex { $0.namespace == nil && $0.name.lowercased() == "category" }
    let former = index.map { new.attributes.remove(at: $0).value + "," } ?? ""
    new.attributes.append(OPMLAttribute(name: "category", value: former + "/" + folder))
    return LeftOutLine(
      new.feed.settings.title ?? new.feed.url, reason: "is in \(new.feed.folder); \(folder) is kept for an export only")
  }

  /// A view that is there already is left as it is.
  private static func take(_ views: [ListedView], into cache: Cache, at now: Date, _ result: inout ImportedList)
    throws(CacheError)
  {
    var new: [SavedView] = []
    for view in views {
      guard let name = SavedView.name(view.name) else { continue }
      if let known = try cache.view(named: name) ?? new.first(where: { $0.hasName(name) }) {
        guard known.expression != view.filter else { continue }
        result.leftOut.append(LeftOutLine(view.name, reason: "there is another view of that name"))
        continue
      }
      new.append(SavedView(name: name, expression: view.filter))
    }
    guard !new.isEmpty else { return }
    try cache.save(new, at: now)
    result.views += new.count
  }

  /// Takes over the posts of newsboat's `cache.db` and what was read of them; feeds that moved since are found again.
  public static func takePosts(
    ofNewsboat path: String, into cache: Cache, at now: Date, progress: (_ done: Int, _ all: Int) -> Void
  ) throws(CacheError) -> ImportedPosts {
    try cache.importNewsboat(
      path,
      address: { url throws(CacheError) in
        guard let url = WebURL(url)?.text else { return nil }
        return try FormerAddresses.current(FeedAddress(url).url, in: cache)
      }, at: now, progress: progress)
  }

  /// The subscriptions, with what an earlier import said of them.
  public static func list(of cache: Cache) throws(CacheError) -> SubscriptionList {
    let kept = try cache.opmlAttributes()
    let feeds = try cache.subscriptions().map { feed in
      var attributes = OPMLAttribute.decoded(kept[feed.id])
      // A title beside the text belongs to a feed that was not renamed since.
      let isRenamed = attributes.first { $0.name == "text" }.map { $0.value != feed.title } ?? false
      attributes.removeAll { $0.name == "text" || ($0.name == "title" && isRenamed) }
      if let site = feed.siteURL {
        attributes.removeAll { $0.namespace == nil && $0.name.lowercased() == "htmlurl" }
        attributes.insert(OPMLAttribute(name: "htmlUrl", value: site), at: 0)
      }
      return ListedFeed(
        url: feed.url, title: feed.title, folder: feed.folder, settings: feed.settings,
        attributes: attributes + SettingAttributes.attributes(of: feed.settings))
    }
    return SubscriptionList(feeds: feeds)
  }
}
