import FeedCache
import FeedModel
import FoundationEssentials
import GRDB
import Testing

@Suite("Subscriptions from a list")
struct ImportTests {
  @Test("new ones are subscribed, those that are there stay as they are, one that was removed comes back")
  func subscribing() throws {
    let cache = try Cache(at: .memory)
    try cache.subscribe(to: "https://a.example/", title: "Mine", folder: "Here", at: noon)
    try cache.subscribe(to: "https://b.example/", at: noon)
    _ = try cache.unsubscribe(from: "https://b.example/")
    let new = try cache.subscribe(
      to: [
        NewSubscription(url: "https://a.example/", title: "Theirs", folder: "There"),
        NewSubscription(url: "https://b.example/", title: "Back", folder: "There", opmlAttributes: "kept"),
        NewSubscription(url: "https://c.example/"), NewSubscription(url: "https://c.example/", title: "Twice"),
      ], at: noon)
    #expect(new == 2)
    let found = try cache.subscriptions()
    #expect(found.map(\.title) == ["https://c.example/", "Mine", "Back"])
    #expect(found.map(\.folder) == ["", "Here", "There"])
    #expect(try cache.opmlAttributes() == [found[2].id: "kept"])
  }

  @Test("a cache from before there were lists opens and keeps its subscriptions")
  func migrating() throws {
    let folder = TemporaryFolder()
    do { try Cache(at: .file(folder.database)).subscribe(to: "https://a.example/", at: noon) }
    try folder.tamper(
      """
      ALTER TABLE feed DROP COLUMN opml_attributes;
      ALTER TABLE place DROP COLUMN fingerprint;
      DELETE FROM migration WHERE name IN ('OPML attributes', 'place fingerprint');
      PRAGMA user_version = 2
      """)
    let cache = try Cache(at: .file(folder.database))
    #expect(try cache.subscriptions().map(\.url) == ["https://a.example/"])
    #expect(try cache.subscribe(to: [NewSubscription(url: "https://b.example/", opmlAttributes: "x")], at: noon) == 1)
  }
}
