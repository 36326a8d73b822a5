import FeedModel
import FoundationEssentials
import GRDB
import Glibc
import Synchronization

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
  /// Why nothing can be written; nil if all is well.
  let readOnlyReason: String?
  /// The file that was opened, however it is called now.
  private let file: (device: UInt, file: UInt)?

  init(at location: Cache.Location) throws(CacheError) {
    self.location = location
    do {
      switch location {
      case .memory:
        readOnlyReason = nil
        file = nil
        reader = try DatabaseQueue(configuration: Self.configuration)
        openWriter = Mutex(reader)
        try reader.inDatabase(Migrations.run)
      case .file(let path):
        if case .readOnly(let reason) = try CacheFile.prepare(path) {
          readOnlyReason = reason
          file = nil
          openWriter = Mutex(nil)
          reader = try Self.openFrozen(path)
          guard try reader.inDatabase(Migrations.isCurrent) else {
            throw CacheError("the cache is from an older Martlet and cannot be written: \(reason)")
          }
          return
        }
        readOnlyReason = nil
        file = CacheFile.identity(of: path)
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
    if let readOnlyReason { throw CacheError("the cache cannot be written: \(readOnlyReason)") }
    // What goes to a file that was set aside is lost.
    guard let file, let found = CacheFile.identity(of: path), file == found else {
      throw CacheError("the cache was moved or replaced while it was open; nothing was changed: start Martlet again")
    }
    return try openWriter.withLock { writer in
      if let writer { return writer }
      let opened = try DatabaseQueue(path: path, configuration: Self.writerConfiguration)
      writer = opened
      return opened
    }
  }

  /// Opens a database whose folder does not let SQLite have its files beside it.
  private static func openFrozen(_ path: String) throws -> DatabaseQueue {
    var configuration = configuration
    configuration.readonly = true
    // With its log beside it SQLite can do without writing, if the log's index is there too.
    if CacheFile.size(of: path + "-wal") > 0,
      let queue = try? DatabaseQueue(path: path, configuration: configuration)
    {
      return queue
    }
    return try DatabaseQueue(path: CacheFile.frozenURI(path), configuration: configuration)
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

  static var configuration: Configuration {
    var configuration = Configuration()
    configuration.busyMode = .timeout(5)
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA temp_store = MEMORY") }
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
