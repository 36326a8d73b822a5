import Glibc

/// A file named on the command line, `-` for standard input.
enum InputFile {
  /// How a message names it.
  static func name(_ path: String) -> String { path == "-" ? "standard input" : "'\(path)'" }

  /// All of its bytes.
  static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    let file = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(path) }
    defer { if file != STDIN_FILENO { close(file) } }
    var bytes: [UInt8] = []
    var status = stat()
    if fstat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 {
      bytes.reserveCapacity(Int(status.st_size) + 1)
    }
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    while true {
      let count = Glibc.read(file, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes.append(contentsOf: buffer[..<count])
      } else if errno != EINTR {
        throw failure(path)
      }
    }
  }

  private static func failure(_ path: String) -> CommandFailure {
    switch errno {
    case ENOENT: CommandFailure("there is no file \(name(path)); check its name")
    case EACCES: CommandFailure("\(name(path)) may not be read; check its permissions")
    case EISDIR: CommandFailure("\(name(path)) is a folder; name a file in it")
    default: CommandFailure("\(name(path)) could not be read: \(String(cString: strerror(errno)))")
    }
  }
}
