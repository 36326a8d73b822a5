import ArticleDocument
import Testing

/// Pages that say one thing and mean another.
struct PageFaultTests {
  private func blocks(_ html: String, address: String? = nil) -> [Block] {
    HTMLReader.read(html, address: address).blocks
  }

  private func code(_ html: String) -> String? {
    if case .code(let code) = blocks(html).first { code.text } else { nil }
  }

  private func headerRows(_ html: String) -> Int? {
    if case .table(let table) = blocks(html).first { table.headerRows } else { nil }
  }

  // MARK: - Notes

  @Test("a link to a part of the article's own address is a note, not a link")
  func ownAddress() {
    let html =
      "<p>word<sup><a href='https://site.example/post#fn-1'>1</a></sup> <a href='http://www.site.example/post/#x'>y</a> <i id=x>z</i>"
    #expect(blocks(html, address: "https://site.example/post").words == "word¹ y z")
    #expect(blocks(html, address: "https://site.example/post").links.isEmpty)
    #expect(
      blocks("<link rel=canonical href='https://site.example/post'>" + html).links.isEmpty)
    #expect(blocks(html, address: "https://site.example/other").links.count == 2)
  }

  @Test("a summary's link to the rest of the article stays a link")
  func restOfArticle() {
    let html = "<p>Start <a href='https://site.example/post/#more-12'>Read on</a>"
    #expect(blocks(html, address: "https://site.example/post/").links == ["https://site.example/post/#more-12"])
  }

  @Test("a picture that leads to a part of the page is still seen")
  func pictureWithinPage() {
    #expect(blocks("<p><a href='#map'><img src='/m.png' alt='A map'></a>").words == "image: A map")
  }

  @Test("the number of a note in brackets is raised, since a link's number stands in brackets")
  func bracketedNotes() {
    #expect(blocks("<p>word<sup><a href='#fn2'>[2]</a></sup>").words == "word²")
    #expect(blocks("<p>word <sup><a href='#fn2'>[2]</a></sup>").words == "word ²")
    #expect(blocks("<p>word<a href='#fn12'><sup>[12]</sup></a>").words == "word¹²")
    #expect(blocks("<p>in 1999<sup>[2]</sup>").words == "in 1999[2]")
  }

  @Test("the paragraphs of a note stand beside its number")
  func hangingNotes() {
    let html = "<div><a href='#r1'>1</a><div><p>one</p><p>two</p></div></div><p>after</p>"
    #expect(
      blocks(html) == [
        .list(
          List(items: [
            List.Item(marker: .label("1."), blocks: [.paragraph([.text("one")]), .paragraph([.text("two")])])
          ])),
        .paragraph([.text("after")]),
      ])
  }

  // MARK: - Tables and options

  @Test("text that stands loose in a table comes before the table")
  func looseTextInTables() {
    let blocks = blocks("<table>Sales <b>now</b> <i>here</i><tr><th>a<th>b</tr>Total: 3<tr>row<td>c<td>d</table>")
    #expect(blocks.count == 4)
    #expect(blocks.words.hasPrefix("Sales now here\nTotal: 3\nrow\n"))
  }

  @Test("tables in tables keep their text at any depth")
  func deepTables() {
    let depth = 300
    let html =
      (0..<depth).map { "<table><tr><td>in\($0) " }.joined() + String(repeating: "</table>", count: depth) + "<p>after"
    let text = blocks(html).words
    #expect((0..<depth).allSatisfy { text.contains("in\($0)") } && text.hasSuffix("after"))
  }

  @Test("an option without a list to choose from is text, and swallows none")
  func strayOption() {
    #expect(blocks("<p>one <option>two<p>three").words == "one two\nthree")
    #expect(blocks("<p>one <select><option>a<option>b</select> two").words == "one two")
    #expect(blocks("<p>one <datalist><option>a</datalist> two").words == "one two")
  }

  @Test("what fills several rows counts rows that show something")
  func rowSpans() {
    guard case .table(let table) = blocks("<table><tr><th rowspan=3>x<td>a<tr><tr><td>b<tr><td>c<td>d</table>").first
    else {
      Issue.record("no table")
      return
    }
    #expect(table.rows.map { $0.map(\.column) } == [[0, 1], [1], [0, 1]])
    #expect(table.rows.first?.first?.rowSpan == 2)
  }

  @Test("cells over endless rows do not make a table endlessly wide")
  func endlessRowSpans() {
    let html = "<table>" + String(repeating: "<tr><td rowspan=65534>x<td>y", count: 2000) + "</table>"
    guard case .table(let table) = blocks(html).first else {
      Issue.record("no table")
      return
    }
    #expect(table.rows.count == 2000 && table.columns < 200)
  }

  @Test("a row that is one header cell is a section, not a second header")
  func sectionRows() {
    #expect(
      headerRows("<table><thead><tr><th>a<th>b</thead><tr><th colspan=2>Basics<tr><td>c<td>d</table>") == 1)
    #expect(headerRows("<table><tr><th colspan=2>Both<tr><th>a<th>b<tr><td>c<td>d</table>") == 2)
  }

  @Test("a first row of words above figures names the columns, one among words does not")
  func labelsWithoutHeaderCells() {
    #expect(headerRows("<table><tr><td>City<td>People<tr><td>Rome<td>2.8<tr><td>Paris<td>2.1</table>") == 1)
    #expect(headerRows("<table><tr><td>Rome<td>Italy<tr><td>Oslo<td>Norway<tr><td>Paris<td>France</table>") == 0)
    #expect(headerRows("<table><tr><td>Rome<td>2.8<tr><td>Oslo<td>0.7<tr><td>Paris<td>2.1</table>") == 0)
  }

  // MARK: - Blanks

  @Test("white-space: pre-wrap keeps blanks and lines, pre alone is code")
  func keptBlanks() {
    #expect(
      blocks("<p style='white-space:pre-wrap'>a   b\n   c  <b>d</b>\n  <i>e</i>").words == "a   b\n   c d\n  e")
    #expect(blocks("<p>a   <span style='white-space:pre'>b  c</span>   d").words == "a b  c d")
    #expect(code("<div style='white-space: pre'>  a\n    b</div>") == "  a\n    b")
    #expect(blocks("<p style='white-space: pre'>one line").words == "one line")
  }

  @Test("blocks in code end their lines")
  func blocksInCode() {
    #expect(code("<pre>a<p>b</p>c<div>d</div>e</pre>") == "a\nb\nc\nd\ne")
    #expect(code("<pre><div>a</div>\n<div>b</div></pre>") == "a\nb")
    #expect(code("<pre><div><div>a</div></div>b</pre>") == "a\nb")
  }

  // MARK: - Pictures

  @Test("a picture's name is the last part of the address it was made from, and no name if it says nothing")
  func pictureNames() {
    func label(_ source: String) -> String { blocks("<p><img src='\(source)'>").words }
    #expect(
      label("https://c.example/fetch/w_9/https%3A%2F%2Fb.example%2Fi%2Fheron%20two.png") == "image: heron two.png")
    #expect(label("https://c.example/mmbiz/640?wx_fmt=png") == "image")
    #expect(label("https://c.example/5d8c3f2e-90ab-4cde-8f01-23456789abcd_1456x816.png") == "image")
    #expect(label("https://c.example/cafe") == "image: cafe")
    #expect(label("https://c.example/1984.jpg") == "image: 1984.jpg")
  }

  @Test("a picture's title follows its text if it says more")
  func pictureTitles() {
    func label(_ attributes: String) -> String { blocks("<p><img src='/a.png' \(attributes)>").words }
    #expect(label("alt='Comic' title='And then it rained.'") == "image: Comic — “And then it rained.”")
    #expect(label("alt='A heron' title='a heron'") == "image: A heron")
    #expect(label("alt='A heron' title='IMG_1234'") == "image: A heron")
    #expect(label("alt='A heron' title='A heron by the lake'") == "image: A heron by the lake")
  }

  @Test("a figure's picture is no ornament, and an icon's title is its name")
  func figuresAndIcons() {
    #expect(blocks("<figure><img src='https://a.example/p.jpg' alt=''></figure>").words == "image: p.jpg")
    #expect(blocks("<p><a href='https://a.example/'><svg><title>Code</title><path/></svg></a>").words == "image: Code")
    #expect(
      blocks("<p><a href='https://a.example/' aria-label='Code'><svg aria-hidden=true></svg></a>")
        == [.paragraph([.text("Code", link: "https://a.example/")])])
  }

  // MARK: - Words

  @Test("what no browser opens is told after its label, once")
  func otherSchemes() {
    #expect(blocks("<p><a href='tel:+493012'>Call</a>").words == "Call <+493012>")
    #expect(blocks("<p><a href='tel:+493012'>+49 (30) 12</a>").words == "+49 (30) 12")
    #expect(blocks("<p><a href='magnet:?xt=urn:a'>Get</a>").words == "Get <magnet:?xt=urn:a>")
    #expect(blocks("<p><a href='gemini://a.example/x'>Read</a>").words == "Read <gemini://a.example/x>")
    for target in ["javascript:x", "data:text/plain,x", "file:///x", "vbscript:x"] {
      #expect(blocks("<p><a href='\(target)'>x</a>").words == "x")
    }
  }

  @Test("a site named by www is a link")
  func sitesByName() {
    #expect(
      blocks("<p>see www.foo.example/bar, http://b.example/ and www.x.") == [
        .paragraph([
          .text("see "), .text("www.foo.example/bar", link: "http://www.foo.example/bar"), .text(", "),
          .text("http://b.example/", link: "http://b.example/"), .text(" and www.x."),
        ])
      ])
    #expect(blocks("<p>http://b.example/www.c.example x.www.d.example").links == ["http://b.example/www.c.example"])
  }

  @Test("quotations have the marks of their language")
  func quotationMarks() {
    #expect(blocks("<p lang=de><q>ja <q>nein</q></q>").words == "„ja ‚nein‘“")
    #expect(blocks("<p lang=fr><q>oui</q>").words == "«\u{A0}oui\u{A0}»")
    #expect(blocks("<p lang=ja><q>はい<q>え</q></q>").words == "「はい『え』」")
    #expect(blocks("<html lang=de-CH><p><q>ja</q> <span lang=en><q>yes</q></span>").words == "«ja» “yes”")
  }
}

extension [Block] {
  fileprivate var links: [String] {
    flatMap { block -> [String] in
      guard case .paragraph(let inlines) = block else { return [] }
      return inlines.compactMap { if case .text(_, _, let link) = $0 { link } else { nil } }
    }
  }

  /// Text and labels, a line end for each line and block.
  fileprivate var words: String {
    map { block in
      switch block {
      case .paragraph(let inlines), .line(let inlines):
        inlines.map { inline in
          switch inline {
          case .text(let text, _, _), .image(let text, _): text
          case .lineBreak: "\n"
          }
        }.joined()
      case .table(let table): table.rows.joined().map(\.blocks.words).joined(separator: "\n")
      default: ""
      }
    }.joined(separator: "\n")
  }
}
