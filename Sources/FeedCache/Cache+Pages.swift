public import FeedModel
public import FoundationEssentials
import GRDB

/// The whole articles that were found on the pages of entries. Each goes with its entry.
extension Cache {
  /// Keeps the article found on an entry's page, in place of an older one.
  public func savePage(_ content: Content, of entry: EntryID, at now: Date) throws(CacheError) {
    try connection.write(.afterCheckpoint) { db in
      var source = content.source
      let deflater = Deflater()
      let (data, length) = source.withUTF8 { (deflater.deflated($0), $0.count) }
      try db.execute(
        sql: """
          INSERT INTO page (entry_id, fetched, form, base_url, length, data) SELECT id, ?, ?, ?, ?, ? FROM entry WHERE id = ?
          ON CONFLICT (entry_id) DO UPDATE SET fetched = excluded.fetched, form = excluded.form,
            base_url = excluded.base_url, length = excluded.length, data = excluded.data
          """,
        arguments: [now.milliseconds, content.form.rawValue, content.baseURL, length, Data(data), entry.rawValue])
    }
  }

  /// Which of an entry's texts is shown from now on, also after a restart.
  public func chooseText(_ source: TextSource, of entry: EntryID) throws(CacheError) {
    try connection.write(.afterCheckpoint) { db in
      try db.execute(
        sql: """
          INSERT INTO page (entry_id, choice) SELECT id, ? FROM entry WHERE id = ?
          ON CONFLICT (entry_id) DO UPDATE SET choice = excluded.choice
          """, arguments: [source.rawValue, entry.rawValue])
    }
  }

  /// Keeps where reading an entry's page stopped; that of the feed's text stays.
  public func setPagePlace(_ place: Place, of entry: EntryID) throws(CacheError) {
    try connection.write(.full) { db in
      try db.execute(
        sql: "UPDATE page SET block = ?, offset = ?, fingerprint = ? WHERE entry_id = ?",
        arguments: [place.block, place.offset, place.fingerprint, entry.rawValue])
    }
  }
}
