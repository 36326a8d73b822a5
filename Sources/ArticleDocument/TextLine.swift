import Typography

/// A line of a text, and what it looks like by itself.
struct TextLine {
  enum Shape: Equatable {
    case blank, text
    /// One sign over and over.
    case row(UInt8)
    /// Signs that stand apart, as in `* * *`.
    case rule
    /// Three or more of a sign that may begin or end a block of code, with what stands after them.
    case fence(UInt8, count: Int, isBare: Bool)
    /// What was typed at a prompt.
    case prompt
    /// The number of bytes of the mark, and of what stands before the text.
    case bullet(mark: Int, lead: Int)
    case number(mark: Int, lead: Int)
  }

  /// Further marks of quotes are text.
  static let deepestQuote = 32

  /// The line after its marks of quotes, without blanks at the end.
  private(set) var source: String
  /// How many bytes of it are white space before the text.
  private let lead: Int
  /// How many marks of quotes stand before it.
  private(set) var depth: Int
  /// The column in which the first mark stands.
  private(set) var markIndent = 0
  /// Columns of white space before the text, counted from the marks.
  private(set) var indent: Int
  /// Cells of the text.
  let cells: Int
  let shape: Shape
  /// Whether an ideographic blank begins the line, as it begins paragraphs.
  let hasIdeographicIndent: Bool

  /// A text's lines.
  static func lines(of text: String) -> [TextLine] {
    var text = text
    var lines: [TextLine] = text.withUTF8 { bytes in
      bytes.split(separator: 0x0A, omittingEmptySubsequences: false).map { TextLine(UnsafeBufferPointer(rebasing: $0)) }
    }
    for index in lines.indices where lines[index].depth > 0 && !lines[index].isQuote(after: index, in: lines) {
      lines[index] = lines[index].unquoted
    }
    return lines
  }

  /// The text from the first character that is no white space.
  var text: Substring { source[source.utf8.index(source.startIndex, offsetBy: lead)...] }

  var isBlank: Bool { shape == .blank }

  var isItem: Bool {
    switch shape {
    case .bullet, .number: true
    default: false
    }
  }

  /// Bytes from an item's mark to its text.
  var markLead: Int {
    switch shape {
    case .bullet(_, let lead), .number(_, let lead): lead
    default: 0
    }
  }

  var isNumber: Bool { if case .number = shape { true } else { false } }

  /// The line as it stands right of a column, tabs kept where they can be.
  func source(from column: Int) -> String {
    if column == 0 { return source }
    let bytes = source.utf8
    var index = bytes.startIndex
    var reached = 0
    while reached < column, index < bytes.endIndex, let width = Self.blankCells(bytes[index...], at: reached) {
      reached += width.cells
      index = bytes.index(index, offsetBy: width.bytes)
    }
    return String(repeating: " ", count: max(0, reached - column)) + source[index...]
  }

  /// The line that is left when a mark is taken off; its text stands where it stood.
  func withoutMark(_ bytes: Int) -> TextLine {
    let rest = text.utf8.dropFirst(bytes)
    let line = String(repeating: " ", count: indent + bytes) + (String(rest) ?? "")
    var copy = line
    var result = copy.withUTF8 { TextLine(text: $0) }
    result.depth = depth
    return result
  }

  // MARK: - Reading one line

  private init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var marks = 0
    var afterMarks = 0
    var column = 0
    var index = 0
    var firstMark = 0
    while marks < Self.deepestQuote {
      var blanks = 0
      while index < bytes.count, let blank = Self.blankCells(bytes[index...], at: column), blanks < 4 {
        blanks += blank.cells
        column += blank.cells
        index += blank.bytes
      }
      guard blanks < 4, index < bytes.count, let size = Self.quoteMark(bytes, at: index) else { break }
      if marks == 0 { firstMark = column }
      marks += 1
      index += size
      column += 1
      afterMarks = index
    }
    if marks > 0, afterMarks < bytes.count, bytes[afterMarks] == 0x20 { afterMarks += 1 }
    self.init(text: UnsafeBufferPointer(rebasing: bytes[(marks > 0 ? afterMarks : 0)...]))
    depth = marks
    markIndent = marks > 0 ? firstMark : 0
    if marks > 0 { quoted = String(decoding: bytes, as: UTF8.self) }
  }

  private init(text bytes: UnsafeBufferPointer<UInt8>) {
    var end = bytes.count
    while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    while end > 2, bytes[end - 1] == 0x80, bytes[end - 2] == 0x80, bytes[end - 3] == 0xE3 { end -= 3 }
    let kept = UnsafeBufferPointer(rebasing: bytes[..<end])
    var start = 0
    var column = 0
    while start < kept.count, let blank = Self.blankCells(kept[start...], at: column) {
      column += blank.cells
      start += blank.bytes
    }
    let isEmpty = start == kept.count
    source = isEmpty ? "" : String(decoding: kept, as: UTF8.self)
    lead = isEmpty ? 0 : start
    indent = isEmpty ? 0 : column
    depth = 0
    hasIdeographicIndent = !isEmpty && start >= 3 && kept[0] == 0xE3
    shape = LineShape.shape(UnsafeBufferPointer(rebasing: kept[start...]), indent: column)
    cells = isEmpty ? 0 : DisplayWidth.cells(of: String(decoding: kept[start...], as: UTF8.self))
  }

  /// The cells and bytes of the white space that stands here.
  private static func blankCells(_ bytes: some Collection<UInt8>, at column: Int) -> (cells: Int, bytes: Int)? {
    switch bytes.first {
    case 0x20: (1, 1)
    case 0x09: (8 - column % 8, 1)
    case 0xE3 where bytes.prefix(3).elementsEqual([0xE3, 0x80, 0x80]): (2, 3)
    case 0xC2 where bytes.prefix(2).elementsEqual([0xC2, 0xA0]): (1, 2)
    default: nil
    }
  }

  private static func quoteMark(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    if bytes[index] == UInt8(ascii: ">") { return 1 }
    return bytes[index...].prefix(3).elementsEqual([0xEF, 0xBC, 0x9E]) ? 3 : nil
  }

  // MARK: - Quotes

  /// The whole line, where marks of quotes were found.
  private var quoted: String?

  private var unquoted: TextLine {
    guard var line = quoted else { return self }
    return line.withUTF8 { TextLine(text: $0) }
  }

  /// Whether it has more signs than letters.
  private var isDrawn: Bool {
    let signs = text.utf8.count { $0 > 0x20 && $0 < 0x80 && !$0.isASCIILetter && !$0.isASCIIDigit }
    return signs * 2 > text.utf8.count { $0 > 0x20 }
  }

  /// The sign `>` may stand in a drawing or in code, and three of it are Python's prompt.
  private func isQuote(after index: Int, in lines: [TextLine]) -> Bool {
    let previous = index > 0 ? lines[index - 1] : nil
    if markIndent > 0, let previous, previous.depth == 0, !previous.isBlank, !previous.isItem,
      previous.indent > 0 || previous.isDrawn
    {
      return false
    }
    guard depth == 3, let quoted, quoted.hasPrefix(">>> ") || quoted == ">>>" else { return true }
    let next = index + 1 < lines.count ? lines[index + 1] : nil
    let isAlone = [previous, next].allSatisfy { $0.map { $0.depth == 0 || $0.depth == 3 } ?? true }
    let isSession = previous?.shape == .prompt || next.map { $0.depth == 0 && $0.text.hasPrefix("...") } ?? false
    return !(isAlone && (isSession || !CodeLook(text).isSentence))
  }
}
