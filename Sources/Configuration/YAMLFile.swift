import Glibc
public import Yams

/// The one way in for YAML: config, credentials and themes.
///
/// A theme may come from anywhere, so nothing in it keeps the program busy or makes it wait: the file is a regular one
/// of a sane size, and what Yams could not digest is refused before it sees it.
public enum YAMLFile {
  private static let sizeLimit = 1 << 20

  /// The text of a file.
  public static func text(of path: String) throws(SettingsProblem) -> String {
    // A named pipe is not waited for.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard file >= 0 else { throw unreadable(errno) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else { throw unreadable(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw SettingsProblem(line: nil, message: "this is no regular file")
    }
    guard status.st_size <= sizeLimit else {
      throw SettingsProblem(line: nil, message: "this is larger than 1 MB, and cannot be meant")
    }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count <= sizeLimit {
      let count = read(file, &piece, piece.count)
      if count == 0 { break }
      if count > 0 {
        bytes += piece[..<count]
      } else if errno != EINTR {
        throw unreadable(errno)
      }
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw SettingsProblem(
        line: faultyLine(in: bytes), message: "this is not UTF-8; save the file as UTF-8 in your editor")
    }
    return text
  }

  /// What a text says; nil if it says nothing. Every scalar is left as text.
  public static func root(of text: String) throws(SettingsProblem) -> Node? {
    if let problem = YAMLScan.problem(in: text) { throw problem }
    do {
      // A resolver without its regular expressions, a constructor without its tables, and an encoding that need not be
      // looked up in the environment: together they would cost a start more than the file.
      return try Yams.compose(yaml: text, .basic, Constructor([:], [:], [:]), .utf8)
    } catch {
      throw problem(error, in: text)
    }
  }

  // MARK: Faults

  private static func unreadable(_ error: Int32) -> SettingsProblem {
    SettingsProblem(line: nil, message: "this cannot be read: \(String(cString: strerror(error)))")
  }

  /// The line in which bytes stop to be UTF-8.
  private static func faultyLine(in bytes: [UInt8]) -> Int {
    var line = 1
    for bytes in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      guard String(validating: bytes, as: UTF8.self) != nil else { break }
      line += 1
    }
    return line
  }

  private static func problem(_ error: any Error, in text: String) -> SettingsProblem {
    switch error as? YamlError {
    case .composer(let context, let problem, let mark, _):
      let words = context.map { "\($0.text), " } ?? ""
      return SettingsProblem(line: mark.line, message: "this is not YAML: \(words)\(problem)")
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _):
      return SettingsProblem(line: mark.line, message: "this is not YAML: \(problem)")
    case .reader(let problem, let offset, _, _):
      let line = offset.map { text.prefix($0).count { $0.isNewline } + 1 }
      return SettingsProblem(line: line, message: "this is not YAML: \(problem)")
    case .duplicatedKeysInMapping(let keys, let context):
      return SettingsProblem(
        line: context.mark.line, message: "'\(keys.first ?? "")' stands here and again below; keep one of them")
    default:
      return SettingsProblem(line: nil, message: "this is not YAML")
    }
  }
}
