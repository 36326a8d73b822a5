import ArticleDocument
import ArticleLayout
import Configuration
import FeedModel
import Testing

@testable import ReaderStore

@Suite("Reading")
struct ReadingTests {
  @Test("Enter opens the selected post and focuses it; the former post stays until it is there")
  func opens() throws {
    var session = Session(posts: 3)
    let effects = try session.type("j<CR>")
    #expect(effects == [.loadArticle(EntryID(2), LayoutOptions(width: 72))])
    #expect(session.state.focus == .article)
    #expect(session.state.article == nil)
    let after = session.load(2, lines: 40)
    #expect(after == [.wake(seconds: 2, .dwelled(EntryID(2))), .rememberPost(EntryID(2))])
    #expect(session.state.article?.id == EntryID(2))
  }

  @Test("a post that comes too late, when another is already wanted, is dropped")
  func dropsLatePost() throws {
    var session = Session(posts: 3)
    _ = try session.type("<CR>J")
    session.load(1, lines: 5)
    #expect(session.state.article == nil)
    session.load(2, lines: 5)
    #expect(session.state.article?.id == EntryID(2))
  }

  @Test("what is typed for a post before it is there is done when it is, and dropped when another is wanted")
  func typesAhead() throws {
    var session = Session(posts: 3)
    _ = try session.type("<CR>5j<Space>")
    #expect(session.state.message == nil)
    session.load(1, lines: 100)
    let page = try #require(session.state.article).top
    #expect(page > 5)
    #expect(try session.type("Jjjj") == [.loadArticle(EntryID(2), session.state.layoutOptions)])
    #expect(session.state.article?.top == page, "it is not for the post that is still on the screen")
    _ = try session.type("J")
    session.load(3, lines: 100)
    #expect(session.state.article?.top == 0)
  }

  @Test("what is typed for a list that is being narrowed is done with what is found, not with what stood there before")
  func typesAheadOfList() throws {
    var session = Session(posts: 3)
    #expect(try session.type("/three<CR><CR>s").count == 5, "the list is asked for, once for each letter")
    let found = OpenedList(
      generation: session.state.list.generation, snapshot: Session.snapshot, count: 1, offset: 0,
      rows: [Session.row(3)], selection: nil, counts: Counts(unread: 3, starred: 0, feeds: 1), clock: Session.noon)
    #expect(session.send(.listOpened(found)) == [.loadArticle(EntryID(3), session.state.layoutOptions)])
    #expect(session.load(3, lines: 10).contains(.change(.starred(true), [EntryID(3)])))
  }

  @Test("a short post is read after two seconds, not before")
  func shortPostIsReadAfterDwelling() throws {
    var session = try Session.reading(lines: 4)
    #expect(session.send(.woke(.dwelled(EntryID(1)))) == [.change(.read(true), [EntryID(1)])])
  }

  @Test("a long post is read when it was open for two seconds and scrolled half a page")
  func longPostIsReadAfterScrolling() throws {
    var session = try Session.reading(lines: 200)
    #expect(session.send(.woke(.dwelled(EntryID(1)))) == [])
    #expect(try session.type("j") == [.wake(seconds: 1, .placeSettled(EntryID(1)))])
    #expect(try session.type("^D") == [.change(.read(true), [EntryID(1)])])
  }

  @Test("scrolling to the end marks read at once")
  func endMarksRead() throws {
    var session = try Session.reading(lines: 200)
    let effects = try session.type("G")
    #expect(effects.contains(.change(.read(true), [EntryID(1)])))
  }

  @Test("what is read is not marked again")
  func marksOnce() throws {
    var session = try Session.reading(lines: 4)
    _ = session.send(.statusesChanged([EntryID(1): EntryStatus(isRead: true)], Counts()))
    #expect(session.send(.woke(.dwelled(EntryID(1)))) == [])
  }

  @Test("Space pages down with one line kept, and at the end marks read and goes to the next unread post")
  func spaceReadsOn() throws {
    var session = try Session.reading(lines: 20)
    let height = session.state.articleHeight
    _ = try session.type("<Space>")
    #expect(session.state.article?.top == min(height - 1, 20 - height))
    let effects = try session.type("<Space>")
    #expect(
      effects == [
        .change(.read(true), [EntryID(1)]),
        .findUnread(session.state.list.query, at: Session.snapshot, from: 0, forward: true, generation: 1),
      ])
    #expect(
      session.send(.unreadFound(generation: 1, index: 3, isRoundTheEnd: false)) == [
        .loadArticle(EntryID(4), LayoutOptions(width: 72))
      ])
    #expect(session.state.list.selection == 3)
  }

  @Test("Space in the list opens the selected post if another is open, or none")
  func spaceOpensFromList() throws {
    var session = Session(posts: 3)
    #expect(try session.type("j<Space>") == [.loadArticle(EntryID(2), LayoutOptions(width: 72))])
    #expect(session.state.focus == .list)
  }

  @Test("with nothing left to read, Space says so")
  func saysWhenAllIsRead() throws {
    var session = try Session.reading(lines: 3)
    _ = session.send(.unreadFound(generation: 1, index: nil, isRoundTheEnd: false))
    #expect(session.state.message?.text == "No unread post left")
  }

  @Test("a place is kept over a change of width, and goes to disk when scrolling has paused")
  func keepsPlace() throws {
    var session = try Session.reading(lines: 200)
    _ = try session.type("^F^F")
    let place = session.state.article?.place
    #expect(place == Place(block: (session.state.articleHeight - 1) * 2, offset: 0))
    #expect(session.send(.woke(.placeSettled(EntryID(1)))) == [.savePlace(place ?? .start, EntryID(1))])
    #expect(session.send(.woke(.placeSettled(EntryID(1)))) == [])
  }

  @Test("a post opens at the place where it was left")
  func opensAtPlace() throws {
    var session = Session(posts: 2)
    _ = try session.type("<CR>")
    session.load(1, lines: 100, place: Place(block: 40, offset: 0))
    #expect(session.state.article?.place == Place(block: 40, offset: 0))
  }

  @Test("/ in a post lights all matches; n and N go round them; Esc ends it")
  func finds() throws {
    var session = try Session.reading(lines: 40)
    _ = try session.type("/line 3<CR>")
    #expect(session.state.find?.matches.count == 11)
    _ = try session.type("nn")
    #expect(session.state.find?.current == 2)
    _ = try session.type("NNN")
    #expect(session.state.find?.current == 10)
    _ = try session.type("<Esc>")
    #expect(session.state.find == nil)
  }

  @Test("a match may run over the end of a line")
  func findsOverLineEnds() {
    let layout = Layout(
      lines: ["the marsh", "harrier flew"].enumerated().map { number, text in
        Line(spans: [Span(text)], position: .init(block: 0, offset: number * 10))
      })
    let matches = Find.matches(of: "Marsh Harrier", in: layout)
    #expect(matches == [[.init(line: 0, clusters: 4..<10), .init(line: 1, clusters: 0..<7)]])
  }
}

extension ReadingTests {
  @Test("what the user marked unread again is not marked read by reading on")
  func keepsUnread() throws {
    var session = try Session.reading(lines: 40)
    _ = session.send(.statusesChanged([EntryID(1): EntryStatus(isRead: true)], Counts()))
    #expect(try session.type("m") == [.change(.read(false), [EntryID(1)])])
    _ = session.send(.statusesChanged([EntryID(1): EntryStatus(isRead: false)], Counts()))
    #expect(session.send(.woke(.dwelled(EntryID(1)))) == [])
    #expect(try session.type("G") == [.wake(seconds: 1, .placeSettled(EntryID(1)))])
  }

  @Test("a post that was open in the last session is shown at its place, and nothing counts it as opened")
  func restores() throws {
    var session = Session(posts: 2)
    var other = Session(posts: 2)
    _ = try other.type("<CR>")
    other.load(1, lines: 90, place: Place(block: 30, offset: 0))
    let open = try #require(other.state.article)
    let effects = session.send(
      .articleRestored(
        LoadedArticle(entry: open.entry, document: open.document, layout: open.layout, options: open.options)))
    #expect(effects == [])
    #expect(session.state.article?.top == 30)
    #expect(session.state.focus == .list)
  }
}

extension ReadingTests {
  @Test("a search that is cancelled goes back to where it began, and nothing it looked at counts as read")
  func cancelsFind() throws {
    var session = try Session.reading(lines: 90)
    _ = try session.type("j")
    #expect(try session.type("/line 80") == [])
    #expect(session.state.article?.top ?? 0 > 50)
    #expect(try session.type("<Esc>") == [])
    #expect(session.state.article?.top == 1)
    let effects = try session.type("/line 89<CR>")
    #expect(effects.contains(.change(.read(true), [EntryID(1)])), "the end was gone to")
  }

  @Test(
    "what a key opens is seen also where only one pane has room",
    arguments: [
      (ScreenSize(width: 20, height: 6), "<Space>"), (ScreenSize(width: 80, height: 7), "<Space>"),
      (ScreenSize(width: 80, height: 24), "z<Space>"), (ScreenSize(width: 80, height: 24), "<CR>hz<Space>"),
    ])
  func showsWhatItOpens(size: ScreenSize, keys: String) throws {
    var session = Session(posts: 3, size: size)
    _ = try session.type(keys)
    session.load(1, lines: 50)
    _ = try session.type("<Space>")
    #expect(session.state.isArticleVisible)
    #expect(session.state.focus == .article)
  }
}
