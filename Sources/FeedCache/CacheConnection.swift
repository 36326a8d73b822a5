import FeedModel
import FoundationEssentials
import GRDB
import Glibc
import Synchronization
import Typography

/// The two connections of a cache: one that reads, opened at once, and one that writes, opened when first needed.
///
/// Under WAL the reader never waits for a writer, in this process or another. One reader that lives as long as the
/// cache also makes `PRAGMA data_version` tell of every other connection's writes. GRDB's pool would do, but it writes
/// to the file at each start.
final class CacheConnection: Sendable {
  enum Durability {
    /// On disk when the write returns: what the user did.
    case full
    /// A power cut may take the last writes back, whole transactions each: what a refresh brings again.
    case afterCheckpoint
  }

  private let location: Cache.Location
  private let reader: DatabaseQueue
  private let openWriter: Mutex<DatabaseQueue?>

  init(at location: Cache.Location) throws(CacheError) {
    self.location = location
    do {
      switch location {
      case .memory:
        reader = try DatabaseQueue(configuration: Self.configuration)
        openWriter = Mutex(reader)
        try reader.inDatabase(Migrations.run)
      case .file(let path):
        try CacheFile.prepare(path)
        reader = try DatabaseQueue(path: path, configuration: Self.configuration)
        if try reader.inDatabase(Migrations.isCurrent) {
          openWriter = Mutex(nil)
        } else {
          openWriter = Mutex(try Self.migrate(path))
        }
      }
    } catch {
      throw CacheError(error, at: location)
    }
  }

  /// One consistent read.
  func read<T>(_ body: (Database) throws -> T) throws(CacheError) -> T {
    do {
      return try reader.inDatabase { db in
        var result: T?
        try db.inTransaction(.deferred) {
          result = try body(db)
          return .commit
        }
        return try result.orFault()
      }
    } catch {
      throw CacheError(error, at: location)
    }
  }

  /// A read of one statement, which needs no transaction.
  func readOnce<T>(_ body: (Database) throws -> T) throws(CacheError) -> T {
    do {
      return try reader.inDatabase(body)
    } catch {
      throw CacheError(error, at: location)
    }
  }

  /// One transaction, which waits up to five seconds for another process's.
  func write<T>(_ durability: Durability, _ body: (Database) throws -> T) throws(CacheError) -> T {
    do {
      return try writer().inDatabase { db in
        try db.execute(sql: durability == .full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")
        var result: T?
        try db.inTransaction(.immediate) {
          result = try body(db)
          return .commit
        }
        return try result.orFault()
      }
    } catch {
      throw CacheError(error, at: location)
    }
  }

  /// Refreshes what the query planner knows, after much was written.
  func optimize() throws(CacheError) {
    do {
      try writer().inDatabase { try $0.execute(sql: "PRAGMA analysis_limit = 400; PRAGMA optimize") }
    } catch {
      throw CacheError(error, at: location)
    }
  }

  private func writer() throws -> DatabaseQueue {
    guard case .file(let path) = location else { return reader }
    return try openWriter.withLock { writer in
      if let writer { return writer }
      let opened = try DatabaseQueue(path: path, configuration: Self.writerConfiguration)
      writer = opened
      return opened
    }
  }

  /// Two programs that start at once on a new file may meet while it is turned to WAL, where SQLite does not wait.
  private static func migrate(_ path: String) throws -> DatabaseQueue {
    let writer = try DatabaseQueue(path: path, configuration: writerConfiguration)
    var attempts = 0
    while true {
      do {
        try writer.inDatabase { db in
          _ = try String.fetchOne(db, sql: "PRAGMA journal_mode = WAL")
          try Migrations.run(db)
        }
        return writer
      } catch let error as DatabaseError where error.resultCode == .SQLITE_BUSY && attempts < 50 {
        attempts += 1
        usleep(20_000)
      }
    }
  }

  private static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { db in
      try db.execute(sql: "PRAGMA temp_store = MEMORY")
      db.add(function: TextFunction.function)
    }
    return configuration
  }

  private static var writerConfiguration: Configuration {
    var configuration = configuration
    // Debian's SQLite overwrites freed pages with zeros; nothing here is secret enough for twice the writes.
    configuration.prepareDatabase {
      try $0.execute(sql: "PRAGMA cache_size = -16000; PRAGMA secure_delete = OFF; PRAGMA wal_autocheckpoint = 4000")
    }
    return configuration
  }
}

extension Optional {
  /// The value that a finished transaction has set.
  fileprivate func orFault() throws -> Wrapped {
    guard let self else { throw CacheError("the cache gave no answer; try again") }
    return self
  }
}

/// The database file and its folder, for the user's eyes only.
enum CacheFile {
  static func prepare(_ path: String) throws(CacheError) {
    let folder = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    try makeFolder(folder.isEmpty ? "/" : folder)
    // SQLite gives its -wal and -shm files the mode of the database.
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else {
      throw CacheError("the cache \(name(of: path)) cannot be opened for writing: \(reason())")
    }
    close(file)
  }

  private static func makeFolder(_ folder: String) throws(CacheError) {
    var facts = stat()
    if stat(folder, &facts) == 0 {
      guard facts.st_mode & S_IFMT == S_IFDIR else {
        throw CacheError("the cache cannot be made: \(name(of: folder)) is no folder")
      }
      return
    }
    if let slash = folder.lastIndex(of: "/"), slash > folder.startIndex {
      try makeFolder(String(folder[..<slash]))
    }
    guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
      throw CacheError("the cache folder \(name(of: folder)) cannot be made: \(reason())")
    }
  }

  static func name(of path: String) -> String {
    TerminalText.line(path.count <= 150 ? path : "…" + path.suffix(150))
  }

  private static func reason() -> String { String(cString: strerror(errno)) }
}

extension CacheError {
  /// What went wrong below, told in one clause.
  init(_ error: any Error, at location: Cache.Location) {
    if let error = error as? CacheError {
      self = error
      return
    }
    let name =
      switch location {
      case .memory: "in memory"
      case .file(let path): CacheFile.name(of: path)
      }
    guard let error = error as? DatabaseError else {
      self.init("the cache \(name) failed: \(TerminalText.line("\(error)"))")
      return
    }
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      self.init("the cache \(name) is damaged; it was left as it is: move it away or restore a copy")
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init("another program has been writing to the cache for five seconds; try again")
    case .SQLITE_FULL:
      self.init("the disk is full; nothing was changed")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
      self.init("the cache \(name) or its folder cannot be written; check their permissions")
    case .SQLITE_IOERR:
      self.init(
        "the disk of the cache \(name) does not work: \(TerminalText.line(error.message ?? "input/output error"))")
    default:
      self.init(
        "the cache \(name) failed: \(TerminalText.line(error.message ?? "SQLite error \(error.resultCode.rawValue)"))")
    }
  }
}
