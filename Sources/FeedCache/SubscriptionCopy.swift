import FoundationEssentials
import GRDB
import Glibc

/// A copy of the list of subscriptions beside the database, as JSON in `martlet.db-feeds`: what is missed most should
/// the database lose the pages on which they stand. It is written with every change that the user makes to them.
struct SubscriptionCopy: Codable {
  private var url: String
  private var credentials: String?
  private var title: String?
  private var folder: String
  private var settings: String?
  private var added: Int64

  static func path(beside database: String) -> String { database + "-feeds" }

  /// Nothing is said of a copy that cannot be written: the database has the list.
  static func write(beside path: String, _ db: Database) throws {
    let sql = """
      SELECT url, credentials, user_title, folder, settings, added FROM feed WHERE is_subscribed = 1 ORDER BY id
      """
    let feeds = try Row.fetchAll(db, sql: sql).map { row in
      SubscriptionCopy(
        url: row[0], credentials: row[1], title: row[2], folder: row[3], settings: row[4], added: row[5])
    }
    let fresh = self.path(beside: path) + ".new"
    let file = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0, let bytes = try? JSONEncoder().encode(feeds) else { return }
    let written = bytes.withUnsafeBytes { Glibc.write(file, $0.baseAddress, $0.count) }
    close(file)
    guard written == bytes.count, rename(fresh, self.path(beside: path)) == 0 else {
      unlink(fresh)
      return
    }
  }

  /// A larger one was not written here.
  private static let mostBytes = 64 << 20

  /// Subscribes to what the copy names and a database does not.
  static func restore(beside path: String, into db: Database) throws {
    guard CacheFile.size(of: self.path(beside: path)) <= mostBytes,
      let bytes = try? Data(contentsOf: URL(filePath: self.path(beside: path))),
      let feeds = try? JSONDecoder().decode([SubscriptionCopy].self, from: bytes)
    else { return }
    let insert = try db.makeStatement(
      sql: """
        INSERT OR IGNORE INTO feed (url, credentials, is_subscribed, user_title, folder, settings, added)
        VALUES (?, ?, 1, ?, ?, ?, ?)
        """)
    for feed in feeds where feed.url.hasPrefix("http://") || feed.url.hasPrefix("https://") {
      try insert.execute(
        arguments: [feed.url, feed.credentials, feed.title, feed.folder, feed.settings, feed.added])
    }
  }
}
