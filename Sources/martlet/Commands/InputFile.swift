import Glibc

/// A file named on the command line, `-` for standard input.
enum InputFile {
  /// How a message names it.
  static func name(_ path: String) -> String { path == "-" ? "standard input" : "'\(path)'" }

  /// All of its bytes.
  static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(path) }
    defer { if path != "-" { close(descriptor) } }
    var bytes: [UInt8] = []
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0 {
      bytes.reserveCapacity(Int(status.st_size) + 1)
    }
    let chunk = 1 << 18
    var buffer = [UInt8](repeating: 0, count: chunk)
    while true {
      let count = Glibc.read(descriptor, &buffer, chunk)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw failure(path) }
      if count == 0 { return bytes }
      bytes.append(contentsOf: buffer[..<count])
    }
  }

  private static func failure(_ path: String) -> CommandFailure {
    CommandFailure("cannot read \(name(path)): \(String(cString: strerror(errno)))")
  }
}

/// Standard output, on which a closed pipe or a full disk is an error.
enum StandardOutput {
  static func write(_ bytes: [UInt8]) throws(CommandFailure) {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw CommandFailure("cannot write the output: \(String(cString: strerror(errno)))") }
      done += count
    }
  }
}
