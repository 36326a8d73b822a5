import LibXML

/// Tables: those that hold data become tables, those that only arrange a page are read through.
extension HTMLReading {
  private struct Source {
    var rows: [(cells: [Int], isHead: Bool)] = []
    /// The rows of `tfoot`, which stand below all others wherever the source has them.
    var feet: [(cells: [Int], isHead: Bool)] = []
    var caption: Int?
    /// What stands in the table outside of its cells.
    var stray: [Int] = []
  }

  mutating func readTable(_ node: Int) {
    flush()
    var source = Source()
    gather(node, isHead: false, into: &source)
    source.rows += source.feet
    var end = 0
    for stray in source.stray {
      if stray != end { flush() }
      read(stray)
      end = tree.nodes[stray].end
    }
    flush()
    if let caption = source.caption { textBlock(caption, .caption) }
    guard !isArranging(node, source) else { return readArranged(source) }
    let table = table(source)
    if table.columns > 0 { blocks.append(.table(table)) }
  }

  private func gather(_ node: Int, isHead: Bool, into source: inout Source) {
    var child = node + 1
    while child < tree.nodes[node].end {
      switch tree.nodes[child].element {
      case .thead?: gather(child, isHead: true, into: &source)
      case .tbody?: gather(child, isHead: false, into: &source)
      case .tfoot?:
        var foot = Source()
        gather(child, isHead: false, into: &foot)
        source.feet += foot.rows
        source.stray += foot.stray
      case .tr?:
        source.rows.append(([], isHead))
        gather(child, isHead: isHead, into: &source)
      case .td?, .th?:
        if source.rows.isEmpty { source.rows.append(([], isHead)) }
        source.rows[source.rows.count - 1].cells.append(child)
      case .caption?: source.caption = source.caption ?? child
      case .colgroup?, .col?: break
      case nil:
        let isBetween = source.stray.last.map { tree.nodes[$0].end == child } ?? false
        if isBetween || tree.text(at: child).contains(where: { $0 > 0x20 }) { source.stray.append(child) }
      // Forms and templates between rows are read through, other content stands before the table.
      case .form?, .other?: gather(child, isHead: isHead, into: &source)
      default: source.stray.append(child)
      }
      child = tree.nodes[child].end
    }
  }

  private func isArranging(_ node: Int, _ source: Source) -> Bool {
    let role = tree.attribute("role", of: node)
    if role == "presentation" || role == "none" { return true }
    let widest = source.rows.map(\.cells.count).max() ?? 0
    let cells = source.rows.flatMap(\.cells)
    let hasHeader = cells.contains { tree.nodes[$0].element == .th }
    if widest <= 1 {
      return cells.count < 2 || cells.first.map { tree.nodes[$0].element != .th } ?? true
    }
    if hasHeader, source.rows.count(where: { $0.cells.count > 1 }) > 1 { return false }
    for cell in cells {
      for inner in tree.descendants(of: cell) {
        switch tree.nodes[inner].element {
        case .table?, .pre?, .h1?, .h2?, .h3?: return true
        default: break
        }
      }
    }
    return !hasHeader && source.rows.count { !$0.cells.isEmpty } == 1
  }

  private mutating func readArranged(_ source: Source) {
    for row in source.rows {
      let codes = row.cells.map { cell in container { $0.readChildren(of: cell) } }
      for (index, blocks) in codes.enumerated() where !isGutter(blocks, of: codes, at: index) {
        self.blocks += blocks
      }
    }
  }

  /// Whether a cell holds only the line numbers of the code beside it.
  private func isGutter(_ blocks: [Block], of row: [[Block]], at index: Int) -> Bool {
    guard index == 0, row.count == 2, case .code = row[1].first, blocks.count == 1, case .code(let numbers) = blocks[0]
    else { return false }
    return numbers.text.split(separator: "\n").allSatisfy { line in line.allSatisfy { $0.isNumber || $0 == " " } }
  }

  private mutating func table(_ source: Source) -> Table {
    var rows: [[Table.Cell]] = []
    var headerRows = 0
    var filled = FilledColumns()
    // Rows without cells show nothing; what reaches over one is the shorter.
    var count = 0
    let rowsBefore = source.rows.map { row in
      defer { count += row.cells.isEmpty ? 0 : 1 }
      return count
    }
    for (number, row) in source.rows.enumerated() where !row.cells.isEmpty {
      var cells: [Table.Cell] = []
      var column = 0
      for node in row.cells {
        column = filled.firstFree(from: column)
        var cell = cell(node, column: column, rowsLeft: source.rows.count - number)
        let end = number + cell.rowSpan
        cell.rowSpan = (end < rowsBefore.count ? rowsBefore[end] : count) - rowsBefore[number]
        cell.rowSpan = filled.fill(cell)
        column += cell.columnSpan
        cells.append(cell)
      }
      filled.endRow()
      let isHeader = row.isHead || cells.allSatisfy(\.isHeader) || rows.isEmpty && cells.allSatisfy(isAllStrong)
      // One cell over all columns is the title of the rows below it, not that of columns.
      let isSection = headerRows > 0 && !row.isHead && cells.count == 1 && cells[0].columnSpan > 1
      if isHeader { for index in cells.indices { cells[index].isHeader = true } }
      if isHeader, !isSection, headerRows == rows.count { headerRows += 1 }
      rows.append(cells)
    }
    if headerRows == rows.count { headerRows = rows.count > 1 ? 1 : 0 }
    if headerRows == 0, hasLabels(rows) {
      headerRows = 1
      for index in rows[0].indices { rows[0][index].isHeader = true }
    }
    return Table(headerRows: headerRows, rows: rows)
  }

  /// Whether the first row names the columns though it is not marked so: short words without figures in each column,
  /// and a column of nothing but figures below.
  private func hasLabels(_ rows: [[Table.Cell]]) -> Bool {
    guard rows.count >= 3, let first = rows.first, first.count > 1, rows.count <= 1000 || first.count <= 100 else {
      return false
    }
    for cell in first {
      guard !cell.isHeader, cell.columnSpan == 1, cell.rowSpan == 1, let text = words(of: cell), !text.isEmpty,
        text.utf8.count <= 40, !text.contains(where: \.isNumber), text.contains(where: \.isLetter)
      else { return false }
    }
    var isFigures = [Bool](repeating: true, count: first.count)
    for row in rows.dropFirst() {
      guard row.count == first.count, row.allSatisfy({ $0.columnSpan == 1 && $0.rowSpan == 1 && !$0.isHeader }) else {
        return false
      }
      for index in row.indices where isFigures[index] {
        isFigures[index] =
          words(of: row[index]).map { $0.contains { $0.isNumber } && !$0.contains { $0.isLetter } } ?? false
      }
    }
    return isFigures.contains(true)
  }

  /// The text of a cell that holds one line of it; nil of any other.
  private func words(of cell: Table.Cell) -> String? {
    guard cell.blocks.count == 1 else { return cell.blocks.isEmpty ? "" : nil }
    switch cell.blocks[0] {
    case .line(let inlines), .paragraph(let inlines):
      var text = ""
      for inline in inlines {
        guard case .text(let run, _, _) = inline else { return nil }
        text += run
      }
      return text
    default: return nil
    }
  }

  private mutating func cell(_ node: Int, column: Int, rowsLeft: Int) -> Table.Cell {
    let span = tree.attribute("colspan", of: node).flatMap { Int($0) } ?? 1
    let rows = tree.attribute("rowspan", of: node).flatMap { Int($0) } ?? 1
    return Table.Cell(
      container { $0.readChildren(of: node) }, column: column, columnSpan: max(1, min(100, span)),
      rowSpan: rows == 0 ? rowsLeft : max(1, min(rowsLeft, rows)), isHeader: tree.nodes[node].element == .th,
      alignment: alignment(node))
  }

  private func alignment(_ node: Int) -> Table.Alignment {
    switch tree.style("text-align", of: node) ?? tree.attribute("align", of: node)?.lowercased() {
    case "right", "end", "-webkit-right": .trailing
    case "center", "-webkit-center": .centered
    case "left", "start", "-webkit-left": .leading
    default: .automatic
    }
  }

  /// Pages without header cells set the first row in bold.
  private func isAllStrong(_ cell: Table.Cell) -> Bool {
    guard cell.blocks.count == 1, let inlines = cell.blocks.joinedInlines else { return false }
    return inlines.allSatisfy { if case .text(_, let style, _) = $0 { style.contains(.strong) } else { false } }
  }
}

/// For each column, how many rows from here a cell above still fills.
private struct FilledColumns {
  /// Cells over several rows count up to this column: in rows of hundreds of cells, nobody sees which is below which.
  private static let most = 128

  private var rows: [Int] = []

  func firstFree(from column: Int) -> Int {
    var column = column
    while column < rows.count, rows[column] > 0 { column += 1 }
    return column
  }

  /// - Returns: how many rows the cell fills.
  mutating func fill(_ cell: Table.Cell) -> Int {
    guard cell.rowSpan > 1, cell.column < Self.most else { return 1 }
    while rows.count < cell.column + cell.columnSpan { rows.append(0) }
    for index in cell.column..<cell.column + cell.columnSpan { rows[index] = max(rows[index], cell.rowSpan) }
    return cell.rowSpan
  }

  mutating func endRow() {
    for index in rows.indices where rows[index] > 0 { rows[index] -= 1 }
    while rows.last == 0 { rows.removeLast() }
  }
}
