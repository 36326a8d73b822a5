import FeedModel
import FoundationEssentials
import GRDB
import Typography

/// Saves what one document says of a feed's entries, inside the caller's transaction.
///
/// An entry that was there keeps its status, its place in every list and its place of reading, whatever was edited.
struct EntrySaver {
  private let db: Database
  private let feed: FeedID
  private let now: Int64
  private let isSubscribed: Bool
  private let deflater: Deflater
  private var listing: Listing
  /// What the search index is to learn when all else is written: it flushes its buffer to the file whenever SQLite
  /// guards a statement with a savepoint, as it does for most of those here, and one flush for each entry costs twice
  /// as much as one for all.
  private(set) var indexChanges: [IndexChange] = []
  private let insertEntry: Statement
  private let insertStatus: Statement
  private let insertBody: Statement

  init(_ db: Database, feed: FeedID, isSubscribed: Bool, _ deflater: Deflater = Deflater(), at now: Date) throws {
    self.db = db
    self.deflater = deflater
    listing = try Listing(db, of: feed)
    self.feed = feed
    self.now = now.milliseconds
    self.isSubscribed = isSubscribed
    insertEntry = try db.cachedStatement(
      sql: """
        INSERT INTO entry (feed_id, guid, title, author, link, comments, published, updated, first_seen, details,
          fingerprint)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
    insertStatus = try db.cachedStatement(
      sql: "INSERT INTO status (entry_id, feed_id, sort_date, is_subscribed, unread, hidden) VALUES (?, ?, ?, ?, ?, ?)")
    insertBody = try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO body (entry_id, form, base_url, length, data) VALUES (?, ?, ?, ?, ?)")
  }

  mutating func save(_ entries: [ParsedEntry]) throws -> SaveResult {
    var result = SaveResult()
    let known = try db.cachedStatement(sql: "SELECT id, fingerprint FROM entry WHERE feed_id = ? AND guid = ?")
    let isFirst = try !hasEntries()
    // Backwards: of entries with one date, the one that the feed names first is the newest.
    for (entry, guid) in zip(entries, EntryIdentity.guids(of: entries)).reversed() {
      guard let guid else { continue }
      let fingerprint = Self.fingerprint(of: entry)
      guard !isFirst, let row = try Row.fetchOne(known, arguments: [feed.rawValue, guid]) else {
        if try insert(entry, guid: guid, fingerprint: fingerprint) { result.new += 1 }
        continue
      }
      let id: Int64 = row[0]
      let former: Int64 = row[1]
      listing.add(id)
      if former != fingerprint, try edit(id, to: entry, from: former, fingerprint: fingerprint) { result.changed += 1 }
    }
    try listing.save()
    if result.new > 0 {
      try db.cachedStatement(sql: "UPDATE tally SET unread = unread + ?, total = total + ? WHERE feed_id = ?")
        .execute(arguments: [result.new, result.new, feed.rawValue])
    }
    return result
  }

  /// Without any, none of a document needs to be looked up, whose guids differ from each other.
  private func hasEntries() throws -> Bool {
    let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM entry WHERE feed_id = ?)")
    return try Bool.fetchOne(statement, arguments: [feed.rawValue]) ?? true
  }

  /// Takes entries over that another program kept, without what the feed says of them now. One that is there already
  /// stays as it is.
  /// - Returns: the key of each, and whether it is new.
  mutating func adopt(_ entries: [(entry: ParsedEntry, guid: String)]) throws -> [(id: Int64, isNew: Bool)] {
    let known = try db.cachedStatement(sql: "SELECT id FROM entry WHERE feed_id = ? AND guid = ?")
    var adopted: [(id: Int64, isNew: Bool)] = []
    var new = 0
    for (entry, guid) in entries {
      if let id = try Int64.fetchOne(known, arguments: [feed.rawValue, guid]) {
        adopted.append((id, false))
        continue
      }
      if try insert(entry, guid: guid, fingerprint: Self.adoptedFingerprint) { new += 1 }
      adopted.append((try Int64.fetchOne(known, arguments: [feed.rawValue, guid]) ?? 0, true))
    }
    try db.execute(
      sql: "UPDATE tally SET unread = unread + ?, total = total + ? WHERE feed_id = ?",
      arguments: [new, new, feed.rawValue])
    return adopted
  }

  /// Stands for a text that its feed has not been compared with: what the feed says is no edit then.
  private static let adoptedFingerprint: Int64 = 0

  // MARK: A new entry

  /// - Returns: whether it is news: what was read and taken out of the cache comes back read.
  private mutating func insert(_ entry: ParsedEntry, guid: String, fingerprint: Int64) throws -> Bool {
    let byline = EntryDetails.byline(entry.authors)
    let title = TerminalText.line(entry.title ?? "")
    try insertEntry.execute(
      arguments: [
        feed.rawValue, guid, title, byline, entry.link, entry.comments,
        entry.published?.milliseconds, entry.updated?.milliseconds, now, EntryDetails(entry).json, fingerprint,
      ])
    let id = db.lastInsertedRowID
    let former = try listing.comesBack(guid)
    try insertStatus.execute(
      arguments: [
        id, feed.rawValue, former?.sortDate ?? sortDate(of: entry), isSubscribed, former == nil,
        former?.isHidden ?? false,
      ])
    if let former, !former.isHidden {
      try db.execute(sql: "UPDATE tally SET total = total + 1 WHERE feed_id = ?", arguments: [feed.rawValue])
    }
    listing.add(id)
    let body = entry.content ?? entry.summary
    if let body { try store(body, of: id) }
    let text = IndexedText(title: title, author: byline ?? "", body: body)
    indexChanges.append(IndexChange(entry: id, old: nil, new: text))
    return former == nil
  }

  /// Fixed when an entry is first seen, so that no edit moves it in a list, and never in the future, where a wrong
  /// date would hold the top of the list for years; but a clock that is not set knows no future.
  private func sortDate(of entry: ParsedEntry) -> Int64 {
    let date = (entry.published ?? entry.updated)?.milliseconds ?? now
    return now < UnsetClock.firstMoment ? date : min(date, now)
  }

  private func store(_ body: Content, of id: Int64) throws {
    var source = body.source
    let (data, length) = source.withUTF8 { (deflater.deflated($0), $0.count) }
    try insertBody.execute(arguments: [id, body.form.rawValue, body.baseURL, length, Data(data)])
  }

  // MARK: An edited entry

  /// - Returns: whether the text differs beyond white space.
  private mutating func edit(_ id: Int64, to entry: ParsedEntry, from former: Int64, fingerprint: Int64) throws -> Bool
  {
    let before = try EntryReader.text(of: id, db)
    let title = entry.title.map(TerminalText.line) ?? before.title
    let body = entry.content ?? entry.summary ?? before.body
    let byline = EntryDetails.byline(entry.authors)
    let old = IndexedText(title: before.title, author: before.author ?? "", body: before.body)
    let new = IndexedText(title: title, author: byline ?? "", body: body)
    let isRewritten =
      former != Self.adoptedFingerprint
      && !(title.isEqualBeyondSpace(to: before.title)
        && (body?.words ?? "").isEqualBeyondSpace(to: before.body?.words ?? ""))
    if isRewritten {
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO former (entry_id, title, replaced, form, base_url, length, data)
          SELECT entry.id, entry.title, ?, form, base_url, length, data
          FROM entry LEFT JOIN body ON body.entry_id = entry.id WHERE entry.id = ?
          """, arguments: [now, id])
      // The page has been edited too, as far as can be known: it is fetched anew when it is wanted.
      try db.execute(
        sql: "UPDATE page SET fetched = NULL, data = NULL, length = NULL WHERE entry_id = ?", arguments: [id])
      try db.execute(sql: "UPDATE status SET changed = 1 WHERE entry_id = ? AND unread = 0", arguments: [id])
    }
    if old != new { indexChanges.append(IndexChange(entry: id, old: old, new: new)) }
    try db.execute(
      sql: """
        UPDATE entry SET title = ?, author = ?, link = ?, comments = ?, published = ?, updated = ?, details = ?,
          fingerprint = ? WHERE id = ?
        """,
      arguments: [
        title, byline, entry.link, entry.comments, entry.published?.milliseconds, entry.updated?.milliseconds,
        EntryDetails(entry).json, fingerprint, id,
      ])
    if let body, body != before.body { try store(body, of: id) }
    return isRewritten
  }

  private static func fingerprint(of entry: ParsedEntry) -> Int64 {
    var sum = Fingerprint()
    let body = entry.content ?? entry.summary
    for text in [entry.title, entry.link, entry.comments, body?.form.rawValue, body?.baseURL, body?.source] {
      sum.add(text)
    }
    sum.add(entry.published)
    sum.add(entry.updated)
    for author in entry.authors {
      sum.add(author.name)
      sum.add(author.email)
      sum.add(author.url)
    }
    for category in entry.categories { sum.add(category) }
    for enclosure in entry.enclosures {
      sum.add(enclosure.url)
      sum.add(enclosure.type)
      sum.add(enclosure.length.map { String($0) })
    }
    return sum.value
  }
}
