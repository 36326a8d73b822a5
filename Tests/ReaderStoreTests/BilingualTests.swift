import ArticleDocument
import ArticleLayout
import Configuration
import FeedModel
import Testing

@testable import ReaderStore

@Suite("Articles in two languages")
struct BilingualTests {
  private static let blocks: [Block] =
    [.title([.text("Swifts")])]
    + (1...20).flatMap { number -> [Block] in
      [
        .paragraph([.text("Paragraph \(number) says that the swifts are back over the roofs of the town today.")]),
        .paragraph([.text("第\(number)段說，雨燕今天又回到了鎮上的屋頂之上，飛得很高，叫得很響。")]),
      ]
    }

  private func text(_ session: Session) -> String {
    guard let open = session.state.article else { return "" }
    let shown = open.layout.lines.dropFirst(open.top).prefix(session.state.articleHeight)
    return shown.map { $0.spans.map(\.text).joined() }.joined(separator: "\n")
  }

  @Test("B shows both, one, the other, and side by side where there is room; the status line says which")
  func goesRound() throws {
    var session = try LinkTests.session(Self.blocks, width: 110)
    #expect(text(session).contains("Paragraph 1 ") && text(session).contains("第1段"))
    _ = try session.type("B")
    #expect(session.state.message?.text == "Only the Latin-script text")
    #expect(text(session).contains("Paragraph 1 ") && !text(session).contains("第1段"))
    _ = try session.type("B")
    #expect(session.state.message?.text == "Only the Chinese text")
    #expect(!text(session).contains("Paragraph 1 ") && text(session).contains("第1段"))
    _ = try session.type("B")
    #expect(session.state.message?.text == "Side by side")
    #expect(session.state.layoutOptions.width == 108)
    #expect(text(session).contains { $0 == "第" } && text(session).contains("Paragraph 1 "))
    _ = try session.type("B")
    #expect(session.state.message?.text == "Both languages")
    #expect(session.state.layoutOptions.width == 72)
  }

  @Test("without room for two columns B says so, and a window that becomes too narrow shows both")
  func narrow() throws {
    var session = try LinkTests.session(Self.blocks)
    _ = try session.type("BBB")
    #expect(session.state.message?.text == "Both languages; side by side needs 100 columns")
    var wide = try LinkTests.session(Self.blocks, width: 110)
    _ = try wide.type("BBB")
    _ = wide.send(.resized(ScreenSize(width: 80, height: 24)))
    #expect(wide.state.layoutOptions.width == 72)
    #expect(wide.state.article?.shown.languages == .both)
    _ = wide.send(.resized(ScreenSize(width: 110, height: 24)))
    #expect(wide.state.article?.shown.languages == .sideBySide)
  }

  @Test("the same paragraph stays at the top through all the forms")
  func keepsPlace() throws {
    var session = try LinkTests.session(Self.blocks, width: 110)
    _ = try session.type("/Paragraph 9 <CR><Esc>")
    while !text(session).hasPrefix("Paragraph 9 ") { _ = try session.type("j") }
    _ = try session.type("B")
    #expect(text(session).hasPrefix("Paragraph 9 "))
    _ = try session.type("B")
    #expect(text(session).hasPrefix("第9段"))
    _ = try session.type("B")
    #expect(text(session).hasPrefix("Paragraph 9 "))
    #expect(session.state.article?.place == Place(block: 17, offset: 0))
  }

  @Test("an article in one language says so")
  func oneLanguage() throws {
    var session = try LinkTests.session()
    let before = session.state.article
    _ = try session.type("B")
    #expect(session.state.message?.text == "This post is not in two languages, as far as can be told")
    #expect(session.state.article == before)
  }

  @Test("with hyphenation on, layout never happens in reduce; a result for another form comes too late")
  func laysOutOutside() throws {
    var session = try LinkTests.session(Self.blocks)
    session.state.preferences.hyphenates = true
    let effects = try session.type("B")
    let open = try #require(session.state.article)
    #expect(open.layout.lines.count > 0 && open.shown.languages == .both)
    #expect(effects == [.layOut(EntryID(1), open.text, session.state.layoutOptions)])
    let stale = Layout(lines: [])
    _ = session.send(.laidOut(EntryID(1), open.text.showing(.second), stale, session.state.layoutOptions))
    #expect(session.state.article?.layout == open.layout)
    _ = session.send(
      .laidOut(EntryID(1), open.text, open.text.layout(session.state.layoutOptions), session.state.layoutOptions))
    #expect(session.state.article?.shown.languages == .first)
  }
}

@Suite("Places")
struct PlaceTests {
  private func document(_ numbers: ClosedRange<Int>, words: Int) -> Document {
    Document(
      blocks: numbers.map { number in
        .paragraph([.text("Paragraph \(number)" + String(repeating: " harrier", count: words))])
      })
  }

  private func session(_ document: Document, at place: Place) throws -> Session {
    var session = Session(posts: 1)
    _ = try session.type("<CR>")
    let entry = Entry(row: Session.row(1), guid: "1", body: Content(.text, "body"), place: place)
    let options = session.state.layoutOptions
    _ = session.send(
      .articleLoaded(
        LoadedArticle(
          entry: entry, document: document, layout: Layout(document, options: options), options: options)))
    return session
  }

  @Test("a place holds in an article whose earlier paragraphs were edited")
  func edited() throws {
    var edited = document(1...40, words: 30)
    edited.blocks[3] = .paragraph([.text("Shorter now.")])
    let session = try session(edited, at: Place(block: 20, offset: 0))
    #expect(session.state.article?.place == Place(block: 20, offset: 0))
  }

  @Test("a place is found again by its words in an article that has more or fewer paragraphs before it")
  func movedBlock() throws {
    var session = try session(document(1...40, words: 30), at: Place(block: 20, offset: 8))
    _ = try session.type("j")
    guard case .savePlace(let place, _)? = session.send(.terminated).first else {
      Issue.record("nothing is saved")
      return
    }
    #expect(place.fingerprint != nil)
    let longer = try self.session(document(-4...40, words: 30), at: place)
    #expect(longer.state.article?.place == Place(block: place.block + 5, offset: place.offset))
    let shorter = try self.session(document(11...40, words: 30), at: place)
    #expect(shorter.state.article?.place == Place(block: place.block - 10, offset: place.offset))
    let other = try self.session(document(50...90, words: 30), at: place)
    #expect(other.state.article?.place.block == place.block)
  }

  @Test("in a paragraph that became shorter, the place is its last line; after the last paragraph, the end")
  func shortened() throws {
    let short = try session(document(1...40, words: 20), at: Place(block: 20, offset: 4000))
    #expect(short.state.article?.place.block == 20)
    let cut = try session(document(1...10, words: 30), at: Place(block: 20, offset: 0))
    #expect(cut.state.article?.isAtEnd(height: cut.state.articleHeight) == true)
  }

  @Test("a line in the middle of a paragraph comes back to the top, however often the window changes")
  func comesBack() throws {
    var session = try session(document(1...40, words: 90), at: .start)
    _ = try session.type("^D^Djjj")
    let top = try #require(session.state.article?.top)
    for size in [(160, 40), (33, 10), (50, 90), (10, 3), (71, 20), (80, 24)] {
      _ = session.send(.resized(ScreenSize(width: size.0, height: size.1)))
    }
    #expect(session.state.article?.top == top)
  }

  @Test("the paragraph at the top stays there through any widths and measures")
  func resized() throws {
    var session = try session(document(1...40, words: 30), at: Place(block: 20, offset: 0))
    for width in [60, 132, 33, 200, 80] {
      _ = session.send(.resized(ScreenSize(width: width, height: 24)))
      #expect(session.state.article?.place == Place(block: 20, offset: 0))
    }
    for keys in ["+", "---", "<lt>", ">>", "z", "z"] {
      _ = try session.type(keys)
      #expect(session.state.article?.place == Place(block: 20, offset: 0))
    }
  }
}
