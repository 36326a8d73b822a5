import FeedModel
import FoundationEssentials
import GRDB

/// Reads entries: rows of a list, a whole article, the text that an edit is compared with.
enum EntryReader {
  /// What a feed is called: the user's title, or its own, or its URL.
  static let feedTitle = "coalesce(nullif(feed.user_title, ''), nullif(feed.title, ''), feed.url)"

  static let rowColumns = """
    entry.id, entry.feed_id, \(feedTitle), entry.title, entry.author, entry.link, status.sort_date,
    status.unread, status.starred, status.hidden, \(TagJournal.column(of: "entry.id")), status.changed
    """

  /// How many columns those are.
  static let rowWidth = 12

  static func row(_ row: Row) -> EntryRow {
    EntryRow(
      id: EntryID(rawValue: row[0]), feed: FeedID(rawValue: row[1]), feedTitle: row[2], title: row[3], author: row[4],
      link: row[5], date: Date(milliseconds: row[6] as Int64), status: status(row, from: 7), isChanged: row[11])
  }

  /// A status from four columns: unread, starred, hidden, tags.
  static func status(_ row: Row, from column: Int) -> EntryStatus {
    EntryStatus(
      isRead: !(row[column] as Bool), isStarred: row[column + 1], isHidden: row[column + 2],
      tags: TagJournal.names(in: row[column + 3]))
  }

  static let summaryColumns = rowColumns + ", feed.url, entry.guid, entry.published"

  static func summary(_ row: Row) -> EntrySummary {
    EntrySummary(
      row: self.row(row), feedURL: row[rowWidth], guid: row[rowWidth + 1],
      published: Date(milliseconds: row[rowWidth + 2]))
  }

  static func entry(_ id: EntryID, _ db: Database) throws -> Entry? {
    let sql = """
      SELECT \(rowColumns), entry.guid, entry.comments, entry.published, entry.updated, entry.details, feed.language,
        place.block, place.offset, body.form, body.base_url, body.length, body.data, place.fingerprint,
        feed.settings, page.choice, page.fetched, page.form, page.base_url, page.length, page.data, page.block,
        page.offset, page.fingerprint
      FROM entry
      JOIN status ON status.entry_id = entry.id
      JOIN feed ON feed.id = entry.feed_id
      LEFT JOIN place ON place.entry_id = entry.id
      LEFT JOIN body ON body.entry_id = entry.id
      LEFT JOIN page ON page.entry_id = entry.id
      WHERE entry.id = ?
      """
    guard let found = try Row.fetchOne(db, sql: sql, arguments: [id.rawValue]) else { return nil }
    let more = rowWidth
    let details = EntryDetails(json: found[more + 4])
    var entry = Entry(
      row: row(found), guid: found[more], body: try content(found, from: more + 8),
      authors: details?.modelAuthors ?? [], categories: details?.categories ?? [],
      enclosures: details?.modelEnclosures ?? [], comments: found[more + 1],
      published: Date(milliseconds: found[more + 2]), updated: Date(milliseconds: found[more + 3]),
      language: found[more + 5],
      place: Place(
        block: found[more + 6] ?? 0, offset: found[more + 7] ?? 0, fingerprint: found[more + 12]))
    entry.feedGivesExcerpts = FeedSettings(json: found[more + 13], title: nil).fullText
    entry.chosenText = (found[more + 14] as String?).flatMap(TextSource.init)
    if let fetched = Date(milliseconds: found[more + 15] as Int64?),
      let content = try content(found, from: more + 16)
    {
      let place = Place(block: found[more + 20], offset: found[more + 21], fingerprint: found[more + 22])
      entry.page = PageText(content: content, fetched: fetched, place: place)
    }
    return entry
  }

  /// What an edit is compared with.
  static func text(of id: Int64, _ db: Database) throws -> (title: String, author: String?, body: Content?) {
    let sql = """
      SELECT title, author, form, base_url, length, data
      FROM entry LEFT JOIN body ON body.entry_id = entry.id WHERE entry.id = ?
      """
    guard let found = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return ("", nil, nil) }
    return (found[0], found[1], try content(found, from: 2))
  }

  static func former(of id: EntryID, _ db: Database) throws -> FormerText? {
    let sql = "SELECT title, replaced, form, base_url, length, data FROM former WHERE entry_id = ?"
    guard let found = try Row.fetchOne(db, sql: sql, arguments: [id.rawValue]) else { return nil }
    return FormerText(
      title: found[0], body: try content(found, from: 2), replaced: Date(milliseconds: found[1] as Int64))
  }

  /// A body from four columns: form, base URL, length, data.
  private static func content(_ row: Row, from column: Int) throws -> Content? {
    guard let form = (row[column] as String?).flatMap(Content.Form.init), let length = row[column + 2] as Int?,
      let data = row[column + 3] as Data?
    else { return nil }
    let bytes = try Inflater.inflated(Array(data), length: length)
    return Content(form, String(decoding: bytes, as: UTF8.self), baseURL: row[column + 1])
  }
}
