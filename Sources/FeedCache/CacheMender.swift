import FeedModel
import FoundationEssentials
import GRDB

/// Brings what the cache keeps twice into step with what it is made from: the rows that belong to a feed or an entry,
/// the counts, and the search index.
struct CacheMender {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// What was put right, each as a clause; empty if all was well.
  func mend() throws -> [String] {
    try removeOrphans() + repair() + mendIndex()
  }

  // MARK: Rows

  /// Rows whose feed or entry is gone.
  private func removeOrphans() throws -> [String] {
    var counts: [String: Int] = [:]
    for row in try Row.fetchAll(db, sql: "PRAGMA foreign_key_check") {
      guard let table = row[0] as String?, let id = row[1] as Int64? else { continue }
      try db.execute(sql: "DELETE FROM \"\(table)\" WHERE rowid = ?", arguments: [id])
      counts[table, default: 0] += 1
    }
    return counts.sorted { $0.key < $1.key }.map { "\($0.value) rows of \($0.key) that belonged to nothing: removed" }
  }

  /// What is wrong, and the statement that puts it right.
  private static let repairs: [(problem: String, sql: String)] = [
    (
      "entries without a status: unread now",
      """
      INSERT INTO status (entry_id, feed_id, sort_date, is_subscribed)
      SELECT entry.id, entry.feed_id, min(coalesce(entry.published, entry.updated, entry.first_seen), entry.first_seen),
        feed.is_subscribed
      FROM entry JOIN feed ON feed.id = entry.feed_id WHERE entry.id NOT IN (SELECT entry_id FROM status)
      """
    ),
    (
      "entries filed under the wrong feed: put right",
      """
      UPDATE status SET feed_id = entry.feed_id FROM entry
      WHERE entry.id = status.entry_id AND entry.feed_id <> status.feed_id
      """
    ),
    (
      "entries of feeds that are followed, or not, taken for the other: put right",
      """
      UPDATE status SET is_subscribed = feed.is_subscribed FROM feed
      WHERE feed.id = status.feed_id AND feed.is_subscribed <> status.is_subscribed
      """
    ),
    (
      // A table without rowids: the check of foreign keys names no row of it.
      "tags of entries that are gone: removed",
      """
      DELETE FROM entry_tag
      WHERE entry_id NOT IN (SELECT id FROM entry) OR tag_id NOT IN (SELECT id FROM tag)
      """
    ),
    (
      "feeds without the state of their fetches: begun anew",
      "INSERT INTO fetch (feed_id) SELECT id FROM feed WHERE id NOT IN (SELECT feed_id FROM fetch)"
    ),
    (
      "feeds without counts: counted",
      "INSERT INTO tally (feed_id) SELECT id FROM feed WHERE id NOT IN (SELECT feed_id FROM tally)"
    ),
    (
      "feeds with wrong counts: counted anew",
      """
      UPDATE tally SET unread = counted.unread, starred = counted.starred, total = counted.total
      FROM (
        SELECT feed.id, coalesce(sum(status.unread AND NOT hidden), 0) AS unread,
          coalesce(sum(status.starred AND NOT hidden), 0) AS starred, coalesce(sum(NOT hidden), 0) AS total
        FROM feed LEFT JOIN status ON status.feed_id = feed.id GROUP BY feed.id) AS counted
      WHERE counted.id = tally.feed_id
        AND (tally.unread, tally.starred, tally.total) IS NOT (counted.unread, counted.starred, counted.total)
      """
    ),
    (
      "numbers of marks lower than those in use: raised",
      """
      UPDATE status_serial SET last = used.serial
      FROM (SELECT max(serial) AS serial FROM (SELECT turn1 AS serial FROM status UNION ALL SELECT serial FROM journal))
        AS used
      WHERE last < used.serial
      """
    ),
  ]

  private func repair() throws -> [String] {
    try Self.repairs.compactMap { repair in
      try db.execute(sql: repair.sql)
      return db.changesCount > 0 ? "\(db.changesCount) \(repair.problem)" : nil
    }
  }

  // MARK: Search index

  private func mendIndex() throws -> [String] {
    guard let problem = try indexProblem() else { return [] }
    try rebuildIndex()
    return ["\(problem): built anew"]
  }

  /// What is wrong with the search index; nil if it holds each entry, with as many words as it says.
  private func indexProblem() throws -> String? {
    do {
      let form = try String.fetchOne(
        db, sql: "SELECT value FROM memory WHERE key = ?", arguments: [SearchIndex.formKey])
      guard form == SearchIndex.form else { return "the search index was of an older Martlet" }
      let missing = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM entry WHERE id NOT IN (SELECT id FROM search_docsize)")
      let extra = try Int.fetchOne(
        db, sql: "SELECT count(*) FROM search_docsize WHERE id NOT IN (SELECT id FROM entry)")
      if let missing, missing > 0 { return "the search index lacked \(missing) entries" }
      if let extra, extra > 0 { return "the search index held \(extra) entries that are gone" }
      return try wordsInIndex() == wordsOfEntries() ? nil : "the search index was not whole"
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CORRUPT {
      return "the search index was damaged"
    }
  }

  private func wordsInIndex() throws -> Int {
    try db.execute(sql: "CREATE VIRTUAL TABLE IF NOT EXISTS temp.search_words USING fts5vocab(main, search, row)")
    defer { try? db.execute(sql: "DROP TABLE temp.search_words") }
    return try Int.fetchOne(db, sql: "SELECT sum(cnt) FROM temp.search_words") ?? 0
  }

  /// How many words the index says that it took from each entry: a varint for each column.
  private func wordsOfEntries() throws -> Int {
    let rows = try Row.fetchCursor(db, sql: "SELECT sz FROM search_docsize")
    var sum = 0
    while let row = try rows.next() {
      var value = 0
      for byte in (row[0] as Data?) ?? Data() {
        value = (value & 0xFFFF_FFFF) << 7 | Int(byte & 0x7F)
        guard byte & 0x80 == 0 else { continue }
        sum &+= value
        value = 0
      }
    }
    return sum
  }

  func rebuildIndex() throws {
    let index = SearchIndex(db)
    try index.create()
    for id in try Int64.fetchAll(db, sql: "SELECT id FROM entry ORDER BY id") {
      // A body that cannot be read any more costs no more than its own words.
      let text = try? EntryReader.text(of: id, db)
      try index.add(
        IndexedText(title: text?.title ?? "", author: text?.author ?? "", body: text?.body), for: id)
    }
  }
}
