import FeedModel
import FoundationEssentials
import GRDB
import Typography

/// Changes of subscriptions, written into the journal of user actions as the columns of `feed` that differed, so that
/// they can be taken back.
struct SubscriptionJournal {
  /// How the journal names such an action; never renamed, for old journals tell it.
  static let kind = "subscriptions"

  private static let columns = [
    "url", "is_subscribed", "user_title", "folder", "settings", "opml_attributes", "credentials",
  ]

  /// A column of a feed, before and after.
  private struct Difference: Codable {
    var feed: Int64
    var column: String
    var before: String?
    var after: String?

    var reversed: Difference { Difference(feed: feed, column: column, before: after, after: before) }
  }

  private let db: Database

  init(_ db: Database) { self.db = db }

  // MARK: Actions

  func change(_ changes: [SubscriptionChange], at now: Date) throws -> SubscriptionEdits {
    var differences: [Difference] = []
    for change in changes { try apply(change, at: now, &differences) }
    guard !differences.isEmpty else { return SubscriptionEdits() }
    let data = try JSONEncoder().encode(differences)
    try StatusJournal(db).record(Self.kind, true, Array(data), at: now)
    return try edits(differences)
  }

  func noteSubscription(to feed: FeedID, at now: Date) throws {
    let difference = Difference(feed: feed.rawValue, column: "is_subscribed", before: "0", after: "1")
    try StatusJournal(db).record(Self.kind, true, Array(try JSONEncoder().encode([difference])), at: now)
  }

  /// Brings the columns to what they were before an action of the journal, or after it.
  func replay(_ bytes: [UInt8], backwards: Bool) throws -> SubscriptionEdits {
    var differences = try JSONDecoder().decode([Difference].self, from: Data(bytes))
    if backwards { differences = differences.reversed().map(\.reversed) }
    var done: [Difference] = []
    for difference in differences where Self.columns.contains(difference.column) {
      if difference.column == "url", let url = difference.after, let other = try FeedStore.find(url, db)?.rawValue,
        other != difference.feed
      {
        continue  // Since then another feed has taken that address.
      }
      try set(difference)
      done.append(difference)
    }
    return try edits(done)
  }

  // MARK: One change

  private func apply(_ change: SubscriptionChange, at now: Date, _ differences: inout [Difference]) throws {
    switch change {
    case .subscribe(let feed):
      let id = try FeedStore.keep(feed.url, at: now, db).rawValue
      guard let before = try columns(of: id), before[1] == "0" else { return }
      try FetchStore.beginAnew(FeedID(rawValue: id), db)
      try set(
        [
          before[0], "1", feed.settings.title.map(TerminalText.line) ?? before[2], TerminalText.line(feed.folder),
          feed.settings.json ?? before[4],
          feed.opmlAttributes ?? before[5], before[6],
        ], of: id, from: before, &differences)
    case .unsubscribe(let feed):
      guard var after = try columns(of: feed.rawValue) else { return }
      let before = after
      after[1] = "0"
      try set(after, of: feed.rawValue, from: before, &differences)
    case .set(let feed, let url, let folder, let settings):
      guard let before = try columns(of: feed.rawValue) else { return }
      var new = before
      if let url {
        let address = FeedAddress(url)
        (new[0], new[6]) = (address.url, address.credentials ?? before[6])
      }
      if let folder { new[3] = TerminalText.line(folder) }
      if let settings { (new[2], new[4]) = (settings.title.map(TerminalText.line), settings.json) }
      guard let url, let other = try FeedStore.find(url, db), other != feed else {
        return try set(new, of: feed.rawValue, from: before, &differences)
      }
      try apply(.unsubscribe(feed), at: now, &differences)
      guard var theirs = try columns(of: other.rawValue) else { return }
      let former = theirs
      theirs.replaceSubrange(1...4, with: ["1"] + new[2...4])
      try set(theirs, of: other.rawValue, from: former, &differences)
    }
  }

  /// A feed's columns as texts, in the order of `columns`; nil if it is not in the cache.
  private func columns(of feed: Int64) throws -> [String?]? {
    let names = Self.columns.map { "CAST(\($0) AS TEXT)" }.joined(separator: ", ")
    let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT \(names) FROM feed WHERE id = ?"), arguments: [feed])
    return row.map { row in Self.columns.indices.map { row[$0] } }
  }

  private func set(_ after: [String?], of feed: Int64, from before: [String?], _ differences: inout [Difference]) throws
  {
    for ((column, before), after) in zip(zip(Self.columns, before), after) where before != after {
      let difference = Difference(feed: feed, column: column, before: before, after: after)
      try set(difference)
      differences.append(difference)
    }
  }

  /// - Precondition: the column is one of `columns`.
  private func set(_ difference: Difference) throws {
    try db.cachedStatement(sql: "UPDATE feed SET \(difference.column) = ? WHERE id = ?").execute(
      arguments: [difference.after, difference.feed])
    guard difference.column == "url" else { return }
    // What the old address answered says nothing of the new one.
    try db.execute(
      sql: """
        UPDATE fetch SET etag = NULL, last_modified = NULL, validators_url = NULL, next_due = NULL, held_until = NULL,
          is_gone = 0, failures = 0, failing_since = NULL, error = NULL WHERE feed_id = ?
        """, arguments: [difference.feed])
  }

  // MARK: What was done

  private func edits(_ differences: [Difference]) throws -> SubscriptionEdits {
    var edits = SubscriptionEdits()
    var turned: Set<Int64> = []
    var others: Set<Int64> = []
    for difference in differences {
      if difference.column == "is_subscribed" {
        if difference.after == "1" { edits.subscribed += 1 } else { edits.unsubscribed += 1 }
        turned.insert(difference.feed)
      } else {
        others.insert(difference.feed)
      }
    }
    edits.changed = others.subtracting(turned).count
    let feeds = turned.union(others)
    if feeds.count == 1, let feed = feeds.first {
      edits.title = try String.fetchOne(
        db, sql: "SELECT \(EntryReader.feedTitle) FROM feed WHERE id = ?", arguments: [feed])
    }
    return edits
  }
}
