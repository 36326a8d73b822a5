import Configuration
import FeedModel
import ReaderStore
import Screens
import Theming
import Typography

/// The bottom row: what is shown and where in it, or a message, or the prompt.
struct StatusLine {
  let state: State
  let theme: Theme

  /// On a narrower screen the post's title is worth more than the minutes that it takes, and so is a link's target.
  private static let cellsForMinutes = 40

  func draw(y: Int, on screen: inout Screen) {
    let frame = Rect(x: 0, y: y, width: screen.width, height: 1)
    screen.fill(frame, style: theme[.statusLine])
    if let prompt = state.prompt {
      draw(prompt, in: frame, on: &screen)
      return
    }
    let right = rightText
    let rightCells = DisplayWidth.cells(of: right)
    let room = frame.width - rightCells - 3
    let (left, role) = leftText
    screen.write(
      TerminalText.clipped(left, to: max(0, room > 8 ? room : frame.width - 2)), x: 1, y: y, style: theme[role],
      clip: frame)
    if room > 8 {
      screen.write(right, x: frame.width - 1 - rightCells, y: y, style: theme[.statusLine], clip: frame)
    }
  }

  private func draw(_ prompt: Prompt, in frame: Rect, on screen: inout Screen) {
    let found =
      switch prompt.purpose {
      case .narrowList: prompt.text.isEmpty ? "" : counted(state.list.count, "post")
      case .findInArticle: state.find.map { counted($0.matches.count, "match") } ?? ""
      case .commandLine, .argument: ""
      }
    let labelEnd = screen.write(prompt.label, x: 1, y: frame.y, style: theme[.prompt], clip: frame)
    let room = max(1, frame.width - labelEnd - DisplayWidth.cells(of: found) - 3)
    // The cursor is always seen; what goes on after it is cut off.
    let head = StatusLine.tail(of: String(prompt.text.prefix(prompt.cursor)), cells: room)
    let cursor = screen.write(head, x: labelEnd, y: frame.y, style: theme[.prompt], clip: frame)
    let rest = String(prompt.text.dropFirst(prompt.cursor))
    screen.write(
      TerminalText.clipped(rest, to: max(0, labelEnd + room - cursor)), x: cursor, y: frame.y, style: theme[.prompt],
      clip: frame)
    screen.write(
      found, x: frame.width - 1 - DisplayWidth.cells(of: found), y: frame.y, style: theme[.statusLine], clip: frame)
    screen.cursor = Point(x: min(cursor, frame.width - 1), y: frame.y)
  }

  private var leftText: (String, StyleRole) {
    if let message = state.message {
      return (message.text, message.kind == .error ? .statusError : .statusMessage)
    }
    if let find = state.find {
      let place = find.matches.isEmpty ? "no match" : "match \(find.current + 1) of \(find.matches.count)"
      return ("'\(find.text)': \(place) · n N go on, Esc ends", .statusLine)
    }
    if state.focus == .article, let link = state.article?.focusedLink {
      let destination = link.destination
      return (
        "[\(link.run.link + 1)] " + destination.description,
        destination.warnings.isEmpty ? .statusMessage : .statusError
      )
    }
    if state.focus == .article, let article = state.article {
      let row = article.entry.row
      let marks = (row.status.isStarred ? "★ " : "") + (row.status.isRead ? "" : "• ")
      return (marks + [row.feedTitle, row.title].filter { !$0.isEmpty }.joined(separator: " · "), .statusLine)
    }
    return (state.focus == .feeds ? sidebarText : listText, .statusLine)
  }

  private var listText: String {
    let list = state.list
    var what = list.query.unreadOnly ? "Unread" : "All posts"
    if !state.scope.title.isEmpty {
      what = state.scope.title + (list.query.unreadOnly ? " · unread" : "")
    }
    if !list.query.search.isEmpty { what = "'\(list.query.search)'" }
    if !list.query.order.label.isEmpty { what += " · \(list.query.order.label)" }
    guard list.count > 0 else { return what }
    let selected = list.selectedRange.map { " · \(counted($0.count, "row")) selected" } ?? ""
    return "\(what) \(list.selection + 1)/\(list.count)\(selected)"
  }

  /// The selected row of the sidebar.
  private var sidebarText: String {
    guard let row = state.sidebar.selectedRow else { return "Feeds" }
    let unread = row.unread.map { " · \($0) unread" } ?? ""
    return row.title + unread + (row.isFailing ? " · failing, ! says why" : "")
  }

  private var rightText: String {
    var parts: [String] = []
    if !state.pending.isEmpty { parts.append(state.pending.label) }
    if let refresh = state.refresh {
      let failed = refresh.failed > 0 ? " · \(refresh.failed) failed" : ""
      let count = refresh.asked > 0 ? " \(refresh.done)/\(refresh.asked)" : "…"
      parts.append("refreshing\(count)\(failed)")
    }
    if !state.pagesUnderWay.isEmpty { parts.append("fetching the full text…") }
    if let download = state.download { parts.append(text(of: download)) }
    if state.arrivals > 0 { parts.append("\(state.arrivals) new ↑ ^L") }
    if let article = state.article, state.isArticleVisible {
      let isShowingLink = state.focus == .article && article.focusedLink != nil
      let hasRoom = state.size.width >= StatusLine.cellsForMinutes && !isShowingLink
      let minutes = hasRoom ? article.minutesLeft(height: state.articleHeight) : nil
      parts.append("\(article.percentSeen(height: state.articleHeight))%" + (minutes.map { " · \($0) min left" } ?? ""))
    }
    if state.focus != .article { parts.append("? help") }
    return parts.joined(separator: "  ")
  }

  private func text(of download: DownloadProgress) -> String {
    let name = TerminalText.clipped(download.name, to: max(8, state.size.width / 4))
    let size: String
    if let total = download.total, total > 0 {
      let percent = max(0, min(download.received, total)) * 100 / total
      size = "\(percent)% of \(ByteCount.text(total))"
    } else {
      size = download.received > 0 ? ByteCount.text(download.received) : "…"
    }
    return "saving \(name) \(size)" + (download.waiting > 0 ? " · \(download.waiting) wait" : "")
  }

  private func counted(_ count: Int, _ noun: String) -> String {
    let plural = noun.hasSuffix("ch") ? "es" : "s"
    return "\(count) \(noun)\(count == 1 ? "" : plural)"
  }

  /// The end of a text, as much as goes into some cells.
  private static func tail(of text: String, cells: Int) -> String {
    var tail: [Character] = []
    var room = cells
    for character in text.reversed() {
      room -= DisplayWidth.cells(of: character)
      if room < 0 { break }
      tail.append(character)
    }
    return String(tail.reversed())
  }
}
