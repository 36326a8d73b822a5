import Configuration
import ReaderStore
import Screens
import Theming
import Typography

/// The keys, over the panes.
struct HelpOverlay {
  let state: State
  let theme: Theme
  /// The first line shown.
  let top: Int

  private static let keyCells = 14

  func draw(on screen: inout Screen) {
    let frame = Rect(x: 0, y: 0, width: screen.width, height: max(0, screen.height - 1))
    screen.fill(frame, style: theme[.overlay])
    let lines = HelpText.lines(keymap: state.keymap)
    let height = max(1, frame.height - 2)
    let end = min(lines.count, top + height)
    let heading =
      end < lines.count || top > 0
      ? "Keys  \(top + 1)–\(end) of \(lines.count), j k scroll, q closes" : "Keys  q closes"
    screen.write(heading, x: 2, y: 0, style: theme[.overlayTitle], clip: frame)
    for (row, line) in lines[min(top, lines.count)..<end].enumerated() {
      draw(line, y: row + 2, in: frame, on: &screen)
    }
    screen.cursor = Point(x: 2, y: 0)
  }

  private func draw(_ line: HelpText.Line, y: Int, in frame: Rect, on screen: inout Screen) {
    switch line {
    case .blank: return
    case .heading(let text): screen.write(text, x: 2, y: y, style: theme[.overlayTitle], clip: frame)
    case .command(let keys, let help):
      screen.write(
        TerminalText.clipped(keys, to: HelpOverlay.keyCells), x: 4, y: y, style: theme[.overlayKey], clip: frame)
      let x = 4 + HelpOverlay.keyCells + 1
      screen.write(
        TerminalText.clipped(help, to: max(1, frame.width - x - 1)), x: x, y: y, style: theme[.overlay], clip: frame)
    }
  }
}
