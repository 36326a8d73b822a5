import FeedModel
import FoundationEssentials
import GRDB

/// A list that stands still: a query as it was answered at a snapshot, as SQL.
///
/// An unread list holds what was unread at the snapshot. `status.turn1…3` are the serials of an entry's last three
/// turns between read and unread, newest first, so its state then is known if it has turned no more than twice since.
/// Else it is taken to have been unread, so that a post that is in the list never leaves it.
///
/// Only numbers are written into the SQL; words are bound.
struct PostList {
  private let db: Database
  private let query: EntryQuery
  private let snapshot: ListSnapshot
  /// Whether no status has changed since.
  private let isFresh: Bool
  /// How the entries that turned since are dealt with.
  private let plan: Plan
  private let words: String?

  private enum Plan {
    /// One walk over every entry of the scope, each held against the snapshot.
    case scan
    /// The index of what is unread now, which is what was unread then.
    case unread
    /// That index without the few that came to it since, and with the few that left it.
    case unreadWithTurned
  }

  init(_ query: EntryQuery, at snapshot: ListSnapshot, _ db: Database) throws {
    self.db = db
    self.query = query
    self.snapshot = snapshot
    words = SearchIndex.expression(for: query.search)
    let serials = try StatusJournal.serials(db)
    isFresh = serials.last <= snapshot.statusSerial
    if !query.unreadOnly || query.feed != nil || !query.search.isEmpty {
      plan = .scan
    } else if isFresh {
      plan = .unread
    } else if try serials.lastMass > snapshot.statusSerial || Self.manyTurned(since: snapshot, db) {
      plan = .scan
    } else {
      plan = .unreadWithTurned
    }
  }

  private static func manyTurned(since snapshot: ListSnapshot, _ db: Database) throws -> Bool {
    let turned = try Int.fetchOne(
      db,
      sql: """
        SELECT count(*) FROM (SELECT 1 FROM status INDEXED BY status_turned
          WHERE lone_turn > 0 AND lone_turn > \(snapshot.statusSerial) LIMIT \(StatusJournal.few + 1))
        """)
    return turned ?? 0 > StatusJournal.few
  }

  // MARK: Conditions

  private var scope: String {
    let feed = query.feed.map { "feed_id = \($0.rawValue)" } ?? "is_subscribed = 1"
    return "hidden = 0 AND \(feed) AND entry_id <= \(snapshot.newestEntry.rawValue)"
  }

  private var wasUnread: String {
    if isFresh { return "unread" }
    let serial = snapshot.statusSerial
    return """
      CASE WHEN turn1 <= \(serial) THEN unread WHEN turn2 <= \(serial) THEN 1 - unread
        WHEN turn3 <= \(serial) THEN unread ELSE 1 END
      """
  }

  /// What a row of `status` must meet to stand in the list, in whatever plan.
  private var condition: String {
    scope + (query.unreadOnly ? " AND \(wasUnread) = 1" : "") + (words == nil ? "" : " AND \(SearchIndex.condition)")
  }

  /// The arguments of `condition` and of every select.
  private var arguments: StatementArguments { words.map { [$0] } ?? [] }

  /// The list's rows as selects of (id, date), to be ordered, or to be counted as a whole.
  private func rows(where extra: String = "1", ordered: Bool = true) -> String {
    let columns = "SELECT entry_id AS id, sort_date AS date FROM status"
    let turned = "lone_turn > 0 AND lone_turn > \(snapshot.statusSerial)"
    switch plan {
    case .scan:
      let index =
        if words != nil { "" } else if query.feed != nil { "INDEXED BY status_by_feed" } else {
          ordered ? "INDEXED BY status_by_date" : "NOT INDEXED"
        }
      return "\(columns) \(index) WHERE \(condition) AND \(extra)"
    case .unread:
      return "\(columns) INDEXED BY status_unread WHERE \(scope) AND unread = 1 AND \(extra)"
    case .unreadWithTurned:
      return """
        \(columns) INDEXED BY status_unread WHERE \(scope) AND unread = 1 AND \(extra) AND entry_id NOT IN (
          SELECT entry_id FROM status INDEXED BY status_turned WHERE \(turned) AND unread = 1 AND \(wasUnread) = 0)
        UNION ALL
        \(columns) INDEXED BY status_turned WHERE \(scope) AND \(turned) AND unread = 0 AND \(wasUnread) = 1
          AND \(extra)
        """
    }
  }

  private enum Way {
    case onwards
    case backwards
  }

  private func order(_ list: String = "", _ way: Way = .onwards) -> String {
    let direction = (query.order == .newestFirst) == (way == .onwards) ? "DESC" : "ASC"
    return "\(list)date \(direction), \(list)id \(direction)"
  }

  /// The condition for the rows that stand after (or before) another.
  private func beyond(_ key: Key, _ way: Way) -> String {
    let sign = (query.order == .newestFirst) == (way == .onwards) ? "<" : ">"
    return "(sort_date, entry_id) \(sign) (\(key.date), \(key.id))"
  }

  private struct Key {
    var id: Int64
    var date: Int64
  }

  // MARK: Answers

  func count() throws -> Int {
    guard query.feed == nil, words == nil, !query.unreadOnly || plan != .scan else {
      return try countRows(rows(ordered: false))
    }
    let column = query.unreadOnly ? "unread" : "total"
    let now = try Int.fetchOne(
      db,
      sql: """
        SELECT sum(\(column)) FROM feed JOIN tally ON tally.feed_id = feed.id WHERE is_subscribed = 1
        """)
    return (now ?? 0) - (try arrivals()) + (try turnedBack())
  }

  /// How many more were unread then than now.
  private func turnedBack() throws -> Int {
    guard plan == .unreadWithTurned else { return 0 }
    let sql = """
      SELECT sum(\(wasUnread) - unread) FROM status INDEXED BY status_turned
      WHERE lone_turn > 0 AND lone_turn > \(snapshot.statusSerial) AND \(scope)
      """
    return try Int.fetchOne(db, sql: sql) ?? 0
  }

  /// How many entries came after the snapshot that the query asks for.
  func arrivals() throws -> Int {
    let feed = query.feed.map { "feed_id = \($0.rawValue)" } ?? "is_subscribed = 1"
    let sql = """
      SELECT count(*) FROM status WHERE entry_id > \(snapshot.newestEntry.rawValue) AND hidden = 0 AND \(feed)
        \(query.unreadOnly ? "AND unread = 1" : "") \(words == nil ? "" : "AND \(SearchIndex.condition)")
      """
    return try Int.fetchOne(db, sql: sql, arguments: arguments) ?? 0
  }

  func entries(offset: Int, limit: Int) throws -> [EntryRow] {
    let sql = select(EntryReader.rowColumns, try page(offset: max(offset, 0), limit: max(limit, 0)))
    return try Row.fetchAll(db, sql: sql, arguments: arguments).map(EntryReader.row)
  }

  /// The ids of some rows, counted from the list's nearer end: an offset costs a step for each row before it.
  private func page(offset: Int, limit: Int) throws -> String {
    if offset > 2000 {
      let total = try count()
      let length = min(limit, total - offset)
      if length > 0, offset > total / 2 {
        return "\(rows()) ORDER BY \(order("", .backwards)) LIMIT \(length) OFFSET \(total - offset - length)"
      }
    }
    return "\(rows()) ORDER BY \(order()) LIMIT \(limit) OFFSET \(offset)"
  }

  func summaries(limit: Int?) throws -> [EntrySummary] {
    let columns = EntryReader.rowColumns + ", feed.url, entry.guid, entry.published"
    let sql = select(columns, try page(offset: 0, limit: max(limit ?? Int(Int32.max), 0)))
    let rows = try Row.fetchCursor(db, sql: sql, arguments: arguments)
    return try Array(
      rows.map { row in
        EntrySummary(
          row: EntryReader.row(row), feedURL: row[11], guid: row[12], published: Date(milliseconds: row[13]))
      })
  }

  private func select(_ columns: String, _ page: String) -> String {
    """
    SELECT \(columns)
    FROM (SELECT id, date FROM (\(page))) AS list
    CROSS JOIN status ON status.entry_id = list.id
    CROSS JOIN entry ON entry.id = list.id
    CROSS JOIN feed ON feed.id = entry.feed_id
    ORDER BY \(order("list."))
    """
  }

  func index(of entry: EntryID) throws -> Int? {
    let sql = "SELECT sort_date FROM status WHERE entry_id = \(entry.rawValue) AND \(condition)"
    guard let date = try Int64.fetchOne(db, sql: sql, arguments: arguments) else { return nil }
    return try countRows(rows(where: beyond(Key(id: entry.rawValue, date: date), .backwards)))
  }

  func unreadIndex(from index: Int, forward: Bool) throws -> Int? {
    let way = forward ? Way.onwards : .backwards
    var extra = "unread = 1"
    if index >= 0 {
      if let key = try first("\(rows()) ORDER BY \(order()) LIMIT 1 OFFSET \(index)") {
        extra += " AND \(beyond(key, way))"
      } else if forward {
        return nil
      }
    } else if !forward {
      return nil
    }
    guard let found = try first("\(rows(where: extra)) ORDER BY \(order("", way)) LIMIT 1") else { return nil }
    return try countRows(rows(where: beyond(found, .backwards)))
  }

  /// The condition on `status`, for a change of the whole list.
  var target: StatusJournal.Target { StatusJournal.Target(condition: condition, arguments: arguments) }

  private func countRows(_ rows: String) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM (\(rows))", arguments: arguments) ?? 0
  }

  private func first(_ sql: String) throws -> Key? {
    try Row.fetchOne(db, sql: sql, arguments: arguments).map { Key(id: $0[0], date: $0[1]) }
  }
}
