/// Tables: a plain grid as a table of GitHub's Markdown, any other as a list with an item for each row, in which each
/// cell stands after the heading of its column. No text is lost.
extension MarkdownBlocks {
  func lines(of table: Table) -> [String] {
    isGrid(table) ? grid(table) : rows(of: table)
  }

  /// One line of text in each cell, no cell over several columns or rows, and at most one row of headings.
  private func isGrid(_ table: Table) -> Bool {
    guard table.headerRows <= 1, (1...50).contains(table.columns) else { return false }
    return table.rows.joined().allSatisfy { cell in
      cell.columnSpan == 1 && cell.rowSpan == 1 && cell.blocks.count <= 1
        && cell.blocks.allSatisfy { $0.inlines != nil }
    }
  }

  private func grid(_ table: Table) -> [String] {
    var rows = table.rows.map { row in
      var texts = Array(repeating: "", count: table.columns)
      for cell in row where texts.indices.contains(cell.column) { texts[cell.column] = text(of: cell) }
      return texts
    }
    // Such a table cannot be without a row of headings, but that can be empty.
    if table.headerRows == 0 { rows.insert(Array(repeating: "", count: table.columns), at: 0) }
    rows.insert((0..<table.columns).map { rule(below: $0, of: table) }, at: 1)
    return rows.map { "| " + $0.joined(separator: " | ") + " |" }
  }

  private func text(of cell: Table.Cell) -> String {
    let lines = (cell.blocks.first?.inlines ?? []).split { $0 == .lineBreak }.map { MarkdownText.line(Array($0)) }
    return lines.joined(separator: "<br>").replacing("|", with: "\\|")
  }

  private func rule(below column: Int, of table: Table) -> String {
    let alignments = table.rows.joined().filter { $0.column == column && !$0.blocks.isEmpty }.map(\.alignment)
    guard let first = alignments.first, alignments.allSatisfy({ $0 == first }) else { return "---" }
    return switch first {
    case .automatic: "---"
    case .leading: ":--"
    case .centered: ":-:"
    case .trailing: "--:"
    }
  }

  private func rows(of table: Table) -> [String] {
    var headings = Array(repeating: [Inline](), count: max(0, min(table.columns, 1000)))
    for cell in table.rows.prefix(table.headerRows).joined() {
      let words = cell.blocks.compactMap(\.inlines).joined().filter { $0 != .lineBreak }
      for column in cell.column..<(cell.column + cell.columnSpan) where headings.indices.contains(column) {
        headings[column] += (headings[column].isEmpty || words.isEmpty ? [] : [.text(" / ")]) + words
      }
    }
    let items = table.rows.dropFirst(table.headerRows).map { row in
      List.Item(marker: .bullet, blocks: row.flatMap { blocks(of: $0, headings: headings) })
    }
    // A table of headings alone.
    guard !items.isEmpty else { return lines(of: headings.filter { !$0.isEmpty }.map { .paragraph($0) }) }
    return lines(of: [.list(List(items: items))])
  }

  /// A cell's blocks, the first of them after the heading.
  private func blocks(of cell: Table.Cell, headings: [[Inline]]) -> [Block] {
    let heading = headings.indices.contains(cell.column) ? headings[cell.column] : []
    guard !heading.isEmpty, !cell.blocks.isEmpty else { return cell.blocks }
    let label = heading.map(\.strong) + [.text(": ", .strong)]
    guard let first = cell.blocks.first?.inlines else { return [.line(label)] + cell.blocks }
    return [.line(label + first)] + cell.blocks.dropFirst()
  }
}

extension Block {
  /// The text of a block that is one paragraph of it.
  fileprivate var inlines: [Inline]? {
    switch self {
    case .paragraph(let text), .line(let text): text
    default: nil
    }
  }
}
