import ArticleDocument
import Typography

/// Tables that are too wide: each row becomes lines of `header: value`.
extension Composer {
  /// Cells over several rows are said again in each of their rows, but no more than these.
  private static let mostRepeated = 3

  mutating func composeRows(_ table: Table, depth: Int) {
    let headers = headers(of: table)
    for row in table.rows.prefix(table.headerRows) {
      if let title = table.sectionTitle(row) {
        flow(title, RunStyle(role: .tableHeader, traits: .strong))
      } else if headers.isEmpty {
        composeStacked(row, depth: depth)
      } else {
        passHeader(row)
      }
    }
    var above: [(cell: Table.Cell, rowsLeft: Int)] = []
    for row in table.rows.dropFirst(table.headerRows) {
      if let title = table.sectionTitle(row) {
        leaveBlank()
        flow(title, RunStyle(role: .tableHeader, traits: .strong))
      } else {
        composeStacked(row, below: above.map(\.cell), headers: headers, depth: depth)
      }
      for index in above.indices { above[index].rowsLeft -= 1 }
      above.removeAll { $0.rowsLeft <= 0 }
      for cell in row where cell.rowSpan > 1 && above.count < Self.mostRepeated && cell.blocks.onlyText != nil {
        above.append((cell, cell.rowSpan - 1))
      }
    }
  }

  /// The place moves as if the header stood in a row of its own.
  private mutating func passHeader(_ row: [Table.Cell]) {
    for cell in row {
      var inner = Composer(options: options, links: links)
      if let text = cell.blocks.joinedText { inner.flow(text) } else { inner.compose(cell.blocks) }
      position.offset += inner.position.offset
    }
  }

  /// Each column's heading; those of several rows, joined. None if the table names no column, or nothing else.
  private func headers(of table: Table) -> [[Inline]] {
    guard table.headerRows < table.rows.count else { return [] }
    var result = [[Inline]](repeating: [], count: table.columns)
    var isEmpty = true
    for row in table.rows.prefix(table.headerRows) where table.sectionTitle(row) == nil {
      for cell in row {
        guard let text = cell.blocks.joinedText, !text.isEmpty else { continue }
        isEmpty = false
        for column in cell.column..<cell.column + cell.columnSpan {
          result[column] += (result[column].isEmpty ? [] : [.text(" ")]) + text.filter { $0 != .lineBreak }
        }
      }
    }
    return isEmpty ? [] : result
  }

  /// Sets a row, and with it the cells of rows above that reach into it.
  private mutating func composeStacked(
    _ row: [Table.Cell], below above: [Table.Cell] = [], headers: [[Inline]] = [], depth: Int
  ) {
    leaveBlank()
    for cell in above where cell.column < row.first?.column ?? 0 { repeatCell(cell, headers: headers, depth: depth) }
    for (index, cell) in row.enumerated() {
      composeStacked(cell, headers: headers, depth: depth)
      let next = index + 1 < row.count ? row[index + 1].column : Int.max
      for above in above where above.column > cell.column && above.column < next {
        repeatCell(above, headers: headers, depth: depth)
      }
    }
  }

  /// What is said again has its place where it was said first.
  private mutating func repeatCell(_ cell: Table.Cell, headers: [[Inline]], depth: Int) {
    staying { $0.composeStacked(cell, headers: headers, depth: depth) }
  }

  private mutating func composeStacked(_ cell: Table.Cell, headers: [[Inline]], depth: Int) {
    if cell.blocks.isEmpty { return }
    let header = cell.column < headers.count ? headers[cell.column] : []
    var label: [Span] = []
    for text in texts(of: header, RunStyle(role: .tableHeader, traits: .strong)) where !text.isEmpty {
      label += text.spans(from: 0, to: text.text.utf8.count, in: text.text)
    }
    if !label.isEmpty { label += [Span(": ", role: .tableHeader)] }
    indented(first: [], rest: [Span("  ")], cells: 2) { composer in
      if let text = cell.blocks.onlyText {
        composer.flow(text, lead: label)
      } else {
        let start = composer.position.offset
        if !label.isEmpty { composer.flow([], lead: label) }
        composer.position.offset = start
        composer.compose(cell.blocks, depth: depth)
      }
    }
  }
}

extension Table {
  /// The text of a row that is one cell over all columns: the title of the rows below it.
  func sectionTitle(_ row: [Cell]) -> [Inline]? {
    guard row.count == 1, row[0].columnSpan > 1, row[0].columnSpan >= columns || row[0].isHeader else { return nil }
    return row[0].blocks.joinedText.flatMap { $0.isEmpty ? nil : $0 }
  }
}
