/// Rows of which one is selected, and some are on the screen.
protocol SelectableRows {
  /// Rows in all.
  var count: Int { get }
  /// Index of the selected row; 0 where there is none.
  var selection: Int { get set }
  /// Index of the first row on the screen.
  var top: Int { get set }
}

extension SelectableRows {
  /// Selects a row, and scrolls no further than is needed to show it.
  mutating func select(_ index: Int, height: Int) {
    selection = max(0, min(index, count - 1))
    let height = max(1, height)
    if selection < top { top = selection }
    if selection >= top + height { top = selection - height + 1 }
    top = max(0, min(top, count - height))
  }

  /// Scrolls the rows; the selection stays where it is as long as it is on the screen.
  mutating func scroll(by lines: Int, height: Int) {
    let height = max(1, height)
    top = max(0, min(top + lines, count - height))
    selection = max(0, min(max(top, min(selection, top + height - 1)), count - 1))
  }
}

extension PostList: SelectableRows {}

extension Sidebar: SelectableRows {
  var count: Int { rows.count }
}
