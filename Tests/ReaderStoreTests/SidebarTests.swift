import Configuration
import FeedModel
import Testing

@testable import ReaderStore

@Suite("The feeds")
struct SidebarTests {
  private static let library = LibraryOutline(
    subscriptions: [
      feed(1, "Zebra", unread: 2), feed(2, "Marsh", folder: "Nature/Birds", unread: 3),
      feed(3, "Alder", folder: "Nature"),
    ],
    views: [SavedView(name: "Today", expression: "newer:1d")])

  private static func feed(_ id: Int64, _ title: String, folder: String = "", unread: Int = 0) -> Subscription {
    Subscription(
      id: FeedID(rawValue: id), url: "https://\(title).example/", title: title, folder: folder, unread: unread)
  }

  private static func session(width: Int = 120) throws -> Session {
    var session = Session(posts: 5, size: ScreenSize(width: width, height: 24))
    _ = try session.type("H")
    _ = session.send(.libraryLoaded(library))
    return session
  }

  private func titles(_ session: Session) -> [String] {
    session.state.sidebar.rows.map { String(repeating: " ", count: $0.depth) + $0.title }
  }

  @Test("stand in their folders, after everything and the views")
  func outlines() throws {
    let session = try SidebarTests.session()
    #expect(
      titles(session) == ["All feeds", "Starred", "Today", "Nature", " Birds", "  Marsh", " Alder", "Zebra"])
    #expect(session.state.sidebar.rows[3].unread == 3)
    #expect(session.state.focus == .feeds)
    #expect(session.state.geometry.sidebar != nil)
  }

  @Test("a folder closes and opens")
  func collapses() throws {
    var session = try SidebarTests.session()
    _ = try session.type("jjjh")
    #expect(titles(session) == ["All feeds", "Starred", "Today", "Nature", "Zebra"])
    _ = try session.type("l")
    #expect(titles(session).count == 8)
  }

  @Test("F filters from the feeds too, and goes to the list")
  func filters() throws {
    var session = try SidebarTests.session()
    _ = try session.type("F")
    #expect(session.state.prompt?.label.contains("Filter") == true)
    _ = try session.type("starred<CR>")
    #expect(session.state.scope == .filter("starred"))
    #expect(session.state.focus == .list)
  }

  @Test("choosing one shows its posts, and q comes back to all")
  func chooses() throws {
    var session = try SidebarTests.session()
    _ = try session.type("G<CR>")
    #expect(session.state.scope == .feed(FeedID(rawValue: 1), title: "Zebra"))
    #expect(session.state.focus == .list)
    _ = try session.type("q")
    #expect(session.state.scope == .everything)
  }

  @Test("brackets go from feed to feed in the sidebar's order")
  func walks() throws {
    var session = try SidebarTests.session()
    _ = try session.type("H]")
    #expect(session.state.scope.title == "Marsh")
    _ = try session.type("]")
    #expect(session.state.scope.title == "Alder")
    _ = try session.type("^N")
    #expect(session.state.scope.title == "Zebra")
    _ = try session.type("]")
    #expect(session.state.message?.text == "This is the last feed")
  }

  @Test("a click shows a feed's posts, a click on a folder's sign closes it, and the wheel scrolls")
  func mouse() throws {
    var session = try SidebarTests.session()
    _ = session.send(.pointer(PointerEvent(.press, x: 8, y: 7)))
    #expect(session.state.scope == .feed(FeedID(rawValue: 1), title: "Zebra"))
    #expect(session.state.sidebar.selection == 7)
    _ = session.send(.pointer(PointerEvent(.press, x: 1, y: 3)))
    #expect(titles(session).count == 5)
    _ = session.send(.pointer(PointerEvent(.press, x: 6, y: 3)))
    #expect(session.state.scope == .folder("Nature"))
    _ = session.send(.pointer(PointerEvent(.press, x: 6, y: 20)))
    #expect(session.state.scope == .folder("Nature"))

    var small = try SidebarTests.session()
    _ = small.send(.resized(ScreenSize(width: 120, height: 6)))
    _ = small.send(.pointer(PointerEvent(.wheelDown, x: 5, y: 2)))
    #expect(small.state.sidebar.top == 3 && small.state.sidebar.selection == 3)
  }

  @Test("on a narrow screen they have the screen for themselves")
  func narrow() throws {
    let session = try SidebarTests.session(width: 50)
    #expect(session.state.geometry.list == nil)
    #expect(session.state.geometry.sidebar?.width == 50)
  }
}
