import ArticleDocument
import Testing

@Suite("Tabs in plain text")
struct TabTests {
  @Test("a tab within a paragraph, an item or a quotation is a blank, as no control character may reach the page")
  func tabsAreBlanks() {
    #expect(TextReader.read("one\ttwo\n").blocks == [.paragraph([.text("one two")])])
    for source in ["- one\ttwo\n- three\tfour\n", "> one\ttwo\n"] {
      #expect(!"\(TextReader.read(source).blocks)".contains("\\t"))
    }
  }
}
