import Typography

/// A grid of styled cells: what the view draws and the terminal shows.
///
/// A wide cluster has its text in its left cell and an empty text in the cell to the right. Whoever draws over one
/// half of it blanks the other, so every state of a screen can be shown.
public struct Screen: Equatable, Sendable {
  public let width: Int
  public let height: Int
  /// Row by row, `width * height` of them.
  public private(set) var cells: [Cell]
  /// Where the hardware cursor stands; nil hides it.
  public var cursor: Point?

  /// A screen of blanks.
  public init(width: Int, height: Int, style: Style = Style()) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: Cell(" ", style: style), count: self.width * self.height)
  }

  /// A screen of ready-made cells, row by row; blanks where there are too few.
  public init(width: Int, height: Int, cells: [Cell]) {
    self.init(width: width, height: height)
    let count = min(cells.count, self.cells.count)
    self.cells.replaceSubrange(0..<count, with: cells[..<count])
  }

  /// The whole grid.
  public var bounds: Rect { Rect(x: 0, y: 0, width: width, height: height) }

  /// The cell at a place; nil outside the grid.
  public func cell(x: Int, y: Int) -> Cell? {
    guard x >= 0, x < width, y >= 0, y < height else { return nil }
    return cells[y * width + x]
  }

  /// Writes one line of text, clipped to a rectangle, drawable forms only; a wide cluster that would be cut becomes blanks.
  ///
  /// Control characters and clusters without a width take no cell.
  /// - Returns: the column after the last cell written, or where the text would end if it lies left of the clip.
  @discardableResult
  public mutating func write(_ text: String, x: Int, y: Int, style: Style, clip: Rect) -> Int {
    let area = clip.intersection(bounds)
    guard y >= area.y, y < area.y + area.height, area.width > 0 else { return x }
    var pen = Pen(column: x, row: y * width, left: area.x, right: area.x + area.width, style: style)
    let utf8 = text.utf8
    var index = utf8.startIndex
    while index < utf8.endIndex, pen.column < pen.right {
      let next = utf8.index(after: index)
      let byte = utf8[index]
      if byte < 0x80, next == utf8.endIndex || utf8[next] < 0x80 {
        if byte >= 0x20, byte != 0x7F { put(String(UnicodeScalar(byte)), cells: 1, with: &pen) }
        index = next
      } else {
        let cluster = text[index]
        put(cluster, with: &pen)
        index = text.index(after: index)
      }
    }
    mend(y: y, from: max(x, area.x), to: pen.column)
    return pen.column
  }

  /// Fills a rectangle with blanks of a style.
  public mutating func fill(_ rect: Rect, style: Style) {
    let area = rect.intersection(bounds)
    guard area.width > 0 else { return }
    let blank = Cell(" ", style: style)
    for y in area.y..<area.y + area.height {
      for x in area.x..<area.x + area.width { cells[y * width + x] = blank }
      mend(y: y, from: area.x, to: area.x + area.width)
    }
  }

  /// Puts another cell of the same width in the place of each.
  mutating func replaceCells(_ change: (Cell) -> Cell) {
    for index in cells.indices { cells[index] = change(cells[index]) }
  }

  /// The rows as text, trailing blanks trimmed.
  public var rows: [String] {
    (0..<height).map { y in
      var row = ""
      var blanks = 0
      for cell in cells[y * width..<(y + 1) * width] {
        if cell.text == " " {
          blanks += 1
        } else {
          row += String(repeating: " ", count: blanks)
          row += cell.text
          blanks = 0
        }
      }
      return row
    }
  }

  // MARK: Drawing cells

  private struct Pen {
    var column: Int
    let row: Int
    let left: Int
    let right: Int
    let style: Style
  }

  private mutating func put(_ cluster: Character, with pen: inout Pen) {
    let count = DisplayWidth.cells(of: cluster)
    guard count > 0 else { return }
    let text = TerminalText.drawable(cluster)
    // Blanks that stand for cells libc does not count are cells of their own.
    let blanks = count > 1 ? text.utf8.reversed().prefix { $0 == UInt8(ascii: " ") }.count : 0
    put(String(text.dropLast(blanks)), cells: count - blanks, with: &pen)
    for _ in 0..<blanks { put(" ", cells: 1, with: &pen) }
  }

  private mutating func put(_ text: String, cells count: Int, with pen: inout Pen) {
    let start = pen.column
    pen.column = start &+ count
    if start >= pen.left, pen.column <= pen.right {
      cells[pen.row + start] = Cell(text, style: pen.style)
      for column in start + 1..<max(start + 1, pen.column) { cells[pen.row + column] = Cell("", style: pen.style) }
    } else {
      // Cut by the clip: what is inside of it becomes blank.
      let first = max(start, pen.left)
      for column in first..<max(first, min(pen.column, pen.right)) {
        cells[pen.row + column] = Cell(" ", style: pen.style)
      }
      pen.column = min(pen.column, pen.right)
    }
  }

  /// Blanks what is left of wide clusters that lost a part at the ends of what was drawn.
  private mutating func mend(y: Int, from start: Int, to end: Int) {
    guard start < end else { return }
    let row = y * width
    if start > 0, start < width {
      var lead = start - 1
      while lead > 0, cells[row + lead].text.isEmpty { lead -= 1 }
      if lead + span(of: cells[row + lead]) > start {
        for column in lead..<start { cells[row + column].text = " " }
      }
    }
    var column = end
    while column < width, cells[row + column].text.isEmpty {
      cells[row + column].text = " "
      column += 1
    }
  }

  private func span(of cell: Cell) -> Int {
    guard let byte = cell.text.utf8.first, byte >= 0x80 else { return 1 }
    return DisplayWidth.cells(of: cell.text)
  }
}

/// One place of a screen.
public struct Cell: Equatable, Sendable {
  /// The drawable text of the cluster; empty in the right half of a wide one.
  public var text: String
  public var style: Style

  public init(_ text: String, style: Style) {
    self.text = text
    self.style = style
  }
}
