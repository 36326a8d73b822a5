import ArticleDocument
import ArticleLayout
import Configuration
import FeedModel
import FoundationEssentials
import ReaderStore
import ReaderView
import Screens
import Theming

/// A state to draw: a small library, and a post with every kind of text.
struct Scene {
  var state: State
  static let clock = Clock(now: Date(timeIntervalSince1970: 1_789_997_600))

  init(width: Int, height: Int) {
    var list = PostList(query: EntryQuery(unreadOnly: true))
    list.generation = 1
    state = State(size: ScreenSize(width: width, height: height), clock: Scene.clock, list: list)
    send(
      .listOpened(
        OpenedList(
          generation: 1, snapshot: ListSnapshot(newestEntry: EntryID(rawValue: 99), statusSerial: 0),
          count: Scene.rows.count, offset: 0, rows: Scene.rows, selection: nil, counts: Counts(unread: 4, feeds: 2),
          clock: Scene.clock)))
  }

  mutating func send(_ action: Action) { _ = reduce(&state, action) }

  mutating func type(_ keys: String) throws {
    for case .key(let key) in try KeyScript(keys).steps { send(.key(key)) }
  }

  /// Opens the selected post with a document, as the cache would give it.
  mutating func open(_ blocks: [Block]) throws {
    try type("<CR>")
    let row = state.list.rows[state.list.selection]
    let options = LayoutOptions(width: state.geometry.textWidth)
    let document = Document(
      blocks: [.title([.text(row.title)]), .byline([.text("Marsh Notes · 20 September 2026")])] + blocks)
    let entry = Entry(row: row, guid: "1", body: Content(.html, "body"))
    send(
      .articleLoaded(
        LoadedArticle(
          entry: entry, document: document, layout: Layout(document, options: options), options: options)))
  }

  static let paragraphs: [Block] = (1...12).map { number in
    .paragraph([
      .text(
        "Paragraph \(number). The harrier quarters the marsh before the light has quite come, low over the reed, and "
          + "turns on the wind where the dyke ends.")
    ])
  }

  private static let rows: [EntryRow] = [
    row(1, "Marsh Notes", "The harrier comes back", hours: 1),
    row(2, "日々の記録", "湿原に鶴が戻った朝、霧の中で", hours: 3, isStarred: true),
    row(
      3, "Marsh Notes", "A title that is far too long for its column and so has to be cut somewhere near its end",
      hours: 30),
    row(4, "Marsh Notes", "Read already, and left in its place", hours: 50, isRead: true),
    row(5, "Weather & Tides of the Eastern Coast", "Family 👨‍👩‍👧 on the sea wall", hours: 24 * 400),
  ]

  private static func row(
    _ number: Int, _ feed: String, _ title: String, hours: Int, isRead: Bool = false, isStarred: Bool = false
  ) -> EntryRow {
    EntryRow(
      id: EntryID(rawValue: Int64(number)), feed: FeedID(rawValue: Int64(feed.count)), feedTitle: feed, title: title,
      link: "https://marsh.example/\(number)", date: clock.now.addingTimeInterval(Double(-3600 * hours)),
      status: EntryStatus(isRead: isRead, isStarred: isStarred))
  }
}

extension Scene {
  /// A theme in which every role has a colour of its own, so that a screen tells which role each cell has.
  private static let roleTheme = Theme(
    name: "roles",
    styles: Dictionary(
      uniqueKeysWithValues: StyleRole.allCases.enumerated().map { number, role in
        (role, Style(foreground: .rgb(0, 0, UInt8(number + 1))))
      }))

  /// The screen as text.
  var drawn: String {
    let screen = render(state, theme: Scene.roleTheme)
    let cursor = screen.cursor.map { "\($0.x),\($0.y)" } ?? "hidden"
    return screen.rows.joined(separator: "\n") + "\n(cursor \(cursor))\n"
  }

  /// Each row as runs of roles: `2 list-unread 1-2, list-selected 4-25`.
  var roles: String {
    let screen = render(state, theme: Scene.roleTheme)
    return (0..<screen.height).compactMap { y -> String? in
      var runs: [(role: String, start: Int, end: Int)] = []
      for x in 0..<screen.width {
        guard let cell = screen.cell(x: x, y: y), cell.text != " ", let role = Scene.role(of: cell.style) else {
          continue
        }
        if let last = runs.last, last.role == role, last.end >= x - 2 {
          runs[runs.count - 1].end = x
        } else {
          runs.append((role, x, x))
        }
      }
      guard !runs.isEmpty else { return nil }
      return "\(y): " + runs.map { "\($0.role) \($0.start)-\($0.end)" }.joined(separator: ", ")
    }.joined(separator: "\n")
  }

  private static func role(of style: Style) -> String? {
    guard case .rgb(0, 0, let number) = style.foreground, number > 0, Int(number) <= StyleRole.allCases.count else {
      return nil
    }
    return StyleRole.allCases[Int(number) - 1].rawValue
  }
}
