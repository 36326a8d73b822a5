import LibXML
import Testing

/// Authors open styles and never close them.
struct UnclosedStyleTests {
  @Test("styles left open in each of many paragraphs leave the paragraphs as they are")
  func paragraphs() {
    let count = 5000
    for html in [
      String(repeating: "<p><b>x</p>", count: count),
      String(repeating: "<font>", count: 20) + String(repeating: "<p>x<font size=1>y", count: count),
      String(repeating: "<b>", count: count) + String(repeating: "<p>x</p>", count: count),
    ] {
      let tree = HTMLTree(parsing: html)
      let depth = tree.nodes.indices.filter { tree.nodes[$0].element == .p }.count
      #expect(depth == count)
      // No paragraph holds the next.
      let first = tree.nodes.indices.first { tree.nodes[$0].element == .p }
      #expect(first.map { tree.nodes[$0].end - $0 < 40 } == true)
    }
  }

  @Test("of elements that are alike three are kept, and all their end tags are heard")
  func alike() {
    let html = "<b>" + String(repeating: "<b>", count: 4) + "x" + String(repeating: "</b>", count: 4) + "y</b>z"
    let tree = HTMLTree(parsing: html)
    let words = tree.nodes.indices.filter { tree.nodes[$0].element == nil }
    let bold = words.map { word in tree.nodes[..<word].contains { $0.element == .b && $0.end > word } }
    #expect(words.map { String(decoding: tree.text(at: $0), as: UTF8.self) } == ["x", "y", "z"])
    #expect(bold == [true, true, false])
  }
}
