import Typography

/// Text: lines that were broken at a margin are joined, long lines are paragraphs, and others stay lines.
extension TextReading {
  /// A right margin beyond this is no margin: each line is a paragraph.
  private static let widestMargin = 100
  /// Lines that all end before this column are not text broken into lines, but for ideographs, of which fewer make a line.
  private static let narrowestMargin = 50
  private static let narrowestWideMargin = 24
  /// A line may end this much before the margin though the next word would have fitted.
  private static let slack = 10

  /// How a line follows another.
  private enum Follow { case joined, line, paragraph }

  mutating func readText() -> [Block] {
    let start = at
    at += 1
    while at < end, !isHeading(at - 1), goesOnAsText(at) { at += 1 }
    guard let sign = underline(of: at - 1) else { return paragraphs(start..<at) }
    let title = lines[at - 1].text
    let before = start < at - 1 ? paragraphs(start..<(at - 1)) : []
    at += 1
    return before + [.heading(level: headingLevel(sign), [.text(String(title))])]
  }

  /// Whether a line belongs to the text above it.
  private func goesOnAsText(_ index: Int) -> Bool {
    guard !isQuoted(index) else { return false }
    let above = lines[index - 1]
    switch lines[index].shape {
    case .text: return !(above.text.hasSuffix(":") && isFollowedByProgram(index))
    case .blank, .prompt, .rule, .row: return false
    case .fence(let sign, let count, _): return unclosedFences[sign].map { $0.end == end && count >= $0.count } ?? false
    // A number or a dash may stand at the start of a line by chance.
    case .number: return !above.text.hasSuffix(":") && above.cells >= Self.narrowestMargin && !isItemBeside(index)
    case .bullet:
      return above.cells >= Self.narrowestMargin && !above.text.endsSentence && !above.text.hasSuffix(":")
        && indent(index) == indent(index - 1) && !isItemBeside(index) && index + 1 < end && !lines[index + 1].isBlank
    }
  }

  /// Whether an item follows at once.
  private func isItemBeside(_ index: Int) -> Bool { index + 1 < end && !isQuoted(index + 1) && lines[index + 1].isItem }

  private func isFollowedByProgram(_ index: Int) -> Bool {
    let first = CodeLook(lines[index].text)
    guard first.score > 1 || first.isField else { return false }
    return LinesLook(lines[index..<chunkEnd(from: index, atMost: 8)]).isCode
  }

  private func chunkEnd(from start: Int, atMost count: Int) -> Int {
    var index = start
    while index < min(end, start + count), !isQuoted(index), !lines[index].isBlank { index += 1 }
    return index
  }

  // MARK: - Joining

  func paragraphs(_ range: Range<Int>) -> [Block] {
    if range.count == 1 { return [.paragraph([.text(String(lines[range.lowerBound].text))])] }
    let margin = margin(of: range)
    let look = LinesLook(lines[range])
    let keepsLines = look.beginAlike || lines[range.lowerBound].text == "--"
    if margin > Self.widestMargin, !keepsLines { return range.map { .paragraph([.text(String(lines[$0].text))]) } }
    let joining = Joining(
      range: range, margin: margin, keepsLines: keepsLines, areSentences: look.areSentences,
      least: lines[range].lazy.map(\.indent).min() ?? 0,
      isIndentedProse: look.hasSteps && look.isProse && margin >= Self.narrowestMargin,
      hangs: hangs(range))
    var blocks: [Block] = []
    var inlines: [Inline] = []
    for index in range {
      let follow = index == range.lowerBound ? nil : follow(index, joining)
      var text = String(lines[index].text)
      switch follow {
      case .joined?: inlines.append(.text(blank(before: index)))
      case .line?: inlines.append(.lineBreak)
      case .paragraph?:
        blocks.append(.paragraph(inlines))
        inlines = []
      case nil: break
      }
      if look.hasSteps, !joining.isIndentedProse, follow != .joined, !lines[index].hasIdeographicIndent,
        !isItem || follow != nil
      {
        text = String(repeating: " ", count: lines[index].indent - joining.least) + text
      }
      inlines.append(.text(text))
    }
    blocks.append(.paragraph(inlines))
    return blocks
  }

  /// Whether the first line stands left of the second, and no line after it starts a paragraph.
  private func hangs(_ range: Range<Int>) -> Bool {
    guard range.count > 1, lines[range.lowerBound + 1].indent > lines[range.lowerBound].indent else { return false }
    return range.count == 2 || lines[range.lowerBound + 2].indent >= lines[range.lowerBound + 1].indent
  }

  /// What is known of lines that are to be joined or not.
  private struct Joining {
    var range: Range<Int>
    var margin: Int
    var keepsLines: Bool
    var areSentences: Bool
    var least: Int
    /// Whether indentation is that of paragraphs: of their first lines, or of all others.
    var isIndentedProse: Bool
    var hangs: Bool
  }

  /// Where the longest line ends; a line that an address fills tells nothing.
  private func margin(of range: Range<Int>) -> Int {
    var margin = 0
    for line in lines[range] where line.cells > margin {
      if line.cells > Self.widestMargin,
        line.text.split(separator: " ").contains(where: { $0.utf8.count > 50 && $0.contains("/") })
      {
        continue
      }
      margin = line.cells
    }
    return margin
  }

  private func follow(_ index: Int, _ joining: Joining) -> Follow {
    let line = lines[index]
    let above = lines[index - 1]
    if line.hasIdeographicIndent { return .paragraph }
    if joining.keepsLines { return line.indent > joining.least && line.text.first?.isLetter == true ? .joined : .line }
    if above.isWideAtEnd || line.isWideAtStart { return followIdeographs(index, joining) }
    if line.beginsLike(above) || index + 1 < joining.range.upperBound && line.beginsLike(lines[index + 1]) {
      return .line
    }
    if line.indent != above.indent, !isItem {
      guard joining.isIndentedProse else { return .line }
      if joining.hangs { return line.indent == joining.least ? .paragraph : .joined }
    }
    if joining.isIndentedProse, !joining.hangs, line.indent > joining.least { return .paragraph }
    let reach = above.cells + 1 + line.firstWordCells
    let isFull = joining.margin >= Self.narrowestMargin && reach > joining.margin - Self.slack
    if joining.areSentences, line.indent == above.indent { return isFull ? .paragraph : .line }
    return isFull || isItem && line.text.first?.isLowercase == true ? .joined : .line
  }

  /// Ideographs fill a line but for what may not begin the next.
  private func followIdeographs(_ index: Int, _ joining: Joining) -> Follow {
    let above = lines[index - 1]
    let isClosed = above.text.endsSentence
    if joining.margin < Self.narrowestWideMargin { return .line }
    if joining.areSentences { return .paragraph }
    if isClosed, let first = lines[index].text.first, "「『“‘《（〈【".contains(first) { return .paragraph }
    if above.cells >= joining.margin - 4 { return .joined }
    return isClosed && joining.range.count > 2 ? .paragraph : .line
  }

  /// What stands between two lines that are joined.
  private func blank(before index: Int) -> String {
    let above = lines[index - 1]
    if above.isWideAtEnd, lines[index].isWideAtStart { return "" }
    // A word that was divided, or has a hyphen.
    if above.text.hasSuffix("-"), above.text.dropLast().last?.isLetter == true,
      lines[index].text.first?.isLetter == true
    {
      return ""
    }
    return " "
  }
}

extension TextLine {
  /// Whether both begin with a sign that is no part of a sentence, as lines of a table or a quote do.
  fileprivate func beginsLike(_ other: TextLine) -> Bool {
    guard let first = text.utf8.first, first == other.text.utf8.first else { return false }
    return "|:#=%@/\\+&^~<".utf8.contains(first)
  }

  fileprivate var isWideAtEnd: Bool { text.last.map { DisplayWidth.cells(of: $0) == 2 } ?? false }
  fileprivate var isWideAtStart: Bool { text.first.map { DisplayWidth.cells(of: $0) == 2 } ?? false }
  fileprivate var firstWordCells: Int { DisplayWidth.cells(of: String(text.prefix { !$0.isWhitespace })) }
}
