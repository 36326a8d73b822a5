import Configuration
import FeedModel
import Testing

@testable import ReaderStore

@Suite("The post list")
struct ListTests {
  @Test("j and k move the selection and stop at the ends, and ask nothing of anybody")
  func movesSelection() throws {
    var session = Session(posts: 3)
    #expect(try session.type("jjjj") == [])
    #expect(session.state.list.selection == 2)
    #expect(try session.type("kkkkk") == [])
    #expect(session.state.list.selection == 0)
  }

  @Test("the selection stays on the screen, and the list scrolls no further than needed")
  func scrollsWithSelection() throws {
    var session = Session(posts: 50)
    let height = session.state.geometry.list?.height ?? 0
    _ = try session.type(String(repeating: "j", count: height))
    #expect(session.state.list.top == 1)
    _ = try session.type("G")
    #expect(session.state.list.top == 50 - height)
    _ = try session.type("gg")
    #expect(session.state.list.top == 0)
  }

  @Test("moving over a post does not open it and does not mark it read")
  func passingOverIsNotReading() throws {
    var session = Session(posts: 3)
    #expect(try session.type("jk") == [])
    #expect(session.state.article == nil)
  }

  @Test(
    "of a hundred thousand posts only the rows near the screen are held; the next are asked for in time, and once",
    arguments: [24, 200])
  func holdsOnlyAWindow(height: Int) throws {
    var session = Session(posts: 100_000)
    #expect(session.state.list.rows.count == 200)
    func answer(_ effects: [Effect]) {
      for case .loadRows(_, _, let rows, let generation) in effects {
        let loaded = Action.rowsLoaded(
          generation: generation, offset: rows.lowerBound, rows: rows.map { Session.row($0 + 1) })
        #expect(session.send(loaded) == [])
      }
    }
    answer(session.send(.resized(ScreenSize(width: 80, height: height))))
    for (keys, selection) in [("z", 0), ("G", 99_999), ("500g", 499), ("j<PageDown>", 498 + height), ("gg", 0)] {
      answer(try session.type(keys))
      #expect(session.state.list.selection == selection)
      #expect(session.state.list.selectedRow?.title == "Post \(selection + 1)")
      #expect(session.state.list.rows.count < 500)
    }
  }

  @Test("rows that answer an older question are dropped")
  func dropsStaleRows() {
    var session = Session(posts: 3)
    _ = session.send(.rowsLoaded(generation: 0, offset: 0, rows: [Session.row(9)]))
    #expect(session.state.list.rows.count == 3)
  }

  @Test("a refresh moves nothing: what is new waits, and ^L takes it in with the same post selected")
  func standsStill() throws {
    var session = Session(posts: 5)
    _ = try session.type("jj")
    let before = session.state.list
    let effects = session.send(.libraryChanged(arrivals: 12, Counts(unread: 17), Session.noon))
    #expect(effects == [.loadRows(before.query, at: Session.snapshot, 0..<5, generation: 1)])
    #expect(session.state.list == before)
    #expect(session.state.arrivals == 12)
    #expect(
      try session.type("^L") == [
        .openList(before.query, .now, keeping: EntryID(3), selection: 2, generation: 2), .redrawTerminal,
      ])
  }

  @Test("an empty list takes in what arrives at once, as nothing in it could move")
  func emptyListFills() {
    var session = Session(posts: 0)
    let effects = session.send(.libraryChanged(arrivals: 2, Counts(unread: 2), Session.noon))
    #expect(
      effects == [
        .openList(session.state.list.query, .now, keeping: nil, selection: 0, generation: 2)
      ])
  }

  @Test("\\ shows read posts too, and keeps the selected post")
  func togglesAll() throws {
    var session = Session(posts: 3)
    let effects = try session.type("j\\")
    #expect(
      effects == [
        .openList(EntryQuery(unreadOnly: false), .now, keeping: EntryID(2), selection: 1, generation: 2)
      ])
  }

  @Test("news that come while another list is being opened do not bring the former one's rows")
  func newsWhileOpening() throws {
    var session = Session(posts: 5)
    _ = try session.type("\\")
    let effects = session.send(.libraryChanged(arrivals: 2, Counts(unread: 7), Session.noon))
    #expect(effects == [])
  }

  @Test("/ narrows the list with each letter, and Esc brings the former list back as it was")
  func narrows() throws {
    var session = Session(posts: 5)
    _ = try session.type("jjj")
    let before = session.state.list
    var query = before.query
    query.search = "he"
    let effects = try session.type("/he")
    #expect(
      effects.last == .openList(query, .frozen(Session.snapshot), keeping: nil, selection: 0, generation: 3),
      "the first of what is found is selected")
    _ = session.send(
      .listOpened(
        OpenedList(
          generation: 3, snapshot: Session.snapshot, count: 1, offset: 0, rows: [Session.row(2)], selection: nil,
          counts: Counts(), clock: Session.noon)))
    #expect(session.state.list.count == 1)
    _ = try session.type("<Esc>")
    #expect(session.state.list.selection == 3)
    #expect(session.state.list.rows == before.rows)
    #expect(session.state.prompt == nil)
  }

  @Test("Enter keeps the narrowed list, and a later Esc ends it")
  func keepsNarrowedList() throws {
    var session = Session(posts: 5)
    _ = try session.type("/x<CR>")
    #expect(session.state.prompt == nil)
    #expect(session.state.list.query.search == "x")
    _ = try session.type("<Esc>")
    #expect(session.state.list.query.search.isEmpty)
  }
}

extension ListTests {
  @Test("Esc after Enter goes back to the whole list with the post that was found selected")
  func keepsFoundPost() throws {
    var session = Session(posts: 5)
    _ = try session.type("/x<CR>")
    _ = session.send(
      .listOpened(
        OpenedList(
          generation: 2, snapshot: Session.snapshot, count: 1, offset: 0, rows: [Session.row(4)], selection: nil,
          counts: Counts(), clock: Session.noon)))
    _ = try session.type("<Esc>")
    #expect(session.state.list.count == 5)
    #expect(session.state.list.selectedRow?.id == EntryID(4))
  }
}

extension ListTests {
  @Test("after the cache failed once, rows are asked for again")
  func recoversFromFailure() throws {
    var session = Session(posts: 100_000)
    _ = try session.type("G")
    #expect(session.send(.cacheFailed("the disk is full")) == [])
    #expect(session.state.message?.kind == .error)
    #expect(try session.type("k").count == 1)
  }
}
