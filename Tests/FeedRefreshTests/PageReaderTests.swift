import FeedCache
import FeedFetching
import FeedModel
import FeedRefresh
import Foundation
import TestSupport
import Testing

@Suite("Pages of posts")
struct PageReaderTests {
  private let server: LoopbackServer
  private let clock = FakeClock()
  private let cache: Cache

  init() throws {
    server = try LoopbackServer()
    cache = try Cache(at: .memory)
  }

  private static let sentence =
    "The harrier quarters the marsh before the light has quite come, low over the reed, and turns at the dyke's end."

  private func page(_ head: String = "", _ text: String = sentence) -> String {
    "<html><head>\(head)</head><body><nav><a href=/>Home</a></nav><article>"
      + String(repeating: "<p>\(text)</p>", count: 6) + "</article></body></html>"
  }

  /// A post of a feed whose link is given.
  private func post(_ link: String?, of feed: String? = nil) throws -> EntryID {
    let feed = try cache.subscribe(to: feed ?? server.url("/feed"), at: clock.now)
    let entry = ParsedEntry(id: link ?? "none", title: "A post", link: link)
    _ = try cache.save(
      ParsedFeed(format: .rss2, title: "Feed", entries: [entry]), for: feed, state: FetchState(), at: clock.now)
    return try cache.rows(EntryQuery(), at: cache.snapshot(), offset: 0, limit: 1)[0].id
  }

  private func read(_ id: EntryID) throws -> PageReader.Outcome {
    try PageReader(cache: cache, clock: { [clock] in clock.now }).read(id)
  }

  @Test("a page is asked for once, as a page, and its article is in the cache")
  func saves() throws {
    server.script("/1", .init(200, [("Content-Type", "text/html; charset=utf-8")], page()))
    let id = try post(server.url("/1"))
    #expect(try read(id) == .saved)
    #expect(server.requests("/1").count == 1)
    let request = try #require(server.requests("/1").first)
    #expect(request.header("Accept")?.hasPrefix("text/html") == true)
    #expect(request.header("Cookie") == nil && request.header("Referer") == nil)
    #expect(request.header("User-Agent") == UserAgent.standard)
    let kept = try #require(try cache.entry(id)?.page)
    #expect(kept.content.source.contains("The harrier quarters"))
    #expect(!kept.content.source.contains("Home"))
    #expect(kept.content.baseURL == server.url("/1"))
  }

  @Test("a page in another encoding is read in it, named by its server or by itself")
  func encodings() throws {
    let text = "Žluťoučký kůň úpěl ďábelské ódy, a sýček houkal, a bylo ticho, a nikdo nešel kolem mokřadu až do rána."
    let bytes = { (page: String) in Array(page.data(using: .windowsCP1250) ?? Data()) }
    server.script(
      "/server", .init(200, [("Content-Type", "text/html; charset=windows-1250")], body: bytes(page("", text))))
    server.script(
      "/self", .init(200, [("Content-Type", "text/html")], body: bytes(page("<meta charset=windows-1250>", text))))
    for path in ["/server", "/self"] {
      let id = try post(server.url(path))
      #expect(try read(id) == .saved)
      #expect(try cache.entry(id)?.page?.content.source.contains(text) == true, "\(path)")
    }
  }

  @Test("what is no page, no article, or not there is said in a clause")
  func failures() throws {
    server.script("/pdf", .init(200, [("Content-Type", "application/pdf")], "%PDF"))
    server.script("/links", .init(200, [("Content-Type", "text/html")], "<ul><li><a href=/a>One</a></ul>"))
    #expect(
      try read(post(server.url("/pdf"))) == .failed("the link leads to a PDF file, not to a web page; o opens it"))
    #expect(
      try read(post(server.url("/links"))) == .failed("no article found on the page; o opens it in the browser"))
    #expect(
      try read(post(server.url("/none"))) == .failed("the server answered 404 Not Found; the page is gone"))
    #expect(try read(post(nil)) == .failed("the post has no page"))
  }

  @Test("a server that said 429 is left alone until its time has come")
  func held() throws {
    server.script(
      "/1", .init(429, [("Retry-After", "3600")], ""), .init(200, [("Content-Type", "text/html")], page()))
    let id = try post(server.url("/1"))
    #expect(try read(id) == .failed("the server answered 429 Too Many Requests; try later"))
    #expect(try read(id) == .failed("its server asked for a pause; try later"))
    #expect(server.requests("/1").count == 1)
    clock.advance(by: 3601)
    #expect(try read(id) == .saved)
  }

  @Test("a pause that was asked for while the clock stood years ahead is over once the clock is right")
  func heldByWrongClock() throws {
    server.script(
      "/1", .init(429, [("Retry-After", "3600")], ""), .init(429, [("Retry-After", "3600")], ""),
      .init(200, [("Content-Type", "text/html")], page()))
    let id = try post(server.url("/1"))
    let years = 12 * 365 * 86_400.0
    clock.advance(by: years)
    #expect(try read(id) == .failed("the server answered 429 Too Many Requests; try later"))
    clock.advance(by: -years)
    #expect(try read(id) == .failed("the server answered 429 Too Many Requests; try later"))
    #expect(try read(id) == .failed("its server asked for a pause; try later"))
    clock.advance(by: 3601)
    #expect(try read(id) == .saved)
  }

  @Test("a feed out in public sends the reader into no private network")
  func privateNetwork() throws {
    server.script("/1", .init(200, [("Content-Type", "text/html")], page()))
    let id = try post(server.url("/1"), of: "https://marsh.example/feed")
    #expect(try read(id) == .failed("127.0.0.1 is in a private network, and the feed is not"))
    #expect(server.requests.isEmpty)
  }
}
