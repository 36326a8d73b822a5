import GRDB
import Typography

extension CacheError {
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
      self.init("another program has been writing to the cache for a while; nothing was changed, try again")
    case .SQLITE_FULL:
      self.init("the disk is full; nothing was changed")
    case .SQLITE_READONLY, .SQLITE_CANTOPEN, .SQLITE_PERM:
      self.init("the cache \(name) or its folder cannot be written; check their permissions")
    case .SQLITE_IOERR:
      self.init(
        "the cache \(name) could not be read or written, nothing was changed: is the disk full or faulty? "
          + TerminalText.line(error.message ?? ""))
    default:
      self.init(
        "the cache \(name) failed: \(TerminalText.line(error.message ?? "SQLite error \(error.resultCode.rawValue)"))")
    }
  }
}
