import FeedModel
public import FoundationEssentials
import GRDB
import LibXML
import Typography

/// What was taken over from newsboat's cache.
public struct ImportedPosts: Equatable, Sendable {
  public var new = 0
  /// Those that were in the cache already, and stay as they are but for their marks.
  public var known = 0
  /// Marked read, hidden and tagged, each as one action that can be taken back.
  public var read = 0
  public var hidden = 0
  public var tagged = 0
  /// The addresses whose posts were not taken, each with how many there are.
  public var leftOut: [(url: String, posts: Int)] = []

  public init() {}

  public static func == (a: ImportedPosts, b: ImportedPosts) -> Bool {
    (a.new, a.known, a.read, a.hidden, a.tagged) == (b.new, b.known, b.read, b.hidden, b.tagged)
      && a.leftOut.elementsEqual(b.leftOut, by: ==)
  }
}

extension Cache {
  /// Takes over the posts of newsboat's `cache.db` with what was read, deleted and flagged; deleted ones are hidden, and
  /// a flag is a tag of one letter. Feeds that are not subscribed are kept without being subscribed.
  ///
  /// The file is opened to be read only. It is taken over in pieces, each a transaction: whoever stops it half-way can
  /// begin again, and nothing comes twice. The marks come last.
  ///
  /// `address` gives a feed's address here for newsboat's, or nil to leave its posts out; `progress` is told how many
  /// posts are done, and of how many.
  public func importNewsboat(
    _ path: String, address: (String) throws(CacheError) -> String?, at now: Date,
    progress: (_ done: Int, _ all: Int) -> Void = { _, _ in }
  ) throws(CacheError) -> ImportedPosts {
    let theirs = try NewsboatCache(path)
    let ids = try theirs.ids()
    var run = NewsboatRun(now: now)
    let feeds = try theirs.feeds()
    for feed in feeds { try run.learn(feed.url, address) }
    try connection.write(.afterCheckpoint) { db in
      for feed in feeds { try run.take(feed, db) }
    }
    var damage: CacheError?
    for start in stride(from: 0, to: ids.count, by: NewsboatCache.pieceSize) {
      let piece = ids[start..<min(start + NewsboatCache.pieceSize, ids.count)]
      var posts: [NewsboatPost] = []
      do throws(CacheError) {
        posts = try theirs.posts(piece)
      } catch {
        // What was read so far is to have its marks too.
        damage = error
        break
      }
      for post in posts { try run.learn(post.feedURL, address) }
      try connection.write(.afterCheckpoint) { try run.take(posts, $0) }
      progress(piece.endIndex, ids.count)
    }
    try mark(&run, at: now)
    if let damage { throw damage }
    if run.result.new >= 1000 { try connection.optimize() }
    return run.finished()
  }

  private func mark(_ run: inout NewsboatRun, at now: Date) throws(CacheError) {
    let (read, hidden, flagged) = (run.read, run.hidden, run.flagged)
    (run.result.tagged, run.result.hidden, run.result.read) = try connection.write(.full) { db in
      let journal = StatusJournal(db)
      var tagged = 0
      for (flag, entries) in flagged.sorted(by: { $0.key < $1.key }) {
        tagged += try journal.change(.tagged(String(flag), true), ofEach: entries, at: now)
      }
      return (
        tagged, try journal.change(.hidden(true), ofEach: hidden, at: now),
        try journal.change(.read(true), ofEach: read, at: now)
      )
    }
  }
}

/// Newsboat's cache, opened to be read.
private struct NewsboatCache {
  private let database: DatabaseQueue

  static let pieceSize = 500

  init(_ path: String) throws(CacheError) {
    var configuration = Configuration()
    configuration.readonly = true
    configuration.busyMode = .timeout(5)
    let name = CacheFile.name(of: path)
    let tables: Int?
    do {
      database = try DatabaseQueue(path: path, configuration: configuration)
      tables = try database.inDatabase { db in
        try Int.fetchOne(db, sql: "SELECT count(*) FROM sqlite_schema WHERE name IN ('rss_feed', 'rss_item')")
      }
    } catch {
      throw Self.fault(error, name)
    }
    guard tables == 2 else { throw CacheError("\(name) is no cache of newsboat's") }
  }

  private static func fault(_ error: any Error, _ name: String) -> CacheError {
    switch (error as? DatabaseError)?.resultCode {
    case .SQLITE_BUSY?, .SQLITE_LOCKED?: CacheError("newsboat is writing to \(name); let it finish, then try again")
    case .SQLITE_NOTADB?: CacheError("\(name) is no cache of newsboat's")
    case .SQLITE_CORRUPT?: CacheError("\(name) is damaged; what lies before the damage was imported")
    default:
      CacheError("\(name) cannot be read: \(TerminalText.line((error as? DatabaseError)?.message ?? "\(error)"))")
    }
  }

  /// The keys of all posts, feed by feed, and of a feed's in the order in which newsboat found them.
  func ids() throws(CacheError) -> [Int64] {
    try read { try Int64.fetchAll($0, sql: "SELECT id FROM rss_item ORDER BY feedurl, id") }
  }

  func feeds() throws(CacheError) -> [NewsboatFeed] {
    try read { db in
      try Row.fetchAll(db, sql: "SELECT rssurl, title, url FROM rss_feed").map {
        NewsboatFeed(url: $0.text("rssurl"), title: $0.text("title"), site: $0.text("url"))
      }
    }
  }

  func posts(_ ids: ArraySlice<Int64>) throws(CacheError) -> [NewsboatPost] {
    try read { db in
      let keys = ids.map { "\($0)" }.joined(separator: ", ")
      let rows = try Row.fetchCursor(
        db, sql: "SELECT * FROM rss_item WHERE id IN (\(keys)) ORDER BY feedurl, id")
      return try Array(rows.map(NewsboatPost.init))
    }
  }

  private func read<T>(_ body: (Database) throws -> T) throws(CacheError) -> T {
    do {
      return try database.inDatabase(body)
    } catch {
      throw Self.fault(error, "newsboat's cache")
    }
  }
}

/// A row of newsboat's table `rss_feed`.
private struct NewsboatFeed {
  var url: String
  var title: String
  var site: String
}

extension Row {
  /// A column's text; empty if there is none, or no such column.
  fileprivate func text(_ column: String) -> String {
    String.fromDatabaseValue(self[column] as DatabaseValue? ?? .null) ?? ""
  }

  fileprivate func number(_ column: String) -> Int64 {
    Int64.fromDatabaseValue(self[column] as DatabaseValue? ?? .null) ?? 0
  }
}

/// A row of newsboat's table `rss_item`. Columns that a version lacks count as empty.
private struct NewsboatPost {
  var feedURL: String
  var guid: String
  var entry: ParsedEntry
  var isRead: Bool
  var isDeleted: Bool
  /// The letters of its flags.
  var flags: String

  init(_ row: Row) {
    feedURL = row.text("feedurl")
    isRead = row.number("unread") == 0
    isDeleted = row.number("deleted") != 0
    flags = row.text("flags")
    let link = TerminalText.line(row.text("url"))
    let seconds = row.number("pubDate")
    entry = ParsedEntry()
    entry.title = Self.title(row.text("title"))
    entry.link = link.isEmpty ? nil : link
    entry.published = seconds > 0 ? Date(timeIntervalSince1970: Double(min(seconds, 253_402_300_799))) : nil
    let author = TerminalText.line(row.text("author"))
    if !author.isEmpty { entry.authors = [Author(name: author)] }
    let content = row.text("content")
    if !content.isEmpty {
      let base = row.text("base").isEmpty ? link : TerminalText.line(row.text("base"))
      entry.content = Content(
        row.text("content_mime_type") == "text/plain" ? .text : .html, content, baseURL: base.isEmpty ? nil : base)
    }
    let file = TerminalText.line(row.text("enclosure_url"))
    let type = TerminalText.line(row.text("enclosure_type"))
    if !file.isEmpty { entry.enclosures = [Enclosure(url: file, type: type.isEmpty ? nil : type)] }
    guid = TerminalText.line(row.text("guid"))
    if link.isEmpty, guid == entry.title {
      // Without a guid and a link; the date may be that of newsboat's fetch, and is no part of what the post is.
      (entry.published, entry.updated) = (nil, entry.published)
      guid = ""
    }
    if isMadeUp { guid = (EntryIdentity.guids(of: [entry]).first ?? nil) ?? guid }
  }

  /// Newsboat decodes a title's references when it shows it.
  private static func title(_ written: String) -> String {
    let title = TerminalText.line(written)
    guard title.contains("&"), title.contains(";"), !title.contains("<") else { return title }
    return TerminalText.line(CharacterReference.resolved(in: title))
  }

  /// Whether newsboat made the guid: it writes the link and the date's text where a feed gives none.
  private var isMadeUp: Bool {
    let link = entry.link ?? ""
    return guid.isEmpty || (!link.isEmpty && guid.hasPrefix(link) && Self.looksLikeDate(guid.dropFirst(link.count)))
  }

  /// `Mon, 21 Sep 2026 12:00:00 +0000`
  private static func looksLikeDate(_ text: Substring) -> Bool {
    guard (20...40).contains(text.utf8.count), text.first?.isLetter == true else { return false }
    let words = text.split(separator: " ")
    return (5...6).contains(words.count) && words[0].hasSuffix(",") && words[4].split(separator: ":").count >= 2
  }
}

/// What an import has learnt and done.
private struct NewsboatRun {
  let now: Date
  var read: [Int64] = []
  var hidden: [Int64] = []
  /// The posts that have a flag.
  var flagged: [Character: [Int64]] = [:]
  var result = ImportedPosts()
  /// Newsboat's addresses with those here; nil for those that are left out.
  private var addresses: [String: String?] = [:]
  private var leftOut: [String: Int] = [:]

  init(now: Date) { self.now = now }

  mutating func learn(_ url: String, _ address: (String) throws(CacheError) -> String?) throws(CacheError) {
    guard addresses[url] == nil else { return }
    addresses[url] = .some(try address(url))
  }

  /// What newsboat knows of a feed counts until the feed is asked.
  mutating func take(_ feed: NewsboatFeed, _ db: Database) throws {
    guard let url = addresses[feed.url] ?? nil else { return }
    let id = try FeedStore.keep(url, at: now, db)
    let (title, site) = (TerminalText.line(feed.title), TerminalText.line(feed.site))
    try db.execute(
      sql: """
        UPDATE feed SET title = coalesce(title, nullif(?, '')),
          site_url = coalesce(site_url, nullif(nullif(?, ''), url)) WHERE id = ?
        """, arguments: [title, site, id.rawValue])
  }

  mutating func take(_ posts: [NewsboatPost], _ db: Database) throws {
    var groups: [String: [NewsboatPost]] = [:]
    var order: [String] = []
    for post in posts {
      guard let url = addresses[post.feedURL] ?? nil else {
        leftOut[post.feedURL, default: 0] += 1
        continue
      }
      if groups[url] == nil { order.append(url) }
      groups[url, default: []].append(post)
    }
    for url in order { try take(groups[url] ?? [], of: url, db) }
  }

  private mutating func take(_ posts: [NewsboatPost], of url: String, _ db: Database) throws {
    let feed = try FeedStore.keep(url, at: now, db)
    let isSubscribed = try Bool.fetchOne(
      db.cachedStatement(sql: "SELECT is_subscribed FROM feed WHERE id = ?"), arguments: [feed.rawValue])
    var saver = try EntrySaver(db, feed: feed, isSubscribed: isSubscribed ?? false, at: now)
    let adopted = try saver.adopt(posts.map { ($0.entry, $0.guid) })
    for (post, entry) in zip(posts, adopted) {
      if entry.isNew { result.new += 1 } else { result.known += 1 }
      if post.isRead { read.append(entry.id) }
      if post.isDeleted { hidden.append(entry.id) }
      for flag in Set(post.flags) where flag.isASCII && flag.isLetter { flagged[flag, default: []].append(entry.id) }
    }
  }

  func finished() -> ImportedPosts {
    var result = result
    result.leftOut = leftOut.sorted { $0.key < $1.key }.map { (TerminalText.line(String($0.key.prefix(60))), $0.value) }
    return result
  }
}
