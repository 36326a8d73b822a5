import FeedCache
import FeedModel
import FoundationEssentials
import GRDB
import Glibc
import TestSupport
import Testing

struct OpeningTests {
  private let folder = TemporaryFolder()

  private func mode(_ path: String) -> UInt32 {
    var facts = stat()
    return stat(path, &facts) == 0 ? facts.st_mode & 0o777 : 0
  }

  @Test("a new cache and its folder are for the user's eyes only")
  func permissions() throws {
    let cache = try Cache(at: .file(folder.database))
    try cache.take(posts(1...2))
    #expect(mode(folder.path + "/data") == 0o700)
    for suffix in ["", "-wal", "-shm"] { #expect(mode(folder.database + suffix) == 0o600) }
  }

  @Test("what was saved is there after the cache was closed and opened again")
  func reopening() throws {
    do {
      let cache = try Cache(at: .file(folder.database))
      try cache.take(posts(1...3))
      try cache.change(.read(true), of: [try #require(cache.ids(unread).first)], at: noon)
      try cache.remember("7", for: "last post")
    }
    let cache = try Cache(at: .file(folder.database))
    #expect(try cache.titles(unread) == ["Post 2", "Post 1"])
    #expect(try cache.recall("last post") == "7")
    #expect(try cache.counts() == Counts(unread: 2, starred: 0, feeds: 1))
  }

  @Test("a database from a newer version is refused and left as it is")
  func newerVersion() throws {
    do { try Cache(at: .file(folder.database)).take(posts(1...1)) }
    try folder.tamper("PRAGMA user_version = 999")
    let error = #expect(throws: CacheError.self) { try Cache(at: .file(folder.database)) }
    #expect(error?.message.contains("newer") == true)
    #expect(try folder.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM entry") } == 1)
    #expect(try folder.read { try Int.fetchOne($0, sql: "PRAGMA user_version") } == 999)
  }

  @Test("another program's database is refused and left as it is")
  func foreignDatabase() throws {
    mkdir(folder.path + "/data", 0o700)
    try folder.tamper("CREATE TABLE rss_feed (url TEXT)")
    let error = #expect(throws: CacheError.self) { try Cache(at: .file(folder.database)) }
    #expect(error?.message.contains("another program") == true)
    #expect(try folder.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema") } == 1)
  }

  @Test("a file that is no database is named damaged and left as it is")
  func damagedFile() throws {
    mkdir(folder.path + "/data", 0o700)
    let noise = String(repeating: "no database at all. ", count: 500)
    try Data(noise.utf8).write(to: URL(filePath: folder.database))
    let error = #expect(throws: CacheError.self) { try Cache(at: .file(folder.database)) }
    #expect(error?.message.contains("damaged") == true)
    #expect(try Data(contentsOf: URL(filePath: folder.database)) == Data(noise.utf8))
  }

  @Test("a page of noise inside a database is an error when it is read, never a trap")
  func damagedPages() throws {
    do { try Cache(at: .file(folder.database)).take(posts(1...300)) }
    var bytes = try Data(contentsOf: URL(filePath: folder.database))
    var dice = Dice(seed: 4)
    for index in 4096..<bytes.count where index % 3 != 0 { bytes[index] = UInt8.random(in: 0...255, using: &dice) }
    try bytes.write(to: URL(filePath: folder.database))
    #expect(throws: CacheError.self) {
      let cache = try Cache(at: .file(folder.database))
      _ = try cache.titles(all)
      _ = try cache.subscriptions()
    }
  }

  @Test("a folder that cannot be made is a clear error")
  func folderIsAFile() throws {
    let file = folder.path + "/file"
    defer { unlink(file) }
    try Data("x".utf8).write(to: URL(filePath: file))
    let error = #expect(throws: CacheError.self) { try Cache(at: .file(file + "/martlet.db")) }
    #expect(error?.message.contains("no folder") == true)
  }

  @Test("many that start at once on a new file all find it ready")
  func openingAtOnce() async throws {
    let path = folder.database
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<8 {
        group.addTask {
          let cache = try Cache(at: .file(path))
          return try cache.take(posts(1...2), from: "https://example.org/\(number)").new
        }
      }
      for try await new in group { #expect(new == 2) }
    }
    #expect(try Cache(at: .file(path)).counts() == Counts(unread: 16, starred: 0, feeds: 8))
  }
}
