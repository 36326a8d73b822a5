import ArticleDocument
import Testing

struct StyleAttributeTests {
  private func blocks(_ html: String) -> [Block] { HTMLReader.read(html).blocks }

  @Test(
    "what an element's own style hides is gone, however it is written",
    arguments: [
      "display:none", "DISPLAY : None", "color: red; display: none !important", "display:none ;", "visibility:hidden",
      "display: block; display: none",
    ])
  func hidden(_ style: String) {
    #expect(blocks("<p style='\(style)'>gone</p><p>here</p>") == [.paragraph([.text("here")])])
  }

  @Test(
    "what only looks like hiding is shown",
    arguments: [
      "display:nonesuch", "xdisplay:none", "display-x:none", "display", "display:", ":none", ";;;",
      "display:none; display:block", "content:display none",
    ])
  func shown(_ style: String) {
    #expect(blocks("<p style='\(style)'>here</p>") == [.paragraph([.text("here")])])
  }

  @Test("a list takes its numbers from its style, wherever in the value they are named")
  func listStyle() {
    for style in ["list-style-type: upper-roman", "list-style: inside Upper-Roman", "list-style:upper-roman outside"] {
      guard case .list(let list)? = blocks("<ol style='\(style)'><li>one</ol>").first else {
        Issue.record("no list")
        continue
      }
      #expect(list.items.map(\.marker) == [.label("I.")])
    }
  }

  @Test("a picture of one pixel by its style is silent")
  func pixel() {
    #expect(
      blocks("<p>a<img src='https://a.example/count' style='border:0; width: 1px'>b</p>") == [.paragraph([.text("ab")])]
    )
  }

  @Test("lines are kept where the style says so")
  func lines() {
    #expect(blocks("<p style='white-space: pre-wrap'>a\nb</p>") == [.paragraph([.text("a"), .lineBreak, .text("b")])])
    #expect(blocks("<p style='white-space: normal'>a\nb</p>") == [.paragraph([.text("a b")])])
  }
}
