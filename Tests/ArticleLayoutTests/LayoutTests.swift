import ArticleDocument
import ArticleLayout
import TestSupport
import Testing
import Typography

struct LayoutTests {
  private func layout(_ html: String, _ width: Int, _ wide: LayoutOptions.WideLines = .fold) -> Layout {
    Layout(HTMLReader.read(html), options: LayoutOptions(width: width, wideLines: wide))
  }

  @Test("the article's title and byline stand above the body")
  func titleAndByline() {
    var document = HTMLReader.read("<p>Body.</p>")
    document.blocks.insert(contentsOf: [.title([.text("The title")]), .byline([.text("by Ann")])], at: 0)
    let layout = Layout(document, options: LayoutOptions(width: 40))
    #expect(layout.plainText == "The title\nby Ann\n\nBody.\n")
    #expect(layout.lines.first?.spans == [Span("The title", role: .title, traits: .strong)])
  }

  @Test("a paragraph too long to be measured at once has no seam: all words, full lines, places that go on")
  func parts() {
    let words = (0..<130_000).map { "w\($0)" }
    let layout = Layout(
      Document(blocks: [.paragraph([.text(words.joined(separator: " "))])]), options: LayoutOptions(width: 72))
    let lines = layout.lines.map { $0.spans.map(\.text).joined() }
    #expect(lines.flatMap { $0.split(separator: " ").map(String.init) } == words)
    #expect(lines.dropLast().allSatisfy { (60...72).contains($0.utf8.count) })
    var offset = 0
    for (line, place) in zip(lines, layout.lines) {
      if place.position.offset != offset { Issue.record("\(line) stands at \(place.position), not \(offset)") }
      offset += line.utf8.count + 1
    }
  }

  @Test("links are numbered by target, and spans know their link")
  func links() {
    let layout = layout("<p><a href='https://a.example/'>one</a> <a href='https://b.example/'>two</a></p>", 40)
    #expect(layout.links == ["https://a.example/", "https://b.example/"])
    #expect(
      layout.lines.first?.spans == [
        Span("one", role: .link, link: 0), Span("[1]", role: .linkNumber, link: 0), Span(" "),
        Span("two", role: .link, link: 1), Span("[2]", role: .linkNumber, link: 1),
      ])
  }

  @Test("a long line of code is folded for paper and left long for the pane")
  func wideCode() {
    let html = "<pre>" + String(repeating: "abcdefghi ", count: 10) + "</pre>"
    let scrolled = layout(html, 30, .scroll)
    #expect(scrolled.lines.count == 1)
    #expect(scrolled.lines.first?.isShiftable == true)
    let folded = layout(html, 30)
    #expect(folded.lines.count > 3)
    #expect(folded.lines.dropLast().allSatisfy { $0.spans.last?.text == "↩" })
  }

  @Test("no link is without its number, also in code that fills its lines or is folded")
  func linksInCode() {
    let html =
      "<pre>ab <a href='http://a.example/1'>cd</a> efgh\n<a href='http://a.example/2'>abcdefghijklmnop</a> qr</pre>"
    let layout = Layout(HTMLReader.read(html), options: LayoutOptions(width: 14, wideLines: .fold))
    #expect(layout.plainText.hasPrefix("  ab cd efgh\n  abcdefghijk↩\n  lmnop qr [2]\n  [1]\n"))
  }

  @Test("a host that mixes scripts is listed as it is looked up, and never counts as spelled out")
  func mixedScripts() {
    let html =
      "<p><a href='https://p\u{430}ypal.example/x'>here</a> <a href='https://p\u{430}y.example/'>https://p\u{430}y.example/</a>"
    let text = Layout(HTMLReader.read(html), options: LayoutOptions(width: 60)).plainText
    #expect(text.contains("[1] https://xn--pypal-4ve.example/x\n"))
    #expect(text.contains("[2] https://xn--py-7kc.example/\n"))
  }

  @Test("in ASCII, all that the layout draws itself is ASCII")
  func asciiOnly() {
    let html = """
      <h1>A</h1><h2>B</h2><h3>C</h3><ul><li>a<ul><li>b<ul><li>c</ul></ul></ul><blockquote>q</blockquote><hr>
      <details><summary>s</summary>d</details><table><tr><th>h<th>i<tr><td>1<td>2</table>
      <pre>\(String(repeating: "x", count: 90))</pre><a href=http://a.example/>l</a>
      """
    var options = LayoutOptions(width: 40, wideLines: .fold)
    options.asciiOnly = true
    options.headingRules = true
    let text = Layout(HTMLReader.read(html), options: options).plainText
    #expect(text.unicodeScalars.allSatisfy { $0.isASCII })
    for sign in ["=", "-", ".", "* a", "- b", "+ c", "| q", "v s", "x\\"] { #expect(text.contains(sign)) }
  }

  @Test("headings are listed with their lines and levels")
  func headings() {
    let layout = layout("<h2>One</h2><p>text</p><h3>Two</h3><p>text</p>", 40)
    #expect(layout.headings.map(\.level) == [2, 3])
    #expect(layout.headings.map { layout.lines[$0.line].spans.first?.text } == ["One", "Two"])
  }

  @Test("a quote's bar runs through the blank lines within it only")
  func quoteBars() {
    #expect(
      layout("<p>a</p><blockquote><p>b</p><p>c</p></blockquote><p>d</p>", 20).plainText == "a\n\n│ b\n│\n│ c\n\nd\n")
  }

  @Test("positions never go back, and each finds its own line again")
  func positions() {
    for width in [20, 40, 80, 160] {
      let lines = layout(Self.everything, width).lines
      for (above, below) in zip(lines, lines.dropFirst()) { #expect(above.position <= below.position) }
    }
  }

  @Test("a place survives a change of width: the line that is found holds the same word")
  func placeSurvives() {
    let words = (0..<400).map { "w\($0)" }
    let html = "<ul><li>" + words.joined(separator: " ") + "</ul>"
    let (narrow, wide) = (layout(html, 33), layout(html, 90))
    for line in narrow.lines {
      let word = line.spans.last?.text.split(separator: " ").first.map(String.init) ?? ""
      let found = wide.lines[wide.line(at: line.position)]
      #expect(found.spans.contains { $0.text.split(separator: " ").map(String.init).contains(word) })
    }
  }

  @Test("a place in a table survives the change from columns to stacked rows")
  func placeInTable() {
    let rows = (0..<50).map {
      "<tr><td>name\($0)</td><td>some words about it, and then as many again</td><td>\($0)</td></tr>"
    }
    let html = "<table><tr><th>Name</th><th>What it is about</th><th>No</th></tr>\(rows.joined())</table>"
    let (grid, stacked) = (layout(html, 80), layout(html, 20))
    for row in [0, 7, 49] {
      let line = stacked.lines.firstIndex { $0.spans.map(\.text).joined() == "Name: name\(row)" } ?? 0
      let found = grid.lines[grid.line(at: stacked.lines[line].position)]
      #expect(found.spans.first?.text == "name\(row)")
    }
  }

  @Test("no word is lost and no line too wide at any width from 20 to 200")
  func noWordLost() {
    let words = Self.everything.words
    for width in 20...200 {
      let layout = layout(Self.everything, width)
      let text = layout.plainText
      for line in layout.lines {
        #expect(DisplayWidth.cells(of: line.spans.map(\.text).joined()) <= width)
        #expect(line.spans.last?.text.last != " ")
      }
      for word in words where !text.contains(word) { Issue.record("\(word) is missing at \(width)") }
    }
  }

  @Test("random nestings keep every word, at random widths")
  func randomNestings() {
    var random = Generator(dice: Dice(seed: 7))
    for _ in 0..<200 {
      var count = 0
      let html = random.html(depth: 6, count: &count)
      let width = 20 + random.roll(181)
      let layout = layout(html, width)
      let text = layout.plainText
      // Code is folded within words.
      let joined = text.filter { !$0.isWhitespace && $0 != "↩" && $0 != "│" }
      for index in 0..<count where !joined.contains("w\(index)w") {
        Issue.record("w\(index)w is missing at \(width) in \(html)")
      }
      for line in layout.lines where DisplayWidth.cells(of: line.spans.map(\.text).joined()) > width {
        Issue.record("too wide at \(width): \(line.spans.map(\.text).joined()) in \(html)")
      }
      #expect(!text.contains("\n\n\n"))
    }
  }

  @Test("absurd nesting stays within the width")
  func deepNesting() {
    let html = String(repeating: "<blockquote><ul><li>", count: 400) + "bottom"
    let layout = layout(html, 40)
    #expect(layout.plainText.contains("bottom"))
    #expect(layout.lines.allSatisfy { DisplayWidth.cells(of: $0.spans.map(\.text).joined()) <= 40 })
  }

  private static let everything = """
    <h1>Heading alpha</h1><p>Paragraph with <b>strong</b>, <i>emphasis</i>, <a href="https://l.example/">linked</a> text.</p>
    <ul><li>item one<ol><li>nested two<blockquote><p>quoted three</p></blockquote></li></ol></li></ul>
    <blockquote><p>outer <code>code</code></p><pre>preformatted  text\twith tab</pre></blockquote>
    <dl><dt>term</dt><dd>meaning<p>second meaning</p></dd></dl><hr>
    <table><tr><th>Species</th><th>Where it was seen</th><th colspan=2>Numbers</th></tr>
    <tr><td rowspan=2>Kestrel</td><td>over the verge of the motorway</td><td>11</td><td>22</td></tr>
    <tr><td>near <b>church</b><ul><li>tower</li></ul></td><td>33</td><td>44</td></tr></table>
    <figure><img src="https://i.example/p.png" alt="picture"><figcaption>caption</figcaption></figure><p>終わり</p>
    """
}

extension String {
  /// What stands outside of tags.
  fileprivate var words: [String] {
    var text = ""
    var isTag = false
    for character in self {
      if character == "<" { isTag = true }
      if !isTag { text.append(character) } else if character == ">" { text.append(" ") }
      if character == ">" { isTag = false }
    }
    return text.split { $0.isWhitespace || $0.isPunctuation }.map(String.init)
  }
}

/// Makes pages at random, the same each time.
private struct Generator {
  var dice: Dice

  mutating func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &dice) }

  mutating func html(depth: Int, count: inout Int) -> String {
    var text = ""
    for _ in 0...roll(3) {
      guard depth > 0 else { return text + word(&count) }
      switch roll(12) {
      case 0: text += "<p>" + words(&count) + "</p>"
      case 1: text += "<blockquote>" + html(depth: depth - 1, count: &count) + "</blockquote>"
      case 2: text += "<ul><li>" + html(depth: depth - 1, count: &count) + "<li>" + words(&count) + "</ul>"
      case 3: text += "<ol start=98><li>" + html(depth: depth - 1, count: &count) + "</ol>"
      case 4: text += "<h2>" + words(&count) + "</h2>"
      case 5: text += "<pre>" + words(&count) + "\n" + words(&count) + "</pre>"
      case 6:
        text +=
          "<table><tr><th>" + word(&count) + "<th>" + words(&count) + "<tr><td>" + html(depth: depth - 1, count: &count)
        text += "<td>" + words(&count) + "</table>"
      case 7: text += "<dl><dt>" + words(&count) + "<dd>" + html(depth: depth - 1, count: &count) + "</dl>"
      case 8: text += "<div>" + html(depth: depth - 1, count: &count) + "</div>"
      case 9: text += "<b>" + word(&count) + "<i>" + word(&count) + "</b>" + word(&count)
      case 10:
        text +=
          "<details><summary>" + word(&count) + "</summary>" + html(depth: depth - 1, count: &count) + "</details>"
      default: text += "<a href='https://x.example/\(roll(5))'>" + words(&count) + "</a>"
      }
    }
    return text
  }

  private mutating func words(_ count: inout Int) -> String {
    (0...roll(9)).map { _ in word(&count) }.joined()
  }

  private mutating func word(_ count: inout Int) -> String {
    defer { count += 1 }
    return " w\(count)w "
  }
}

struct SideBySideTests {
  @Test("a paragraph and its translation start on one line, in two columns")
  func columns() throws {
    let texts = [
      "A title", "The swift never lands while it has no nest to feed.", "雨燕不築巢的時候從不降落。", "It sleeps in the air.",
      "牠在空中睡覺。",
      "It is seldom seen on the ground.", "人們很少看到牠在地上。",
    ]
    let document = Document(blocks: texts.map { .paragraph([.text($0)]) })
    let bilingual = try #require(Bilingual.detect(document))
    let layout = Layout(sideBySide: bilingual, options: LayoutOptions(width: 72))
    #expect(
      layout.plainText == """
        A title

        The swift never lands while it has    雨燕不築巢的時候從不降落。
        no nest to feed.

        It sleeps in the air.                 牠在空中睡覺。

        It is seldom seen on the ground.      人們很少看到牠在地上。

        """)
    #expect(layout.lines.map(\.position.block) == [0, 1, 1, 1, 3, 3, 5, 5])
  }
}

struct JustificationTests {
  @Test("justified lines end in one column, but for the last of a paragraph")
  func justified() {
    let words = "the swift sleeps on the wing and comes down only to feed its young under a roof"
    var options = LayoutOptions(width: 30)
    options.isJustified = true
    let layout = Layout(Document(blocks: [.paragraph([.text(words)])]), options: options)
    let lines = layout.plainText.split(separator: "\n")
    #expect(lines.dropLast().allSatisfy { $0.count == 30 })
    #expect(lines.joined(separator: " ").split(separator: " ").joined(separator: " ") == words)
  }

  @Test("a line of Chinese has no gaps to widen")
  func chinese() {
    var options = LayoutOptions(width: 9)
    options.isJustified = true
    let layout = Layout(Document(blocks: [.paragraph([.text("雨燕不築巢的時候從不降落")])]), options: options)
    #expect(layout.plainText == "雨燕不築\n巢的時候\n從不降落\n")
  }
}
