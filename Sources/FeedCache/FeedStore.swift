import FeedModel
import FoundationEssentials
import GRDB
import Typography

/// Feeds: who is subscribed, what their servers said, how many entries they have.
enum FeedStore {
  static func subscriptions(_ db: Database) throws -> [Subscription] {
    let sql = """
      SELECT feed.id, feed.url, \(EntryReader.feedTitle), feed.folder, feed.site_url, tally.unread, tally.total,
        fetch.last_refresh, fetch.error, fetch.failing_since, feed.settings, feed.user_title
      FROM feed JOIN tally ON tally.feed_id = feed.id JOIN fetch ON fetch.feed_id = feed.id
      WHERE feed.is_subscribed = 1
      ORDER BY feed.folder COLLATE NOCASE, 3 COLLATE NOCASE, feed.id
      """
    let rows = try Row.fetchCursor(db, sql: sql).map { row in
      Subscription(
        id: FeedID(rawValue: row[0]), url: row[1], title: row[2], folder: row[3], siteURL: row[4],
        settings: FeedSettings(json: row[10], title: row[11]), unread: row[5], total: row[6],
        lastRefresh: Date(milliseconds: row[7]), error: row[8], failingSince: Date(milliseconds: row[9]))
    }
    return try Array(rows)
  }

  static func subscribe(to url: String, title: String?, folder: String?, at now: Date, _ db: Database) throws -> FeedID
  {
    let id = try keep(url, at: now, db)
    let sql = "SELECT is_subscribed FROM feed WHERE id = ?"
    if try Bool.fetchOne(db, sql: sql, arguments: [id.rawValue]) == false { try FetchStore.beginAnew(id, db) }
    try db.execute(
      sql: """
        UPDATE feed SET is_subscribed = 1, user_title = coalesce(?, user_title), folder = coalesce(?, folder)
        WHERE id = ?
        """, arguments: [title.map(TerminalText.line), folder.map(TerminalText.line), id.rawValue])
    return id
  }

  static func set(_ settings: FeedSettings, of feed: FeedID, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE feed SET settings = ?, user_title = ? WHERE id = ?",
      arguments: [settings.json, settings.title.map(TerminalText.line), feed.rawValue])
  }

  static func opmlAttributes(_ db: Database) throws -> [FeedID: String] {
    let sql = "SELECT id, opml_attributes FROM feed WHERE is_subscribed = 1 AND opml_attributes IS NOT NULL"
    let rows = try Row.fetchAll(db, sql: sql)
    return Dictionary(uniqueKeysWithValues: rows.map { (FeedID(rawValue: $0[0]), $0[1]) })
  }

  static func unsubscribe(from url: String, _ db: Database) throws -> Bool {
    try db.execute(
      sql: "UPDATE feed SET is_subscribed = 0 WHERE url = ? AND is_subscribed = 1", arguments: [FeedAddress(url).url])
    return db.changesCount > 0
  }

  static func keep(_ url: String, at now: Date, _ db: Database) throws -> FeedID {
    let address = FeedAddress(url)
    if let id = try find(url, db) {
      if let credentials = address.credentials {
        try db.execute(sql: "UPDATE feed SET credentials = ? WHERE id = ?", arguments: [credentials, id.rawValue])
      }
      return id
    }
    try db.cachedStatement(sql: "INSERT INTO feed (url, credentials, is_subscribed, added) VALUES (?, ?, 0, ?)")
      .execute(arguments: [address.url, address.credentials, now.milliseconds])
    let id = db.lastInsertedRowID
    try db.cachedStatement(sql: "INSERT INTO tally (feed_id) VALUES (?)").execute(arguments: [id])
    try db.cachedStatement(sql: "INSERT INTO fetch (feed_id) VALUES (?)").execute(arguments: [id])
    return FeedID(rawValue: id)
  }

  static func find(_ url: String, _ db: Database) throws -> FeedID? {
    try Int64.fetchOne(
      db.cachedStatement(sql: "SELECT id FROM feed WHERE url = ?"), arguments: [FeedAddress(url).url]
    ).map(FeedID.init)
  }

  /// Whether a feed's settings leave its posts out of the list of all posts.
  private static let isHidden =
    "settings LIKE '%\"hidden\"%' AND json_valid(settings) AND json_extract(settings, '$.hidden')"

  static func hidden(_ db: Database) throws -> [FeedID] {
    try Int64.fetchAll(
      db.cachedStatement(sql: "SELECT id FROM feed WHERE is_subscribed = 1 AND \(isHidden)")
    ).map(FeedID.init)
  }

  /// What is unread in hidden feeds does not count.
  static func counts(_ db: Database) throws -> Counts {
    let sql = """
      SELECT coalesce(sum(iif(\(isHidden), 0, unread)), 0), coalesce(sum(starred), 0), count(*)
      FROM feed JOIN tally ON tally.feed_id = feed.id WHERE feed.is_subscribed = 1
      """
    guard let row = try Row.fetchOne(db, sql: sql) else { return Counts() }
    return Counts(unread: row[0], starred: row[1], feeds: row[2])
  }

  static func move(_ feed: FeedID, to url: String, remembersOld: Bool, _ db: Database) throws {
    if let other = try find(url, db), other != feed {
      throw CacheError("the feed's new address is already in the cache; remove one of the two")
    }
    let address = FeedAddress(url)
    try db.execute(
      sql: "UPDATE feed SET moved_from = iif(?, url, moved_from), url = ?, credentials = ? WHERE id = ?",
      arguments: [remembersOld, address.url, address.credentials, feed.rawValue])
  }

  // MARK: Saving

  static func save(_ feeds: [FeedSave], at now: Date, _ db: Database) throws -> [SaveResult] {
    let deflater = Deflater()
    var changes: [IndexChange] = []
    let results = try feeds.map { save in
      try FetchStore.save(save.state, for: save.feed, db)
      guard let parsed = save.parsed else { return SaveResult() }
      let isSubscribed = try describe(save.feed, as: parsed, db)
      var saver = try EntrySaver(db, feed: save.feed, isSubscribed: isSubscribed, deflater, at: now)
      let result = try saver.save(parsed.entries)
      changes += saver.indexChanges
      return result
    }
    try SearchIndex(db).make(changes)
    return results
  }

  /// Keeps what a document says of the feed itself; what it leaves out stays as it was.
  /// - Returns: whether the feed is subscribed.
  private static func describe(_ feed: FeedID, as parsed: ParsedFeed, _ db: Database) throws -> Bool {
    let update = try db.cachedStatement(
      sql: """
        UPDATE feed SET title = coalesce(?, title), site_url = coalesce(?, site_url), icon = coalesce(?, icon),
          language = coalesce(?, language) WHERE id = ? RETURNING is_subscribed
        """)
    let arguments: StatementArguments = [
      parsed.title.map(TerminalText.line), parsed.link, parsed.icon, parsed.language, feed.rawValue,
    ]
    guard let isSubscribed = try Bool.fetchOne(update, arguments: arguments) else {
      throw CacheError("the feed is no longer in the cache; add it again")
    }
    return isSubscribed
  }
}
