import ArticleDocument
import Typography

/// Tables: columns shrink and their cells wrap; when not even words fit, each row becomes lines of `header: value`.
extension Composer {
  /// Blank cells between two columns.
  private static let gutter = 2
  /// A word longer than this may be broken within its cell.
  private static let longestWord = 24

  /// Text that wraps in a cell gets at least this, or the rows are stacked.
  private static let narrowestText = 12

  mutating func compose(_ table: Table, depth: Int) {
    guard table.columns > 0 else { return }
    if let widths = columnWidths(of: table) {
      composeGrid(table, widths)
    } else {
      composeRows(table, depth: depth)
    }
  }

  // MARK: - Column widths

  /// The cells of each column; nil if the table does not fit.
  private func columnWidths(of table: Table) -> [Int]? {
    let room = width - Self.gutter * (table.columns - 1)
    guard room >= table.columns else { return nil }
    let (least, most) = columnExtents(of: table)
    let needed = least.reduce(0, +)
    guard needed <= room else { return nil }
    if most.reduce(0, +) <= room { return most }
    let widths = Self.share(room - needed, among: least, upTo: most)
    // A column of a few words a line is no pleasure to read.
    let isCramped = zip(widths, most).contains { $0 < Self.narrowestText && $1 > 3 * $0 }
    return isCramped ? nil : widths
  }

  /// A table in a cell.
  private func extent(of table: Table) -> Extent {
    let (least, most) = columnExtents(of: table)
    let gutters = Self.gutter * max(0, table.columns - 1)
    return Extent(least: least.reduce(gutters, +), most: most.reduce(gutters, +))
  }

  /// For each column, the cells of its longest word and those of its longest line.
  private func columnExtents(of table: Table) -> (least: [Int], most: [Int]) {
    var least = [Int](repeating: 1, count: table.columns)
    var most = least
    var wide: [(cell: Table.Cell, extent: Extent)] = []
    for row in table.rows {
      for cell in row {
        let extent = extent(of: cell.blocks)
        if cell.columnSpan == 1 {
          least[cell.column] = max(least[cell.column], min(extent.least, Self.longestWord))
          most[cell.column] = max(most[cell.column], extent.most)
        } else {
          wide.append((cell, extent))
        }
      }
    }
    for (cell, extent) in wide {
      widen(&least, cell, to: min(extent.least, Self.longestWord))
      widen(&most, cell, to: extent.most)
    }
    return (least, most)
  }

  /// Spreads what a cell over several columns needs beyond what they have.
  private func widen(_ widths: inout [Int], _ cell: Table.Cell, to needed: Int) {
    let columns = cell.column..<min(widths.count, cell.column + cell.columnSpan)
    let missing = needed - widths[columns].reduce(0, +) - Self.gutter * (columns.count - 1)
    guard missing > 0, !columns.isEmpty else { return }
    for (index, column) in columns.enumerated() {
      widths[column] += missing / columns.count + (index < missing % columns.count ? 1 : 0)
    }
  }

  /// Gives each column a share of the room that is left: narrow columns get all they want, the others alike.
  private static func share(_ room: Int, among least: [Int], upTo most: [Int]) -> [Int] {
    let total = room + least.reduce(0, +)
    // The widest width that no column may pass so that all fit.
    var low = 1
    var high = total
    while low < high {
      let limit = (low + high + 1) / 2
      let used = zip(least, most).reduce(0) { $0 + max($1.0, min($1.1, limit)) }
      if used <= total { low = limit } else { high = limit - 1 }
    }
    var widths = zip(least, most).map { max($0, min($1, low)) }
    var rest = total - widths.reduce(0, +)
    for index in widths.indices where rest > 0 && widths[index] < most[index] {
      widths[index] += 1
      rest -= 1
    }
    return widths
  }

  private struct Extent {
    /// The longest part that cannot be broken.
    var least = 0
    /// The longest line.
    var most = 0

    mutating func include(_ other: Extent, indent: Int = 0) {
      least = max(least, other.least + indent)
      most = max(most, other.most + indent)
    }
  }

  private func extent(of blocks: [Block]) -> Extent {
    var result = Extent()
    for block in blocks {
      switch block {
      case .title(let text), .byline(let text), .heading(_, let text), .paragraph(let text), .line(let text),
        .caption(let text):
        result.include(extent(of: text))
      case .summary(let text): result.include(extent(of: text), indent: 2)
      case .list(let list):
        let marks = list.items.map { if case .label(let text) = $0.marker { text.count + 1 } else { 2 } }
        for item in list.items { result.include(extent(of: item.blocks), indent: marks.max() ?? 2) }
      case .definitions(let definitions):
        for definition in definitions {
          switch definition {
          case .term(let text): result.include(extent(of: text))
          case .meaning(let blocks): result.include(extent(of: blocks), indent: 2)
          }
        }
      case .quote(let blocks): result.include(extent(of: blocks), indent: 2)
      case .code(let code):
        for line in code.text.split(separator: "\n") {
          let cells = DisplayWidth.cells(of: String(line))
          result.include(Extent(least: cells, most: cells), indent: 2)
        }
      case .table(let table): result.include(extent(of: table))
      case .rule: result.include(Extent(least: 5, most: 5))
      }
    }
    return result
  }

  private func extent(of inlines: [Inline]) -> Extent {
    var result = Extent()
    for text in texts(of: inlines) {
      var word = 0
      var line = 0
      for cluster in MeasuredText(text.text).clusters {
        line += cluster.cells
        if !cluster.isSpace { word += cluster.cells }
        result.least = max(result.least, word)
        if cluster.breakAfter != .prohibited { word = 0 }
      }
      result.most = max(result.most, line)
    }
    return result
  }

  // MARK: - Columns side by side

  /// A cell's lines, and how far its text moves the place in the document, whatever the width.
  private struct SetCell {
    var lines: [[Span]]
    var length: Int
  }

  private mutating func composeGrid(_ table: Table, _ widths: [Int]) {
    let isNumeric = (0..<table.columns).map { isFigures(column: $0, table) }
    let rows = table.rows.map { row in row.map { cellLines($0, widths, isNumeric) } }
    let isMultiline = zip(table.rows, rows).dropFirst(table.headerRows).contains { cells, lines in
      zip(cells, lines).contains { $0.rowSpan == 1 && $1.lines.count > 1 }
    }
    var hanging: [(column: Int, rowsLeft: Int, lines: ArraySlice<[Span]>)] = []
    for (number, row) in table.rows.enumerated() {
      if number == table.headerRows, number > 0 { composeRule(widths) }
      if number > table.headerRows, isMultiline || table.sectionTitle(row) != nil { leaveBlank() }
      for (cell, set) in zip(row, rows[number]) { hanging.append((cell.column, cell.rowSpan, set.lines[...])) }
      let next = position.offset + rows[number].reduce(0) { $0 + $1.length }
      // A cell over several rows gives each of them lines, and the last what is left.
      let ending = hanging.filter { $0.rowsLeft == 1 }.map(\.lines.count).max() ?? 0
      composeRow(height: max(1, ending), &hanging, widths)
      position.offset = max(position.offset, next)
      for index in hanging.indices { hanging[index].rowsLeft -= 1 }
      hanging.removeAll { $0.rowsLeft <= 0 }
    }
    while hanging.contains(where: { !$0.lines.isEmpty }) {
      composeRow(height: hanging.map(\.lines.count).max() ?? 0, &hanging, widths)
    }
  }

  private mutating func composeRow(
    height: Int, _ cells: inout [(column: Int, rowsLeft: Int, lines: ArraySlice<[Span]>)], _ widths: [Int]
  ) {
    let starts = Self.starts(of: widths)
    let order = cells.indices.sorted { cells[$0].column < cells[$1].column }
    for _ in 0..<height {
      var spans: [Span] = []
      var at = 0
      for index in order {
        guard let line = cells[index].lines.popFirst(), !line.isEmpty else { continue }
        let start = starts[min(cells[index].column, starts.count - 1)]
        if start > at { spans.append(Span(String(repeating: " ", count: start - at))) }
        spans += line
        at = max(start, at) + line.cells
      }
      add(spans)
      position.offset += 1
    }
  }

  private mutating func composeRule(_ widths: [Int]) {
    var spans: [Span] = []
    for (index, width) in widths.enumerated() {
      if index > 0 { spans.append(Span(String(repeating: " ", count: Self.gutter))) }
      spans.append(Span(String(repeating: signs.rule, count: width), role: .tableRule))
    }
    add(spans)
  }

  private static func starts(of widths: [Int]) -> [Int] {
    var starts: [Int] = []
    var at = 0
    for width in widths {
      starts.append(at)
      at += width + gutter
    }
    return starts
  }

  private func cellLines(_ cell: Table.Cell, _ widths: [Int], _ isNumeric: [Bool]) -> SetCell {
    let columns = cell.column..<min(widths.count, cell.column + cell.columnSpan)
    guard !columns.isEmpty else { return SetCell(lines: [], length: 0) }
    let room = widths[columns].reduce(0, +) + Self.gutter * (columns.count - 1)
    var options = self.options
    options.width = room
    options.wideLines = .fold
    options.isJustified = false
    var inner = Composer(options: options, links: links)
    inner.hyphenators = hyphenators
    if cell.isHeader, let text = cell.blocks.joinedText {
      inner.flow(text, RunStyle(role: .tableHeader, traits: .strong))
    } else {
      inner.compose(cell.blocks)
    }
    var lines = inner.lines.map(\.spans)
    switch cell.alignment {
    case .automatic where cell.columnSpan == 1 && isNumeric[cell.column], .trailing:
      lines = lines.map { Self.padded($0, room) { $0 } }
    case .centered: lines = lines.map { Self.padded($0, room) { $0 / 2 } }
    default: break
    }
    return SetCell(lines: lines, length: inner.position.offset)
  }

  private static func padded(_ line: [Span], _ room: Int, _ share: (Int) -> Int) -> [Span] {
    let free = share(room - line.cells)
    return free > 0 && !line.isEmpty ? [Span(String(repeating: " ", count: free))] + line : line
  }

  /// Whether the body of a column holds figures only.
  private func isFigures(column: Int, _ table: Table) -> Bool {
    var count = 0
    for row in table.rows.dropFirst(table.headerRows) {
      for cell in row where cell.column == column && cell.columnSpan == 1 {
        guard let text = cell.blocks.joinedText?.plainText, !text.isEmpty else { continue }
        guard text.contains(where: \.isNumber), text.count < 16,
          text.allSatisfy({ $0.isNumber || ".,:%+-−–±$€£¥/ \u{A0}".contains($0) })
        else { return false }
        count += 1
      }
    }
    return count > 0
  }
}

extension [Block] {
  /// The text of blocks that hold nothing but text, a line end between two; nil if there is anything else.
  var joinedText: [Inline]? {
    var result: [Inline] = []
    for block in self {
      switch block {
      case .paragraph(let text), .line(let text), .heading(_, let text), .caption(let text):
        result += (result.isEmpty ? [] : [.lineBreak]) + text
      default: return nil
      }
    }
    return result
  }

  /// The text of a single block of text.
  var onlyText: [Inline]? { count == 1 ? joinedText : nil }
}

extension [Inline] {
  var plainText: String {
    reduce(into: "") { text, inline in
      switch inline {
      case .text(let run, _, _): text += run
      case .image(let label, _): text += label
      case .lineBreak: text += " "
      }
    }
  }
}
