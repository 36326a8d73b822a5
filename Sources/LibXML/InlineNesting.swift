/// Keeps elements of text apart from blocks, as the standard's "adoption agency" does for what is seen: whatever an
/// author left open or closed in the wrong order, styles and links end within each block and go on in the next.
///
/// libxml2 ends `b` where `p` begins, and everything that is open with the first end tag that fits, so that later words
/// lose or keep a style that browsers show otherwise.
struct InlineNesting {
  /// More than these are not opened: the parser would keep them open for good. Links always are, for a link ends the
  /// one before it.
  private static let most = 24

  enum Kind {
    /// `b`, `i`, `a` and their like: what is not closed with its block goes on in the next.
    case carried
    /// Ends with the block that it stands in.
    case bounded
    case block
    /// A cell or a caption of a table: nothing left open in it leaves it.
    case cell
    case table
    /// A row, or a group of rows.
    case row
    /// Stands where blocks stand and shows nothing.
    case silent
    case other
  }

  private struct Open {
    var name: String
    var isCarried: Bool
    /// The start tag, in the output.
    var tag: Range<Int>
    /// Others like it that were opened in it and are not in the output; each takes an end tag.
    var repeats = 0
  }

  /// Elements of text that the source has open; the first `written` of them are open in the output as well.
  private var open: [Open] = []
  private var written = 0
  /// Blocks that were opened in them, and how many of them were open then.
  private var blocks: [(name: String, count: Int)] = []
  /// How many were open when the present paragraph began.
  private var paragraph: Int?
  /// For each open table, how many were open when its present cell began.
  private var cells: [Int?] = []
  /// Bytes that may still be written for elements that go on: tags without end in each of many blocks are no text.
  private var budget: Int

  init(budget: Int) { self.budget = budget }

  /// Whether elements go on that the output has not open here.
  var isInterrupted: Bool { written < open.count }

  // MARK: - Tags

  /// Prepares the output for a start tag.
  mutating func willOpen(_ name: String, _ kind: Kind, _ output: inout [UInt8]) {
    switch kind {
    case .carried:
      // A link in a link ends the first one.
      if name == "a", open.dropFirst(scope).contains(where: { $0.name == "a" }) { close("a", .carried, &output) }
      resume(&output)
    case .bounded, .other: resume(&output)
    case .silent: break
    case .block:
      // A paragraph ends where any block begins.
      interrupt(&output)
      if let first = paragraph { drop(from: first) }
      paragraph = name == "p" ? open.count : nil
      guard !open.isEmpty else { return }
      if blocks.count < 256 { blocks.append((name, open.count)) }
    case .table:
      interrupt(&output)
      if cells.count < 256 { cells.append(nil) }
    case .row:
      interrupt(&output)
      endCell()
    case .cell:
      interrupt(&output)
      endCell()
      if !cells.isEmpty { cells[cells.count - 1] = open.count }
    }
  }

  /// Remembers an element of text whose start tag ends the output; the tag goes if there are enough of its kind.
  mutating func didOpen(_ name: String, _ kind: Kind, tag: Range<Int>, _ output: inout [UInt8]) {
    guard kind == .carried || kind == .bounded, written == open.count else { return }
    // The standard keeps three that are alike.
    let alike = open.count < 3 ? 0 : open.count { $0.name == name && output[$0.tag] == output[tag] }
    guard alike < 3 else {
      output.removeSubrange(tag)
      if let last = open.lastIndex(where: { $0.name == name }) { open[last].repeats += 1 }
      return
    }
    guard open.count < Self.most || name == "a" && open.count < 2 * Self.most else {
      output.removeSubrange(tag)
      return
    }
    open.append(Open(name: name, isCarried: kind == .carried, tag: tag))
    written = open.count
  }

  /// Prepares the output for an end tag.
  /// - Returns: whether the tag is to be written.
  mutating func willClose(_ name: String, _ kind: Kind, _ output: inout [UInt8]) -> Bool {
    switch kind {
    case .carried, .bounded:
      if open.isEmpty { return true }
      close(name, kind, &output)
      return false
    case .block:
      paragraph = nil
      guard !open.isEmpty else { return true }
      interrupt(&output)
      endBlock(name)
    case .cell, .row:
      interrupt(&output)
      endCell()
    case .table:
      interrupt(&output)
      endCell()
      _ = cells.popLast()
    case .silent, .other: break
    }
    return true
  }

  /// Opens again what goes on here.
  mutating func resume(_ output: inout [UInt8]) {
    while written < open.count {
      let tag = open[written].tag
      budget -= tag.count
      guard budget > 0 else {
        open.removeSubrange(written...)
        return
      }
      let start = output.count
      // A slice that is still in use would make the output be copied as a whole.
      let copy = Array(output[tag])
      output.append(contentsOf: copy)
      open[written].tag = start..<output.count
      open[written].repeats = 0
      written += 1
    }
  }

  // MARK: - Ends

  /// Where the elements begin that the present cell holds.
  private var scope: Int { min(open.count, cells.last.flatMap { $0 } ?? 0) }

  private mutating func close(_ name: String, _ kind: Kind, _ output: inout [UInt8]) {
    guard let index = open.lastIndex(where: { $0.name == name }), index >= scope else { return }
    if open[index].repeats > 0 {
      open[index].repeats -= 1
      return
    }
    let holdsBlock = blocks.contains { $0.count > index }
    // An end tag in a block that its element holds ends a style, and nothing else.
    if kind == .bounded, holdsBlock { return }
    writeEnds(downTo: index, &output)
    let inner = open[(index + 1)...].filter { $0.isCarried || holdsBlock }
    open.replaceSubrange(index..., with: inner)
    for block in blocks.indices where blocks[block].count > index { blocks[block].count -= 1 }
    forgetBlocks()
  }

  /// Drops what was opened in a block and ends with it.
  private mutating func endBlock(_ name: String) {
    var first = scope
    if let index = blocks.lastIndex(where: { $0.name == name }) {
      first = max(first, blocks[index].count)
      blocks.removeSubrange(index...)
    }
    drop(from: first)
  }

  private mutating func drop(from first: Int) {
    guard first < open.count else { return }
    open.replaceSubrange(first..., with: open[first...].filter(\.isCarried))
    forgetBlocks()
  }

  private mutating func endCell() {
    guard let last = cells.last, let start = last else { return }
    cells[cells.count - 1] = nil
    if start < open.count { open.removeSubrange(start...) }
    forgetBlocks()
  }

  private mutating func forgetBlocks() {
    if open.isEmpty { blocks.removeAll() }
    while let last = blocks.last, last.count > open.count { blocks.removeLast() }
  }

  private mutating func interrupt(_ output: inout [UInt8]) { writeEnds(downTo: 0, &output) }

  private mutating func writeEnds(downTo first: Int, _ output: inout [UInt8]) {
    while written > first {
      written -= 1
      output.append(contentsOf: [UInt8(ascii: "<"), UInt8(ascii: "/")])
      output.append(contentsOf: open[written].name.utf8)
      output.append(UInt8(ascii: ">"))
    }
  }

  // MARK: - Names

  /// What an element is to the text in it; by length first, since this is asked of every tag.
  static func kind(of name: String) -> Kind {
    switch name.utf8.count {
    case 1:
      switch name {
      case "p": .block
      case "a", "b", "i", "s", "u": .carried
      case "q": .bounded
      default: .other
      }
    case 2:
      switch name {
      case "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6", "hr": .block
      case "em", "tt": .carried
      case "td", "th": .cell
      case "tr": .row
      default: .other
      }
    case 3:
      switch name {
      case "div", "pre", "nav", "dir", "xmp": .block
      case "big": .carried
      case "del", "ins", "sub", "sup", "kbd", "var", "dfn", "bdi", "bdo": .bounded
      case "col": .row
      default: .other
      }
    case 4:
      switch name {
      case "main", "body", "form", "html", "menu": .block
      case "code", "font", "nobr": .carried
      case "span", "abbr", "cite", "mark", "samp", "time": .bounded
      case "link", "meta", "head", "base": .silent
      default: .other
      }
    case 5:
      switch name {
      case "aside": .block
      case "small": .carried
      case "table": .table
      case "tbody", "thead", "tfoot": .row
      case "style", "title", "input", "track", "param": .silent
      default: .other
      }
    case 6:
      switch name {
      case "figure", "header", "footer", "center", "dialog", "hgroup", "legend", "search": .block
      case "strong", "strike": .carried
      case "script", "source", "option": .silent
      default: .other
      }
    default: kind(ofLong: name)
    }
  }

  private static func kind(ofLong name: String) -> Kind {
    switch name {
    case "section", "article", "address", "details", "summary", "listing", "fieldset", "plaintext", "blockquote",
      "figcaption":
      .block
    case "acronym": .bounded
    case "caption": .cell
    case "colgroup": .row
    case "template", "noscript": .silent
    default: .other
    }
  }
}
