import Glibc

/// What commands print and write; a closed pipe or a full disk is a failure and no trap.
enum Output {
  /// Writes text to stdout.
  static func write(_ text: String) throws(CommandFailure) { try write(Array(text.utf8)) }

  /// Writes bytes to stdout.
  static func write(_ bytes: [UInt8]) throws(CommandFailure) {
    try write(bytes, to: STDOUT_FILENO, named: "the output")
  }

  /// Writes text to a file, in place of what was in it; `-` is stdout.
  static func write(_ text: String, to path: String) throws(CommandFailure) {
    guard path != "-" else { return try write(text) }
    let file = open(path.filePath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
    guard file >= 0 else { throw CommandFailure("cannot write to '\(path)': \(SystemError.last.text)") }
    defer { close(file) }
    try write(Array(text.utf8), to: file, named: "'\(path)'")
  }

  private static func write(_ bytes: [UInt8], to file: Int32, named name: String) throws(CommandFailure) {
    do throws(SystemError) {
      try writeAll(bytes, to: file)
    } catch {
      throw CommandFailure("cannot write to \(name): \(error.text)")
    }
  }

  /// Writes all bytes, however many calls that takes.
  static func writeAll(_ bytes: [UInt8], to file: Int32) throws(SystemError) {
    let result = bytes.withUnsafeBytes { bytes in
      Result { () throws(SystemError) in try writeAll(bytes, to: file) }
    }
    try result.get()
  }

  static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32) throws(SystemError) {
    var bytes = bytes[...]
    while !bytes.isEmpty {
      let count = Glibc.write(file, UnsafeRawBufferPointer(rebasing: bytes).baseAddress, bytes.count)
      if count > 0 {
        bytes = bytes.dropFirst(count)
      } else if errno != EINTR {
        throw .last
      }
    }
  }

  /// Shows one line of progress on the terminal at stderr in place of the last one.
  static func showProgress(_ text: String) {
    let bytes = Array("\r\(text)\u{1B}[K".utf8)
    _ = bytes.withUnsafeBytes { Glibc.write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
