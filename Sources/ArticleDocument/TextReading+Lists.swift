/// Lists, tables, and terms with what they mean.
extension TextReading {
  mutating func readList() -> Block {
    let kind = (column: indent(at), isNumber: lines[at].isNumber)
    let column = kind.column
    var items: [List.Item] = []
    while at < end, isItem(at, of: kind) {
      let itemEnd = itemEnd(from: at, column: column)
      switch lines[at].shape {
      case .bullet(_, let lead): items.append(readItem(to: itemEnd, lead: lead, .bullet))
      case .number(let mark, let lead):
        let label = lines[at].text.utf8.prefix(mark)
        items.append(readItem(to: itemEnd, lead: lead, .label(String(label) ?? "")))
      default: return .list(List(items: items))
      }
      let next = skippingBlanks(from: at)
      if next < end, isItem(next, of: kind) { at = next }
    }
    return .list(List(items: items))
  }

  /// Whether a line is an item of a kind, and stands about where the first does.
  private func isItem(_ index: Int, of kind: (column: Int, isNumber: Bool)) -> Bool {
    !isQuoted(index) && lines[index].isItem && lines[index].isNumber == kind.isNumber
      && abs(indent(index) - kind.column) < 2
  }

  /// Where an item ends: at the next line that is indented no more than the item is, and does not go on with it.
  private func itemEnd(from start: Int, column: Int) -> Int {
    let content = column + lines[start].markLead
    var index = start + 1
    while index < end {
      let next = skippingBlanks(from: index)
      guard next < end else { break }
      let isApart = next > index
      // Four blanks set code off from all the text, unless the item's own text stands there.
      if isApart, indent(next) == 4, column > 0, content != 4 { break }
      if indent(next) >= column + 2 || !isApart && indent(next) > column && !lines[next].isItem {
        index = next + 1
      } else if !isApart, goesOn(next) || column > 0 && indent(next) == column && lines[next].shape == .text {
        index = next + 1
      } else {
        break
      }
    }
    return index
  }

  /// Whether a line that is not indented goes on with a wrapped one before it.
  private func goesOn(_ index: Int) -> Bool {
    guard !isQuoted(index), lines[index].shape == .text, !lines[index - 1].isBlank else { return false }
    return lines[index].text.first?.isLowercase == true && lines[index - 1].indent + lines[index - 1].cells >= 56
  }

  private mutating func readItem(to itemEnd: Int, lead: Int, _ marker: List.Marker) -> List.Item {
    takeMark(off: at, lead: lead)
    if itemEnd == at + 1, lines[at].shape == .text {
      defer { at += 1 }
      return List.Item(marker: marker, blocks: [.line([.text(String(lines[at].text))])])
    }
    // Text that stands left of the item's own text, or goes on flush left, belongs to it all the same.
    var column = lines[at].indent
    for line in lines[(at + 1)..<itemEnd] where !line.isBlank && line.depth == quoteDepth && line.indent > base {
      column = min(column, line.indent)
    }
    if lines[at].isBlank { at += 1 }
    var blocks = readPart(to: itemEnd, base: column, isItem: true)
    let isShort = blocks.count { if case .list = $0 { false } else { true } } == 1
    if isShort, case .paragraph(let text)? = blocks.first { blocks[0] = .line(text) }
    return List.Item(marker: marker, blocks: blocks)
  }

  // MARK: - Tables

  /// Lines whose columns tabs part.
  mutating func readTable(to chunkEnd: Int) -> Block {
    let rows = lines[at..<chunkEnd].map { line in
      line.text.split(separator: "\t", omittingEmptySubsequences: false).enumerated().map { column, text in
        Table.Cell([.line([.text(String(text))])], column: column)
      }
    }
    at = chunkEnd
    return .table(Table(headerRows: 0, rows: rows))
  }

  // MARK: - Terms

  /// A short line, and indented sentences under it that say what it means; they may go on over blank lines.
  mutating func readTerm(to chunkEnd: Int) -> [Block]? {
    let term = at
    guard lines[term].cells <= 50, lines[term].text.last.map({ !",;".contains($0) }) ?? false, term + 1 < chunkEnd
    else { return nil }
    let step = lines[(term + 1)..<chunkEnd].prefix(64).map(\.indent).min() ?? 0
    guard step >= lines[term].indent + 3 else { return nil }
    var last = chunkEnd
    while true {
      let next = skippingBlanks(from: last)
      guard next < end, !isQuoted(next), lines[next].indent >= step else { break }
      last = self.chunkEnd(from: next)
      if last == next { break }
    }
    let look = LinesLook(lines[(term + 1)..<last])
    guard look.hasSentence, look.isHardlyCode else { return nil }
    at = term + 1
    let text = String(lines[term].text)
    return [.definitions([.term([.text(text)]), .meaning(readPart(to: last, base: step))])]
  }
}
