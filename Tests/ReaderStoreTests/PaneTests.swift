import Configuration
import FeedModel
import Testing

@testable import ReaderStore

@Suite("Panes")
struct PaneTests {
  @Test("auto puts the list beside the article on a wide local terminal, above it elsewhere")
  func choosesLayout() {
    var state = Session(posts: 1, size: ScreenSize(width: 160, height: 50)).state
    #expect(state.effectiveLayout == .beside)
    state.preferences.isRemote = true
    #expect(state.effectiveLayout == .stacked)
    state.preferences.isRemote = false
    state.size = ScreenSize(width: 119, height: 50)
    #expect(state.effectiveLayout == .stacked)
  }

  @Test("the panes fill every screen from 20x6 to 500x200 without overlap, however the split was moved")
  func fillsAnyScreen() {
    for layout in PaneLayout.allCases {
      for width in [20, 21, 40, 59, 60, 80, 120, 500] {
        for height in [6, 7, 8, 24, 50, 200] {
          for shift in [-100, -3, 0, 3, 100] {
            var state = Session(posts: 1, size: ScreenSize(width: width, height: height)).state
            state.preferences.layout = layout
            state.preferences.splitShift = shift
            let geometry = state.geometry
            let list = geometry.list.map { $0.width * $0.height } ?? 0
            let article = geometry.article.map { $0.width * $0.height } ?? 0
            let separator =
              switch geometry.separator {
              case .none: 0
              case .row: width
              case .column: height - 1
              }
            #expect(list + article + separator == width * (height - 1))
            #expect(geometry.textWidth >= 1 && geometry.textWidth <= width)
          }
        }
      }
    }
  }

  @Test("the text column is 72 cells at most, centred, and + and - change it")
  func changesMeasure() throws {
    var session = Session(posts: 1)
    #expect(session.state.geometry.textColumn == (4, 72))
    _ = try session.type("--")
    #expect(session.state.geometry.textColumn == (8, 64))
    _ = try session.type("++++")
    #expect(session.state.geometry.textColumn == (1, 78))
  }

  @Test("< and > move the split and stop where a pane would vanish")
  func movesSplit() throws {
    var session = Session(posts: 1)
    let height = session.state.geometry.list?.height ?? 0
    _ = try session.type(">")
    #expect(session.state.geometry.list?.height == height + 1)
    _ = try session.type(String(repeating: "<lt>", count: 50))
    #expect(session.state.geometry.list?.height == 2)
    _ = try session.type(">")
    #expect(session.state.geometry.list?.height == 3)
  }

  @Test("z gives the focused pane the whole screen, and opening a post from a zoomed list shows the post")
  func zooms() throws {
    var session = Session(posts: 3)
    _ = try session.type("z")
    #expect(session.state.geometry.article == nil)
    _ = try session.type("<Space>")
    #expect(session.state.focus == .article)
    #expect(session.state.geometry.list == nil)
  }

  @Test("q goes one step back: overlay, find, article, search, and then out")
  func stepsBack() throws {
    var session = try Session.reading(lines: 9)
    _ = try session.type("/line<CR>")
    #expect(try session.type("q") == [])
    #expect(session.state.find == nil)
    _ = try session.type("?")
    #expect(try session.type("q") == [])
    #expect(session.state.overlay == nil)
    #expect(try session.type("q") == [])
    #expect(session.state.focus == .list)
    #expect(try session.type("q") == [.quit])
  }

  @Test("the place goes to disk before the reader ends, also when it is told to by a signal")
  func savesPlaceBeforeEnding() throws {
    var session = try Session.reading(lines: 100)
    _ = try session.type("j")
    let place = Place(block: 1, offset: 0)
    #expect(session.send(.terminated) == [.savePlace(place, EntryID(1)), .quit])
  }

  @Test("a key without a meaning says so and points to the help")
  func namesUnknownKeys() throws {
    var session = Session(posts: 1)
    _ = try session.type("X")
    #expect(session.state.message?.text == "X does nothing here; ? shows the keys")
  }

  @Test("refreshes begin after the first screen and then every fifteen minutes, unless they are manual")
  func refreshesByItself() {
    var session = Session(posts: 1)
    #expect(session.send(.started) == [.refresh(.due), .wake(seconds: 900, .refreshDue)])
    #expect(session.send(.woke(.refreshDue)) == [.refresh(.due), .wake(seconds: 900, .refreshDue)])
    session.state.preferences.refresh = .manual
    #expect(session.send(.started) == [])
  }
}
