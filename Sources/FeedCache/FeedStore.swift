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
    try db.execute(
      sql: """
        UPDATE feed SET is_subscribed = 1, user_title = coalesce(?, user_title), folder = coalesce(?, folder)
        WHERE id = ?
        """, arguments: [title, folder, id.rawValue])
    return id
  }

  static func set(_ settings: FeedSettings, of feed: FeedID, _ db: Database) throws {
    try db.execute(
      sql: "UPDATE feed SET settings = ?, user_title = ? WHERE id = ?",
      arguments: [settings.json, settings.title, feed.rawValue])
  }

  static func opmlAttributes(_ db: Database) throws -> [FeedID: String] {
    let sql = "SELECT id, opml_attributes FROM feed WHERE is_subscribed = 1 AND opml_attributes IS NOT NULL"
    let rows = try Row.fetchAll(db, sql: sql)
    return Dictionary(uniqueKeysWithValues: rows.map { (FeedID(rawValue: $0[0]), $0[1]) })
  }

  static func unsubscribe(from url: String, _ db: Database) throws -> Bool {
    try db.execute(sql: "UPDATE feed SET is_subscribed = 0 WHERE url = ? AND is_subscribed = 1", arguments: [url])
    return db.changesCount > 0
  }

  static func keep(_ url: String, at now: Date, _ db: Database) throws -> FeedID {
    if let id = try find(url, db) { return id }
    try db.execute(
      sql: "INSERT INTO feed (url, is_subscribed, added) VALUES (?, 0, ?)", arguments: [url, now.milliseconds])
    let id = db.lastInsertedRowID
    try db.execute(sql: "INSERT INTO tally (feed_id) VALUES (?)", arguments: [id])
    try db.execute(sql: "INSERT INTO fetch (feed_id) VALUES (?)", arguments: [id])
    return FeedID(rawValue: id)
  }

  static func find(_ url: String, _ db: Database) throws -> FeedID? {
    try Int64.fetchOne(db, sql: "SELECT id FROM feed WHERE url = ?", arguments: [url]).map(FeedID.init)
  }

  static func counts(_ db: Database) throws -> Counts {
    let sql = """
      SELECT coalesce(sum(unread), 0), coalesce(sum(starred), 0), count(*)
      FROM feed JOIN tally ON tally.feed_id = feed.id WHERE feed.is_subscribed = 1
      """
    guard let row = try Row.fetchOne(db, sql: sql) else { return Counts() }
    return Counts(unread: row[0], starred: row[1], feeds: row[2])
  }

  static func move(_ feed: FeedID, to url: String, _ db: Database) throws {
    if let other = try find(url, db), other != feed {
      throw CacheError("the feed's new address is already in the cache; remove one of the two")
    }
    try db.execute(sql: "UPDATE feed SET url = ? WHERE id = ?", arguments: [url, feed.rawValue])
  }

  // MARK: Refresh

  static func refreshTargets(_ db: Database) throws -> [RefreshTarget] {
    let sql = """
      SELECT feed.id, feed.url, etag, last_modified, last_refresh, next_due, held_until, is_gone, failures,
        failing_since, error, validators_url, minutes_between, skip_hours, skip_days, feed.settings, feed.user_title
      FROM feed JOIN fetch ON fetch.feed_id = feed.id WHERE feed.is_subscribed = 1 ORDER BY feed.id
      """
    return try Row.fetchAll(db, sql: sql).map { row in
      RefreshTarget(
        id: FeedID(rawValue: row[0]), url: row[1],
        state: FetchState(
          etag: row[2], lastModified: row[3], lastRefresh: Date(milliseconds: row[4]),
          nextDue: Date(milliseconds: row[5]), heldUntil: Date(milliseconds: row[6]), isGone: row[7],
          failuresInARow: row[8], failingSince: Date(milliseconds: row[9]), error: row[10], validatorsURL: row[11],
          schedule: PublishingSchedule(
            minutesBetweenUpdates: row[12], skipHours: numbers(in: row[13]), skipDays: numbers(in: row[14]))),
        settings: FeedSettings(json: row[15], title: row[16]))
    }
  }

  static func save(_ state: FetchState, for feed: FeedID, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        UPDATE fetch SET etag = ?, last_modified = ?, last_refresh = ?, next_due = ?, held_until = ?, is_gone = ?,
          failures = ?, failing_since = ?, error = ?, validators_url = ?, minutes_between = ?, skip_hours = ?,
          skip_days = ?
        WHERE feed_id = ?
        """
    ).execute(
      arguments: [
        state.etag, state.lastModified, state.lastRefresh?.milliseconds, state.nextDue?.milliseconds,
        state.heldUntil?.milliseconds, state.isGone, state.failuresInARow, state.failingSince?.milliseconds,
        state.error, state.validatorsURL, state.schedule.minutesBetweenUpdates, bits(of: state.schedule.skipHours),
        bits(of: state.schedule.skipDays), feed.rawValue,
      ])
  }

  /// A set of hours or days as an integer.
  private static func bits(of numbers: Set<Int>) -> Int64 {
    numbers.reduce(0) { 0..<32 ~= $1 ? $0 | 1 << $1 : $0 }
  }

  private static func numbers(in bits: Int64) -> Set<Int> {
    Set((0..<32).filter { bits & 1 << $0 != 0 })
  }

  static func save(_ parsed: ParsedFeed, for feed: FeedID, state: FetchState, at now: Date, _ db: Database) throws
    -> SaveResult
  {
    let sql = "SELECT is_subscribed FROM feed WHERE id = ?"
    guard let isSubscribed = try Bool.fetchOne(db, sql: sql, arguments: [feed.rawValue]) else {
      throw CacheError("the feed is no longer in the cache; add it again")
    }
    // What a document leaves out stays as it was.
    try db.execute(
      sql: """
        UPDATE feed SET title = coalesce(?, title), site_url = coalesce(?, site_url), icon = coalesce(?, icon),
          language = coalesce(?, language) WHERE id = ?
        """, arguments: [parsed.title.map(TerminalText.line), parsed.link, parsed.icon, parsed.language, feed.rawValue])
    try save(state, for: feed, db)
    var saver = try EntrySaver(db, feed: feed, isSubscribed: isSubscribed, at: now)
    return try saver.save(parsed.entries)
  }
}
