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
  private let patience = Patience()
  /// Whether the writer is set to `Durability.full`, as it is when opened.
  private let syncsFully = Atomic(true)
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
        let opened = try Self.open(path)
        (reader, readOnlyReason) = (opened.reader, opened.readOnlyReason)
        file = CacheFile.identity(of: path)
        if try reader.inDatabase(Migrations.isCurrent) {
          openWriter = Mutex(nil)
        } else if let readOnlyReason {
          throw CacheError("the cache is from an older Martlet and cannot be written: \(readOnlyReason)")
        } else {
          openWriter = Mutex(try Self.migrate(path, patience))
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

  /// One transaction, which waits for another process's: five seconds where the user waits too, longer for a refresh.
  func write<T>(_ durability: Durability, _ body: (Database) throws -> T) throws(CacheError) -> T {
    do {
      return try writer().inDatabase { db in
        patience.seconds.store(durability == .full ? 5 : 60, ordering: .relaxed)
        try set(durability, of: db)
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

  /// Only where it differs from the last write's, since SQLite reads a pragma anew each time.
  private func set(_ durability: Durability, of db: Database) throws {
    let isFull = durability == .full
    guard isFull != syncsFully.load(ordering: .relaxed) else { return }
    try db.execute(sql: isFull ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")
    syncsFully.store(isFull, ordering: .relaxed)
  }

  /// Refreshes what the query planner knows, after much was written.
  func optimize() throws(CacheError) {
    do {
      try writer().inDatabase { try $0.execute(sql: "PRAGMA analysis_limit = 400; PRAGMA optimize") }
    } catch {
      throw CacheError(error, at: location)
    }
  }

  /// Copies the list of subscriptions to a file of its own.
  func copySubscriptions() throws(CacheError) {
    guard case .file(let path) = location else { return }
    try readOnce { try SubscriptionCopy.write(beside: path, $0) }
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
      let opened = try DatabaseQueue(path: path, configuration: Self.writerConfiguration(patience))
      writer = opened
      return opened
    }
  }

  /// Opens a database to read; as it is, if nothing can be written beside it.
  private static func open(_ path: String) throws -> (reader: DatabaseQueue, readOnlyReason: String?) {
    if case .readOnly(let reason) = try CacheFile.prepare(path) { return (try openFrozen(path), reason) }
    do {
      let reader = try DatabaseQueue(path: path, configuration: configuration)
      _ = try reader.inDatabase(Migrations.isCurrent)
      return (reader, nil)
    } catch let error as DatabaseError where [.SQLITE_IOERR, .SQLITE_FULL].contains(error.resultCode) {
      // Even to be read, a log wants its index beside it.
      return (try openFrozen(path), "is the disk full?")
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
  private static func migrate(_ path: String, _ patience: Patience) throws -> DatabaseQueue {
    let writer = try DatabaseQueue(path: path, configuration: writerConfiguration(patience))
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
    configuration.prepareDatabase { db in
      // A search reads the narrow table of statuses twice; twice in memory is once from the file.
      try db.execute(sql: "PRAGMA temp_store = MEMORY; PRAGMA cache_size = -8000")
      db.add(function: TextFunction.function)
    }
    return configuration
  }

  private static func writerConfiguration(_ patience: Patience) -> Configuration {
    var configuration = configuration
    configuration.busyMode = .callback { tries in patience.waits(tries) }
    // Debian's SQLite overwrites freed pages with zeros; nothing here is secret enough for twice the writes.
    configuration.prepareDatabase {
      try $0.execute(
        sql: """
          PRAGMA cache_size = -5000; PRAGMA secure_delete = OFF; PRAGMA wal_autocheckpoint = 4000;
          PRAGMA synchronous = FULL
          """)
    }
    return configuration
  }
}

/// How a writer waits for the transaction of another process: with looks so close together that it comes in between two
/// feeds of a long refresh. SQLite's own waits grow to a tenth of a second, which such a refresh hardly ever leaves free.
private final class Patience: Sendable {
  let seconds = Atomic<Int>(5)
  private static let looksInASecond = 200

  /// - Returns: false when it has been long enough.
  func waits(_ looks: Int) -> Bool {
    guard looks < seconds.load(ordering: .relaxed) * Self.looksInASecond else { return false }
    usleep(useconds_t(1_000_000 / Self.looksInASecond))
    return true
  }
}

extension Optional {
  /// The value that a finished transaction has set.
  fileprivate func orFault() throws -> Wrapped {
    guard let self else { throw CacheError("the cache gave no answer; try again") }
    return self
  }
}
