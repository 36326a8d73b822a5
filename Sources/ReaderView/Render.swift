/// `render(state, theme) -> Screen`: what the state looks like. Pure; it has no callbacks and asks nobody.
import Configuration
public import ReaderStore
public import Screens
public import Theming

/// Draws the whole screen.
public func render(_ state: State, theme: Theme) -> Screen {
  var screen = Screen(
    width: state.size.width, height: state.size.height, style: theme[.text])
  guard !state.isTooSmall else {
    drawTooSmall(on: &screen, theme: theme)
    return screen
  }
  let geometry = state.geometry
  drawSeparator(geometry, state: state, on: &screen, theme: theme)
  if let frame = geometry.list { PostListPane(state: state, theme: theme).draw(in: Rect(frame), on: &screen) }
  if let frame = geometry.article {
    ArticlePane(state: state, theme: theme).draw(in: Rect(frame), textColumn: geometry.textColumn, on: &screen)
  }
  if let frame = geometry.sidebar {
    SidebarPane(state: state, theme: theme).draw(in: Rect(frame), on: &screen)
    drawColumn(x: frame.width, height: geometry.statusRow, on: &screen, theme: theme)
    if case .row(let y) = geometry.separator {
      screen.fill(Rect(x: frame.width, y: y, width: 1, height: 1), with: "├", style: theme[.border])
    }
  }
  switch state.overlay {
  case .menu(let menu): MenuOverlay(state: state, theme: theme, menu: menu).draw(on: &screen)
  case .page(let page): PageOverlay(state: state, theme: theme, page: page).draw(on: &screen)
  case nil: CompletionSheet(state: state, theme: theme).draw(above: geometry.statusRow, on: &screen)
  }
  StatusLine(state: state, theme: theme).draw(y: geometry.statusRow, on: &screen)
  return screen
}

private func drawTooSmall(on screen: inout Screen, theme: Theme) {
  let smallest = PaneGeometry.smallestScreen
  let words = "Martlet needs \(smallest.width)x\(smallest.height)"
  let clip = Rect(x: 0, y: 0, width: screen.width, height: screen.height)
  var (x, y) = (0, 0)
  for word in words.split(separator: " ") {
    if x > 0, x + word.count > screen.width { (x, y) = (0, y + 1) }
    screen.write(String(word), x: x, y: y, style: theme[.text], clip: clip)
    x += word.count + 1
  }
}

private func drawSeparator(_ geometry: PaneGeometry, state: State, on screen: inout Screen, theme: Theme) {
  switch geometry.separator {
  case .none: return
  case .column(let x): drawColumn(x: x, height: geometry.statusRow, on: &screen, theme: theme)
  case .row(let y):
    let x = geometry.article?.x ?? 0
    screen.fill(Rect(x: x, y: y, width: screen.width - x, height: 1), with: "─", style: theme[.border])
  }
}

private func drawColumn(x: Int, height: Int, on screen: inout Screen, theme: Theme) {
  screen.fill(Rect(x: x, y: 0, width: 1, height: height), with: "│", style: theme[.border])
}

extension Rect {
  init(_ frame: PaneFrame) {
    self.init(x: frame.x, y: frame.y, width: frame.width, height: frame.height)
  }
}
