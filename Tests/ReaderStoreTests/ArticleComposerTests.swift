import ArticleDocument
import FeedModel
import Testing

@testable import ReaderStore

@Suite("A post as a page")
struct ArticleComposerTests {
  private func document(_ html: String, title: String = "The harrier", language: String? = nil) -> Document {
    var row = Session.row(1)
    row.title = title
    return ArticleComposer.document(
      for: Entry(row: row, guid: "1", body: Content(.html, html), language: language), clock: Session.noon)
  }

  @Test("title and byline stand above the text")
  func composes() {
    #expect(
      document("<p>Text.</p>").blocks == [
        .title([.text("The harrier")]), .byline([.text("Marsh Notes")]), .paragraph([.text("Text.")]),
      ])
  }

  @Test("a heading that says the title again is left out; one that says or leads elsewhere stays")
  func saysTitleOnce() {
    let title = Block.title([.text("The harrier")])
    let byline = Block.byline([.text("Marsh Notes")])
    #expect(document("<h1>The harrier</h1><p>T</p>").blocks == [title, byline, .paragraph([.text("T")])])
    #expect(
      document("<h1><a href='https://marsh.example/1'>The harrier</a></h1><p>T</p>").blocks
        == [title, byline, .paragraph([.text("T")])])
    #expect(document("<h1><a href='https://heron.example/'>The harrier</a></h1><p>T</p>").blocks.count == 4)
    #expect(document("<h1>The harriers</h1><p>T</p>").blocks.count == 4)
    #expect(document("<p>T</p><h1>The harrier</h1>").blocks.count == 4)
  }

  @Test("a feed that is called as its post is named once")
  func saysNameOnce() {
    #expect(
      document("<p>T</p>", title: "Marsh Notes").blocks == [.title([.text("Marsh Notes")]), .paragraph([.text("T")])])
  }

  @Test("the page's own language counts before the feed's")
  func language() {
    #expect(document("<p>T</p>", language: "de").language == "de")
    #expect(document("<html lang='fr'><p>T</p></html>", language: "de").language == "fr")
  }
}
