import FeedModel
import GRDB

/// A list that stands still: a query as it was answered at a snapshot.
protocol EntryList {
  func count() throws -> Int
  func entries(offset: Int, limit: Int) throws -> [EntryRow]
  /// The first entries, all of them without a limit.
  func summaries(limit: Int?) throws -> [EntrySummary]
  func index(of entry: EntryID) throws -> Int?
  /// The nearest entry after (or before) an index that is unread now.
  func unreadIndex(from index: Int, forward: Bool) throws -> Int?
  /// How many entries came after the snapshot that the query asks for.
  func arrivals() throws -> Int
  /// The list as a condition on `status`, for a change of all of it.
  func target() throws -> StatusJournal.Target
}

/// What a query and a snapshot say of a row of `status`. Only numbers are written into the SQL.
///
/// An unread list holds what was unread at the snapshot. `status.turn1…3` are the serials of an entry's last three
/// turns between read and unread, newest first, so its state then is known if it has turned no more than twice since.
/// Else it is taken to have been unread, so that a post that is in the list never leaves it.
struct ListScope {
  var query: EntryQuery
  let snapshot: ListSnapshot
  /// Whether no status has changed since.
  let isFresh: Bool
  /// The feeds whose posts are not in the list though it holds all others.
  var hiddenFeeds: [FeedID] = []
  /// Entries that may have been hidden since the snapshot: those stay in the list.
  var hiddenSince: [Int64] = []

  /// Which entries may be in the list at all.
  var condition: String {
    (query.filter?.namesHidden == true ? "" : "hidden = 0 AND ") + oldEnough
  }

  /// As `condition`, for entries that were hidden since; nil if there are none.
  var conditionIfHiddenSince: String? {
    guard !hiddenSince.isEmpty else { return nil }
    return "hidden = 1 AND entry_id IN (\(hiddenSince.map(String.init).joined(separator: ", "))) AND \(oldEnough)"
  }

  private var oldEnough: String { "\(feedCondition) AND entry_id <= \(snapshot.newestEntry.rawValue)" }

  /// Which entries came since that might have been in it.
  var arrivalCondition: String {
    (query.filter?.namesHidden == true ? "" : "hidden = 0 AND ")
      + "\(feedCondition) AND entry_id > \(snapshot.newestEntry.rawValue)"
  }

  private var feedCondition: String {
    query.feed.map { "feed_id = \($0.rawValue)" } ?? "is_subscribed = 1 \(isShown("feed_id"))"
  }

  /// Leaves out the hidden feeds.
  func isShown(_ feed: String) -> String {
    hiddenFeeds.isEmpty ? "" : "AND \(feed) NOT IN (\(hiddenFeeds.map { "\($0.rawValue)" }.joined(separator: ", ")))"
  }

  /// 1 for entries that were unread at the snapshot.
  var wasUnread: String {
    if isFresh { return "unread" }
    let serial = snapshot.statusSerial
    return """
      CASE WHEN turn1 <= \(serial) THEN unread WHEN turn2 <= \(serial) THEN 1 - unread
        WHEN turn3 <= \(serial) THEN unread ELSE 1 END
      """
  }

  enum Way {
    case onwards
    case backwards
  }

  func order(_ date: String, _ id: String, _ way: Way = .onwards) -> String {
    let direction = isDescending(way) ? "DESC" : "ASC"
    return "\(date) \(direction), \(id) \(direction)"
  }

  func isDescending(_ way: Way) -> Bool { (query.order != .oldestFirst) == (way == .onwards) }
}
