import Typography

/// One reading of a text's lines; what lies in a quote, a list or under a term is read as a part of them.
struct TextReading {
  /// Parts of parts beyond this are not told apart.
  static let deepestPart = 32

  private(set) var lines: [TextLine]
  /// The next line, and where the part that is read ends.
  var at = 0
  private(set) var end: Int
  /// How many marks of quotes, and how much white space, stand before the part's lines.
  private(set) var quoteDepth = 0
  private(set) var base = 0
  private(set) var partDepth = 0
  /// Whether the part is an item of a list.
  private(set) var isItem = false
  /// Where the lines that were looked at together end.
  private var lookedTo = 0
  /// The signs that underline headings, the highest first.
  private var headingSigns: [UInt8] = []
  /// Whether lines that begin with `#` are headings.
  private let isMarkdown: Bool
  /// Where a fence was looked for in vain: up to which line, and of how many signs.
  var unclosedFences: [UInt8: (end: Int, count: Int)] = [:]

  init(lines: [TextLine]) {
    self.lines = lines
    end = lines.count
    isMarkdown = MarkdownSigns(lines).areEnough
    base = lines.lazy.filter { !$0.isBlank || $0.depth > 0 }.map { $0.depth > 0 ? $0.markIndent : $0.indent }.min() ?? 0
  }

  // MARK: - Lines

  /// Whether a line stands in a deeper quote.
  func isQuoted(_ index: Int) -> Bool { lines[index].depth > quoteDepth }

  /// White space before a line, within the part.
  func indent(_ index: Int) -> Int {
    let line = lines[index]
    return max(0, (line.depth > quoteDepth ? (quoteDepth == 0 ? line.markIndent : 0) : line.indent) - base)
  }

  func isBlank(_ index: Int) -> Bool { lines[index].isBlank && !isQuoted(index) }

  /// Where the lines end that no blank one parts from the given one.
  func chunkEnd(from start: Int) -> Int {
    var index = start
    while index < end, !isQuoted(index), !lines[index].isBlank { index += 1 }
    return index
  }

  /// The first line from the given one on that is not blank, or the end.
  func skippingBlanks(from start: Int) -> Int {
    var index = start
    while index < end, isBlank(index) { index += 1 }
    return index
  }

  func isAfterBlank(_ index: Int) -> Bool {
    index == 0 || lines[index - 1].isBlank || lines[index - 1].depth != quoteDepth
  }

  mutating func takeMark(off index: Int, lead: Int) { lines[index] = lines[index].withoutMark(lead) }

  // MARK: - Blocks

  mutating func readBlocks() -> [Block] {
    var blocks: [Block] = []
    while at < end {
      if isQuoted(at) {
        blocks.append(readQuote())
      } else if lines[at].isBlank {
        at += 1
      } else if let fence = readFence() {
        blocks.append(fence)
      } else if isMarkdown, lines[at].hashes > 0 {
        blocks.append(readMarkedHeading())
      } else if let whole = readWhole(after: blocks.last) {
        blocks += whole
      } else {
        blocks += readByShape()
      }
    }
    return blocks
  }

  private mutating func readByShape() -> [Block] {
    switch lines[at].shape {
    case .rule:
      at += 1
      return [.rule]
    case .row(let sign):
      if let heading = readOverlinedHeading(sign) { return [heading] }
      guard "-*_=#+".utf8.contains(sign) else { return readText() }
      at += 1
      return [.rule]
    case .fence(_, let count, isBare: true) where count > 3:
      at += 1
      return [.rule]
    case .prompt: return [readSession()]
    case .bullet, .number: return partDepth < Self.deepestPart ? [readList()] : readText()
    case .fence, .text, .blank: return readText()
    }
  }

  /// What lines that belong together are as a whole, if it is more than text: a patch, code, a drawing, a table, a
  /// term and what it means.
  private mutating func readWhole(after previous: Block?) -> [Block]? {
    guard at >= lookedTo || at > 0 && lines[at - 1].text.hasSuffix(":") else { return nil }
    if let patch = readPatch() { return [patch] }
    let chunkEnd = at >= lookedTo ? chunkEnd(from: at) : lookedTo
    lookedTo = chunkEnd
    if chunkEnd == at + 1, indent(at) < 4 { return nil }
    let look = LinesLook(lines[at..<chunkEnd])
    if isIndentedCode(to: chunkEnd, after: previous) {
      let last = indentedEnd(from: at)
      let isText = partDepth < Self.deepestPart && LinesLook(lines[at..<last]).isIndentedText
      return isText ? [.definitions([.meaning(readPart(to: last))])] : [verbatim(to: last)]
    }
    guard !lines[at].isItem, lines[at].shape != .prompt else { return nil }
    if look.isDrawing, underline(of: at) == nil, !isOverline(at) { return [verbatim(to: chunkEnd)] }
    guard lines[at].shape == .text, underline(of: at) == nil else { return nil }
    if look.isTabbed { return [readTable(to: chunkEnd)] }
    if look.isColumns { return [verbatim(to: chunkEnd)] }
    if look.isCode { return look.hasLeadIn ? nil : [readProgram(to: chunkEnd)] }
    if look.hasSteps, partDepth < Self.deepestPart { return readTerm(to: chunkEnd) }
    return nil
  }

  /// The blocks of a part.
  mutating func readPart(to partEnd: Int, quoteDepth: Int? = nil, base: Int? = nil, isItem: Bool = false) -> [Block] {
    let outer = (end, self.quoteDepth, self.base, partDepth, self.isItem, lookedTo)
    end = min(end, partEnd)
    self.quoteDepth = quoteDepth ?? self.quoteDepth
    self.base = base ?? lines[at..<end].lazy.filter { !$0.isBlank }.map(\.indent).min() ?? 0
    partDepth += 1
    self.isItem = isItem
    lookedTo = at
    let blocks = readBlocks()
    (end, self.quoteDepth, self.base, partDepth, self.isItem, lookedTo) = outer
    return blocks
  }

  private mutating func readQuote() -> Block {
    var quoteEnd = at
    while quoteEnd < end, isQuoted(quoteEnd) { quoteEnd += 1 }
    return .quote(readPart(to: quoteEnd, quoteDepth: quoteDepth + 1, base: 0))
  }

  // MARK: - Headings

  /// `## Title`, or `## Title ##`.
  private mutating func readMarkedHeading() -> Block {
    let line = lines[at]
    at += 1
    var title = line.text.dropFirst(line.hashes).drop { $0 == " " }
    let end = title.reversed().drop { $0 == "#" }
    if end.first == " " { title = title.prefix(end.count) }
    while title.last == " " { title.removeLast() }
    return .heading(level: line.hashes, [.text(String(title))])
  }

  /// The sign of the row right under a line that is about as long as the line: it makes a heading of it.
  func underline(of index: Int) -> UInt8? {
    let row = index + 1
    guard row < end, !isQuoted(row), !lines[index].isBlank, indent(row) <= indent(index) + 1 else { return nil }
    let sign: UInt8
    switch lines[row].shape {
    case .row(let found): sign = found
    case .fence(let found, let count, isBare: true):
      // Three are a fence as well; under a colon they are one.
      guard count > 3 || isAfterBlank(index) && lines[index].cells == 3, !lines[index].text.hasSuffix(":") else {
        return nil
      }
      sign = found
    default: return nil
    }
    let difference = lines[row].cells - lines[index].cells
    guard lines[index].cells <= 100, abs(difference) <= (lines[row].cells > 3 ? 3 : 1) else { return nil }
    return sign
  }

  func isHeading(_ index: Int) -> Bool { underline(of: index) != nil }

  /// The level of headings with an underline of a sign: `=` is the highest, the others as they are met.
  mutating func headingLevel(_ sign: UInt8) -> Int {
    if let known = headingSigns.firstIndex(of: sign) { return min(6, known + 1) }
    if headingSigns.isEmpty, sign == UInt8(ascii: "-") { headingSigns.append(UInt8(ascii: "=")) }
    headingSigns.append(sign)
    return min(6, headingSigns.count)
  }

  /// A line between two rows of one sign.
  private func isOverline(_ index: Int) -> Bool {
    guard index + 2 < end, case .row(let sign) = lines[index].shape, case .row(sign) = lines[index + 2].shape else {
      return false
    }
    let title = lines[index + 1]
    return title.depth == quoteDepth && title.shape == .text && title.cells <= lines[index].cells
      && abs(lines[index].cells - lines[index + 2].cells) <= 2 && !title.text.hasSuffix(String(UnicodeScalar(sign)))
  }

  private mutating func readOverlinedHeading(_ sign: UInt8) -> Block? {
    guard isOverline(at) else { return nil }
    let title = lines[at + 1].text
    at += 3
    return .heading(level: headingLevel(sign), [.text(String(title))])
  }
}
