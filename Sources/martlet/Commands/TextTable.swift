import Typography

/// Rows of text in aligned columns, for people; safe for a terminal.
struct TextTable {
  enum Column {
    case left
    /// Cut where it is wider.
    case leftUpTo(Int)
    case right
  }

  var columns: [Column]
  private var rows: [[String]] = []

  init(_ columns: [Column]) { self.columns = columns }

  mutating func add(_ cells: [String]) {
    rows.append(
      zip(cells, columns).map { cell, column in
        let line = TerminalText.line(cell)
        guard case .leftUpTo(let width) = column else { return line }
        return TerminalText.clipped(line, to: width)
      })
  }

  /// One line for each row.
  var lines: [String] {
    let widths = columns.indices.map { index in
      rows.map { index < $0.count ? DisplayWidth.cells(of: $0[index]) : 0 }.max() ?? 0
    }
    return rows.map { row in
      var line = ""
      for (cell, (column, width)) in zip(row, zip(columns, widths)) {
        let blanks = String(repeating: " ", count: max(width - DisplayWidth.cells(of: cell), 0))
        if !line.isEmpty { line += "  " }
        if case .right = column { line += blanks + cell } else { line += cell + blanks }
      }
      while line.last == " " { line.removeLast() }
      return line
    }
  }
}

extension String {
  /// The text with blanks up to a number of characters.
  func padded(_ length: Int) -> String { self + String(repeating: " ", count: max(0, length - count)) }
}
