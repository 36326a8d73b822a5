import FeedCache
import FeedModel
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
      ALTER TABLE feed DROP COLUMN settings;
      DROP TABLE listing;
      DROP TABLE cleaned;
      ALTER TABLE feed DROP COLUMN moved_from;
      ALTER TABLE feed DROP COLUMN credentials;
      ALTER TABLE fetch DROP COLUMN last_asked;
      ALTER TABLE fetch DROP COLUMN last_status;
      ALTER TABLE fetch DROP COLUMN body_size;
      ALTER TABLE fetch DROP COLUMN bytes_received;
      ALTER TABLE fetch DROP COLUMN bytes_saved;
      ALTER TABLE fetch DROP COLUMN moved_to;
      UPDATE feed SET url = 'https://me:secret@a.example/x@y' WHERE url = 'https://a.example/';
      INSERT INTO feed (url, is_subscribed, added) VALUES ('https://c.example/@me', 0, 0);
      DROP TABLE entry_tag;
      DROP TABLE tag;
      DROP TABLE saved_view;
      DROP TABLE page;
      ALTER TABLE place DROP COLUMN fingerprint;
      DROP INDEX journal_hidden;
      ALTER TABLE journal DROP COLUMN serial;
      DELETE FROM migration WHERE name NOT IN ('library', 'search');
      PRAGMA user_version = 2
      """)
    let cache = try Cache(at: .file(folder.database))
    #expect(try cache.subscriptions().map(\.url) == ["https://a.example/x@y"])
    #expect(try cache.refreshTargets().map(\.address.full) == ["https://me:secret@a.example/x@y"])
    #expect(try cache.keep("https://c.example/@me", at: noon).rawValue == 2, "no password is cut from a path")
    #expect(try cache.subscribe(to: [NewSubscription(url: "https://b.example/", opmlAttributes: "x")], at: noon) == 1)
  }
}
