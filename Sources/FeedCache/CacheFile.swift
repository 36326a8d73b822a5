import Glibc
import Typography

/// The database file and its folder, for the user's eyes only.
enum CacheFile {
  enum Access: Equatable {
    case readWrite
    /// Neither the file nor its folder changes; why.
    case readOnly(String)
  }

  /// Makes the folder and an empty file where there are none.
  static func prepare(_ path: String) throws(CacheError) -> Access {
    let folder = folder(of: path)
    try makeFolder(folder)
    guard isFile(path) else {
      throw CacheError("the cache \(name(of: path)) is no regular file; move it away")
    }
    // SQLite gives its -wal and -shm files the mode of the database.
    var file = open(path, O_RDWR | O_CLOEXEC)
    if file < 0, errno == ENOENT {
      // Not while another process puts a rescued cache in its place.
      file = whileLocked(folder) { open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600) }
    }
    guard file >= 0 else {
      let reason = reason()
      guard access(path, R_OK) == 0, !isFolder(path) else {
        throw CacheError("the cache \(name(of: path)) cannot be opened: \(reason)")
      }
      return .readOnly(reason)
    }
    defer { close(file) }
    if isEmptied(path) {
      throw CacheError("the cache \(name(of: path)) is damaged: the file is empty", damagedFile: path)
    }
    guard access(folder, W_OK) == 0 else { return .readOnly(reason()) }
    return .readWrite
  }

  static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  private static func isFolder(_ path: String) -> Bool {
    var facts = stat()
    return stat(path, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
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

  /// Does something while no other process does the like in that folder. The lock is on the folder itself: there is no
  /// lock file that could stay behind.
  static func whileLocked<T, Fault>(_ folder: String, _ work: () throws(Fault) -> T) throws(Fault) -> T {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    if descriptor >= 0 { flock(descriptor, LOCK_EX) }
    return try work()
  }

  /// Whether nothing but a regular file or a folder bears the name; a pipe would be waited for.
  private static func isFile(_ path: String) -> Bool {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return true }
    return [S_IFREG, S_IFDIR].contains(facts.st_mode & S_IFMT)
  }

  /// In bytes; 0 for a file that is not there.
  static func size(of path: String) -> Int {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : 0
  }

  /// SQLite takes a file of one byte too for a database that is still empty.
  static let emptySize = 1

  /// Whether a database that holds nothing once held something: what belongs to it is still there, or it is not about to
  /// be filled by another process. SQLite would take it for a new one, and delete the log beside it.
  static func isEmptied(_ path: String) -> Bool {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_size <= emptySize, isFile(path) else { return false }
    return size(of: path + "-wal") > 0 || size(of: SubscriptionCopy.path(beside: path)) > 0
      || time(nil) - facts.st_mtim.tv_sec > 60
  }

  /// Which file a path leads to now; nil for none.
  static func identity(of path: String) -> (device: UInt, file: UInt)? {
    var facts = stat()
    return stat(path, &facts) == 0 ? (UInt(facts.st_dev), UInt(facts.st_ino)) : nil
  }

  static func name(of path: String) -> String {
    TerminalText.line(path.count <= 150 ? path : "…" + path.suffix(150))
  }

  static func reason() -> String { String(cString: strerror(errno)) }

  /// A path as SQLite's URI of a file that nobody changes.
  static func frozenURI(_ path: String) -> String {
    let escaped = path.map { character -> String in
      switch character {
      case "%": "%25"
      case "?": "%3F"
      case "#": "%23"
      default: String(character)
      }
    }
    return "file:" + escaped.joined() + "?immutable=1"
  }
}
