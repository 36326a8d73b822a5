import ArticleDocument
public import FeedCache
public import FeedFetching
public import FeedModel
import FeedParsing
public import FoundationEssentials

/// Fetches the page of an entry once, finds the article in it, and keeps that in the cache.
public struct PageReader: Sendable {
  /// What became of a page.
  public enum Outcome: Equatable, Sendable {
    /// The article is in the cache.
    case saved
    /// Why it is not, as a clause that is safe to show.
    case failed(String)
    /// No server was asked, since the network failed on this side.
    case offline
  }

  private let cache: Cache
  private let clock: @Sendable () -> Date
  private let fetcher: Fetcher

  public init(cache: Cache, clock: @escaping @Sendable () -> Date, fetcher: Fetcher = Fetcher()) {
    self.cache = cache
    self.clock = clock
    var fetcher = fetcher
    // Somebody waits for it.
    fetcher.limits.totalTimeout = min(fetcher.limits.totalTimeout, .seconds(60))
    self.fetcher = fetcher
  }

  /// Blocks the calling thread until it is done or cancelled. A server that has asked to be left alone is not asked.
  public func read(_ id: EntryID, isCancelled: () -> Bool = { false }) throws(CacheError) -> Outcome {
    guard let entry = try cache.entry(id), let link = entry.row.link, let url = WebURL(link) else {
      return .failed("the post has no page")
    }
    if try isHeld(url.server) { return .failed("its server asked for a pause; try later") }
    let feed = try cache.subscriptions().first { $0.id == entry.row.feed }?.url ?? ""
    let request = FetchRequest(id: id.rawValue, url: url.publicText, purpose: .page(feedURL: feed))
    var found: FetchResult?
    do throws(FetchError) {
      try fetcher.fetch([request], isCancelled: isCancelled) { found = $0 }
    } catch {
      return .failed(error.message)
    }
    guard let found else { return .failed("it was broken off") }
    switch found.answer {
    case .body(let bytes): return try take(bytes, found, entry)
    case .failed(let error) where error.isNearby: return .offline
    case .failed(let error), .held(let error): return .failed(error.message)
    case .refused(let error):
      if found.headers.status == 429 { try hold(found) }
      return .failed(error.message)
    case .notModified: return .failed("its server gave no page")
    }
  }

  private func take(_ bytes: [UInt8], _ found: FetchResult, _ entry: Entry) throws(CacheError) -> Outcome {
    let type = found.headers.contentType
    guard WebPage.isPage(bytes, contentType: type) else {
      return .failed("the link leads to \(PageReader.name(ofType: type)), not to a web page; o opens it")
    }
    let text = WebPage.text(bytes, contentType: type)
    guard let article = Readability.article(in: text, url: found.url, title: entry.row.title) else {
      return .failed("no article found on the page; o opens it in the browser")
    }
    try cache.savePage(Content(.html, article.html, baseURL: article.baseURL), of: entry.id, at: clock())
    return .saved
  }

  /// What a reader calls a kind of file.
  private static func name(ofType type: String?) -> String {
    let type = (type ?? "").lowercased().prefix { $0 != ";" }
    switch type.split(separator: "/").first {
    case "image": return "a picture"
    case "audio": return "a sound"
    case "video": return "a film"
    default: return type == "application/pdf" ? "a PDF file" : "a file of another kind"
    }
  }

  // MARK: Servers that want a pause

  private func isHeld(_ server: WebURL.Server) throws(CacheError) -> Bool {
    let now = clock()
    if try HeldServers.times(in: cache, now: now)[server.name] != nil { return true }
    return try cache.refreshTargets().contains { target in
      guard let time = target.state.heldUntil, RefreshPolicy.isHeld(until: time, now: now) else { return false }
      return WebURL(target.url)?.server == server
    }
  }

  private func hold(_ found: FetchResult) throws(CacheError) {
    let now = clock()
    guard let server = WebURL(found.url)?.server,
      let time = RefreshPolicy.held(FetchState(), found.headers, now: now).heldUntil
    else { return }
    try HeldServers.remember(server, until: time, in: cache, now: now)
  }
}
