/// Neighbouring cells of one row that look alike.
public struct StyleRun: Equatable, Sendable {
  /// The columns it covers.
  public var columns: Range<Int>
  /// What stands in them, blanks included.
  public var text: String
  public var style: Style

  public init(columns: Range<Int>, text: String, style: Style) {
    self.columns = columns
    self.text = text
    self.style = style
  }
}

extension Screen {
  /// A row as runs of equal style, from left to right; none outside the grid.
  public func styleRuns(_ row: Int) -> [StyleRun] {
    guard row >= 0, row < height else { return [] }
    var runs: [StyleRun] = []
    for (column, cell) in cells[row * width..<(row + 1) * width].enumerated() {
      if let last = runs.indices.last, runs[last].style == cell.style {
        runs[last].columns = runs[last].columns.lowerBound..<column + 1
        runs[last].text += cell.text
      } else {
        runs.append(StyleRun(columns: column..<column + 1, text: cell.text, style: cell.style))
      }
    }
    return runs
  }
}

extension Screen: CustomStringConvertible {
  /// The size, the rows, and which of their parts are not plain: what a failed test shows.
  public var description: String {
    var lines = ["\(width)x\(height)" + (cursor.map { ", cursor \($0.x),\($0.y)" } ?? "")]
    for (y, row) in rows.enumerated() {
      lines.append("|\(row)")
      for run in styleRuns(y) where run.style != Style() {
        lines.append("  \(run.columns.lowerBound)–\(run.columns.upperBound - 1) \(run.style)")
      }
    }
    return lines.joined(separator: "\n")
  }
}
