import FeedCache
import FeedModel
import FeedParsing
import FoundationEssentials
import Testing

@testable import FeedRefresh

@Suite("Lists of subscriptions and the cache")
struct SubscriptionImportTests {
  private let now = Date(timeIntervalSince1970: 1_790_000_000)

  @Test("a feed in another spelling, or from before it moved, is there already")
  func known() throws {
    let cache = try Cache(at: .memory)
    try cache.subscribe(to: "https://new.example/rss", at: now)
    try FormerAddresses.remember("http://old.example/rss", movedTo: "https://new.example/rss", in: cache)
    let list = SubscriptionList(
      feeds: [
        ListedFeed(url: "HTTPS://New.example/rss#top"), ListedFeed(url: "http://old.example/rss"),
        ListedFeed(url: "http://other.example", title: "Other", folder: "A/B"), ListedFeed(url: "http://other.example"),
        ListedFeed(url: "http://"),
      ], leftOut: [LeftOutLine("exec:x")])
    let result = try SubscriptionImport.take(list, into: cache, at: now)
    #expect(
      result
        == ImportedList(
          new: 1, known: 3,
          leftOut: [LeftOutLine("exec:x"), LeftOutLine("http://", reason: "it is no address that could be fetched")]))
    #expect(try cache.subscriptions().first { $0.title == "Other" }?.folder == "A/B")
  }

  @Test("a feed in two folders is in the first, and the other is told and goes out again; one at the top gives way")
  func twoFolders() throws {
    let cache = try Cache(at: .memory)
    let list = SubscriptionList(
      feeds: [
        ListedFeed(
          url: "http://a.example", title: "A", folder: "One", attributes: [OPMLAttribute(name: "category", value: "x")]),
        ListedFeed(url: "http://a.example", title: "A", folder: "Two/Three"),
        ListedFeed(url: "http://b.example", title: "B"), ListedFeed(url: "http://b.example", title: "B", folder: "Two"),
      ])
    let result = try SubscriptionImport.take(list, into: cache, at: now)
    #expect(result.leftOut == [LeftOutLine("A", reason: "is in One; Two/Three is kept for an export only")])
    let exported = try SubscriptionImport.list(of: cache)
    #expect(exported.feeds.map(\.folder) == ["One", "Two"])
    #expect(exported.feeds[0].attributes == [OPMLAttribute(name: "category", value: "x,/Two/Three")])
  }

  @Test("a title that is not the text goes out again, unless the feed was renamed")
  func titles() throws {
    let cache = try Cache(at: .memory)
    let text = "<opml><body><outline text=\"Mine\" title=\"Theirs\" xmlUrl=\"http://a.example/\"/></body></opml>"
    _ = try SubscriptionImport.take(OPMLDocument.parse(Array(text.utf8)).list, into: cache, at: now)
    #expect(
      OPMLDocument(list: try SubscriptionImport.list(of: cache)).text.contains("text=\"Mine\" title=\"Theirs\""))
    try cache.subscribe(to: "http://a.example/", title: "Other", folder: nil, at: now)
    #expect(
      OPMLDocument(list: try SubscriptionImport.list(of: cache)).text.contains("text=\"Other\" title=\"Other\""))
  }

  @Test("what an import kept is given back, the site's address as the feed now says it")
  func exporting() throws {
    let cache = try Cache(at: .memory)
    let kept = [OPMLAttribute(name: "htmlUrl", value: "http://old.example/"), OPMLAttribute(name: "n", value: "1")]
    _ = try SubscriptionImport.take(
      SubscriptionList(feeds: [ListedFeed(url: "http://a.example/", attributes: kept)]), into: cache, at: now)
    #expect(try SubscriptionImport.list(of: cache).feeds.first?.attributes == kept)
    let id = try #require(cache.subscriptions().first?.id)
    let parsed = ParsedFeed(format: .rss2, link: "http://site.example/")
    _ = try cache.save(parsed, for: id, state: FetchState(), at: now)
    #expect(
      try SubscriptionImport.list(of: cache).feeds.first?.attributes
        == [OPMLAttribute(name: "htmlUrl", value: "http://site.example/"), OPMLAttribute(name: "n", value: "1")])
  }

  @Test("settings go out and come in again with an OPML file, but for request headers")
  func settings() throws {
    let cache = try Cache(at: .memory)
    let settings = FeedSettings(
      title: "A", interval: 360, fullText: true, isHidden: true, keep: .days(9), headers: ["X-Key": "secret"])
    let feed = NewSubscription(url: "https://a.example/", folder: "F", settings: settings)
    _ = try cache.subscribe(to: [feed], at: now)
    let text = OPMLDocument(list: try SubscriptionImport.list(of: cache)).text
    #expect(text.contains("martlet:interval=\"6h\"") && !text.contains("secret"))
    let other = try Cache(at: .memory)
    _ = try SubscriptionImport.take(OPMLDocument.parse(Array(text.utf8)).list, into: other, at: now)
    var expected = settings
    expected.headers = [:]
    #expect(try other.subscriptions().map(\.settings) == [expected])
    #expect(OPMLDocument(list: try SubscriptionImport.list(of: other)).text == text)
  }

  @Test("settings in a stranger's file that make no sense are passed over")
  func strangeSettings() throws {
    let text = """
      <opml xmlns:m="urn:x-martlet:feed-settings"><body><outline xmlUrl="https://a.example/" m:interval="often"
      m:header="Cookie: x" m:keep="-1" m:hidden="yes" m:new="1"/></body></opml>
      """
    let cache = try Cache(at: .memory)
    _ = try SubscriptionImport.take(OPMLDocument.parse(Array(text.utf8)).list, into: cache, at: now)
    #expect(try cache.subscriptions().map(\.settings) == [FeedSettings(isHidden: true)])
  }

  @Test("views are saved, and one that is there with another filter is left as it is")
  func views() throws {
    let cache = try Cache(at: .memory)
    try cache.save([SavedView(name: "mine", expression: "starred")], at: now)
    let list = SubscriptionList(
      views: [ListedView(name: "Mine", filter: "unread"), ListedView(name: "Week", filter: "newer:7d")])
    let result = try SubscriptionImport.take(list, into: cache, at: now)
    #expect(result.views == 1 && result.leftOut.map(\.text) == ["Mine"])
    #expect(try SubscriptionImport.take(list, into: cache, at: now).views == 0)
    #expect(try cache.views().map(\.expression) == ["starred", "newer:7d"])
  }

  @Test("what was subscribed to in one action is unsubscribed from by one undo")
  func undoing() throws {
    let cache = try Cache(at: .memory)
    try cache.subscribe(to: "https://a.example/", at: now)
    let list = SubscriptionList(feeds: ["a", "b", "c"].map { ListedFeed(url: "https://\($0).example/") })
    #expect(try SubscriptionImport.take(list, into: cache, at: now).new == 2)
    #expect(try cache.undo() == .subscriptions(SubscriptionEdits(unsubscribed: 2)))
    #expect(try cache.subscriptions().map(\.url) == ["https://a.example/"])
  }
}
