/// Looks through YAML for what would keep Yams busy without end.
///
/// Yams compares the keys of a mapping with one another. Where they are lists or mappings themselves, the time for it
/// doubles with each level, and an alias may stand for any number of them: few bytes do for a year. No file of
/// Martlet's has such keys, so they are refused. The text is parted into tokens as libyaml does it; it is what spans
/// lines that could be taken differently, so a text in quotes must end in its line, and one without quotes in brackets
/// is followed over the ends of lines.
struct YAMLScan {
  /// The open brackets: whether each is that of a mapping.
  private var brackets: [Bool] = []
  /// Whether a key of the innermost bracket is next.
  private var awaitsKey = false
  /// The column of the innermost entry or key, as far as lines without brackets tell.
  private var column = -1
  private var blockText: BlockText?
  /// Whether a text without quotes, in brackets, may go on in the next line.
  private var isInPlain = false
  /// Whether there was more than directives and comments.
  private var hasContent = false

  /// Lines of text after `|` or `>`.
  private struct BlockText {
    /// What its lines are indented by at least.
    var indent: Int
    /// Whether the first line with something in it has settled that.
    var isSettled: Bool
  }

  private static let keyMessage = "only text can be a key, not a list or an alias; write 'key: value'"
  private static let quoteMessage = "the quote is not closed in its line"

  /// The first thing in a text that is refused.
  static func problem(in text: String) -> SettingsProblem? {
    var scan = YAMLScan()
    for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
      if let message = scan.read(Array(line.utf8)[...], isFirst: index == 0) {
        return SettingsProblem(line: index + 1, message: message)
      }
    }
    return nil
  }

  /// - Returns: why the line is refused.
  private mutating func read(_ line: ArraySlice<UInt8>, isFirst: Bool) -> String? {
    if belongsToBlockText(line) { return nil }
    var rest = isFirst && line.starts(with: [0xEF, 0xBB, 0xBF]) ? line.dropFirst(3) : line
    if rest.first == UInt8(ascii: "%"), !hasContent { return nil }
    if rest.starts(with: "---".utf8), Self.isBlank(rest.dropFirst(3).first) { rest = rest.dropFirst(3) }
    if isInPlain {
      rest = rest.drop { Self.isBlank($0) }
      guard let first = rest.first else { return nil }
      if first == UInt8(ascii: "#") { isInPlain = false } else { rest = afterPlain(rest, from: rest.startIndex) }
    }
    // A closing bracket, or an alias, which may stand for a list.
    var followsCollection = false
    while true {
      rest = rest.drop { Self.isBlank($0) }
      guard let first = rest.first, first != UInt8(ascii: "#") else { return nil }
      hasContent = true
      let isInBrackets = !brackets.isEmpty
      let isIndicator = isInBrackets || Self.isBlank(rest.dropFirst().first)
      let couldBeKey = !followsCollection
      followsCollection = false
      switch first {
      case UInt8(ascii: "?") where isIndicator: return Self.keyMessage
      case UInt8(ascii: ":") where isIndicator:
        guard couldBeKey else { return Self.keyMessage }
        awaitsKey = false
        rest.removeFirst()
      case UInt8(ascii: "-") where Self.isBlank(rest.dropFirst().first):
        column = rest.startIndex
        rest.removeFirst()
      case UInt8(ascii: "["), UInt8(ascii: "{"):
        guard !awaitsKey else { return Self.keyMessage }
        awaitsKey = first == UInt8(ascii: "{")
        brackets.append(awaitsKey)
        rest.removeFirst()
      case UInt8(ascii: "]"), UInt8(ascii: "}"):
        _ = brackets.popLast()
        awaitsKey = false
        followsCollection = true
        rest.removeFirst()
      case UInt8(ascii: ",") where isInBrackets:
        awaitsKey = brackets.last == true
        rest.removeFirst()
      case UInt8(ascii: "*"):
        guard !awaitsKey else { return Self.keyMessage }
        followsCollection = true
        rest = rest.dropFirst().drop(while: Self.isNamePart)
      case UInt8(ascii: "&"): rest = rest.dropFirst().drop(while: Self.isNamePart)
      case UInt8(ascii: "!"):
        rest = rest.drop { !Self.isBlank($0) && !(isInBrackets && $0 == UInt8(ascii: ",")) }
      case UInt8(ascii: "|") where !isInBrackets, UInt8(ascii: ">") where !isInBrackets:
        beginBlockText(rest.dropFirst())
        return nil
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        guard let end = Self.endOfQuoted(rest) else { return Self.quoteMessage }
        noteScalar(at: rest.startIndex)
        rest = rest[end...]
      default:
        noteScalar(at: rest.startIndex)
        rest = afterPlain(rest, from: rest.startIndex + 1)
      }
    }
  }

  private mutating func noteScalar(at start: Int) {
    awaitsKey = false
    if brackets.isEmpty { column = start }
  }

  // MARK: Text

  /// - Returns: where what follows the closing quote begins; nil if there is none.
  private static func endOfQuoted(_ text: ArraySlice<UInt8>) -> Int? {
    guard let quote = text.first else { return nil }
    var index = text.startIndex + 1
    while index < text.endIndex {
      let isEscape =
        quote == UInt8(ascii: "\"")
        ? text[index] == UInt8(ascii: "\\") : text[index] == quote && text[(index + 1)...].first == quote
      if !isEscape, text[index] == quote { return index + 1 }
      index += isEscape ? 2 : 1
    }
    return nil
  }

  /// - Returns: what follows a text without quotes.
  private mutating func afterPlain(_ text: ArraySlice<UInt8>, from start: Int) -> ArraySlice<UInt8> {
    let end = endOfPlain(text, from: start)
    isInPlain = end == text.endIndex && !brackets.isEmpty
    return text[end...]
  }

  private func endOfPlain(_ text: ArraySlice<UInt8>, from start: Int) -> Int {
    for index in start..<text.endIndex {
      switch text[index] {
      case UInt8(ascii: ":") where Self.isBlank(text[(index + 1)...].first): return index
      case UInt8(ascii: "#") where index > start && Self.isBlank(text[index - 1]): return index
      case UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "{"), UInt8(ascii: "}"):
        if !brackets.isEmpty { return index }
      default: break
      }
    }
    return text.endIndex
  }

  // MARK: Lines of text

  private mutating func beginBlockText(_ header: ArraySlice<UInt8>) {
    let digit = header.prefix(2).first { $0 >= UInt8(ascii: "1") && $0 <= UInt8(ascii: "9") }
    let more = digit.map { Int($0 - UInt8(ascii: "0")) }
    blockText = BlockText(indent: max(column, 0) + (more ?? 1), isSettled: more != nil)
  }

  private mutating func belongsToBlockText(_ line: ArraySlice<UInt8>) -> Bool {
    guard var text = blockText else { return false }
    let indent = line.prefix { $0 == UInt8(ascii: " ") }.count
    if indent == line.count {
      if !text.isSettled { text.indent = max(text.indent, indent) }
    } else if indent >= text.indent {
      if !text.isSettled { text.indent = indent }
      text.isSettled = true
    } else {
      blockText = nil
      return false
    }
    blockText = text
    return true
  }

  // MARK: Bytes

  /// Whether a byte parts words, or is the end of the line.
  private static func isBlank(_ byte: UInt8?) -> Bool {
    byte == nil || byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t") || byte == 0
  }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
      true
    default: false
    }
  }
}
