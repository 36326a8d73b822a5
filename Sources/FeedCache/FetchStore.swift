public import FeedModel
public import FoundationEssentials
import GRDB

/// The HTTP side of feeds: what their servers said, and how they fare.
enum FetchStore {
  private static let columns = """
    etag, last_modified, validators_url, minutes_between, skip_hours, skip_days, last_refresh, next_due, held_until,
    is_gone, failures, failing_since, error, last_asked, last_status, body_size, bytes_received, bytes_saved, moved_to
    """

  private static func state(_ row: Row, from column: Int) -> FetchState {
    FetchState(
      etag: row[column], lastModified: row[column + 1], lastRefresh: Date(milliseconds: row[column + 6]),
      nextDue: Date(milliseconds: row[column + 7]), heldUntil: Date(milliseconds: row[column + 8]),
      isGone: row[column + 9], failuresInARow: row[column + 10], failingSince: Date(milliseconds: row[column + 11]),
      error: row[column + 12], validatorsURL: row[column + 2],
      schedule: PublishingSchedule(
        minutesBetweenUpdates: row[column + 3], skipHours: numbers(in: row[column + 4]),
        skipDays: numbers(in: row[column + 5])),
      lastAsked: Date(milliseconds: row[column + 13]), lastStatus: row[column + 14], bodySize: row[column + 15],
      bytesReceived: row[column + 16], bytesSaved: row[column + 17], movedTo: row[column + 18])
  }

  /// A set of hours or days as an integer.
  private static func bits(of numbers: Set<Int>) -> Int64 {
    numbers.reduce(0) { 0..<32 ~= $1 ? $0 | 1 << $1 : $0 }
  }

  private static func numbers(in bits: Int64) -> Set<Int> {
    bits == 0 ? [] : Set((0..<32).filter { bits & 1 << $0 != 0 })
  }

  // MARK: Refresh

  static func targets(_ db: Database) throws -> [RefreshTarget] {
    let sql = """
      SELECT feed.id, feed.url, feed.credentials, feed.settings, feed.user_title, \(columns)
      FROM feed JOIN fetch ON fetch.feed_id = feed.id WHERE feed.is_subscribed = 1 ORDER BY feed.id
      """
    let rows = try Row.fetchCursor(db, sql: sql).map { row in
      RefreshTarget(
        id: FeedID(rawValue: row[0]), address: FeedAddress(url: row[1], credentials: row[2]),
        state: state(row, from: 5),
        settings: FeedSettings(json: row[3], title: row[4]))
    }
    return try Array(rows)
  }

  static func save(_ state: FetchState, for feed: FeedID, _ db: Database) throws {
    try db.cachedStatement(
      sql: """
        UPDATE fetch SET (\(columns)) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE feed_id = ?
        """
    ).execute(
      arguments: [
        state.etag, state.lastModified, state.validatorsURL, state.schedule.minutesBetweenUpdates,
        bits(of: state.schedule.skipHours), bits(of: state.schedule.skipDays), state.lastRefresh?.milliseconds,
        state.nextDue?.milliseconds, state.heldUntil?.milliseconds, state.isGone, state.failuresInARow,
        state.failingSince?.milliseconds, state.error, state.lastAsked?.milliseconds, state.lastStatus, state.bodySize,
        state.bytesReceived, state.bytesSaved, state.movedTo, feed.rawValue,
      ])
  }

  /// A feed that is subscribed anew is asked as if for the first time, but not before the time its server set.
  static func beginAnew(_ feed: FeedID, _ db: Database) throws {
    let held = try Int64.fetchOne(db, sql: "SELECT held_until FROM fetch WHERE feed_id = ?", arguments: [feed.rawValue])
    try save(FetchState(heldUntil: Date(milliseconds: held)), for: feed, db)
  }

  // MARK: Health

  static func health(at now: Date, _ db: Database) throws -> [FeedHealth] {
    let sql = """
      SELECT feed.id, feed.url, \(EntryReader.feedTitle), feed.moved_from, feed.settings, \(columns)
      FROM feed JOIN fetch ON fetch.feed_id = feed.id WHERE feed.is_subscribed = 1
      ORDER BY feed.folder COLLATE NOCASE, 3 COLLATE NOCASE, feed.id
      """
    let rows = try Row.fetchCursor(db, sql: sql).map { row in
      let state = state(row, from: 5)
      let settings = FeedSettings(json: row[4], title: nil)
      return FeedHealth(
        id: FeedID(rawValue: row[0]), url: row[1], title: row[2], lastAsked: state.lastAsked,
        lastStatus: state.lastStatus, lastRefresh: state.lastRefresh, nextPoll: nextPoll(state, settings, now: now),
        heldUntil: state.heldUntil.flatMap { $0 > now ? $0 : nil }, isGone: state.isGone,
        errorsInARow: state.failuresInARow, failingSince: state.failingSince, error: state.error,
        bytesReceived: state.bytesReceived, bytesSaved: state.bytesSaved, movedFrom: row[3], movedTo: state.movedTo)
    }
    return try Array(rows)
  }

  private static func nextPoll(_ state: FetchState, _ settings: FeedSettings, now: Date) -> Date? {
    guard !state.isGone else { return nil }
    let time = state.schedule.next(from: max(state.due(settings) ?? now, state.heldUntil ?? now, now))
    return time > now ? time : nil
  }
}

extension FetchState {
  /// When a plain refresh asks next: not before the user's own interval has passed since the last time that went well.
  public func due(_ settings: FeedSettings) -> Date? {
    guard let minutes = settings.interval, let lastRefresh, failuresInARow == 0 else { return nextDue }
    let time = lastRefresh.addingTimeInterval(Double(minutes) * 60)
    return max(nextDue ?? time, time)
  }
}
