import FeedModel
import FoundationEssentials
import GRDB

/// What the last document of a feed named, and what was taken out of the cache and is no news if it comes back.
struct Listing {
  private let db: Database
  private let feed: FeedID
  /// Whether something of this feed was ever taken out: spares a look for each entry of a first load.
  private let hasCleaned: Bool
  private var ids: [Int64] = []

  init(_ db: Database, of feed: FeedID) throws {
    self.db = db
    self.feed = feed
    let cleaned = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM cleaned WHERE feed_id = ?)")
    hasCleaned = try Bool.fetchOne(cleaned, arguments: [feed.rawValue]) ?? false
  }

  mutating func add(_ id: Int64) { ids.append(id) }

  /// Writes down what was added. A document without entries says nothing of what its feed lists.
  func save() throws {
    guard !ids.isEmpty else { return }
    let packed = Data(PackedIDs.packed(ids.sorted()))
    try db.cachedStatement(
      sql: """
        INSERT INTO listing (feed_id, entries) VALUES (?, ?)
        ON CONFLICT (feed_id) DO UPDATE SET entries = excluded.entries WHERE entries <> excluded.entries
        """
    ).execute(arguments: [feed.rawValue, packed])
  }

  /// The place in lists that an entry had which was taken out, and whether it was hidden; forgotten by asking.
  func comesBack(_ guid: String) throws -> (sortDate: Int64, isHidden: Bool)? {
    guard hasCleaned else { return nil }
    let sql = "DELETE FROM cleaned WHERE feed_id = ? AND guid = ? RETURNING sort_date, hidden"
    return try Row.fetchOne(db, sql: sql, arguments: [feed.rawValue, guid]).map { ($0[0], $0[1]) }
  }
}
