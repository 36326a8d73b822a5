import FeedCache
import FeedModel
import FoundationEssentials
import GRDB
import Glibc

/// A moment all tests agree on.
let noon = Date(timeIntervalSince1970: 1_700_000_000)

func hours(_ count: Double) -> Date { noon.addingTimeInterval(count * 3600) }

func entry(_ id: String, title: String? = nil, html: String? = nil, at date: Date? = nil) -> ParsedEntry {
  ParsedEntry(
    id: id, title: title ?? "Post \(id)", link: "https://example.org/\(id)",
    content: Content(.html, html ?? "<p>Text of \(id)</p>", baseURL: "https://example.org/"), published: date)
}

func feed(_ entries: [ParsedEntry], title: String? = "A feed") -> ParsedFeed {
  ParsedFeed(format: .rss2, title: title, link: "https://example.org/", language: "en", entries: entries)
}

/// Ids in a row, the newest first, an hour apart.
func posts(_ range: ClosedRange<Int>) -> [ParsedEntry] {
  range.reversed().map { entry("\($0)", at: hours(Double($0) - 1000)) }
}

let url = "https://example.org/feed.xml"
let unread = EntryQuery(unreadOnly: true)
let all = EntryQuery()

extension Cache {
  /// Subscribes to the test feed if need be, and saves entries in it.
  @discardableResult
  func take(_ entries: [ParsedEntry], from address: String = url, at now: Date = noon) throws -> SaveResult {
    let id = try subscribe(to: address, at: now)
    return try save(feed(entries), for: id, state: FetchState(), at: now)
  }

  func titles(_ query: EntryQuery, at snapshot: ListSnapshot? = nil) throws -> [String] {
    try rows(query, at: snapshot ?? self.snapshot(), offset: 0, limit: 1000).map(\.title)
  }

  func ids(_ query: EntryQuery, at snapshot: ListSnapshot? = nil) throws -> [EntryID] {
    try rows(query, at: snapshot ?? self.snapshot(), offset: 0, limit: 1000).map(\.id)
  }
}

/// A folder of its own, gone when the test ends.
final class TemporaryFolder {
  let path: String
  var database: String { path + "/data/martlet.db" }

  init() {
    var template = Array("/tmp/martlet-cache-XXXXXX".utf8CString)
    path = template.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress, let made = mkdtemp(base) else { return "/tmp" }
      return String(cString: made)
    }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The names of the files beside the database.
  var files: [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: path + "/data")) ?? []).sorted()
  }

  /// Runs SQL on the file as another program would.
  func tamper(_ sql: String) throws {
    try DatabaseQueue(path: database).write { try $0.execute(sql: sql) }
  }

  func read<T>(_ body: (Database) throws -> T) throws -> T {
    try DatabaseQueue(path: database).read(body)
  }
}
