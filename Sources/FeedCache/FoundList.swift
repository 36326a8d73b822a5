import FeedModel
import FoundationEssentials
import GRDB
import Synchronization

/// The list of what a filter finds. It is looked for once, and the keys of what was found are kept in memory: so the
/// list stands still whatever happens to its entries, and a search is paid for once and not for each page.
struct FoundList: EntryList {
  private let db: Database
  private let scope: ListScope
  private let filter: Filter
  private let memory: FoundLists

  init(_ scope: ListScope, _ filter: Filter, _ memory: FoundLists, _ db: Database) {
    self.db = db
    self.scope = scope
    self.filter = filter
    self.memory = memory
  }

  // MARK: Looking

  private func ids() throws -> [Int64] {
    if let known = memory.ids(scope.query, at: scope.snapshot) { return known }
    let found = try find(limit: nil)
    memory.keep(found, of: scope.query, at: scope.snapshot)
    return found
  }

  /// More than these are not fetched one by one and sorted, but met in a walk over all entries in order.
  private static let few = 4000

  private func find(limit: Int?) throws -> [Int64] {
    switch scope.query.order {
    case .bestFirst: return try ranked(limit: limit)
    case .byFeed:
      let places =
        "SELECT id, row_number() OVER (ORDER BY \(EntryReader.feedTitle) COLLATE NOCASE, id) AS place FROM feed"
      return try sorted(by: "place", in: "(\(places)) AS key ON key.id = feed", limit: limit)
    case .byTitle: return try sorted(by: "title COLLATE NOCASE", in: "entry AS key ON key.id = entry", limit: limit)
    case .newestFirst, .oldestFirst: break
    }
    let order = scope.order("sort_date", "entry_id")
    if let (expression, rest) = SearchIndex.split(filter), let words = try manyMatches(of: expression) {
      return try walk(words, besides: rest, order, limit: limit)
    }
    let condition = self.condition(of: filter)
    let sql = """
      SELECT entry_id FROM status WHERE \(scope.condition) \(unread) AND (\(condition.sql)) ORDER BY \(order)
      LIMIT \(limit ?? -1)
      """
    return try Int64.fetchAll(db, sql: sql, arguments: condition.arguments)
  }

  private var unread: String { scope.query.unreadOnly ? "AND \(scope.wasUnread) = 1" : "" }

  private func condition(of filter: Filter, from entry: Int64 = 0) -> FilterCondition {
    FilterCondition(filter, at: scope.snapshot, wasUnread: scope.wasUnread, from: entry)
  }

  /// The entries that hold some words; nil if they are few.
  private func manyMatches(of expression: String) throws -> KeySet? {
    let cursor = try Int64.fetchCursor(
      db, sql: "SELECT rowid FROM search WHERE search MATCH ?", arguments: [expression])
    var keys = KeySet()
    while let key = try cursor.next() { keys.insert(key) }
    return keys.count > Self.few ? keys : nil
  }

  private func walk(_ keys: KeySet, besides rest: Filter?, _ order: String, limit: Int?) throws -> [Int64] {
    let condition = rest.map { self.condition(of: $0) }
    let index =
      if scope.query.filter?.namesHidden == true { "" } else if scope.query.feed != nil {
        "INDEXED BY status_by_feed"
      } else { "INDEXED BY status_by_date" }
    let sql = """
      SELECT entry_id FROM status \(index)
      WHERE \(scope.condition) \(unread) AND (\(condition?.sql ?? "1")) ORDER BY \(order)
      """
    let cursor = try Int64.fetchCursor(db, sql: sql, arguments: condition?.arguments ?? [])
    let most = limit ?? keys.count
    var found: [Int64] = []
    while found.count < most, let id = try cursor.next() {
      if keys.contains(id) { found.append(id) }
    }
    return found
  }

  /// By what another table says of each entry or its feed; where it says the same the newest first.
  private func sorted(by column: String, in table: String, limit: Int?) throws -> [Int64] {
    let condition = self.condition(of: filter)
    let sql = """
      SELECT entry FROM (
        SELECT entry_id AS entry, feed_id AS feed, sort_date AS date FROM status NOT INDEXED
        WHERE \(scope.condition) \(unread) AND (\(condition.sql)))
      CROSS JOIN \(table) ORDER BY key.\(column), date DESC, entry DESC LIMIT \(limit ?? -1)
      """
    return try Int64.fetchAll(db, sql: sql, arguments: condition.arguments)
  }

  /// A word in a title counts more than one in the author's name, and that more than one in the text.
  private func ranked(limit: Int?) throws -> [Int64] {
    var newestFirst = scope
    newestFirst.query.order = .newestFirst
    let found = try FoundList(newestFirst, filter, memory, db).find(limit: nil)
    guard let expression = SearchIndex.anyText(in: filter) else { return Array(found.prefix(limit ?? .max)) }
    let sql = "SELECT rowid FROM search WHERE search MATCH ? ORDER BY bm25(search, 10, 4, 1), rowid DESC"
    var rest = Set(found)
    var ordered: [Int64] = []
    let best = try Int64.fetchCursor(db, sql: sql, arguments: [expression])
    while ordered.count < limit ?? .max, let id = try best.next() {
      if rest.remove(id) != nil { ordered.append(id) }
    }
    return Array((ordered + found.lazy.filter(rest.contains)).prefix(limit ?? .max))
  }

  // MARK: Answers

  func count() throws -> Int { try ids().count }

  func entries(offset: Int, limit: Int) throws -> [EntryRow] {
    let ids = try ids()
    let first = min(max(offset, 0), ids.count)
    let page = ids[first...].prefix(max(limit, 0))
    return try rows(EntryReader.rowColumns, of: page, EntryReader.row)
  }

  func summaries(limit: Int?) throws -> [EntrySummary] {
    let ids = try find(limit: limit.map { max($0, 0) })
    return try rows(EntryReader.summaryColumns, of: ids[...], EntryReader.summary)
  }

  private func rows<Value>(
    _ columns: String, of ids: ArraySlice<Int64>, _ value: @escaping (Row) -> Value
  ) throws -> [Value] {
    let sql = """
      SELECT \(columns)
      FROM json_each(?) AS list
      CROSS JOIN status ON status.entry_id = list.value
      CROSS JOIN entry ON entry.id = list.value
      CROSS JOIN feed ON feed.id = entry.feed_id
      ORDER BY list.id
      """
    return try Array(Row.fetchCursor(db, sql: sql, arguments: [Self.json(ids)]).map(value))
  }

  private static func json(_ ids: ArraySlice<Int64>) -> String {
    "[" + ids.map(String.init).joined(separator: ",") + "]"
  }

  func index(of entry: EntryID) throws -> Int? { try ids().firstIndex(of: entry.rawValue) }

  func unreadIndex(from index: Int, forward: Bool) throws -> Int? {
    let ids = try ids()
    let chunk = 1000
    var next = forward ? index + 1 : index - 1
    while ids.indices.contains(next) {
      let range = forward ? next..<min(next + chunk, ids.count) : max(next - chunk + 1, 0)..<next + 1
      let sql = """
        SELECT \(forward ? "min" : "max")(list.key) FROM json_each(?) AS list
        CROSS JOIN status ON status.entry_id = list.value WHERE status.unread = 1
        """
      if let found = try Int.fetchOne(db, sql: sql, arguments: [Self.json(ids[range])]) {
        return range.lowerBound + found
      }
      next = forward ? range.upperBound : range.lowerBound - 1
    }
    return nil
  }

  func arrivals() throws -> Int {
    let condition = self.condition(of: filter, from: scope.snapshot.newestEntry.rawValue + 1)
    let sql = """
      SELECT count(*) FROM status WHERE \(scope.arrivalCondition) \(scope.query.unreadOnly ? "AND unread = 1" : "")
        AND (\(condition.sql))
      """
    return try Int.fetchOne(db, sql: sql, arguments: condition.arguments) ?? 0
  }

  func target() throws -> StatusJournal.Target {
    StatusJournal.Target(
      condition: "entry_id IN (SELECT value FROM json_each(?))", arguments: [Self.json(try find(limit: nil)[...])])
  }
}

/// The keys that the last lists found.
final class FoundLists: Sendable {
  private struct Found {
    var query: EntryQuery
    var snapshot: ListSnapshot
    var ids: [Int64]
  }

  /// The list on the screen, the one it narrows, and one that comes in place of it.
  private static let most = 3

  private let lists = Mutex<[Found]>([])

  func ids(_ query: EntryQuery, at snapshot: ListSnapshot) -> [Int64]? {
    lists.withLock { lists in
      guard let index = lists.firstIndex(where: { $0.query == query && $0.snapshot == snapshot }) else { return nil }
      lists.append(lists.remove(at: index))
      return lists.last?.ids
    }
  }

  func keep(_ ids: [Int64], of query: EntryQuery, at snapshot: ListSnapshot) {
    lists.withLock { lists in
      lists.append(Found(query: query, snapshot: snapshot, ids: ids))
      if lists.count > Self.most { lists.removeFirst() }
    }
  }
}

/// A set of keys as one bit for each, up to the greatest.
struct KeySet {
  private var words: [UInt64] = []
  private(set) var count = 0

  mutating func insert(_ key: Int64) {
    guard key >= 0, key < 1 << 32 else { return }
    let index = Int(key >> 6)
    if index >= words.count { words.append(contentsOf: repeatElement(0, count: index + 1 - words.count)) }
    let bit = UInt64(1) << UInt64(key & 63)
    if words[index] & bit == 0 {
      words[index] |= bit
      count += 1
    }
  }

  func contains(_ key: Int64) -> Bool {
    guard key >= 0, key >> 6 < words.count else { return false }
    return words[Int(key >> 6)] & (1 << UInt64(key & 63)) != 0
  }
}
