import Glibc

/// Text that goes to a file, or to standard output as `-`; a closed pipe or a full disk is an error.
enum OutputFile {
  static func write(_ text: String, to path: String) throws(CommandFailure) {
    let descriptor = path == "-" ? STDOUT_FILENO : open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard descriptor >= 0 else { throw failure(path) }
    defer { if descriptor != STDOUT_FILENO { close(descriptor) } }
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        rest = rest.dropFirst(count)
      } else if errno != EINTR {
        throw failure(path)
      }
    }
  }

  private static func failure(_ path: String) -> CommandFailure {
    let name = path == "-" ? "standard output" : "'\(path)'"
    return CommandFailure("\(name) could not be written: \(String(cString: strerror(errno)))")
  }
}
