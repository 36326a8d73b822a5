import ArticleDocument
import ArticleLayout
import Configuration
import FeedModel
import Testing

@testable import ReaderStore

@Suite("Full text and edits")
struct FullTextTests {
  private let id = EntryID(1)
  private let options = LayoutOptions(width: 72)

  private func entry(_ number: Int = 1, hasPage: Bool = false, chosen: TextSource? = nil, excerpts: Bool = false)
    -> Entry
  {
    var entry = Entry(
      row: Session.row(number), guid: "\(number)", body: Content(.html, "<p>The beginning.</p><p>And so …</p>"))
    if hasPage {
      let text = (1...40).map { "<p>Paragraph \($0) of the page.</p>" }.joined()
      entry.page = PageText(
        content: Content(.html, "<p>The beginning.</p><p>And so …</p>" + text), fetched: Session.noon.now)
    }
    entry.chosenText = chosen
    entry.feedGivesExcerpts = excerpts
    return entry
  }

  private func loaded(_ entry: Entry) -> LoadedArticle {
    let document = ArticleComposer.document(for: entry, clock: Session.noon)
    return LoadedArticle(
      entry: entry, document: document, layout: Layout(document, options: options), options: options)
  }

  private func reading(_ entry: Entry) throws -> Session {
    var session = Session(posts: 5)
    _ = try session.type("<CR>")
    _ = session.send(.articleLoaded(loaded(entry)))
    return session
  }

  private func byline(_ session: Session) -> String {
    guard case .byline(let inlines)? = session.state.article?.document.blocks.dropFirst().first,
      case .text(let text, _, _)? = inlines.first
    else { return "" }
    return text
  }

  @Test("x fetches the page once, says so, and shows it with a mark in its head; x again goes back")
  func fetches() throws {
    var session = try reading(entry())
    #expect(try session.type("x") == [.fetchPage(id, options, isAsked: true)])
    #expect(session.state.pagesUnderWay == [id])
    #expect(try session.type("x") == [])
    #expect(session.state.message?.text == "The page is being fetched")
    _ = session.send(.pageLoaded(loaded(entry(hasPage: true, chosen: .page))))
    #expect(byline(session).hasSuffix("full text"))
    #expect(session.state.message?.text == "The full text of the page; x goes back to the feed's")
    #expect(session.state.pagesUnderWay.isEmpty)
    #expect(try session.type("x") == [.chooseText(.feed, id, options)])
    _ = session.send(.textChosen(loaded(entry(hasPage: true, chosen: .feed))))
    #expect(!byline(session).contains("full text"))
    #expect(try session.type("x") == [.chooseText(.page, id, options)], "the second time it comes from the cache")
  }

  @Test("the place in the page is kept apart from that in the feed's text")
  func places() throws {
    var session = try reading(entry(hasPage: true, chosen: .page))
    _ = try session.type("<Space>")
    let place = try #require(session.state.article?.place)
    let effects = try session.type("x")
    #expect(effects.contains { if case .savePagePlace(let kept, id) = $0 { kept.block == place.block } else { false } })
    #expect(effects.last == .chooseText(.feed, id, options))
  }

  @Test("a page that is seen for the first time begins with the paragraph that was read last")
  func findsParagraph() throws {
    var short = entry()
    let lines = (1...60).map { "<p>Paragraph \($0) of the page.</p>" }.joined()
    short.body = Content(.html, lines)
    var session = try reading(short)
    _ = try session.type("<Space><Space>")
    let former = try #require(session.state.article?.place)
    let words = try #require(session.state.article?.document.blocks[former.block])
    _ = try session.type("x")
    var long = short
    long.chosenText = .page
    long.page = PageText(
      content: Content(.html, "<p>A line that the feed leaves out.</p>" + lines), fetched: Session.noon.now)
    _ = session.send(.pageLoaded(loaded(long)))
    let place = try #require(session.state.article?.place)
    #expect(session.state.article?.document.blocks[place.block] == words)
    #expect(place.block == former.block + 1)
  }

  @Test("a page without an article and a network that is away are said in a line, and the feed's text stays")
  func fails() throws {
    var session = try reading(entry())
    _ = try session.type("x")
    _ = session.send(.pageFailed(id, .reason("the server answered 404 Not Found; the page is gone"), isAsked: true))
    #expect(session.state.message?.text == "No full text: the server answered 404 Not Found; the page is gone")
    _ = try session.type("x")
    _ = session.send(.pageFailed(id, .offline, isAsked: true))
    #expect(session.state.message?.text == "No full text: no way to the page's server; are you offline? x tries again")
    #expect(session.state.article?.entry == entry())
  }

  @Test("a page that comes when another post is open is left in the cache")
  func comesLate() throws {
    var session = try reading(entry())
    _ = try session.type("xJ")
    session.load(2, lines: 5)
    _ = session.send(.pageLoaded(loaded(entry(hasPage: true, chosen: .page))))
    #expect(session.state.article?.id == EntryID(2))
    #expect(session.state.pagesUnderWay.isEmpty)
  }

  @Test("a post without a link says that there is no page")
  func noLink() throws {
    var unlinked = entry()
    unlinked.row.link = nil
    var session = try reading(unlinked)
    #expect(try session.type("x") == [])
    #expect(session.state.message?.text == "This post has no page to take its full text from")
  }

  @Test("a post of a feed with full-text has its page fetched when it has been open for a moment, one at a time")
  func byItself() throws {
    var session = Session(posts: 5)
    _ = try session.type("<CR>")
    let effects = session.send(.articleLoaded(loaded(entry(excerpts: true))))
    #expect(effects.contains(.wake(seconds: pageWantedSeconds, .pageWanted(id))))
    #expect(session.send(.woke(.pageWanted(id))) == [.fetchPage(id, options, isAsked: false)])
    _ = try session.type("J")
    _ = session.send(.articleLoaded(loaded(entry(2, excerpts: true))))
    #expect(session.send(.woke(.pageWanted(EntryID(2)))) == [], "the first is still under way")
    #expect(
      session.send(.pageFailed(id, .reason("no"), isAsked: false)) == [
        .fetchPage(EntryID(2), options, isAsked: false)
      ])
    #expect(session.state.message == nil, "that was another post")
    _ = session.send(.pageFailed(EntryID(2), .reason("the page is gone"), isAsked: false))
    #expect(session.state.message == Message("Only the feed's text: the page is gone"))
    _ = session.send(.articleLoaded(loaded(entry(2, excerpts: true))))
    #expect(session.send(.woke(.pageWanted(EntryID(2)))) == [], "it is not asked again by itself")
  }

  @Test("who pages through a feed with full-text, or chose the feed's text, causes no request")
  func polite() throws {
    var session = Session(posts: 5)
    _ = try session.type("<CR>")
    _ = session.send(.articleLoaded(loaded(entry(excerpts: true))))
    _ = try session.type("J")
    session.load(2, lines: 5)
    #expect(session.send(.woke(.pageWanted(id))) == [])
    var chosen = try reading(entry(chosen: .feed, excerpts: true))
    #expect(chosen.send(.woke(.pageWanted(id))) == [])
    #expect(byline(try reading(entry(hasPage: true, excerpts: true))).hasSuffix("full text"))
  }

  @Test("= shows what was edited, and says so if nothing was")
  func changes() throws {
    var session = try reading(entry())
    #expect(try session.type("=") == [.loadChanges(id)])
    _ = session.send(.changesLoaded(nil))
    #expect(session.state.message?.text == "This post has not been edited since it came")
    _ = session.send(.changesLoaded(Document(blocks: [.paragraph([.text("six [-seven-]")])])))
    guard case .page(let page)? = session.state.overlay else {
      Issue.record("there is no page")
      return
    }
    #expect(page.title == "What changed")
    _ = try session.type("=")
    #expect(session.state.overlay == nil)
  }
}
