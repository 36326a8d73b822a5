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
    for stray in source.stray { textBlock(stray, kind) }
    if isArranging(node, source) {
      if let caption = source.caption { textBlock(caption, .caption) }
      readArranged(source)
      return
    }
    if let caption = source.caption { textBlock(caption, .caption) }
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
      case nil: if tree.text(at: child).contains(where: { $0 > 0x20 }) { source.stray.append(child) }
      default:
        // Forms and templates between rows are read through, other content stands before the table.
        if tree.nodes[child].element == .form || tree.nodes[child].element == .other {
          gather(child, isHead: isHead, into: &source)
        } else {
          source.stray.append(child)
        }
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
      for inner in cell + 1..<max(cell + 1, tree.nodes[cell].end) {
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
    /// For each column, how many rows from here a cell above still fills.
    var filled: [Int] = []
    for (number, row) in source.rows.enumerated() {
      if row.cells.isEmpty, !filled.contains(where: { $0 > 0 }) { continue }
      if row.cells.isEmpty {
        // A row without cells shows nothing; what reaches over it is the shorter.
        for index in filled.indices where filled[index] > 0 { filled[index] -= 1 }
        for above in rows.indices {
          for index in rows[above].indices where above + rows[above][index].rowSpan > rows.count {
            rows[above][index].rowSpan = max(1, rows[above][index].rowSpan - 1)
          }
        }
        continue
      }
      var cells: [Table.Cell] = []
      var column = 0
      for node in row.cells {
        while column < filled.count, filled[column] > 0 { column += 1 }
        let cell = cell(node, column: column, rowsLeft: source.rows.count - number)
        while filled.count < column + cell.columnSpan { filled.append(0) }
        for index in column..<column + cell.columnSpan { filled[index] = max(filled[index], cell.rowSpan) }
        column += cell.columnSpan
        cells.append(cell)
      }
      for index in filled.indices where filled[index] > 0 { filled[index] -= 1 }
      let isHeader = row.isHead || cells.allSatisfy(\.isHeader) || rows.isEmpty && cells.allSatisfy(isAllStrong)
      if isHeader, headerRows == rows.count {
        headerRows += 1
        for index in cells.indices { cells[index].isHeader = true }
      }
      rows.append(cells)
    }
    if headerRows == rows.count { headerRows = rows.count > 1 ? 1 : 0 }
    return Table(headerRows: headerRows, rows: rows)
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
