import ArticleLayout
import Configuration
import ReaderStore
import Screens
import Theming
import Typography

/// Rows to choose from, over the panes: the keys, links, enclosures.
struct MenuOverlay {
  let state: State
  let theme: Theme
  let menu: Menu

  private static let margin = 2

  func draw(on screen: inout Screen) {
    let frame = Rect(x: 0, y: 0, width: screen.width, height: max(0, screen.height - 1))
    screen.fill(frame, style: theme[.overlay])
    let shown = menu.shown
    let height = state.overlayHeight
    let end = min(shown.count, menu.top + height)
    OverlayTitle(title: menu.title, hint: menu.hint, range: menu.top..<end, count: shown.count, theme: theme)
      .draw(in: frame, on: &screen)
    guard !shown.isEmpty else {
      screen.write("Nothing matches.", x: MenuOverlay.margin, y: 2, style: theme[.overlay], clip: frame)
      drawSearch(on: &screen)
      return
    }
    for index in min(menu.top, shown.count)..<end {
      draw(shown[index], isSelected: index == menu.selection, y: index - menu.top + 2, in: frame, on: &screen)
    }
    screen.cursor = Point(x: MenuOverlay.margin, y: min(menu.selection - menu.top + 2, frame.height - 1))
    drawSearch(on: &screen)
  }

  private func draw(_ item: Menu.Item, isSelected: Bool, y: Int, in frame: Rect, on screen: inout Screen) {
    guard !item.isHeading else {
      screen.write(item.text, x: MenuOverlay.margin, y: y, style: theme[.overlayTitle], clip: frame)
      return
    }
    let start = MenuOverlay.margin * 2
    var end = frame.width - MenuOverlay.margin
    let textStart = menu.labelCells > 0 ? start + menu.labelCells + 1 : start
    let noteCells = min(DisplayWidth.cells(of: item.note), frame.width / 2)
    if noteCells > 0, textStart + noteCells + 12 < end {
      let note = TerminalText.clipped(item.note, to: noteCells)
      screen.write(note, x: end - noteCells, y: y, style: theme[.overlay], clip: frame)
      end -= noteCells + 2
    }
    if menu.labelCells > 0 {
      let label = TerminalText.clipped(item.label, to: menu.labelCells)
      screen.write(label, x: start, y: y, style: theme[.overlayKey], clip: frame)
    }
    let style = isSelected ? theme[.listSelected] : item.isWarning ? theme[.statusError] : theme[.overlay]
    let text = TerminalText.clipped(item.text, to: max(1, end - textStart))
    screen.write(text.isEmpty ? " " : text, x: textStart, y: y, style: style, clip: frame)
    if isSelected { screen.write("›", x: MenuOverlay.margin, y: y, style: theme[.overlayKey], clip: frame) }
  }

  /// What is searched for, in the status line's row.
  private func drawSearch(on screen: inout Screen) {
    guard menu.isSearching || !menu.search.isEmpty else { return }
    let row = Rect(x: 0, y: screen.height - 1, width: screen.width, height: 1)
    screen.fill(row, style: theme[.statusLine])
    let end = screen.write("Find: " + menu.search, x: 1, y: row.y, style: theme[.prompt], clip: row)
    if menu.isSearching { screen.cursor = Point(x: min(end, screen.width - 1), y: row.y) }
  }
}

/// A text to read, over the panes.
struct PageOverlay {
  let state: State
  let theme: Theme
  let page: Page

  func draw(on screen: inout Screen) {
    let frame = Rect(x: 0, y: 0, width: screen.width, height: max(0, screen.height - 1))
    screen.fill(frame, style: theme[.text])
    screen.fill(Rect(x: 0, y: 0, width: screen.width, height: min(1, frame.height)), style: theme[.overlay])
    let lines = page.layout.lines
    let end = min(lines.count, page.top + state.overlayHeight)
    OverlayTitle(
      title: page.title, hint: "q closes", range: page.top..<max(page.top, end), count: lines.count, theme: theme
    )
    .draw(in: frame, on: &screen)
    for number in min(page.top, lines.count)..<end {
      var x = 2
      for span in lines[number].spans {
        x = screen.write(span.text, x: x, y: number - page.top + 2, style: theme.style(of: span), clip: frame)
      }
    }
    screen.cursor = Point(x: 2, y: min(2, frame.height))
  }
}

/// The first row of an overlay: what it is, what the keys do, and how much of it is seen.
struct OverlayTitle {
  let title: String
  let hint: String
  let range: Range<Int>
  let count: Int
  let theme: Theme

  func draw(in frame: Rect, on screen: inout Screen) {
    let end = screen.write(title, x: 2, y: 0, style: theme[.overlayTitle], clip: frame)
    let part = range.count < count ? "\(range.lowerBound + 1)–\(range.upperBound) of \(count)" : ""
    let partStart = frame.width - 2 - DisplayWidth.cells(of: part)
    let room = partStart - end - 4
    if room > 8 {
      screen.write(TerminalText.clipped(hint, to: room), x: end + 2, y: 0, style: theme[.overlay], clip: frame)
    }
    if partStart > end + 1 { screen.write(part, x: partStart, y: 0, style: theme[.overlay], clip: frame) }
  }
}

/// What the text of a prompt may become, above it.
struct CompletionSheet {
  let state: State
  let theme: Theme

  private static let rows = 8

  func draw(above y: Int, on screen: inout Screen) {
    guard let completion = state.prompt?.completion else { return }
    let candidates = completion.candidates
    let height = min(CompletionSheet.rows, candidates.count, max(0, y - 1))
    guard height > 0 else { return }
    let top = max(0, min(completion.selection - height / 2, candidates.count - height))
    let frame = Rect(x: 0, y: y - height, width: screen.width, height: height)
    screen.fill(frame, style: theme[.overlay])
    let column = 3 + min(28, candidates.map { DisplayWidth.cells(of: $0.text) }.max() ?? 0)
    for row in 0..<height {
      let candidate = candidates[top + row]
      let isSelected = top + row == completion.selection
      let room = candidate.detail.isEmpty ? max(1, frame.width - 2) : column - 2
      screen.write(
        TerminalText.clipped(candidate.text, to: room), x: 1, y: frame.y + row,
        style: theme[isSelected ? .listSelected : .overlayKey], clip: frame)
      guard !candidate.detail.isEmpty, frame.width > column + 10 else { continue }
      screen.write(
        TerminalText.clipped(candidate.detail, to: frame.width - column - 1), x: column, y: frame.y + row,
        style: theme[.overlay], clip: frame)
    }
  }
}
