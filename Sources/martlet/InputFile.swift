import Glibc
import Typography

/// A file named on the command line, `-` for standard input.
enum InputFile {
  /// How a message names it, on one line.
  static func name(_ path: String) -> String {
    path == "-" ? "standard input" : "'\(TerminalText.line(path.shownPath))'"
  }

  /// Bytes of a pipe or a device, which may have no end; what is as large and has one can be named as a file.
  private static let streamLimit = 256 << 20
  /// libxml2 counts bytes with 32 bits.
  private static let fileLimit = Int(Int32.max)

  /// All of its bytes.
  static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    let file = path == "-" ? STDIN_FILENO : open(path.filePath, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw failure(path) }
    defer { if file != STDIN_FILENO { close(file) } }
    var status = stat()
    let isRegular = fstat(file, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
    guard !isRegular || status.st_size <= fileLimit else {
      throw CommandFailure("\(name(path)) is larger than \(fileLimit >> 20) MiB; part it")
    }
    // One byte more than there are shows that the end was reached.
    var bytes = try read(file, path, atMost: isRegular ? Int(max(0, status.st_size)) + 1 : pieceSize)
    guard !isRegular || Int64(bytes.count) > status.st_size else { return bytes }
    while true {
      let piece = try read(file, path, atMost: pieceSize)
      if piece.isEmpty { return bytes }
      bytes += piece
      guard bytes.count <= (isRegular ? fileLimit : streamLimit) else {
        throw CommandFailure("\(name(path)) does not end within \(streamLimit >> 20) MiB; save what is in it to a file")
      }
    }
  }

  static func exists(_ path: String) -> Bool { access(path.filePath, F_OK) == 0 }

  static func isFolder(_ path: String) -> Bool { kind(of: path) == S_IFDIR }

  /// Whether it is a file that can be read to its end without waiting.
  static func isRegular(_ path: String) -> Bool { kind(of: path) == S_IFREG }

  private static func kind(of path: String) -> mode_t? {
    var status = stat()
    return path != "-" && stat(path.filePath, &status) == 0 ? status.st_mode & S_IFMT : nil
  }

  /// Whether a file is an SQLite database; it may be large, so only its beginning is read.
  static func isDatabase(_ path: String) -> Bool {
    // What is read of a pipe is gone from it.
    guard isRegular(path) else { return false }
    let file = open(path.filePath, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    let mark = Array("SQLite format 3".utf8) + [0]
    var head = [UInt8](repeating: 0, count: mark.count)
    return Glibc.read(file, &head, head.count) == head.count && head == mark
  }

  private static let pieceSize = 1 << 18

  /// What a file has next, straight into the array; less than `room` only at its end.
  private static func read(_ file: Int32, _ path: String, atMost room: Int) throws(CommandFailure) -> [UInt8] {
    var isFailed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, count in
      useHugePages(for: buffer)
      while count < buffer.count {
        let new = Glibc.read(file, buffer.baseAddress.map { $0 + count }, buffer.count - count)
        if new == 0 { return }
        if new > 0 {
          count += new
        } else if errno != EINTR {
          isFailed = true
          return
        }
      }
    }
    if isFailed { throw failure(path) }
    return bytes
  }

  /// Asks for large pages where there is much to read: clearing small ones would cost as much as reading.
  private static func useHugePages(for buffer: UnsafeMutableBufferPointer<UInt8>) {
    let page = 1 << 21
    guard buffer.count >= 4 * page, let start = buffer.baseAddress else { return }
    let skipped = (page - Int(bitPattern: start) & (page - 1)) & (page - 1)
    madvise(start + skipped, (buffer.count - skipped) & ~(page - 1), Int32(MADV_HUGEPAGE))
  }

  private static func failure(_ path: String) -> CommandFailure {
    switch errno {
    case ENOENT: CommandFailure("there is no file \(name(path)); check its name")
    case EACCES: CommandFailure("\(name(path)) may not be read; check its permissions")
    case EISDIR: CommandFailure("\(name(path)) is a folder; name a file in it")
    default: CommandFailure("\(name(path)) could not be read: \(SystemError.last.text)")
    }
  }
}
