import FeedModel
import ReaderStore
import Screens
import Theming
import Typography

/// The list of posts: marks, title, feed, date; one row each.
struct PostListPane {
  let state: State
  let theme: Theme

  private static let titleColumn = 4
  private static let dateCells = 8
  private static let feedCells = 18
  /// On a screen of 80 columns a longer title would be cut soon anyway; cut here, two of them drawn anew and the place in
  /// the status line, which is what a step in the list takes, stay within 160 bytes.
  private static let titleCells = 60

  func draw(in frame: Rect, on screen: inout Screen) {
    guard state.list.count > 0 else {
      drawEmpty(in: frame, on: &screen)
      return
    }
    let hasFeedColumn = frame.width >= 64 && hasSeveralFeeds
    let selected = state.list.selectedRange
    for line in 0..<frame.height {
      let index = state.list.top + line
      guard index < state.list.count else { return }
      let y = frame.y + line
      if let row = state.list[index] {
        draw(
          row, isSelected: index == state.list.selection, isMarked: selected?.contains(index) == true, y: y, in: frame,
          hasFeedColumn: hasFeedColumn, on: &screen)
      } else {
        screen.write("…", x: frame.x + PostListPane.titleColumn, y: y, style: theme[.listRead], clip: frame)
      }
      if index == state.list.selection, state.focus == .list, state.prompt == nil {
        screen.cursor = Point(x: min(frame.x + PostListPane.titleColumn, frame.x + frame.width - 1), y: y)
      }
    }
  }

  private func draw(
    _ row: EntryRow, isSelected: Bool, isMarked: Bool, y: Int, in frame: Rect, hasFeedColumn: Bool,
    on screen: inout Screen
  ) {
    let base = theme[row.status.isRead ? .listRead : .listUnread]
    if row.status.isHidden {
      screen.write("×", x: frame.x + 1, y: y, style: base, clip: frame)
    } else if !row.status.isRead {
      screen.write("•", x: frame.x + 1, y: y, style: base, clip: frame)
    }
    if isMarked { screen.write("▌", x: frame.x, y: y, style: theme[.star], clip: frame) }
    if row.status.isStarred { screen.write("★", x: frame.x + 2, y: y, style: theme[.star], clip: frame) }

    var end = frame.x + frame.width - 1
    if frame.width >= 36 {
      let date = DateText.short(row.date, clock: state.clock)
      screen.write(date, x: end - DisplayWidth.cells(of: date), y: y, style: theme[.listDate], clip: frame)
      end -= PostListPane.dateCells + 2
    }
    if hasFeedColumn {
      let feed = TerminalText.clipped(row.feedTitle, to: PostListPane.feedCells)
      screen.write(feed, x: end - PostListPane.feedCells, y: y, style: theme[.listFeed], clip: frame)
      end -= PostListPane.feedCells + 2
    }
    let start = frame.x + PostListPane.titleColumn
    let room = frame.width <= 80 ? min(end - start, PostListPane.titleCells) : end - start
    let title = TerminalText.clipped(row.title, to: max(1, room))
    let style = isSelected ? theme[state.focus == .list ? .listSelected : .listSelectedElsewhere] : base
    screen.write(title, x: start, y: y, style: style, clip: frame)
  }

  /// With one feed its name would only be said again in each row.
  private var hasSeveralFeeds: Bool {
    guard let first = state.list.rows.first?.feed else { return false }
    return state.list.rows.contains { $0.feed != first }
  }

  private func drawEmpty(in frame: Rect, on screen: inout Screen) {
    guard state.list.snapshot != nil, frame.height > 0 else { return }
    let text =
      if !state.list.query.search.isEmpty {
        state.list.query.search.contains { $0.isLetter || $0.isNumber }
          ? "Nothing matches." : "No title has it. Texts are searched for words with a letter or a digit."
      } else if state.list.query.unreadOnly {
        "No unread posts. \\ shows all posts, R asks the feeds."
      } else {
        "No posts yet. R asks the feeds, a adds one."
      }
    let line = TerminalText.clipped(text, to: max(0, frame.width - PostListPane.titleColumn))
    screen.write(
      line, x: frame.x + PostListPane.titleColumn, y: frame.y + min(1, frame.height - 1), style: theme[.listRead],
      clip: frame)
  }
}
