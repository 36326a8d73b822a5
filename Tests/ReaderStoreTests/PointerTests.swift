import ArticleDocument
import ArticleLayout
import Configuration
import FeedModel
import Testing

@testable import ReaderStore

@Suite("The mouse")
struct PointerTests {
  @Test("a click selects a row, and a second click on it opens the post")
  func rows() throws {
    var session = Session(posts: 20)
    #expect(try session.point("<Click:10,3>") == [])
    #expect(session.state.list.selection == 3)
    #expect(session.state.article == nil)
    #expect(try session.point("<Click:10,3>").contains(.loadArticle(EntryID(4), session.state.layoutOptions)))
    #expect(session.state.focus == .article)
  }

  @Test("the wheel scrolls the pane under the pointer; the selection stays on the screen and nothing is opened")
  func wheel() throws {
    var session = try Session.reading(lines: 200, posts: 50)
    _ = session.send(.woke(.dwelled(EntryID(1))))
    let listTop = session.state.list.top
    _ = try session.point("<WheelDown:10,15><WheelDown:10,15>")
    #expect(session.state.article?.top == 6)
    #expect(session.state.list.top == listTop)
    _ = try session.point("<WheelUp:10,15>")
    #expect(session.state.article?.top == 3)
    #expect(try session.point("<WheelDown:10,2>") == [])
    #expect(session.state.list.top == 3)
    #expect(session.state.list.selection == 3)
    #expect(session.state.article?.id == EntryID(1))
    _ = try session.point("<WheelUp:10,2><WheelUp:10,2><WheelUp:10,2>")
    #expect(session.state.list.top == 0)
  }

  @Test("a wheel that is turned beyond the ends stays there, also in short lists")
  func ends() throws {
    var session = Session(posts: 2)
    _ = try session.point("<WheelDown:1,1><WheelDown:1,1>")
    #expect(session.state.list.top == 0)
    #expect(session.state.list.selection == 0)
    var empty = Session(posts: 0)
    #expect(try empty.point("<WheelDown:1,1><WheelUp:1,1><Click:1,1><Click:1,1>") == [])
    #expect(empty.state.list.selection == 0)
  }

  @Test("a click in the post goes there; on a link it shows where that leads, and a second one follows it")
  func links() throws {
    var session = try Session.reading(lines: 0)
    let lines = [
      Line(
        spans: [Span("Read "), Span("日本 the marsh", role: .link, link: 0), Span(" today")],
        position: DocumentPosition(block: 0, offset: 0)),
      Line(spans: [Span("nothing here")], position: DocumentPosition(block: 0, offset: 0)),
    ]
    session.show(Layout(lines: lines, links: ["https://marsh.example/book"]))
    _ = try session.type("h")
    let (x, y) = (session.state.geometry.textColumn.x, session.state.geometry.article?.y ?? 0)
    #expect(try session.point("<Click:\(x + 7),\(y)>") == [])
    #expect(session.state.focus == .article)
    #expect(session.state.article?.focusedLink?.destination.host == "marsh.example")
    #expect(try session.point("<Click:\(x + 18),\(y)>") == [.openInBrowser("https://marsh.example/book")])
    #expect(try session.point("<Click:\(x + 19),\(y)>") == [])
    #expect(session.state.article?.focusedLink == nil)
    #expect(try session.point("<Click:\(x + 2),\(y + 1)><Click:79,\(y + 9)>") == [])
  }

  @Test("the line between the panes is dragged")
  func split() throws {
    var session = Session(posts: 50)
    guard case .row(let row) = session.state.geometry.separator else {
      Issue.record("no line between the panes")
      return
    }
    _ = try session.point("<Press:10,\(row)><Drag:10,\(row + 4)><Drag:10,\(row + 5)><Release:10,\(row + 5)>")
    #expect(session.state.geometry.separator == .row(row + 5))
    _ = try session.point("<Drag:10,\(row)>")
    #expect(session.state.geometry.separator == .row(row + 5), "the button is up")
    _ = try session.point("<Press:10,\(row + 5)><Drag:10,0><Release:10,0>")
    #expect(session.state.geometry.list?.height == 2)
    session.state.size = ScreenSize(width: 160, height: 40)
    session.state.preferences.splitShift = 0
    guard case .column(let column) = session.state.geometry.separator else {
      Issue.record("no line between the panes")
      return
    }
    _ = try session.point("<Press:\(column),10><Drag:\(column - 16),10><Release:\(column - 16),10>")
    #expect(session.state.geometry.separator == .column(column - 16))
  }

  @Test("under an overlay and a prompt a click does nothing; the wheel scrolls the overlay")
  func overlays() throws {
    var session = Session(posts: 20)
    _ = try session.type("?")
    #expect(try session.point("<Click:10,3><WheelDown:10,3>") == [])
    guard case .menu(let menu) = session.state.overlay else {
      Issue.record("the help is closed")
      return
    }
    #expect(menu.selection == 4)
    #expect(session.state.list.selection == 0)
    _ = try session.type("<Esc>/")
    _ = try session.point("<Click:10,3>")
    #expect(session.state.list.selection == 0)
    #expect(session.state.prompt != nil)
  }

  @Test("the window is called after the post")
  func title() throws {
    var session = Session(posts: 2)
    #expect(session.state.windowTitle == "Martlet")
    _ = try session.type("<CR>")
    session.load(1, lines: 3)
    #expect(session.state.windowTitle == "Post 1 – Martlet")
  }
}

extension Session {
  /// Lets the mouse do what a script says.
  fileprivate mutating func point(_ script: String) throws -> [Effect] {
    try KeyScript(script).steps.flatMap { step -> [Effect] in
      guard case .pointer(let event) = step else { return [] }
      return reduce(&state, .pointer(event))
    }
  }

  /// Puts a layout on the screen, as if the open post had it.
  fileprivate mutating func show(_ layout: Layout) {
    guard let open = state.article else { return }
    state.article = OpenArticle(
      entry: open.entry, document: open.document, layout: layout, options: state.layoutOptions)
  }
}
