import ArticleDocument
import ArticleLayout
import Configuration
import FeedModel
import FoundationEssentials
import Testing

@testable import ReaderStore

/// A reader's session without a cache: actions and keys go in, effects come out.
struct Session {
  var state: State
  static let noon = Clock(now: Date(timeIntervalSince1970: 1_790_000_000), utcOffset: 0)
  static let snapshot = ListSnapshot(newestEntry: EntryID(rawValue: 1000), statusSerial: 0)

  /// A session whose list holds some unread posts, numbered from 1.
  init(posts count: Int, size: ScreenSize = ScreenSize(width: 80, height: 24)) {
    var list = PostList(query: EntryQuery(unreadOnly: true))
    list.generation = 1
    state = State(size: size, clock: Session.noon, list: list)
    _ = reduce(
      &state,
      .listOpened(
        OpenedList(
          generation: 1, snapshot: Session.snapshot, count: count, offset: 0,
          rows: PostList.firstRows(around: 0, count: count).map { Session.row($0 + 1) }, selection: nil,
          counts: Counts(unread: count, starred: 0, feeds: 1), clock: Session.noon)))
  }

  static func row(_ number: Int, isRead: Bool = false) -> EntryRow {
    EntryRow(
      id: EntryID(rawValue: Int64(number)), feed: FeedID(rawValue: 1), feedTitle: "Marsh Notes",
      title: "Post \(number)", link: "https://marsh.example/\(number)", date: noon.now,
      status: EntryStatus(isRead: isRead))
  }

  /// Types keys as a script.
  /// - Returns: all the effects they had.
  mutating func type(_ keys: String) throws -> [Effect] {
    try KeyScript(keys).steps.flatMap { step -> [Effect] in
      guard case .key(let key) = step else { return [] }
      return reduce(&state, .key(key))
    }
  }

  mutating func send(_ action: Action) -> [Effect] { reduce(&state, action) }

  /// The cache answers with a post of so many lines.
  @discardableResult
  mutating func load(_ number: Int, lines: Int, place: Place = .start) -> [Effect] {
    let options = state.layoutOptions
    let entry = Entry(row: Session.row(number), guid: "\(number)", body: Content(.text, "body"), place: place)
    let layout = Layout(
      lines: (0..<lines).map { line in
        Line(spans: [Span("line \(line) of \(number)")], position: DocumentPosition(block: line, offset: 0))
      })
    return send(
      .articleLoaded(LoadedArticle(entry: entry, document: Document(), layout: layout, options: options)))
  }

  /// The cache answers with a post of some blocks, laid out as the session wants it.
  @discardableResult
  mutating func load(_ entry: Entry, _ document: Document) -> [Effect] {
    let options = state.layoutOptions
    return send(
      .articleLoaded(
        LoadedArticle(
          entry: entry, document: document, layout: Layout(document, options: options), options: options)))
  }

  /// A session with a post open and focused.
  static func reading(lines: Int, posts: Int = 5) throws -> Session {
    var session = Session(posts: posts)
    _ = try session.type("<CR>")
    session.load(1, lines: lines)
    return session
  }
}

extension EntryID {
  init(_ number: Int) { self.init(rawValue: Int64(number)) }
}
