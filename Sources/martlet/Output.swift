import Glibc

/// What commands print.
enum Output {
  /// Writes text to stdout; a closed pipe or a full disk is a failure and no trap.
  static func write(_ text: String) throws(CommandFailure) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let count = bytes.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR {
        throw CommandFailure("cannot write to the output: \(String(cString: strerror(errno)))")
      }
    }
  }

  /// Shows one line of progress on the terminal at stderr in place of the last one.
  static func showProgress(_ text: String) {
    let bytes = Array("\r\(text)\u{1B}[K".utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
