import FeedCache
import FeedFetching
import FeedModel
import FeedRefresh
import FoundationEssentials
import TestSupport
import Testing

/// What goes over the network: how much, to whom, and where redirects lead.
@Suite("Polite: traffic")
struct PoliteTrafficTests {
  let reader: Subscriber
  let url: String

  init() throws {
    reader = try Subscriber()
    url = reader.server.url("/feed")
  }

  private var targets: [String] { reader.server.requests.map(\.target) }

  private func error(of url: String) throws -> String {
    let summary = try reader.ask(url)
    #expect(summary.failed.count == 1)
    return summary.failed.first?.error ?? ""
  }

  // MARK: How much

  @Test("of twelve feeds on one host two are asked at once, on two connections")
  func twoInFlightPerHost() throws {
    for number in 0..<12 {
      try reader.subscribe(reader.server.url("/\(number)"))
      var answer = Answers.feed("\(number)")
      answer.latency = .milliseconds(3)
      reader.server.script("/\(number)", answer)
    }
    #expect(try reader.refresh().fetched == 12)
    #expect(reader.server.mostInFlight == 2)
    #expect(reader.server.connectionCount <= 2)
  }

  @Test("one GET for each feed and refresh, and nothing else")
  func oneGetPerFeed() throws {
    try reader.subscribe(url)
    reader.server.script(
      "/feed", Answers.feed("1", channel: "<link>\(reader.server.url("/"))</link><image><url>/i.png</url></image>"))
    try reader.ask(url)
    try reader.ask(url)
    #expect(reader.server.requests.map(\.requestLine) == ["GET /feed HTTP/1.1", "GET /feed HTTP/1.1"])
  }

  @Test("the program's name and version, what it takes, and nothing that tells of the user")
  func nothingExtraSent() throws {
    let address = reader.server.url("/a/../b//c;x/%7e?q=a|b&u=x%2Fy&&e='f'")
    try reader.subscribe(address + "#part")
    reader.server.script("/a/../b//c;x/%7e?q=a|b&u=x%2Fy&&e='f'", Answers.feed("1", headers: [("Set-Cookie", "id=1")]))
    #expect(try reader.refresh(.all).fetched == 1)
    #expect(try reader.refresh(.all).fetched == 1)
    for request in reader.server.requests {
      #expect(request.header("User-Agent") == "Martlet/\(UserAgent.version) (feed reader; Linux)")
      #expect(request.header("Accept")?.contains("application/rss+xml") == true)
      #expect(request.header("Accept")?.contains("application/atom+xml") == true)
      for name in ["Cookie", "Referer", "From", "Authorization"] { #expect(request.header(name) == nil) }
    }
  }

  @Test("a host that does not answer is waited for once, not once for each of its feeds")
  func deadHost() throws {
    let dead = try LoopbackServer()
    for number in 0..<10 { try reader.subscribe(dead.url("/\(number)")) }
    try reader.subscribe(url)
    reader.server.script("/feed", Answers.feed("1"))
    dead.stop()
    let summary = try reader.refresh()
    #expect((summary.fetched, summary.failed.count) == (1, 10))
    #expect(
      summary.failed.allSatisfy { $0.error == "127.0.0.1 refuses the connection; try later, or check the address" })
  }

  // MARK: Redirects

  @Test("a permanent redirect to a feed is stored, and the next request goes straight there", arguments: [301, 308])
  func permanentRedirectStored(status: Int) throws {
    try reader.subscribe(url)
    reader.server.script("/feed", Answers.moved(status, to: "/new"))
    reader.server.script("/new", Answers.feed("1", headers: [("ETag", "n")]), .init(304))
    try reader.ask(url)
    #expect(try reader.ask(url).notModified == 1)
    #expect(targets == ["/feed", "/new", "/new"])
    #expect(try reader.subscriptions.map(\.url) == [reader.server.url("/new")])
    #expect(try reader.health.first?.movedFrom == url)
  }

  @Test("a permanent redirect is not stored past a temporary hop, nor to what is no feed")
  func permanentRedirectNotStored() throws {
    try reader.subscribe(url, reader.server.url("/gone"))
    reader.server.script("/feed", Answers.moved(302, to: "/hop"))
    reader.server.script("/hop", Answers.moved(301, to: "/new"))
    reader.server.script("/new", Answers.feed("1"))
    reader.server.script("/gone", Answers.moved(301, to: "/page"))
    reader.server.script("/page", Answers.page())
    try reader.refresh(.all)
    try reader.refresh(.all)
    #expect(reader.server.requests("/feed").count == 2)
    #expect(reader.server.requests("/gone").count == 2)
    #expect(Set(try reader.subscriptions.map(\.url)) == [url, reader.server.url("/gone")])
  }

  @Test("a feed that moved to one that is subscribed too stays, and says so")
  func twins() throws {
    try reader.subscribe(url, reader.server.url("/new"))
    reader.server.script("/feed", Answers.moved(301, to: "/new"))
    reader.server.script("/new", Answers.feed("1"))
    try reader.refresh()
    #expect(try reader.subscriptions.count == 2)
    #expect(try reader.health.first { $0.url == url }?.movedTo == reader.server.url("/new"))
    #expect(try reader.remove(reader.server.url("/new")))
    try reader.ask(url)
    #expect(try reader.health.map(\.movedTo) == [nil])
  }

  @Test("to add the old address of a feed that is subscribed makes no second subscription")
  func addOldAddress() throws {
    reader.server.script("/feed", Answers.moved(301, to: "/new"))
    reader.server.script("/new", Answers.feed("1"))
    _ = try reader.add(reader.server.url("/new"))
    #expect(try reader.add(url)?.wasSubscribed == true)
    #expect(try reader.subscriptions.map(\.url) == [reader.server.url("/new")])
    #expect(try reader.titles == ["Post 1"])
  }

  @Test("temporary redirects are followed and not stored", arguments: [302, 303, 307])
  func temporaryRedirectNotStored(status: Int) throws {
    try reader.subscribe(url)
    reader.server.script("/feed", Answers.moved(status, to: reader.other.url("/there")))
    reader.other.script("/there", Answers.feed("1"))
    try reader.ask(url)
    try reader.ask(url)
    #expect(targets == ["/feed", "/feed"])
    #expect(try reader.subscriptions.map(\.url) == [url])
    #expect(try reader.titles == ["Post 1"])
  }

  @Test("loops and endless chains of redirects end after eleven requests at most; three hops work")
  func redirectLimit() throws {
    reader.server.script("/loop", Answers.moved(301, to: "/loop"))
    reader.server.script("/a", Answers.moved(302, to: "/b"))
    reader.server.script("/b", Answers.moved(302, to: "/a"))
    for number in 0..<30 { reader.server.script("/\(number)", Answers.moved(302, to: "/\(number + 1)")) }
    for path in ["/loop", "/a", "/0"] {
      let before = reader.server.requests.count
      try reader.subscribe(reader.server.url(path))
      #expect(try error(of: reader.server.url(path)).contains("redirects more than 10 times"))
      #expect(reader.server.requests.count - before <= 11)
    }
    reader.server.script("/28", Answers.feed("1"))
    try reader.subscribe(reader.server.url("/25"))
    #expect(try reader.ask(reader.server.url("/25")).fetched == 1)
  }

  @Test(
    "a redirect to what is neither http nor https is refused",
    arguments: ["file:///etc/passwd", "ftp://127.0.0.1/feed", "data:text/xml,<rss/>", "gopher://x/"])
  func httpOnly(location: String) throws {
    try reader.subscribe(url)
    reader.server.script("/feed", Answers.moved(302, to: location))
    #expect(try error(of: url).contains("no http or https URL"))
    #expect(try reader.subscriptions.map(\.url) == [url])
  }

  // MARK: Passwords

  @Test("user and password go to their own host, and appear nowhere else")
  func credentialsStayHome() throws {
    let secret = reader.server.url("/feed", user: "me:s3cret")
    reader.server.script("/feed", Answers.moved(301, to: "/moved"))
    reader.server.script("/moved", Answers.feed("1"), Answers.moved(302, to: reader.other.url("/away")))
    reader.other.script("/away", .init(500))
    let added = try reader.add(secret)
    #expect(added?.url == reader.server.url("/moved"))
    let summary = try reader.ask(secret)
    #expect(summary.failed.map(\.url) == [reader.server.url("/moved")])
    let basic = "Basic bWU6czNjcmV0"
    #expect(reader.server.requests.map { $0.header("Authorization") } == [basic, basic, basic])
    #expect(reader.other.requests.map { $0.header("Authorization") } == [nil])
    #expect(try reader.subscriptions.allSatisfy { !$0.url.contains("s3cret") && !$0.title.contains("s3cret") })
    #expect(try reader.health.allSatisfy { $0.url == reader.server.url("/moved") })
  }

  @Test("a new password for a feed that is subscribed already takes the old one's place")
  func newPassword() throws {
    reader.server.script("/feed", .init(401), Answers.feed("1"))
    _ = try reader.add(url)
    #expect(
      try reader.subscriptions.first?.error
        == "the server answered 401 Unauthorized; add it again as https://USER:PASSWORD@…")
    #expect(try reader.add(reader.server.url("/feed", user: "me:new"))?.wasSubscribed == true)
    #expect(reader.sent("Authorization", to: "/feed") == [nil, "Basic bWU6bmV3"])
    #expect(try reader.subscriptions.count == 1)
  }

  // MARK: Ends

  @Test("410 is the end, also when forced; posts and subscription stay, and who subscribes anew begins anew")
  func goneIsTheEnd() throws {
    try reader.subscribe(url)
    reader.server.script("/feed", Answers.feed("1", headers: [("ETag", "a")]), .init(410), Answers.feed("1", "2"))
    try reader.ask(url)
    #expect(try error(of: url).contains("410 Gone"))
    reader.clock.advance(hours: 10_000)
    #expect(try reader.refresh().failed.isEmpty)
    #expect(try reader.refresh(.all).failed.count == 1)
    #expect(try error(of: url).contains("410 Gone"))
    #expect(targets.count == 2)
    #expect(try reader.titles == ["Post 1"])
    #expect(try reader.health.map(\.isGone) == [true])
    #expect(try reader.remove(url))
    #expect(try reader.add(url)?.result == .saved(.init(new: 1)))
    #expect(reader.sent("If-None-Match", to: "/feed") == [nil, "a", nil])
    #expect(try reader.titles == ["Post 1", "Post 2"])
  }

  @Test("to subscribe anew is no way around Retry-After")
  func removedWhileHeld() throws {
    try reader.subscribe(url)
    reader.server.script("/feed", .init(503, [("Retry-After", "7200")]))
    try reader.ask(url)
    #expect(try reader.remove(url))
    _ = try reader.add(url)
    #expect(targets.count == 1)
  }

  @Test("404 is not 410: posts stay, the feed is asked again and recovers")
  func notFoundIsNotGone() throws {
    try reader.subscribe(url)
    reader.server.script("/feed", Answers.feed("1"), .init(404), Answers.feed("1", "2"))
    try reader.ask(url)
    #expect(try error(of: url).contains("404 Not Found"))
    #expect(try reader.titles == ["Post 1"])
    reader.clock.advance(hours: 2)
    #expect(try reader.refresh().new == 1)
    #expect(try reader.health.first?.errorsInARow == 0)
  }

  @Test("what 304s saved is counted, and when the feed is asked next is told")
  func health() throws {
    try reader.subscribe(url)
    let feed = Answers.feed(
      "1", headers: [("ETag", "a")], channel: "<ttl>120</ttl><skipHours><hour>14</hour></skipHours>")
    reader.server.script("/feed", feed, .init(304), .init(304), .init(500))
    #expect(try reader.health.first?.lastAsked == nil)
    for _ in 0..<3 { try reader.ask(url) }
    let well = try #require(try reader.health.first)
    #expect(well.bytesReceived == feed.body.count)
    #expect(well.bytesSaved == feed.body.count * 2)
    #expect((well.lastStatus, well.errorsInARow) == (304, 0))
    #expect(well.lastRefresh == reader.clock.now)
    #expect(well.nextPoll == reader.clock.now.addingTimeInterval(3 * 3600), "two hours, and 14 o'clock is skipped")
    try reader.ask(url)
    let ill = try #require(try reader.health.first)
    #expect((ill.lastStatus, ill.errorsInARow) == (500, 1))
    #expect(ill.failingSince == reader.clock.now)
    #expect(ill.error == "the server answered 500 Internal Server Error; try later")
  }
}
