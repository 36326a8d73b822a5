import GRDB
import Typography

extension CacheError {
  private static let unchanged = "nothing was changed"

  /// The same error where earlier steps of the work are kept: `done` says which, in a clause.
  public func afterSteps(_ done: String) -> CacheError {
    CacheError(message.replacing(Self.unchanged, with: done), damagedFile: damagedFile)
  }

  /// What went wrong below, told in one clause.
  init(_ error: any Error, at location: Cache.Location) {
    if let error = error as? CacheError {
      self = error
      return
    }
    var file: String?
    if case .file(let path) = location { file = path }
    let name = file.map(CacheFile.name) ?? "in memory"
    guard let error = error as? DatabaseError else {
      self.init("the cache \(name) failed: \(TerminalText.line("\(error)"))")
      return
    }
    switch error.resultCode {
    case .SQLITE_NOTADB, .SQLITE_CORRUPT:
      self.init("the cache \(name) is damaged; martlet check saves what can be read", damagedFile: file)
    case .SQLITE_BUSY, .SQLITE_LOCKED:
      self.init("another program is writing to the cache; \(Self.unchanged), try again")
    case .SQLITE_FULL:
      self.init("the disk is full; \(Self.unchanged)")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
      self.init("the cache \(name) or its folder cannot be written; check their permissions")
    case .SQLITE_IOERR:
      self.init(
        "the cache \(name) could not be read or written, \(Self.unchanged): is the disk full or faulty? "
          + TerminalText.line(error.message ?? ""))
    default:
      self.init(
        "the cache \(name) failed: \(TerminalText.line(error.message ?? "SQLite error \(error.resultCode.rawValue)"))")
    }
  }
}
