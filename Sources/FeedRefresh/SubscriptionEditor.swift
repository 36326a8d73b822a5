public import FeedCache
import FeedFetching
public import FeedModel
public import FoundationEssentials
import Synchronization

/// What became of adding a feed.
public struct AddedFeed: Equatable, Sendable {
  public var feed: FeedID
  /// As it is subscribed: the feed that a page named, not the page.
  public var url: String
  /// The user's title or the feed's; the URL while there is none.
  public var title: String
  public var wasSubscribed: Bool
  /// Whether it is somewhere else than the user said: in a page that was searched.
  public var wasFound: Bool
  public var result: RefreshOutcome.Result
  /// Further feeds that the page names.
  public var otherFeeds: [String]
}

/// Adds subscriptions and finds them by what a person types.
public struct SubscriptionEditor: Sendable {
  private let cache: Cache
  private let refresher: Refresher
  private let clock: @Sendable () -> Date

  public init(cache: Cache, refresher: Refresher, clock: @escaping @Sendable () -> Date) {
    self.cache = cache
    self.refresher = refresher
    self.clock = clock
  }

  /// The subscription that an address means, in any of its spellings, also one from before the feed moved.
  public func find(_ address: String) throws(CacheError) -> Subscription? {
    let subscriptions = try cache.subscriptions()
    for url in ([address] + SubscriptionEditor.candidates(address)).map({ FeedAddress($0).url }) {
      let now = try FormerAddresses.current(url, in: cache)
      if let match = subscriptions.first(where: { $0.url == url }) ?? subscriptions.first(where: { $0.url == now }) {
        return match
      }
    }
    return nil
  }

  /// Subscribes to a feed, or to the first that a page names, and fetches it. A page that names none is followed to a
  /// few places where sites often have their feed, until one is found. The subscription stays if that fails, so
  /// that a later refresh can try again; an address without a scheme is tried with https, then http.
  /// - Returns: nil if the address is none that could be fetched.
  public func add(
    _ address: String, title: String? = nil, folder: String? = nil,
    isCancelled: @escaping @Sendable () -> Bool = { false }
  ) throws(CacheError) -> AddedFeed? {
    let urls = SubscriptionEditor.candidates(address)
    guard let first = urls.first else { return nil }
    let known = try find(address)
    let former = Set(try cache.subscriptions().map(\.id))
    let feed = try cache.subscribe(
      to: known.map { withCredentials(of: first, $0.url) } ?? first, title: title, folder: folder, at: clock())
    var outcome: RefreshOutcome?
    do throws(CacheError) {
      outcome = try fetch(feed, isCancelled)
    } catch {
      throw error.afterSteps("the feed stays subscribed")
    }
    if known == nil, urls.count > 1, case .failed? = outcome?.result, outcome?.status == nil, !isCancelled() {
      // Nothing answers there: the other scheme, and if that fails too, back.
      try cache.move(feed, to: urls[1], remembersOld: false)
      let second = try fetch(feed, isCancelled)
      if second?.status == nil, case .failed? = second?.result {
        try cache.move(feed, to: first, remembersOld: false)
      } else {
        outcome = second
      }
    }
    guard let outcome else { return nil }
    if !former.contains(outcome.feed) { try cache.noteSubscription(to: outcome.feed, at: clock()) }
    if outcome.feed != feed, title != nil || folder != nil {
      // The page's feed was subscribed before: what the user says now counts for it.
      try cache.subscribe(to: outcome.url, title: title, folder: folder, at: clock())
    }
    let name = try cache.subscriptions().first { $0.id == outcome.feed }?.title
    return AddedFeed(
      feed: outcome.feed, url: outcome.url, title: name ?? outcome.url,
      wasSubscribed: known != nil || outcome.feed != feed,
      wasFound: known == nil && !urls.contains { FeedAddress($0).url == outcome.url }, result: outcome.result,
      otherFeeds: outcome.otherFeeds)
  }

  /// A known feed's address with the user and password that are given for its server now.
  private func withCredentials(of typed: String, _ url: String) -> String {
    guard WebURL(typed)?.server == WebURL(url)?.server else { return url }
    return FeedAddress(url: url, credentials: FeedAddress(typed).credentials).full
  }

  /// Ends the subscription that an address means; its posts stay, and undo brings it back.
  /// - Returns: the subscription; nil if there was none.
  public func remove(_ address: String) throws(CacheError) -> Subscription? {
    guard let feed = try find(address) else { return nil }
    try cache.change([.unsubscribe(feed.id)], at: clock())
    return feed
  }

  private func fetch(_ feed: FeedID, _ isCancelled: @escaping @Sendable () -> Bool) throws(CacheError)
    -> RefreshOutcome?
  {
    let outcome = Mutex<RefreshOutcome?>(nil)
    _ = try refresher.refresh(
      .feeds([feed]), guesses: true, isCancelled: isCancelled,
      progress: { found, _, _ in outcome.withLock { $0 = found } })
    return outcome.withLock { $0 }
  }

  /// The URLs that a typed address may mean, the likeliest first; none if it names a scheme other than http and https.
  static func candidates(_ address: String) -> [String] {
    var text = address.trimmingSpaces
    for prefix in ["feed://", "feed:"] where text.lowercased().hasPrefix(prefix) {
      text = String(text.dropFirst(prefix.count))
      break
    }
    if text.contains("://") { return WebURL(text).map { [$0.text] } ?? [] }
    // A colon before the path begins a port, or it ends the name of another scheme: mailto:.
    let head = text.prefix { $0 != "/" && $0 != "[" }
    if let colon = head.firstIndex(of: ":"), head[colon...].dropFirst().first?.isNumber != true { return [] }
    guard let secure = WebURL("https://" + text), let plain = WebURL("http://" + text) else { return [] }
    // A bare word is a slip of the hand, or the name of a file.
    let isBare = !secure.host.contains(".") && !secure.host.hasPrefix("[")
    guard !isBare || secure.host == "localhost" || secure.port != nil else { return [] }
    // A name without a dot, or a number, is a machine nearby, where https is rare.
    let isNearby = isBare || secure.host.utf8.allSatisfy { !isLetter($0) }
    return isNearby ? [plain.text, secure.text] : [secure.text, plain.text]
  }

  /// What is told of an address that none could be made of.
  public static func refusal(of address: String) -> String {
    let shown = FeedAddress(address).url
    let isBare = !shown.isEmpty && shown.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
    return "'\(shown)' is no http or https address; give one such as "
      + (isBare ? "https://\(shown) or \(shown).org" : "https://example.org/feed.xml")
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) || byte >= 0x80
  }
}

extension String {
  fileprivate var trimmingSpaces: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
