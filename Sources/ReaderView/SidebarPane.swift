import ReaderStore
import Screens
import Theming
import Typography

/// The feeds: what there is to read, with unread counts and a mark on what fails.
struct SidebarPane {
  let state: State
  let theme: Theme

  func draw(in frame: Rect, on screen: inout Screen) {
    let sidebar = state.sidebar
    for line in 0..<frame.height {
      let index = sidebar.top + line
      guard sidebar.rows.indices.contains(index) else { break }
      draw(sidebar.rows[index], isSelected: index == sidebar.selection, y: frame.y + line, in: frame, on: &screen)
    }
    if sidebar.rows.isEmpty {
      let text = sidebar.search.isEmpty ? "No feeds yet: a adds one." : "No feed is called so."
      screen.write(
        TerminalText.clipped(text, to: frame.width - 2), x: frame.x + 1, y: frame.y, style: theme[.listRead],
        clip: frame)
    }
    if state.focus == .feeds, state.prompt == nil {
      let row = max(0, sidebar.selection - sidebar.top)
      screen.cursor = Point(x: frame.x + 1, y: frame.y + min(row, frame.height - 1))
    }
  }

  private func draw(_ row: Sidebar.Row, isSelected: Bool, y: Int, in frame: Rect, on screen: inout Screen) {
    let isUnread = row.unread ?? 0 > 0
    var style = theme[isUnread ? .listUnread : .listRead]
    var end = frame.x + frame.width - 1
    if let unread = row.unread, unread > 0 {
      let count = String(unread)
      screen.write(count, x: end - count.count, y: y, style: theme[.listDate], clip: frame)
      end -= count.count + 1
    }
    if row.isFailing {
      screen.write("!", x: end - 1, y: y, style: theme[.statusError], clip: frame)
      end -= 2
    }
    var x = frame.x + 1 + min(row.depth * 2, frame.width / 2)
    if let isCollapsed = row.isCollapsed {
      screen.write(isCollapsed ? "▸" : "▾", x: x, y: y, style: theme[.border], clip: frame)
      x += 2
    }
    if isSelected {
      style = theme[state.focus == .feeds ? .listSelected : .listSelectedElsewhere]
    }
    screen.write(TerminalText.clipped(row.title, to: max(1, end - x)), x: x, y: y, style: style, clip: frame)
  }
}
