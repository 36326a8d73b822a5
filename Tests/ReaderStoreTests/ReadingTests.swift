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
    #expect(session.send(.unreadFound(generation: 1, index: 3)) == [.loadArticle(EntryID(4), LayoutOptions(width: 72))])
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
    _ = session.send(.unreadFound(generation: 1, index: nil))
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
