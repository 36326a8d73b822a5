import Configuration
import FeedModel
import Testing

@testable import ReaderStore

@Suite("Keys, counts and commands by name")
struct CommandTests {
  @Test("a count repeats a movement, and is shown until its key comes")
  func counts() throws {
    var session = Session(posts: 50)
    _ = try session.type("12")
    #expect(session.state.pending.label == "12")
    _ = try session.type("j")
    #expect(session.state.list.selection == 12)
    #expect(session.state.pending.isEmpty)
    _ = try session.type("5g")
    #expect(session.state.list.selection == 4)
  }

  @Test("an escape forgets a count, and a zero alone begins none")
  func forgetsCounts() throws {
    var session = Session(posts: 50)
    _ = try session.type("3<Esc>j")
    #expect(session.state.list.selection == 1)
    _ = try session.type("0")
    #expect(session.state.message?.text == "0 does nothing here; ? shows the keys")
  }

  @Test("a count marks as many rows, in one step to undo")
  func countsMarks() throws {
    var session = Session(posts: 50)
    let effects = try session.type("5m")
    #expect(
      effects == [.changeList(.read(true), session.state.list.query, at: Session.snapshot, rows: 0..<5, generation: 1)])
  }

  @Test("keys in a row wait for each other, and after a pause the status line says what may follow")
  func sequences() throws {
    var session = Session(posts: 5)
    var keymap = Keymap.standard
    keymap.bind([.character("g"), .character("s")], to: [Invocation(.toggleStar)], in: [.list])
    session.state.keymap = keymap
    let effects = try session.type("g")
    #expect(effects == [.wake(seconds: keyHintSeconds, .keysPending([.character("g")]))])
    _ = session.send(.woke(.keysPending([.character("g")])))
    #expect(session.state.message?.text == "gs toggle-star")
    #expect(try session.type("s") == [.change(.starred(true), [EntryID(1)])])
    _ = try session.type("gx")
    #expect(session.state.message?.text == "gx does nothing here; ? shows the keys")
  }

  @Test("one key may do several things")
  func combinations() throws {
    var session = Session(posts: 5)
    session.state.keymap.bind([.character("X")], to: [Invocation(.toggleStar), Invocation(.nextRow)], in: [.list])
    #expect(try session.type("X") == [.change(.starred(true), [EntryID(1)])])
    #expect(session.state.list.selection == 1)
  }

  @Test("the command line does a command by its name, or by the beginning of it")
  func commandLine() throws {
    var session = Session(posts: 5)
    #expect(try session.type(":toggle-star<CR>").contains(.change(.starred(true), [EntryID(1)])))
    _ = try session.type(":zoo<CR>")
    #expect(session.state.isZoomed)
    _ = try session.type(":nonsense<CR>")
    #expect(session.state.message?.text == "there is no command 'nonsense'; ? shows them all")
    _ = try session.type(":4<CR>")
    #expect(session.state.list.selection == 3)
  }

  @Test("numbers far out of range lead to the nearest row, and to no link, as does what is no number")
  func absurdNumbers() throws {
    var session = try LinkTests.session()
    _ = try session.type(":follow-link \(Int.min)<CR>")
    #expect(session.state.message?.text.hasPrefix("There is no link ") == true)
    _ = try session.type(":follow-link first<CR>")
    #expect(session.state.message?.text.hasPrefix("'first' is no number of a link") == true)
    _ = try session.type(":\(Int.max)<CR>")
    #expect(session.state.list.selection == 2)
    _ = try session.type(":\(Int.min)<CR>")
    #expect(session.state.list.selection == 0)
  }

  @Test("Tab completes names of commands, and what they are given")
  func completes() throws {
    var session = Session(posts: 5)
    _ = try session.type(":toggle-s<Tab>")
    #expect(session.state.prompt?.text == "toggle-star")
    _ = try session.type("<Esc>:lay<Tab>st<Tab>")
    #expect(session.state.prompt?.text == "layout stacked")
    _ = try session.type("<CR>")
    #expect(session.state.preferences.layout == .stacked)
  }

  @Test("the command line remembers what was typed")
  func remembers() throws {
    var session = Session(posts: 5)
    _ = try session.type(":zoom<CR>:help<CR><Esc>:<Up><Up>")
    #expect(session.state.prompt?.text == "zoom")
    _ = try session.type("<Down>")
    #expect(session.state.prompt?.text == "help")
    _ = try session.type("<Down>")
    #expect(session.state.prompt?.text == "")
  }

  @Test("the prompt edits where its cursor is")
  func edits() throws {
    var session = Session(posts: 5)
    _ = try session.type(":zom<Left>o<Home><C-f><C-f><C-f><C-k>")
    #expect(session.state.prompt?.text == "zoo")
  }

  @Test("help scrolls, finds a command by its words, and does it")
  func helps() throws {
    var session = Session(posts: 5)
    _ = try session.type("?")
    guard case .menu(let menu) = session.state.overlay else {
      Issue.record("the help is closed")
      return
    }
    #expect(menu.items.count { !$0.isHeading } == Command.allCases.count)
    #expect(try session.type("/star away<CR>") == [.change(.starred(true), [EntryID(1)])])
    #expect(session.state.overlay == nil)
  }

  @Test("a command that asks for something does it with the answer")
  func asks() throws {
    var session = Session(posts: 5)
    _ = try session.type("F")
    #expect(session.state.prompt?.label == "Filter: ")
    let effects = try session.type("starred newer:3d<CR>")
    #expect(session.state.scope == .filter("starred newer:3d"))
    let query = EntryQuery(filter: try Filter(parsing: "starred newer:3d"))
    #expect(effects.contains(.openList(query, .now, keeping: nil, selection: 0, generation: 2)))
  }

  @Test("an expression that cannot be read changes nothing and says where it goes wrong")
  func refusesFilters() throws {
    var session = Session(posts: 5)
    _ = try session.type("Fnewer:3x<CR>")
    #expect(session.state.scope == .everything)
    #expect(session.state.message?.kind == .error)
  }

  @Test("a saved view that cannot be read says which it is and why, and changes nothing")
  func refusesViews() throws {
    var session = Session(posts: 5)
    _ = session.send(.libraryLoaded(LibraryOutline(views: [SavedView(name: "News", expression: "newer:soon")])))
    #expect(try session.type(":view news<CR>").last != .loadLibrary)
    #expect(session.state.scope == .everything)
    #expect(session.state.message?.text.hasPrefix("The view News cannot be read: ") == true)
  }

  @Test("the order of the list is chosen from a menu that begins with the one in effect, and is shown")
  func sorts() throws {
    var session = Session(posts: 5)
    let effects = try session.type("Sjjjj<CR>")
    #expect(session.state.list.query.order == .byTitle)
    #expect(
      effects.contains { if case .openList(let query, .now, _, _, _) = $0 { query.order == .byTitle } else { false } })
    _ = try session.type("S")
    guard case .menu(let menu) = session.state.overlay else {
      Issue.record("there is no menu")
      return
    }
    #expect(menu.selectedItem?.label == "title")
  }

  @Test("rows are selected and then marked in one step")
  func selects() throws {
    var session = Session(posts: 50)
    let effects = try session.type("jvjjs")
    #expect(
      effects == [
        .changeList(.starred(true), session.state.list.query, at: Session.snapshot, rows: 1..<4, generation: 1)
      ])
    #expect(session.state.list.selectionAnchor == nil)
  }

  @Test("marking everything says how many it were")
  func marksAll() throws {
    var session = Session(posts: 50)
    #expect(
      try session.type("A") == [
        .changeList(.read(true), session.state.list.query, at: Session.snapshot, rows: nil, generation: 1)
      ])
    _ = session.send(.listChanged(.read(true), count: 50, Counts(), generation: 1))
    #expect(session.state.message?.text == "Marked 50 posts read; u undoes it")
  }

  @Test("the post before is one key away, also after several")
  func goesBack() throws {
    var session = try Session.reading(lines: 5)
    _ = try session.type("J")
    session.load(2, lines: 5)
    _ = try session.type("J")
    session.load(3, lines: 5)
    #expect(try session.type("^O").contains { if case .loadArticle(EntryID(2), _) = $0 { true } else { false } })
    session.load(2, lines: 5)
    #expect(try session.type("^O").contains { if case .loadArticle(EntryID(1), _) = $0 { true } else { false } })
  }
}
