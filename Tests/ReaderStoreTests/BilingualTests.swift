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
