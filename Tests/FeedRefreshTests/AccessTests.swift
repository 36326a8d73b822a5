import FeedCache
import FeedFetching
import FeedModel
import FeedRefresh
import TestSupport
import Testing

/// What the user has for servers goes to them, and to nobody else.
@Suite struct AccessTests {
  private let reader: Subscriber

  init() throws { reader = try Subscriber() }

  private func header(_ name: String, _ value: String) throws -> HeaderField { try #require(HeaderField(name, value)) }

  private let basic = "Basic YW5uOnMzY3JldA=="

  @Test("user, password and headers of a server go with each request to it, also after a redirect within it")
  func sends() throws {
    reader.access = [
      ServerAccess(
        place: reader.server.url("/"), user: "ann", password: "s3cret", headers: [try header("Cookie", "id=1")])
    ]
    reader.server.script("/feed", Answers.moved(302, to: "/there"))
    reader.server.script("/there", Answers.feed("1"))
    try reader.subscribe(reader.server.url("/feed"))
    #expect(try reader.refresh().failed.isEmpty)
    #expect(reader.server.requests.map { $0.header("Authorization") } == [basic, basic])
    #expect(reader.server.requests.map { $0.header("Cookie") } == ["id=1", "id=1"])
  }

  @Test("nothing of it follows a redirect to another origin, nor the way back")
  func staysHome() throws {
    let back = reader.server.url("/back")
    reader.access = [
      ServerAccess(place: reader.server.url("/"), user: "ann", password: "s3cret", headers: [try header("X-Key", "k")]),
      ServerAccess(place: reader.other.url("/"), user: "ann", password: "other"),
    ]
    reader.server.script("/feed", Answers.moved(301, to: reader.other.url("/away")))
    reader.other.script("/away", Answers.moved(301, to: back))
    reader.server.script("/back", Answers.feed("1"))
    try reader.subscribe(reader.server.url("/feed"))
    try reader.refresh()
    #expect(reader.other.requests.map { $0.header("Authorization") } == [nil])
    #expect(reader.other.requests.map { $0.header("X-Key") } == [nil])
    #expect(reader.server.requests.map { $0.header("X-Key") } == ["k", nil])
    #expect(reader.server.requests.map { $0.header("Authorization") } == [basic, nil])
  }

  @Test("what is for one path of a server is not sent to another, and the longest path wins")
  func paths() throws {
    func access(_ path: String, _ key: String) throws -> ServerAccess {
      ServerAccess(place: reader.server.url(path), headers: [try header("X-Key", key)])
    }
    reader.access = [try access("/a", "a"), try access("/a/b/", "b")]
    let paths = ["/a", "/a?page=1", "/a/x", "/a/b/x", "/ab", "/x"]
    for path in paths {
      reader.server.script(path, Answers.feed("1"))
      try reader.subscribe(reader.server.url(path))
    }
    try reader.refresh()
    #expect(paths.map { reader.sent("X-Key", to: $0) } == [["a"], ["a"], ["a"], ["b"], [nil], [nil]])
  }

  @Test("the user and password of a feed's own address come first")
  func ownAddress() throws {
    reader.access = [ServerAccess(place: reader.server.url("/"), user: "bob", password: "x")]
    reader.server.script("/feed", Answers.feed("1"))
    try reader.subscribe(reader.server.url("/feed", user: "ann:s3cret"))
    try reader.refresh()
    #expect(reader.sent("Authorization", to: "/feed") == [basic])
  }

  @Test("a host stands for all of its addresses, with a port for those of that port")
  func hosts() throws {
    let address = reader.server.url("").dropFirst("http://".count)
    reader.access = [ServerAccess(place: String(address), user: "ann", password: "s3cret")]
    reader.server.script("/feed", Answers.feed("1"))
    reader.other.script("/feed", Answers.feed("1"))
    try reader.subscribe(reader.server.url("/feed"), reader.other.url("/feed"))
    try reader.refresh()
    #expect(reader.sent("Authorization", to: "/feed") == [basic])
    #expect(reader.other.requests.map { $0.header("Authorization") } == [nil])
    #expect(AccessList.isPlace("example.org") && AccessList.isPlace("[::1]:8080"))
    #expect(!AccessList.isPlace("example.org/feed") && !AccessList.isPlace("ftp://example.org/"))
    #expect(!AccessList.isPlace("https://ann:s3cret@example.org/"))
  }

  @Test("headers of a feed's settings are sent for it alone, in place of the usual ones, and to its origin alone")
  func feedHeaders() throws {
    let cache = try reader.cache()
    let id = try cache.subscribe(to: reader.server.url("/feed"), at: reader.clock.now)
    try cache.subscribe(to: reader.server.url("/plain"), at: reader.clock.now)
    try cache.set(FeedSettings(headers: ["User-Agent": "Curl", "Accept": "*/*", "X-Empty": ""]), of: id)
    reader.server.script("/feed", Answers.moved(302, to: reader.other.url("/away")))
    reader.server.script("/plain", Answers.feed("1"))
    reader.other.script("/away", Answers.feed("1"))
    try reader.refresh()
    #expect(reader.sent("User-Agent", to: "/feed") == ["Curl"])
    #expect(reader.sent("Accept", to: "/feed") == ["*/*"])
    #expect(reader.server.requests("/feed").allSatisfy { $0.head.contains("\r\nX-Empty:\r\n") })
    #expect(reader.sent("User-Agent", to: "/plain") == [UserAgent.standard])
    #expect(reader.other.requests.map { $0.header("User-Agent") } == [UserAgent.standard])
  }

  @Test("an interval of the user's own lengthens the wait, and shortens none")
  func intervals() throws {
    reader.server.script("/slow", Answers.feed("1"), Answers.feed("1"), Answers.feed("1"))
    reader.server.script("/fast", Answers.feed("1"), Answers.feed("1"), Answers.feed("1"))
    let cache = try reader.cache()
    let slow = try cache.subscribe(to: reader.server.url("/slow"), at: reader.clock.now)
    let fast = try cache.subscribe(to: reader.server.url("/fast"), at: reader.clock.now)
    try cache.set(FeedSettings(interval: 180), of: slow)
    try cache.set(FeedSettings(interval: 10), of: fast)
    try reader.refresh()
    reader.clock.advance(by: 30 * 60)
    try reader.refresh()
    reader.clock.advance(by: 60 * 60)
    try reader.refresh()
    reader.clock.advance(by: 100 * 60)
    try reader.refresh()
    #expect(reader.server.requests("/slow").count == 2)
    #expect(reader.server.requests("/fast").count == 3)
  }

  @Test(
    "no field can break the request, or change how it is transferred",
    arguments: [
      ("X", "a\r\nY: b"), ("X\r\n", "a"), ("", "a"), ("Host", "b"), ("Content-Length", "1"), ("X:", "1"),
      ("X", "\u{0}"),
    ])
  func safeFields(name: String, value: String) { #expect(HeaderField(name, value) == nil) }

  @Test("whatever prints what a user has for a server prints no secret")
  func printsNothing() throws {
    let access = ServerAccess(
      place: "a.example", user: "ann", password: "s3cret", headers: [try header("Cookie", "s3cret")])
    var dumped = ""
    dump(access, to: &dumped)
    #expect(!"\(access) \(String(reflecting: access)) \(dumped)".contains("s3cret"))
  }
}
