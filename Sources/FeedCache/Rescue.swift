public import FoundationEssentials
import GRDB
import Glibc

/// What became of a damaged cache.
public struct Rescue: Equatable, Sendable {
  /// Where the damaged file is now.
  public var file: String
  /// Subscriptions and posts that could be read and are in the new cache.
  public var feeds: Int
  public var entries: Int
  /// Whether nothing was seen to be lost.
  public var isWhole: Bool

  /// All of it as one clause.
  public var message: String {
    let saved = "\(feeds) \(feeds == 1 ? "feed" : "feeds") and \(entries) \(entries == 1 ? "post" : "posts")"
    let rest = feeds + entries == 0 ? "nothing in it could be read" : "\(saved) were saved into a new one"
    return "the cache was damaged: it is now \(CacheFile.name(of: file)); \(rest)"
  }
}

extension Cache {
  /// Sets a damaged database aside as `martlet.db.damaged-2026-11-21`, log and all, and puts a new one in its place with
  /// all that can still be read. The damaged file itself is neither changed nor deleted, then or later.
  ///
  /// Nil means that the database is not damaged: another process may have done all this meanwhile.
  public static func rescue(_ path: String, at now: Date) throws(CacheError) -> Rescue? {
    do {
      return try CacheFile.whileLocked(CacheFile.folder(of: path)) { () throws -> Rescue? in
        guard try DamagedCache(path).isDamaged() else { return nil }
        return try DamagedCache(path).replace(at: now)
      }
    } catch {
      throw CacheError(error, at: .file(path))
    }
  }
}

/// A database that cannot be trusted any more.
struct DamagedCache {
  private let path: String
  private var copy: String { path + ".salvage" }
  private var fresh: String { path + ".new" }

  init(_ path: String) { self.path = path }

  private static let parts = ["", "-wal", "-shm"]

  func isDamaged() throws -> Bool {
    if CacheFile.size(of: path) <= CacheFile.emptySize { return CacheFile.isEmptied(path) }
    do {
      return try DatabaseQueue(path: path, configuration: CacheConnection.configuration).inDatabase { db in
        _ = try Migrations.isCurrent(db)
        return try String.fetchOne(db, sql: "PRAGMA quick_check(1)") != "ok"
      }
    } catch let error as DatabaseError where [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode) {
      try refuseForeign()
      return true
    }
  }

  /// A file that is damaged and another program's is not ours to move.
  private func refuseForeign() throws {
    guard let head = Self.bytes(of: path, count: 100), head.count == 100,
      head.starts(with: Array("SQLite format 3\0".utf8))
    else { return }
    let owner = head[68..<72].reduce(0) { $0 << 8 | Int($1) }
    guard owner != 0, owner != Migrations.applicationID else { return }
    throw CacheError("the file \(CacheFile.name(of: path)) belongs to another program; use another --data-dir")
  }

  func replace(at now: Date) throws -> Rescue {
    defer { for suffix in Self.parts { unlink(copy + suffix) } }
    for suffix in Self.parts { unlink(fresh + suffix) }
    let saved = try salvage()
    let aside = freeName(at: now)
    // The log first: beside the new database it would be taken for the new one's.
    for suffix in Self.parts.reversed() where access(path + suffix, F_OK) == 0 {
      guard rename(path + suffix, aside + suffix) == 0 else {
        throw CacheError("the damaged cache cannot be set aside: \(CacheFile.reason())")
      }
    }
    guard rename(fresh, path) == 0 else {
      throw CacheError("the new cache cannot be put in its place: \(CacheFile.reason())")
    }
    return Rescue(file: aside, feeds: saved.feeds, entries: saved.entries, isWhole: saved.isWhole)
  }

  private func freeName(at now: Date) -> String {
    let plain = path + ".damaged-" + now.formatted(.iso8601.year().month().day())
    var name = plain
    var number = 1
    while Self.parts.contains(where: { access(name + $0, F_OK) == 0 }) {
      number += 1
      name = "\(plain)-\(number)"
    }
    return name
  }

  // MARK: Salvage

  /// Makes the new database, with what can be read from a copy of the damaged one.
  private func salvage() throws -> (feeds: Int, entries: Int, isWhole: Bool) {
    close(open(fresh, O_RDWR | O_CREAT | O_CLOEXEC, 0o600))
    var configuration = CacheConnection.configuration
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA synchronous = OFF; PRAGMA journal_mode = MEMORY") }
    let target = try DatabaseQueue(path: fresh, configuration: configuration)
    try target.inDatabase(Migrations.run)
    let template = try target.inDatabase { try Template(fresh, $0) }
    var isWhole = false
    for repair in Repair.allCases {
      guard copyFile(), apply(repair, like: template), let source = try? openCopy() else { continue }
      isWhole = try copyRows(from: source, to: target) && repair == .none
      break
    }
    let counts = try target.inDatabase { db in
      try db.inTransaction {
        if !isWhole { try SubscriptionCopy.restore(beside: path, into: db) }
        _ = try CacheMender(db).mend()
        return .commit
      }
      _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
      return (
        try Int.fetchOne(db, sql: "SELECT count(*) FROM feed WHERE is_subscribed = 1") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM entry") ?? 0
      )
    }
    try target.close()
    try flush(fresh)
    return (counts.0, counts.1, isWhole)
  }

  private func copyRows(from source: DatabaseQueue, to target: DatabaseQueue) throws -> Bool {
    try source.inDatabase { from in
      try target.inDatabase { to in
        var salvage = Salvage(from: from, to: to)
        try to.inTransaction {
          try salvage.run()
          return .commit
        }
        return salvage.isWhole
      }
    }
  }

  /// Opens the copy if it has a schema that can be read.
  private func openCopy() throws -> DatabaseQueue? {
    var configuration = Configuration()
    // Reads also where the file is shorter than its header says.
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA writable_schema = ON; PRAGMA cell_size_check = ON") }
    let queue = try DatabaseQueue(path: copy, configuration: configuration)
    let tables = try queue.inDatabase {
      try Int.fetchOne($0, sql: "SELECT count(*) FROM sqlite_schema WHERE name IN ('feed', 'entry', 'status')")
    }
    return tables == 3 ? queue : nil
  }

  /// Ways to make a copy readable, the mildest first.
  private enum Repair: CaseIterable {
    case none
    /// The first bytes of the file are those of a new database. In a file that was emptied they let SQLite read its log.
    case header
    /// So are the pages that say where the tables are, also those that a file cut short has lost: they lie where a
    /// database of the same age has them.
    case schema
  }

  /// - Returns: whether there was something to repair the copy with.
  private func apply(_ repair: Repair, like template: Template) -> Bool {
    let file = open(copy, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    let pages = CacheFile.size(of: copy) / Template.pageSize
    switch repair {
    case .none: return true
    case .header:
      let header = template.header(pages: pages)
      return !header.isEmpty && pwrite(file, header, header.count, 0) == header.count
    case .schema:
      return template.schemaPages(pages: pages).allSatisfy { number, bytes in
        pwrite(file, bytes, bytes.count, (number - 1) * Template.pageSize) == bytes.count
      }
    }
  }

  /// Pages of a new database.
  private struct Template {
    static let pageSize = 4096

    private var schema: [(number: Int, bytes: [UInt8])]

    init(_ path: String, _ db: Database) throws {
      let numbers = try Int.fetchAll(db, sql: "SELECT pageno FROM dbstat WHERE name = 'sqlite_schema' ORDER BY pageno")
      schema = numbers.compactMap { number in
        DamagedCache.bytes(of: path, count: Self.pageSize, at: (number - 1) * Self.pageSize).map { (number, $0) }
      }
    }

    /// The first hundred bytes, for a file of so many pages, none of which are known to be free.
    func header(pages: Int) -> [UInt8] {
      let pages = max(pages, 1)
      guard var bytes = schema.first?.bytes.prefix(100), bytes.count == 100 else { return [] }
      for (offset, shift) in zip(28..<32, [24, 16, 8, 0]) { bytes[offset] = UInt8(truncatingIfNeeded: pages >> shift) }
      for offset in 32..<40 { bytes[offset] = 0 }
      return Array(bytes)
    }

    func schemaPages(pages: Int) -> [(number: Int, bytes: [UInt8])] {
      let header = header(pages: max(pages, schema.last?.number ?? 0))
      return schema.map { number, bytes in
        number == 1 ? (1, header + bytes.dropFirst(header.count)) : (number, bytes)
      }
    }
  }

  /// - Returns: whether there is a copy to read.
  private func copyFile() -> Bool {
    for suffix in Self.parts { unlink(copy + suffix) }
    guard CacheFile.size(of: path) + CacheFile.size(of: path + "-wal") > 0 else { return false }
    for suffix in ["", "-wal"] where access(path + suffix, F_OK) == 0 {
      guard Self.copy(path + suffix, to: copy + suffix) else { return false }
    }
    return true
  }

  // MARK: Files

  private static func copy(_ from: String, to: String) -> Bool {
    let input = open(from, O_RDONLY | O_CLOEXEC)
    let output = open(to, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    defer {
      close(input)
      close(output)
    }
    guard input >= 0, output >= 0 else { return false }
    var buffer = [UInt8](repeating: 0, count: 1 << 20)
    while true {
      let count = read(input, &buffer, buffer.count)
      guard count > 0 else { return count == 0 }
      guard write(output, buffer, count) == count else { return false }
    }
  }

  private static func bytes(of path: String, count: Int, at offset: Int = 0) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: count)
    let found = pread(file, &buffer, count, offset)
    return found >= 0 ? Array(buffer.prefix(found)) : nil
  }

  private func flush(_ path: String) throws {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    defer { close(file) }
    guard file >= 0, fsync(file) == 0 else {
      throw CacheError("the new cache cannot be written: \(CacheFile.reason())")
    }
  }
}
