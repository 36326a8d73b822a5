import FeedCache
import FeedModel
import FoundationEssentials
import GRDB
import Testing

@Suite("Newsboat's cache")
struct NewsboatImportTests {
  private let folder = TemporaryFolder()
  private var path: String { folder.path + "/cache.db" }

  /// The tables as newsboat 2.21 makes them, with the rows of a test.
  private func write(_ rows: String, extra: String = "") throws {
    let database = try DatabaseQueue(path: path)
    try database.write { db in
      try db.execute(
        sql: """
          CREATE TABLE rss_feed (rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,
            title VARCHAR(1024) NOT NULL, lastmodified INTEGER(11) NOT NULL DEFAULT 0,
            is_rtl INTEGER(1) NOT NULL DEFAULT 0, etag VARCHAR(128) NOT NULL DEFAULT '');
          CREATE TABLE rss_item (id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
            title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
            feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
            unread INTEGER(1) NOT NULL, enclosure_url VARCHAR(1024), enclosure_type VARCHAR(1024),
            enqueued INTEGER(1) NOT NULL DEFAULT 0, flags VARCHAR(52), deleted INTEGER(1) NOT NULL DEFAULT 0,
            base VARCHAR(128) NOT NULL DEFAULT '' \(extra));
          INSERT INTO rss_feed (rssurl, url, title) VALUES ('https://a.example/rss', 'https://a.example/', 'Ay');
          \(rows)
          """)
    }
  }

  private func row(
    _ guid: String, title: String = "T", url: String = "https://a.example/1", feed: String = "https://a.example/rss",
    date: Int = 1_757_138_400, unread: Int = 1, deleted: Int = 0, flags: String = ""
  ) -> String {
    """
    INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url, enclosure_type,
      deleted, flags) VALUES ('\(guid)', '\(title)', 'Ann', '\(url)', '\(feed)', \(date), '<p>reed</p>', \(unread),
      'https://a.example/1.mp3', 'audio/mpeg', \(deleted), '\(flags)');
    """
  }

  private func importing(into cache: Cache) throws -> ImportedPosts {
    try cache.importNewsboat(path, address: { $0.hasPrefix("https://") ? $0 : nil }, at: noon)
  }

  private func summaries(_ cache: Cache) throws -> [EntrySummary] {
    try cache.summaries(EntryQuery(), at: cache.snapshot(), limit: nil)
  }

  @Test("posts come with text, author, date and file, read or unread; deleted ones are hidden")
  func posts() throws {
    try write(row("1", title: "One&trade; &amp; &lt;b&gt;") + row("2", unread: 0) + row("3", unread: 0, deleted: 1))
    let cache = try Cache(at: .memory)
    let id = try cache.subscribe(to: "https://a.example/rss", at: noon)
    let result = try importing(into: cache)
    #expect(result.new == 3 && result.known == 0 && result.read == 2 && result.hidden == 1)
    let found = try summaries(cache)
    #expect(found.map(\.guid).sorted() == ["1", "2"])
    #expect(found.map(\.row.status.isRead).sorted { !$0 && $1 } == [false, true])
    let entry = try #require(try found.first { $0.guid == "1" }.flatMap { try cache.entry($0.row.id) })
    #expect(entry.row.title == "One™ & <b>" && entry.authors == [Author(name: "Ann")])
    #expect(entry.body == Content(.html, "<p>reed</p>", baseURL: "https://a.example/1"))
    #expect(entry.enclosures == [Enclosure(url: "https://a.example/1.mp3", type: "audio/mpeg")])
    #expect(entry.published == Date(timeIntervalSince1970: 1_757_138_400))
    #expect(try cache.subscriptions().first { $0.id == id }?.title == "Ay")
    #expect(try cache.counts() == Counts(unread: 1, feeds: 1))
  }

  @Test("a second import brings nothing twice, and undo takes the marks back, read ones first")
  func again() throws {
    try write(row("1", unread: 0) + row("2", unread: 0, deleted: 1))
    let cache = try Cache(at: .memory)
    try cache.subscribe(to: "https://a.example/rss", at: noon)
    _ = try importing(into: cache)
    var expected = ImportedPosts()
    expected.known = 2
    #expect(try importing(into: cache) == expected)
    #expect(try cache.undo()?.marks?.change == .read(false))
    #expect(try cache.counts().unread == 1)
    #expect(try cache.undo()?.marks?.change == .hidden(false))
    #expect(try cache.counts().unread == 2)
    #expect(try cache.undo() == nil)
  }

  @Test("flags become tags of one letter")
  func flags() throws {
    try write(row("1", flags: "bs") + row("2", flags: "s") + row("3", flags: "3!"))
    let cache = try Cache(at: .memory)
    try cache.subscribe(to: "https://a.example/rss", at: noon)
    #expect(try importing(into: cache).tagged == 3)
    #expect(try cache.tags() == [Tag(name: "b", entries: 1), Tag(name: "s", entries: 2)])
    #expect(try importing(into: cache).tagged == 0)
    while try cache.undo() != nil {}
    #expect(try cache.tags() == [])
  }

  @Test("what the feed says at the next refresh is the same post and no edit, also where it gives no guid")
  func refreshing() throws {
    let made = "https://a.example/2Sat, 06 Sep 2025 06:00:00 +0000"
    try write(
      row("1", unread: 0) + row(made, title: "No guid", url: "https://a.example/2", unread: 0)
        + row("Only a title", title: "Only a title", url: "", unread: 0))
    let cache = try Cache(at: .memory)
    let id = try cache.subscribe(to: "https://a.example/rss", at: noon)
    _ = try importing(into: cache)
    let date = Date(timeIntervalSince1970: 1_757_138_400)
    var feed = ParsedFeed(format: .rss2)
    feed.entries = [
      ParsedEntry(id: "1", title: "New title", link: "https://a.example/1", content: Content(.html, "<p>other</p>")),
      ParsedEntry(title: "No guid", link: "https://a.example/2", published: date), ParsedEntry(title: "Only a title"),
      ParsedEntry(id: "4", title: "News"),
    ]
    #expect(try cache.save(feed, for: id, state: FetchState(), at: noon) == SaveResult(new: 1, changed: 0))
    let found = try summaries(cache)
    #expect(found.filter { !$0.row.status.isRead }.map(\.guid) == ["4"])
    #expect(found.allSatisfy { !$0.row.isChanged })
    #expect(found.contains { $0.row.title == "New title" })
  }

  @Test("posts that were here before stay as they are, and are marked read")
  func known() throws {
    try write(row("1", title: "Theirs", unread: 0))
    let cache = try Cache(at: .memory)
    let id = try cache.subscribe(to: "https://a.example/rss", at: noon)
    var feed = ParsedFeed(format: .rss2)
    feed.entries = [ParsedEntry(id: "1", title: "Ours")]
    _ = try cache.save(feed, for: id, state: FetchState(), at: noon)
    let result = try importing(into: cache)
    #expect(result.known == 1 && result.new == 0 && result.read == 1)
    #expect(try summaries(cache).map(\.row.title) == ["Ours"])
    #expect(try summaries(cache).first?.row.status.isRead == true)
  }

  @Test("feeds that are not subscribed are kept unsubscribed, and addresses that are not followed are left out")
  func otherFeeds() throws {
    try write(
      row("1", feed: "https://gone.example/") + row("2", feed: "exec:true") + row("3", feed: "exec:true"),
      extra: ", content_mime_type VARCHAR(255) NOT NULL DEFAULT ''")
    let cache = try Cache(at: .memory)
    let result = try importing(into: cache)
    #expect(result.new == 1)
    #expect(result.leftOut.map(\.url) == ["exec:true"] && result.leftOut.map(\.posts) == [2])
    #expect(try cache.subscriptions().isEmpty)
    try cache.subscribe(to: "https://gone.example/", at: noon)
    #expect(try summaries(cache).map(\.guid) == ["1"])
  }

  @Test("another program's file is refused, and values of any type do not trap")
  func otherFiles() throws {
    let cache = try Cache(at: .memory)
    #expect(throws: CacheError.self) { try importing(into: cache) }
    try write(
      """
      INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted)
        VALUES (x'ff00', 5, x'00', 1.5, 'https://a.example/rss', 'never', x'FE', 'yes', x'61', 'x');
      INSERT INTO rss_item (id, guid, title, author, url, feedurl, pubDate, content, unread)
        VALUES (9223372036854775807, '', '', '', '', 'https://a.example/rss', 9223372036854775807, '', -5);
      """)
    #expect(try importing(into: cache).new == 2)
    try DatabaseQueue(path: path).write { try $0.execute(sql: "DROP TABLE rss_feed") }
    #expect(throws: CacheError.self) { try importing(into: cache) }
  }
}
