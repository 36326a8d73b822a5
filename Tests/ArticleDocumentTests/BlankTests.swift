import ArticleDocument
import Testing

@Suite("Blanks beside styled words")
struct BlankTests {
  @Test("the blanks around a marked word belong to the plain text, so that no colour hangs over")
  func blanksArePlain() {
    #expect(
      HTMLReader.read("<p>one <mark>two</mark> three</p>").blocks == [
        .paragraph([.text("one "), .text("two", .marked), .text(" three")])
      ])
    #expect(
      HTMLReader.read("<p>one <b>two <mark>three</mark> four</b></p>").blocks == [
        .paragraph([
          .text("one "), .text("two ", .strong), .text("three", [.strong, .marked]), .text(" four", .strong),
        ])
      ])
  }
}
