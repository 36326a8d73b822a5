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
    let right = rightParts
    let rightCells = right.reduce(0) { $0 + DisplayWidth.cells(of: $1.text) }
    let room = frame.width - rightCells - 3
    write(leftParts, x: 1, y: y, room: max(0, room > 8 ? room : frame.width - 2), on: &screen)
    if room > 8 { write(right, x: frame.width - 1 - rightCells, y: y, room: rightCells, on: &screen) }
  }

  /// Some text in one style. Numbers that a key changes stand out, and in themes without colours cost least.
  private typealias Part = (text: String, role: StyleRole)

  private func write(_ parts: [Part], x: Int, y: Int, room: Int, on screen: inout Screen) {
    let clip = Rect(x: 0, y: y, width: screen.width, height: 1)
    var column = x
    // A feed's long title gives way to the place in its list.
    let others = parts.dropFirst().reduce(0) { $0 + DisplayWidth.cells(of: $1.text) }
    for (index, part) in parts.enumerated() where column < x + room {
      let reserved = index == 0 && others + 8 <= room ? others : 0
      let text = TerminalText.clipped(part.text, to: x + room - reserved - column)
      column = screen.write(text, x: column, y: y, style: theme[part.role], clip: clip)
    }
  }

  private func draw(_ prompt: Prompt, in frame: Rect, on screen: inout Screen) {
    var found =
      switch prompt.purpose {
      case .narrowList: prompt.text.isEmpty ? "" : counted(state.list.count, "post")
      case .findInArticle: state.find.map { counted($0.matches.count, "match", plural: "matches") } ?? ""
      case .commandLine, .argument:
        prompt.canComplete && prompt.text.isEmpty && prompt.completion == nil ? "Tab completes" : ""
      }
    let labelEnd = screen.write(prompt.label, x: 1, y: frame.y, style: theme[.prompt], clip: frame)
    // What is typed goes first.
    if labelEnd + DisplayWidth.cells(of: found) + 8 > frame.width { found = "" }
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

  private var leftParts: [Part] {
    if let message = state.message {
      return [(message.text, message.kind == .error ? .statusError : .statusMessage)]
    }
    if let find = state.find {
      let place = find.matches.isEmpty ? "no match" : "match \(find.current + 1) of \(find.matches.count)"
      return [("'\(find.text)': \(place) · n N go on, Esc ends", .statusLine)]
    }
    if state.focus == .article, let link = state.article?.focusedLink {
      let destination = link.destination
      let role: StyleRole = destination.warnings.isEmpty ? .statusMessage : .statusError
      return [("[\(link.run.link + 1)] " + destination.description, role)]
    }
    if state.focus == .article, let article = state.article {
      let row = article.entry.row
      // That it has become read shows in the list. Here it would shift the line, and send it again.
      let star = row.status.isStarred ? "★ " : ""
      return [(star + [row.feedTitle, row.title].filter { !$0.isEmpty }.joined(separator: " · "), .statusLine)]
    }
    return state.focus == .feeds ? [(sidebarText, .statusLine)] : listParts
  }

  private var listParts: [Part] {
    let list = state.list
    var what = list.query.unreadOnly ? "Unread" : "All posts"
    if !state.scope.title.isEmpty {
      what = state.scope.title + (list.query.unreadOnly ? " · unread" : "")
    }
    if !list.query.search.isEmpty { what = "'\(list.query.search)'" }
    if !list.query.order.label.isEmpty { what += " · \(list.query.order.label)" }
    guard list.count > 0 else { return [(what, .statusLine)] }
    let selected = list.selectedRange.map { " · \(counted($0.count, "row")) selected" } ?? ""
    return [
      (what, .statusLine), (" \(list.selection + 1)/\(list.count)", .statusMessage), (selected, .statusLine),
    ]
  }

  /// The selected row of the sidebar.
  private var sidebarText: String {
    guard let row = state.sidebar.selectedRow else { return "Feeds" }
    let unread = row.unread.map { " · \($0) unread" } ?? ""
    return row.title + unread + (row.isFailing ? " · failing, ! says why" : "")
  }

  private var rightParts: [Part] {
    var parts: [Part] = []
    func add(_ text: String, _ role: StyleRole = .statusLine) {
      if !parts.isEmpty { parts.append(("  ", .statusLine)) }
      parts.append((text, role))
    }
    if !state.pending.isEmpty { add(state.pending.label) }
    if let refresh = state.refresh {
      let failed = refresh.failed > 0 ? " · \(refresh.failed) failed" : ""
      let count = refresh.asked > 0 ? " \(refresh.done)/\(refresh.asked)" : "…"
      add("refreshing\(count)\(failed)")
    }
    if !state.pagesUnderWay.isEmpty { add("fetching the full text…") }
    if let download = state.download { add(text(of: download)) }
    if state.arrivals > 0 { add("\(state.arrivals) new ↑ ^L", .statusMessage) }
    if let article = state.article, state.isArticleVisible {
      add("\(article.percentSeen(height: state.articleHeight))%", .statusMessage)
      let isShowingLink = state.focus == .article && article.focusedLink != nil
      let hasRoom = state.size.width >= StatusLine.cellsForMinutes && !isShowingLink
      if hasRoom, let minutes = article.minutesLeft(height: state.articleHeight) {
        parts.append((" · \(minutes) min left", .statusLine))
      }
    }
    if state.focus != .article { add("? help") }
    return parts
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
