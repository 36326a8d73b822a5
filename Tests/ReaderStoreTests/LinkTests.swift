import ArticleDocument
import ArticleLayout
import Configuration
import FeedModel
import Testing

@testable import ReaderStore

@Suite("Links, headings and copying")
struct LinkTests {
  /// Thirty paragraphs, two links in every tenth, a heading before it, and code in a quote at the end.
  private static let blocks: [Block] =
    (1...30).flatMap { number -> [Block] in
      guard number % 10 == 0 else { return [.paragraph([.text("Paragraph \(number) of the harrier's year.")])] }
      return [
        .heading(level: 2, [.text("Part \(number / 10)")]),
        .paragraph([
          .text("It names "), .text("the first marsh", link: "https://marsh.example/\(number)"), .text(" and then "),
          .text("example.org", [.emphasized], link: "https://heron.net/\(number)"), .text("."),
        ]),
      ]
    } + [.quote([.code(Code("if a:\n\treturn\n\n\tb")), .code(Code("second"))])]

  static func session(_ blocks: [Block] = LinkTests.blocks, width: Int = 80) throws -> Session {
    var session = Session(posts: 3, size: ScreenSize(width: width, height: 24))
    _ = try session.type("<CR>")
    session.load(Entry(row: Session.row(1), guid: "1", body: Content(.text, "body")), Document(blocks: blocks))
    return session
  }

  @Test(") goes from link to link and scrolls to each, ( goes back, Enter opens it")
  func goesThroughLinks() throws {
    var session = try LinkTests.session()
    _ = try session.type(")")
    let first = try #require(session.state.article?.focusedLink)
    #expect(first.run.text == "the first marsh")
    #expect(try session.type("<CR>") == [.openInBrowser("https://marsh.example/10")])
    _ = try session.type(")")
    #expect(session.state.article?.focusedLink?.destination.warnings == [.textNames("example.org")])
    _ = try session.type(")")
    let article = try #require(session.state.article)
    #expect(article.focusedLink?.destination.url == "https://marsh.example/20")
    #expect(article.isOnScreen(article.focusedLink?.run.line ?? -1, height: session.state.articleHeight))
    _ = try session.type("((")
    #expect(session.state.article?.focusedLink == first)
    _ = try session.type("(")
    #expect(session.state.message?.text == "No link comes before")
    #expect(session.state.article?.focusedLink == first)
  }

  @Test("without a focused link, ) begins on the screen and ( at its end; the list of targets counts too")
  func beginsOnScreen() throws {
    var session = try LinkTests.session()
    _ = try session.type("G(")
    #expect(session.state.article?.focusedLink?.destination.url == "https://heron.net/30")
    _ = try session.type("<Esc>")
    #expect(session.state.article?.focusedLink == nil)
    #expect(session.state.focus == .article)
  }

  @Test("a link that is scrolled away loses the focus, so Enter never opens what is not seen")
  func losesFocus() throws {
    var session = try LinkTests.session()
    _ = try session.type(")G")
    #expect(session.state.article?.focusedLink == nil)
    #expect(try session.type("<CR>") == [])
    #expect(session.state.message?.text == "No link is chosen; ) and ( go from link to link")
  }

  @Test("a focused link stays focused when the column changes")
  func keepsFocus() throws {
    var session = try LinkTests.session()
    _ = try session.type("))")
    for width in [60, 132, 30, 80] {
      _ = session.send(.resized(ScreenSize(width: width, height: 24)))
      #expect(session.state.article?.focusedLink?.destination.url == "https://heron.net/10")
    }
  }

  @Test("a link over a line's end is one link; the same target twice is two")
  func runs() {
    let text = "A long link that has to run over the end of the line"
    let document = Document(blocks: [
      .paragraph([.text(text, link: "https://a.example/"), .text(" then "), .text("again", link: "https://a.example/")])
    ])
    let runs = LinkRun.all(in: Layout(document, options: LayoutOptions(width: 30)))
    #expect(runs.first?.segments.count == 2)
    #expect(runs.map(\.text) == [text, "again", "https://a.example/"])
    #expect(runs.map(\.link) == [0, 0, 0])
  }

  @Test("a post without links says so")
  func noLinks() throws {
    var session = try Session.reading(lines: 40)
    for keys in [")", "(", "<CR>"] {
      #expect(try session.type(keys) == [])
      #expect(session.state.message?.text == "This post has no links")
    }
  }

  @Test("} and { go to headings, and say where there are none")
  func headings() throws {
    var session = try LinkTests.session()
    let lines = try #require(session.state.article?.layout.headings.map(\.line))
    _ = try session.type("}")
    #expect(session.state.article?.top == lines[0])
    _ = try session.type("}")
    #expect(session.state.article?.top == lines[1])
    _ = try session.type("{")
    #expect(session.state.article?.top == lines[0])
    _ = try session.type("{")
    #expect(session.state.message?.text == "No heading comes before")
    _ = try session.type("G}")
    #expect(session.state.message?.text.hasPrefix("No heading follows") == true)
    var plain = try Session.reading(lines: 40)
    _ = try plain.type("}")
    #expect(plain.state.message?.text == "This post has no headings")
  }

  @Test("C copies the first block of code on the screen, byte for byte")
  func copiesCode() throws {
    var session = try LinkTests.session()
    #expect(try session.type("C") == [])
    #expect(session.state.message?.text == "No block of code is on the screen")
    _ = try session.type("G")
    #expect(try session.type("C") == [.copy("if a:\n\treturn\n\n\tb")])
    #expect(session.state.message?.text == "Copied 4 lines of code")
    while try #require(session.state.article).top > 0 {
      guard try session.type("C") == [.copy("second")] else { break }
      _ = try session.type("k")
    }
    var other = try LinkTests.session([.code(Code("one\n\n\ntwo")), .code(Code("three")), .paragraph([.text("End.")])])
    #expect(try other.type("C") == [.copy("one\n\n\ntwo")])
  }

  @Test("code in lists is found, the second block when the first is scrolled away")
  func copiesSecondCode() throws {
    let item = { (code: String) in List.Item(marker: .bullet, blocks: [.paragraph([.text("Item")]), .code(Code(code))])
    }
    let long = (1...40).map { "line \($0)" }.joined(separator: "\n")
    let end: [Block] = (1...20).map { .paragraph([.text("Paragraph \($0)")]) }
    var session = try LinkTests.session([.list(List(items: [item(long), item("b\tc")]))] + end)
    #expect(try session.type("C") == [.copy(long)])
    _ = try session.type("/b <CR>")
    _ = session.send(.resized(ScreenSize(width: 80, height: 24)))
    while let top = session.state.article?.top, top < 43 { _ = try session.type("j") }
    #expect(try session.type("C") == [.copy("b\tc")])
  }

  @Test("y copies an address and Y a Markdown link: of the post, or of the focused link")
  func copiesAddresses() throws {
    var session = try LinkTests.session()
    #expect(try session.type("y") == [.copy("https://marsh.example/1")])
    #expect(session.state.message?.text == "Copied https://marsh.example/1")
    #expect(try session.type("Y") == [.copy("[Post 1](https://marsh.example/1)")])
    _ = try session.type(")")
    #expect(try session.type("y") == [.copy("https://marsh.example/10")])
    #expect(try session.type("Y") == [.copy("[the first marsh](https://marsh.example/10)")])
    #expect(try session.type("hjy") == [.copy("https://marsh.example/2")])
    _ = session.send(.copyFailed("Not copied: this terminal has no clipboard"))
    #expect(session.state.message == Message("Not copied: this terminal has no clipboard", kind: .error))
  }

  @Test("Markdown's own marks are escaped")
  func markdown() {
    #expect(
      MarkdownWriter.link("a [b] \\c", to: "https://a.example/(x)") == "[a \\[b\\] \\\\c](<https://a.example/(x)>)")
  }

  @Test("wide code is shifted as far as what is on the screen, and comes back when it is scrolled away")
  func shifts() throws {
    let wide = "x" + String(repeating: "-", count: 100)
    let text: [Block] = (1...30).map { .paragraph([.text("Paragraph \($0)")]) }
    var session = try LinkTests.session([.code(Code(wide))] + text)
    _ = try session.type("..........")
    #expect(session.state.article?.shift == 103 - session.state.geometry.textWidth)
    _ = try session.type("G")
    #expect(session.state.article?.shift == 0)
    _ = try session.type(".")
    #expect(session.state.message?.text == "Nothing here is wider than the text column")
  }
}

@Suite("Time left")
struct ReadingTimeTests {
  private func layout(_ texts: [String]) -> Layout {
    Layout(lines: texts.enumerated().map { Line(spans: [Span($1)], position: DocumentPosition(block: $0, offset: 0)) })
  }

  @Test("230 words or 400 Chinese characters a minute, rounded up; the list of links is not read")
  func minutes() {
    let words = Array(repeating: "one two three four five six seven eight nine ten", count: 46)
    #expect(ReadingTime(layout(words), end: 45).minutes(from: 0) == 2)
    #expect(ReadingTime(layout(words), end: 46).minutes(from: 22) == 2)
    #expect(ReadingTime(layout(words), end: 46).minutes(from: 24) == 1)
    #expect(ReadingTime(layout(words), end: 46).minutes(from: 46) == nil)
    #expect(ReadingTime(layout(words), end: 24).minutes(from: 24) == nil)
    let characters = Array(repeating: String(repeating: "鶴", count: 40), count: 15)
    #expect(ReadingTime(layout(characters), end: 15).minutes(from: 0) == 2)
  }

  @Test("rules, bullets and blanks are no words; a word over two spans is one")
  func words() {
    #expect(ReadingTime.count([Span("• It’s a harri"), Span("er — 3 ─── reeds")]) == (5, 0))
    #expect(ReadingTime.count([Span("東京tower、です")]) == (1, 4))
  }

  @Test("what is left counts from the screen's lower edge, and at the end nothing is")
  func left() throws {
    var session = try LinkTests.session()
    #expect(session.state.article?.minutesLeft(height: session.state.articleHeight) == 1)
    _ = try session.type("G")
    #expect(session.state.article?.minutesLeft(height: session.state.articleHeight) == nil)
  }
}
