import FeedCache
import FeedFetching
import FeedModel
import FoundationEssentials
import Synchronization
import TestSupport
import Testing

@testable import FeedRefresh

@Suite struct RefresherTests {
  typealias Answer = LoopbackServer.Answer

  let server: LoopbackServer
  let cache: Cache
  let clock = FakeClock()

  init() throws {
    server = try LoopbackServer()
    cache = try Cache(at: .memory)
  }

  private var refresher: Refresher { Refresher(cache: cache, clock: { [clock] in clock.now }) }

  private var editor: SubscriptionEditor {
    SubscriptionEditor(cache: cache, refresher: refresher, clock: { [clock] in clock.now })
  }

  @discardableResult
  private func subscribe(_ path: String) throws -> FeedID {
    try cache.subscribe(to: server.url(path), at: clock.now)
  }

  @discardableResult
  private func refresh(_ scope: RefreshScope = .due) throws -> RefreshSummary {
    try refresher.refresh(scope)
  }

  private func titles() throws -> [String] {
    try cache.rows(EntryQuery(), at: cache.snapshot(), offset: 0, limit: 100).map(\.title).sorted()
  }

  @Test("a feed's posts are saved, and a 304 keeps them")
  func savedAndKept() throws {
    let id = try subscribe("/feed")
    server.script("/feed", Answers.feed("1", "2", headers: [("ETag", "\"one\"")]), Answer(304))
    let first = try refresh()
    #expect((first.fetched, first.new, first.failed.count) == (1, 2, 0))
    #expect(try cache.subscriptions().first?.title == "Feed")
    let second = try refresh(.feeds([id]))
    #expect((second.fetched, second.notModified, second.failed.count) == (0, 1, 0))
    #expect(try titles() == ["Post 1", "Post 2"])
    #expect(server.requests.map { $0.header("If-None-Match") } == [nil, "\"one\""])
  }

  @Test("a plain refresh waits, a named or forced one does not, and stays conditional")
  func pacing() throws {
    let id = try subscribe("/feed")
    server.script("/feed", Answers.feed("1", headers: [("Cache-Control", "max-age=7200"), ("ETag", "e")]), Answer(304))
    try refresh()
    try refresh()
    #expect(server.requests.count == 1)
    try refresh(.feeds([id]))
    try refresh(.all)
    #expect(server.requests.map { $0.header("If-None-Match") } == [nil, "e", "e"])
    clock.advance(hours: 1)
    try refresh()
    #expect(server.requests.count == 4, "the 304 names no max-age")
  }

  @Test("skipHours and ttl count also while the feed answers 304")
  func scheduleOutlivesParse() throws {
    try subscribe("/feed")
    let channel = "<ttl>120</ttl><skipHours><hour>14</hour></skipHours>"
    server.script("/feed", Answers.feed("1", headers: [("ETag", "e")], channel: channel), Answer(304))
    try refresh()
    clock.advance(hours: 2)
    try refresh()
    #expect(server.requests.count == 1, "it is 14 o'clock")
    clock.advance(hours: 1)
    try refresh()
    #expect(server.requests.count == 2)
    clock.advance(hours: 1)
    try refresh()
    #expect(server.requests.count == 2, "two hours were asked for")
  }

  @Test("after a temporary redirect the validators go to the target alone")
  func validatorsBehindRedirect() throws {
    let id = try subscribe("/a")
    server.script("/a", Answer(302, [("Location", "/b"), ("ETag", "never")]))
    server.script("/b", Answers.feed("1", headers: [("ETag", "b")]), Answer(304))
    try refresh(.feeds([id]))
    #expect(try refresh(.feeds([id])).notModified == 1)
    #expect(server.requests("/a").map { $0.header("If-None-Match") } == [nil, nil])
    #expect(server.requests("/b").map { $0.header("If-None-Match") } == [nil, "b"])
    #expect(try cache.subscriptions().map(\.url) == [server.url("/a")])
  }

  @Test("a permanent redirect to a feed is stored, and the old address still finds it")
  func permanentRedirect() throws {
    let id = try subscribe("/old")
    server.script("/old", Answer(301, [("Location", "/new")]))
    server.script("/new", Answers.feed("1", headers: [("ETag", "n")]), Answer(304))
    try refresh()
    try refresh(.feeds([id]))
    #expect(server.requests.map(\.target) == ["/old", "/new", "/new"])
    #expect(server.requests.last?.header("If-None-Match") == "n")
    #expect(try editor.find(server.url("/old"))?.url == server.url("/new"))
  }

  @Test("a permanent redirect to what is no feed is not stored")
  func permanentRedirectToPage() throws {
    try subscribe("/old")
    server.script("/old", Answers.feed("1"), Answer(301, [("Location", "/login")]))
    server.script("/login", Answers.page())
    try refresh(.all)
    #expect(try refresh(.all).failed.map(\.url) == [server.url("/old")])
    #expect(try cache.subscriptions().map(\.url) == [server.url("/old")])
  }

  @Test("an answer that fails keeps the posts, waits longer each time, and recovers")
  func backOff() throws {
    try subscribe("/feed")
    server.script("/feed", Answers.feed("1"), Answer(404), Answer(404), Answers.feed("1", "2"))
    try refresh()
    clock.advance(hours: 1)
    #expect(
      try refresh().failed.map(\.error) == [
        "the server answered 404 Not Found; look on its site for the feed's new address"
      ])
    let failing = try #require(try cache.subscriptions().first)
    #expect(failing.error?.hasPrefix("the server answered 404 Not Found") == true)
    #expect(failing.failingSince == clock.now)
    clock.advance(hours: 1)
    try refresh()
    clock.advance(hours: 1)
    try refresh()
    #expect(server.requests.count == 3)
    clock.advance(hours: 1)
    try refresh()
    #expect(try titles() == ["Post 1", "Post 2"])
    #expect(try cache.subscriptions().first?.error == nil)
  }

  @Test("each feed is reported once, with the count")
  func progress() throws {
    for number in 0..<20 {
      try subscribe("/\(number)")
      if number > 4 { server.script("/\(number)", Answers.feed("\(number)")) }
    }
    let counts = Mutex<[[Int]]>([])
    let summary = try refresher.refresh(
      .due, progress: { _, done, asked in counts.withLock { $0.append([done, asked]) } })
    #expect(counts.withLock { $0 } == (1...20).map { [$0, 20] })
    #expect((summary.fetched, summary.failed.count) == (15, 5))
    #expect(server.mostInFlight <= 2)
    #expect(server.requests.count == 20)
  }

  @Test("a cancelled refresh ends, and what was not asked stays due")
  func cancelled() throws {
    try subscribe("/feed")
    var stalled = Answers.feed("1")
    stalled.ending = .stall(after: 10)
    server.script("/feed", stalled, Answers.feed("1"))
    let summary = try refresher.refresh(.due, isCancelled: { [server] in !server.requests.isEmpty })
    #expect((summary.fetched, summary.failed.count) == (0, 0))
    #expect(try refresh().fetched == 1)
  }

  // MARK: Adding

  @Test("adding a page takes its first feed and names the others")
  func addPage() throws {
    server.script("/blog/", Answers.page("feed.xml?a=1&amp;b=2", "/comments.xml"))
    server.script("/blog/feed.xml?a=1&b=2", Answers.feed("1", "2"))
    let added = try #require(try editor.add(server.url("/blog/"), folder: "News"))
    #expect(added.url == server.url("/blog/feed.xml?a=1&b=2"))
    #expect(added.title == "Feed")
    #expect(added.result == .saved(SaveResult(new: 2)))
    #expect(added.otherFeeds == [server.url("/comments.xml")])
    #expect(try cache.subscriptions().map(\.url) == [added.url])
    #expect(try cache.subscriptions().map(\.folder) == ["News"])
    #expect(server.requests.map(\.target) == ["/blog/", "/blog/feed.xml?a=1&b=2"])
    try refresh(.all)
    #expect(server.requests("/blog/").count == 1)
  }

  @Test("a subscription whose first fetch failed stays, and is searched when it answers with a page")
  func addedWhileAway() throws {
    server.script("/", Answer(503), Answers.page("/feed.xml"))
    server.script("/feed.xml", Answers.feed("1"))
    let added = try #require(try editor.add(server.url("/")))
    #expect(added.result == .failed("the server answered 503 Service Unavailable; try later"))
    #expect(try cache.subscriptions().map(\.url) == [server.url("/")])
    #expect(try refresh(.all).new == 1)
    #expect(try cache.subscriptions().map(\.url) == [server.url("/feed.xml")])
  }

  @Test("a page whose feed is followed already adds nothing")
  func addKnownPage() throws {
    server.script("/", Answers.page("/feed.xml"))
    server.script("/feed.xml", Answers.feed("1"))
    _ = try editor.add(server.url("/feed.xml"))
    let added = try #require(try editor.add(server.url("/"), title: "Mine"))
    #expect(added.wasSubscribed)
    #expect(added.title == "Mine")
    #expect(try cache.subscriptions().map(\.url) == [server.url("/feed.xml")])
  }

  @Test("a page's feed that was removed before comes back")
  func addRemovedFeed() throws {
    server.script("/", Answers.page("/feed.xml"))
    server.script("/feed.xml", Answers.feed("1"))
    _ = try editor.add(server.url("/feed.xml"))
    _ = try cache.unsubscribe(from: server.url("/feed.xml"))
    let added = try #require(try editor.add(server.url("/"), folder: "Old"))
    #expect(added.url == server.url("/feed.xml"))
    #expect(try cache.subscriptions().map(\.folder) == ["Old"])
  }

  @Test("a page that names no feed is followed to where sites have theirs, and no further than the first")
  func addPageWithFeedInItsPlace() throws {
    server.script("/blog/", Answers.page())
    server.script("/feed", Answers.page())
    server.script("/blog/rss.xml", Answers.feed("1"))
    let added = try #require(try editor.add(server.url("/blog/"), folder: "News"))
    #expect(added.url == server.url("/blog/rss.xml"))
    #expect(added.result == .saved(SaveResult(new: 1)))
    #expect(try cache.subscriptions().map(\.folder) == ["News"])
    #expect(server.requests.map(\.target) == ["/blog/", "/blog/feed", "/feed", "/blog/rss.xml"])
    #expect(try editor.find(server.url("/blog/"))?.url == added.url)
    #expect(added.wasFound)
    let health = try #require(try cache.health(at: clock.now).first)
    #expect(health.lastAsked == clock.now && health.lastStatus == 200 && health.bytesReceived > 0)
  }

  @Test("of a page that names no feed, and that has none where sites have theirs, the page's own answer is told")
  func guessingInVain() throws {
    server.script("/", Answers.page())
    _ = try editor.add(server.url("/"))
    let health = try #require(try cache.health(at: clock.now).first)
    #expect(health.lastStatus == 200 && health.error?.contains("not a feed") == true)
  }

  @Test("a redirect to a server that wants a password names that server")
  func passwordElsewhere() throws {
    let other = try LoopbackServer()
    server.script("/feed", Answer(302, [("Location", "http://localhost:\(other.port)/feed")], ""))
    other.script("/feed", Answer(401))
    let added = try #require(try editor.add(server.url("/feed")))
    #expect(
      added.result
        == .failed("it redirects to localhost, which answered 401 Unauthorized; add that address with its password"))
  }

  @Test("posts that came in before the clock was set are dated anew by the next refresh, also by a 304")
  func unsetClock() throws {
    server.script("/feed", Answers.feed("1", "2"), Answer(304))
    let cache = try Cache(at: .memory)
    let before = FakeClock(seconds: 600)
    for clock in [before, clock] {
      let refresher = Refresher(cache: cache, clock: { clock.now }, fetcher: Fetcher())
      if clock === before { try cache.subscribe(to: server.url("/feed"), at: clock.now) }
      _ = try refresher.refresh(.all)
      let dates = try cache.rows(EntryQuery(), at: cache.snapshot(), offset: 0, limit: 9).map(\.date)
      #expect(dates == [clock.now, clock.now])
    }
  }

  @Test("a server that has enough is asked no further place, and a refresh guesses nothing")
  func guessingStops() throws {
    server.script("/", Answers.page())
    server.script("/feed", Answer(429))
    let added = try #require(try editor.add(server.url("/")))
    guard case .failed(let error) = added.result else {
      Issue.record("it was taken for a feed")
      return
    }
    #expect(error.contains("not a feed"))
    #expect(server.requests.map(\.target) == ["/", "/feed"])
    try refresh(.all)
    #expect(server.requests.map(\.target) == ["/", "/feed", "/"])
  }

  @Test("a page without feeds stays subscribed and says what it is")
  func addPageWithoutFeeds() throws {
    server.script("/", Answers.page())
    let added = try #require(try editor.add(server.url("/")))
    guard case .failed(let error) = added.result else {
      Issue.record("it was taken for a feed")
      return
    }
    #expect(error.contains("not a feed"))
    #expect(try cache.subscriptions().count == 1)
  }

  @Test("an address without a scheme finds the one that answers")
  func addWithoutScheme() throws {
    server.script("/feed", Answers.feed("1"))
    let added = try #require(try editor.add("127.0.0.1:\(server.port)/feed"))
    #expect(added.url == server.url("/feed"))
    #expect(try editor.find("127.0.0.1:\(server.port)/feed")?.url == added.url)
    #expect(try editor.add("mailto:me@example.org") == nil)
  }
}
