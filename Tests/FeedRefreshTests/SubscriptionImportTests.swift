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
}
