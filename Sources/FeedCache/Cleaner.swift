import FeedModel
import FoundationEssentials
import GRDB

/// Takes read posts out of the cache that the user no longer wants kept.
///
/// What is unread, starred or tagged stays, and what the feed still lists: else it would come back at the next refresh. Of each
/// post that goes a line stays in `cleaned`, so that it is not new should its feed list it again.
struct Cleaner {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// The subscriptions whose posts do not stay for ever.
  static func feeds(fallback: Retention, _ db: Database) throws -> [CleanedFeed] {
    try FeedStore.subscriptions(db).compactMap { feed in
      let keep = feed.settings.keep ?? fallback
      guard keep != .forever else { return nil }
      return CleanedFeed(feed: feed.id, url: feed.url, title: feed.title, keep: keep, entries: 0)
    }
  }

  /// The posts of a feed that may go, the oldest first, without those spared for another reason.
  func candidates(of feed: CleanedFeed, sparing spared: Set<Int64>, at now: Date) throws -> [Int64] {
    // A feed that has not been read since lists were kept may list anything.
    guard let listed = try listed(by: feed.feed) else { return [] }
    let age: String
    var arguments: StatementArguments = [feed.feed.rawValue]
    switch feed.keep {
    case .forever: return []
    case .days(let days):
      age = "sort_date < ?"
      arguments += [now.addingTimeInterval(Double(days) * -86_400).milliseconds]
    case .entries(let count):
      age = """
        (sort_date, entry_id) < (SELECT sort_date, entry_id FROM status WHERE feed_id = ?
          ORDER BY sort_date DESC, entry_id DESC LIMIT 1 OFFSET ?)
        """
      arguments += [feed.feed.rawValue, count - 1]
    }
    let sql = """
      SELECT entry_id FROM status WHERE feed_id = ? AND unread = 0 AND starred = 0 AND \(age)
        AND entry_id NOT IN (SELECT entry_id FROM entry_tag)
      ORDER BY sort_date, entry_id
      """
    return try Int64.fetchAll(db, sql: sql, arguments: arguments).filter {
      !listed.contains($0) && !spared.contains($0)
    }
  }

  /// What the feed's last document named; nil if that is not known.
  private func listed(by feed: FeedID) throws -> Set<Int64>? {
    try Data.fetchOne(db, sql: "SELECT entries FROM listing WHERE feed_id = ?", arguments: [feed.rawValue])
      .map { Set(PackedIDs.unpacked(Array($0))) }
  }

  /// Takes posts of a feed out, with all that hangs on them.
  func remove(_ ids: [Int64], from feed: FeedID) throws {
    let index = SearchIndex(db)
    let note = try db.cachedStatement(
      sql: """
        INSERT OR REPLACE INTO cleaned (feed_id, guid, sort_date, hidden)
        SELECT entry.feed_id, entry.guid, status.sort_date, status.hidden
        FROM entry JOIN status ON status.entry_id = entry.id WHERE entry.id = ?
        """)
    let remove = try db.cachedStatement(sql: "DELETE FROM entry WHERE id = ?")
    let shown = try Int.fetchOne(
      db, sql: "SELECT count(*) FROM status WHERE hidden = 0 AND entry_id IN (\(Self.list(ids)))")
    for id in ids {
      let text = try EntryReader.text(of: id, db)
      try index.remove(IndexedText(title: text.title, author: text.author ?? "", body: text.body), for: id)
      try note.execute(arguments: [id])
      try remove.execute(arguments: [id])
    }
    try db.execute(
      sql: "UPDATE tally SET total = total - ? WHERE feed_id = ?", arguments: [shown ?? 0, feed.rawValue])
  }

  private static func list(_ ids: [Int64]) -> String { ids.map(String.init).joined(separator: ", ") }
}
