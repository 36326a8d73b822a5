import FeedModel
import FoundationEssentials
import GRDB

/// The list of all posts, or of the unread ones, as SQL over the indexes that hold them in order.
struct PostList: EntryList {
  private let db: Database
  private let scope: ListScope
  /// How the entries that turned since are dealt with.
  private let plan: Plan

  private enum Plan {
    /// One walk over every entry of the scope, each held against the snapshot.
    case scan
    /// The index of what is unread now, which is what was unread then.
    case unread
    /// That index without the few that came to it since, and with the few that left it.
    case unreadWithTurned
  }

  init(_ scope: ListScope, lastMass: Int64, _ db: Database) throws {
    self.db = db
    self.scope = scope
    if !scope.query.unreadOnly || scope.query.feed != nil {
      plan = .scan
    } else if scope.isFresh {
      plan = .unread
    } else if try lastMass > scope.snapshot.statusSerial || Self.manyTurned(since: scope.snapshot, db) {
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

  /// What a row of `status` must meet to stand in the list, in whatever plan, unless it was hidden since.
  private var condition: String { scope.condition + unread }

  private var conditionIfHiddenSince: String? { scope.conditionIfHiddenSince.map { $0 + unread } }

  private var unread: String { scope.query.unreadOnly ? " AND \(scope.wasUnread) = 1" : "" }

  /// The list's rows as selects of (id, date), to be ordered, or to be counted as a whole.
  private func rows(where extra: String = "1", ordered: Bool = true) -> String {
    let rows = shownRows(where: extra, ordered: ordered)
    guard let hidden = conditionIfHiddenSince else { return rows }
    return "\(rows) UNION ALL SELECT entry_id AS id, sort_date AS date FROM status WHERE \(hidden) AND \(extra)"
  }

  private func shownRows(where extra: String, ordered: Bool) -> String {
    let columns = "SELECT entry_id AS id, sort_date AS date FROM status"
    let turned = "lone_turn > 0 AND lone_turn > \(scope.snapshot.statusSerial)"
    let wasUnread = scope.wasUnread
    switch plan {
    case .scan:
      let index =
        if scope.query.feed != nil { "INDEXED BY status_by_feed" } else {
          ordered ? "INDEXED BY status_by_date" : "NOT INDEXED"
        }
      return "\(columns) \(index) WHERE \(condition) AND \(extra)"
    case .unread:
      return "\(columns) INDEXED BY status_unread WHERE \(scope.condition) AND unread = 1 AND \(extra)"
    case .unreadWithTurned:
      return """
        \(columns) INDEXED BY status_unread WHERE \(scope.condition) AND unread = 1 AND \(extra) AND entry_id NOT IN (
          SELECT entry_id FROM status INDEXED BY status_turned WHERE \(turned) AND unread = 1 AND \(wasUnread) = 0)
        UNION ALL
        \(columns) INDEXED BY status_turned WHERE \(scope.condition) AND \(turned) AND unread = 0 AND \(wasUnread) = 1
          AND \(extra)
        """
    }
  }

  /// The condition for the rows that stand after (or before) another.
  private func beyond(_ key: Key, _ way: ListScope.Way) -> String {
    let sign = scope.isDescending(way) ? "<" : ">"
    return "(sort_date, entry_id) \(sign) (\(key.date), \(key.id))"
  }

  private struct Key {
    var id: Int64
    var date: Int64
  }

  // MARK: Answers

  func count() throws -> Int {
    guard scope.query.feed == nil, !scope.query.unreadOnly || plan != .scan else {
      return try countRows(rows(ordered: false))
    }
    let column = scope.query.unreadOnly ? "unread" : "total"
    let now = try Int.fetchOne(
      db,
      sql: """
        SELECT sum(\(column)) FROM feed JOIN tally ON tally.feed_id = feed.id
        WHERE is_subscribed = 1 \(scope.isShown("feed.id"))
        """)
    return (now ?? 0) - (try arrivals()) + (try turnedBack()) + (try hiddenSince())
  }

  /// How many of the list were hidden since.
  private func hiddenSince() throws -> Int {
    guard let condition = conditionIfHiddenSince else { return 0 }
    return try Int.fetchOne(db, sql: "SELECT count(*) FROM status WHERE \(condition)") ?? 0
  }

  /// How many more were unread then than now.
  private func turnedBack() throws -> Int {
    guard plan == .unreadWithTurned else { return 0 }
    let sql = """
      SELECT sum(\(scope.wasUnread) - unread) FROM status INDEXED BY status_turned
      WHERE lone_turn > 0 AND lone_turn > \(scope.snapshot.statusSerial) AND \(scope.condition)
      """
    return try Int.fetchOne(db, sql: sql) ?? 0
  }

  func arrivals() throws -> Int {
    let sql = """
      SELECT count(*) FROM status WHERE \(scope.arrivalCondition) \(scope.query.unreadOnly ? "AND unread = 1" : "")
      """
    return try Int.fetchOne(db, sql: sql) ?? 0
  }

  func entries(offset: Int, limit: Int) throws -> [EntryRow] {
    let sql = select(EntryReader.rowColumns, try page(offset: max(offset, 0), limit: max(limit, 0)))
    return try Array(Row.fetchCursor(db, sql: sql).map(EntryReader.row))
  }

  /// The ids of some rows, counted from the list's nearer end: an offset costs a step for each row before it.
  private func page(offset: Int, limit: Int) throws -> String {
    if offset > 2000 {
      let total = try count()
      let length = min(limit, total - offset)
      if length > 0, offset > total / 2 {
        return
          "\(rows()) ORDER BY \(scope.order("date", "id", .backwards)) LIMIT \(length) OFFSET \(total - offset - length)"
      }
    }
    return "\(rows()) ORDER BY \(scope.order("date", "id")) LIMIT \(limit) OFFSET \(offset)"
  }

  func summaries(limit: Int?) throws -> [EntrySummary] {
    let sql = select(EntryReader.summaryColumns, try page(offset: 0, limit: max(limit ?? Int(Int32.max), 0)))
    let rows = try Row.fetchCursor(db, sql: sql)
    return try Array(rows.map(EntryReader.summary))
  }

  private func select(_ columns: String, _ page: String) -> String {
    """
    SELECT \(columns)
    FROM (SELECT id, date FROM (\(page))) AS list
    CROSS JOIN status ON status.entry_id = list.id
    CROSS JOIN entry ON entry.id = list.id
    CROSS JOIN feed ON feed.id = entry.feed_id
    ORDER BY \(scope.order("list.date", "list.id"))
    """
  }

  func index(of entry: EntryID) throws -> Int? {
    let isListed = conditionIfHiddenSince.map { "(\(condition)) OR (\($0))" } ?? condition
    let sql = "SELECT sort_date FROM status WHERE entry_id = \(entry.rawValue) AND (\(isListed))"
    guard let date = try Int64.fetchOne(db, sql: sql) else { return nil }
    return try countRows(rows(where: beyond(Key(id: entry.rawValue, date: date), .backwards)))
  }

  func unreadIndex(from index: Int, forward: Bool) throws -> Int? {
    let way = forward ? ListScope.Way.onwards : .backwards
    var extra = "unread = 1 AND hidden = 0"
    if index >= 0 {
      if let key = try first("\(rows()) ORDER BY \(scope.order("date", "id")) LIMIT 1 OFFSET \(index)") {
        extra += " AND \(beyond(key, way))"
      } else if forward {
        return nil
      }
    } else if !forward {
      return nil
    }
    guard let found = try first("\(rows(where: extra)) ORDER BY \(scope.order("date", "id", way)) LIMIT 1") else {
      return nil
    }
    return try countRows(rows(where: beyond(found, .backwards)))
  }

  func target() -> StatusJournal.Target { StatusJournal.Target(condition: condition) }

  private func countRows(_ rows: String) throws -> Int {
    try Int.fetchOne(db, sql: "SELECT count(*) FROM (\(rows))") ?? 0
  }

  private func first(_ sql: String) throws -> Key? {
    try Row.fetchOne(db, sql: sql).map { Key(id: $0[0], date: $0[1]) }
  }
}
