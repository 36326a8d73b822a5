import Glibc

/// Bytes that a command is given: a file, or standard input as `-`.
enum InputFile {
  static func read(_ path: String) throws(CommandFailure) -> [UInt8] {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CommandFailure(reason(path)) }
    defer { if descriptor != STDIN_FILENO { close(descriptor) } }
    var bytes: [UInt8] = []
    var status = stat()
    if fstat(descriptor, &status) == 0, status.st_size > 0 { bytes.reserveCapacity(Int(status.st_size)) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count == 0 { return bytes }
      if count > 0 {
        bytes.append(contentsOf: buffer[..<count])
      } else if errno != EINTR {
        throw CommandFailure(reason(path))
      }
    }
  }

  private static func reason(_ path: String) -> String {
    let name = path == "-" ? "standard input" : "'\(path)'"
    switch errno {
    case ENOENT: return "there is no file \(name); check its name"
    case EACCES: return "\(name) may not be read; check its permissions"
    case EISDIR: return "\(name) is a folder; name a file in it"
    default: return "\(name) could not be read: \(String(cString: strerror(errno)))"
    }
  }
}
