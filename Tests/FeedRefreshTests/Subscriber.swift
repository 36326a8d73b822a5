import FeedCache
import FeedFetching
import FeedModel
import FeedRefresh
import Foundation
import TestSupport

/// Somebody who reads feeds of two servers, with a clock that the test moves. The cache is opened anew for each
/// refresh, as by a timer that starts the program.
final class Subscriber {
  let server: LoopbackServer
  let other: LoopbackServer
  let clock = FakeClock()
  /// What they have for servers.
  var access: [ServerAccess] = []
  private let folder: URL
  private let limits: FetchLimits

  init(limits: FetchLimits = FetchLimits()) throws {
    self.limits = limits
    server = try LoopbackServer()
    other = try LoopbackServer()
    folder = FileManager.default.temporaryDirectory.appendingPathComponent("martlet-\(UUID().uuidString)")
  }

  deinit {
    server.stop()
    other.stop()
    try? FileManager.default.removeItem(at: folder)
  }

  func cache() throws -> Cache { try Cache(at: .file(folder.appendingPathComponent("martlet.db").path)) }

  private func refresher(_ cache: Cache) -> Refresher {
    Refresher(cache: cache, clock: { [clock] in clock.now }, fetcher: Fetcher(limits: limits, access: access))
  }

  private func editor(_ cache: Cache) -> SubscriptionEditor {
    SubscriptionEditor(cache: cache, refresher: refresher(cache), clock: { [clock] in clock.now })
  }

  // MARK: What they do

  func add(_ url: String) throws -> AddedFeed? {
    let cache = try cache()
    return try editor(cache).add(url)
  }

  /// Subscribes without fetching, as an import does.
  func subscribe(_ urls: String...) throws {
    let cache = try cache()
    for url in urls { try cache.subscribe(to: url, at: clock.now) }
  }

  func remove(_ url: String) throws -> Bool { try cache().unsubscribe(from: url) }

  /// `martlet refresh`, or with `--force`.
  @discardableResult
  func refresh(_ scope: RefreshScope = .due) throws -> RefreshSummary { try refresher(cache()).refresh(scope) }

  /// `martlet refresh URL`.
  @discardableResult
  func ask(_ url: String) throws -> RefreshSummary {
    let cache = try cache()
    let feed = try editor(cache).find(url)
    return try refresher(cache).refresh(.feeds(feed.map { [$0.id] } ?? []))
  }

  // MARK: What they see

  var titles: [String] {
    get throws {
      let cache = try cache()
      return try cache.rows(EntryQuery(), at: cache.snapshot(), offset: 0, limit: 1000).map(\.title).sorted()
    }
  }

  var subscriptions: [Subscription] { get throws { try cache().subscriptions() } }

  var health: [FeedHealth] { get throws { try cache().health(at: clock.now) } }

  /// What a path's requests had in a header, in turn.
  func sent(_ header: String, to path: String) -> [String?] { server.requests(path).map { $0.header(header) } }
}

/// Answers as servers give them.
enum Answers {
  typealias Header = (name: String, value: String)

  static func feed(_ guids: String..., headers: [Header] = [], channel: String = "") -> LoopbackServer.Answer {
    let items = guids.map { "<item><guid>\($0)</guid><title>Post \($0)</title></item>" }.joined()
    return LoopbackServer.Answer(
      200, headers,
      """
      <rss version="2.0" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"><channel><title>Feed</title>\
      \(channel)\(items)</channel></rss>
      """)
  }

  static func page(_ feeds: String..., base: String = "") -> LoopbackServer.Answer {
    let links = feeds.map { "<link rel=\"alternate\" type=\"application/rss+xml\" href=\"\($0)\">" }.joined()
    return LoopbackServer.Answer(
      200, [("Content-Type", "text/html")],
      "<!DOCTYPE html><html><head><title>Log in</title>\(base)\(links)</head><body><p>Welcome</p></body></html>")
  }

  static func moved(_ status: Int, to url: String) -> LoopbackServer.Answer {
    LoopbackServer.Answer(status, [("Location", url)])
  }
}
