import ArticleDocument
import Testing

struct HTMLReaderTests {
  private func blocks(_ html: String, base: String? = nil) -> [Block] {
    HTMLReader.read(html, baseURL: base).blocks
  }

  private func paragraph(_ inlines: Inline...) -> [Block] { [.paragraph(inlines)] }

  @Test("white space collapses across line ends and inline elements")
  func whiteSpace() {
    #expect(
      blocks("<p> alpha\n   beta\t<b>gamma</b>delta <i> epsilon</i>.\n</p>")
        == paragraph(
          .text("alpha beta "), .text("gamma", .strong), .text("delta "), .text("epsilon", .emphasized), .text(".")))
  }

  @Test("a newline between two ideographs is no space, next to a Latin letter it is one")
  func newlineBetweenIdeographs() {
    #expect(blocks("<p>春天\n花開\nNew\nline</p>") == paragraph(.text("春天花開 New line")))
  }

  @Test("only http and https become links, relative ones by the base")
  func links() {
    #expect(blocks("<p><a href='HTTPS://a.example/x'>x</a></p>") == paragraph(.text("x", link: "https://a.example/x")))
    #expect(
      blocks("<p><a href='../y?q#f'>y</a></p>", base: "https://a.example/b/c/d")
        == paragraph(.text("y", link: "https://a.example/b/y?q#f")))
    for target in ["javascript:alert(1)", "#top", "", "file:///etc/passwd", "data:text/html,x", "/no-base"] {
      #expect(blocks("<p><a href='\(target)'>x</a></p>") == paragraph(.text("x")))
    }
  }

  @Test("a blank at the edge of a link stands outside of it")
  func blankAtLinkEdge() {
    #expect(
      blocks("<p>see <a href='https://a.example'>this </a>now</p>")
        == paragraph(.text("see "), .text("this", link: "https://a.example"), .text(" now")))
  }

  @Test("a mail address is shown once")
  func mailAddress() {
    #expect(
      blocks("<p><a href='mailto:ann@b.example?subject=x'>Ann</a></p>") == paragraph(.text("Ann <ann@b.example>")))
    #expect(blocks("<p><a href='mailto:ann@b.example'>ann@b.example</a></p>") == paragraph(.text("ann@b.example")))
  }

  @Test("signs that link into the page itself are left out")
  func headingAnchors() {
    #expect(
      blocks("<h2 id=x><a href='#x'>#</a>Title <a href='#x'>¶</a></h2>") == [.heading(level: 2, [.text("Title")])])
  }

  @Test("a picture by itself is no heading, and one as wide as the text stands on a line of its own")
  func picturesApart() {
    let image = "<img src='https://a.example/b.png' alt='b'"
    let picture = Inline.image("image: b", link: "https://a.example/b.png")
    #expect(blocks("<h2>\(image)></h2>") == paragraph(picture))
    #expect(blocks("<h2>\(image)> c</h2>") == [.heading(level: 2, [picture, .text(" c")])])
    #expect(blocks("<p>\(image) width=800> c</p>") == paragraph(picture, .lineBreak, .text("c")))
    #expect(blocks("<p>c \(image) width=80></p>") == paragraph(.text("c "), picture))
  }

  @Test("scripts read as text")
  func scripts() {
    #expect(blocks("<p>mc<sup>2</sup></p>") == paragraph(.text("mc"), .text("²")))
    #expect(blocks("<p>H<sub>2</sub>O</p>") == paragraph(.text("H"), .text("₂"), .text("O")))
    #expect(
      blocks("<p>10<sup>th</sup> e<sup>x+1</sup> Foo<sup>TM</sup> a<sup>[1]</sup></p>").plain
        == "10th e^(x+1) Foo™ a¹")
  }

  @Test("quotes nest, deletions are marked, ruby stands in brackets")
  func marks() {
    #expect(blocks("<p><q>a <q>b</q></q></p>").plain == "“a ‘b’”")
    #expect(blocks("<p>cost <del> 50 </del> <ins>49</ins></p>").plain == "cost ~~50~~ 49")
    #expect(blocks("<p><ruby>東京<rp>(</rp><rt>とうきょう</rt><rp>)</rp></ruby>へ</p>").plain == "東京(とうきょう)へ")
  }

  @Test("formulas become a line of text")
  func formulas() {
    let html =
      "<math><msup><mi>x</mi><mn>2</mn></msup><mo>=</mo><mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow>"
      + "</mfrac><annotation>x^2</annotation></math>"
    #expect(blocks("<p>\(html)</p>").plain == "x² = a/(b + 1)")
  }

  @Test("a picture is its alternative text, else its file name; pixels and ornaments are silent")
  func pictures() {
    #expect(
      blocks("<p><img src='https://a.example/h.png' alt='A heron'></p>")
        == paragraph(.image("image: A heron", link: "https://a.example/h.png")))
    #expect(blocks("<p><img src='/img/chart%202024.png'></p>") == paragraph(.image("image: chart 2024.png")))
    #expect(blocks("<p>mid<img src='/p.gif' alt=''>dle</p>") == paragraph(.text("middle")))
    #expect(blocks("<p>x<img src='https://t.example/t.gif' width=1 height=1></p>") == paragraph(.text("x")))
    #expect(blocks("<p><img class='wp-smiley' alt='😀' src='e.png'></p>") == paragraph(.text("😀")))
    #expect(
      blocks("<p><a href='https://a.example/big'><img src='/s.png' alt=''></a></p>")
        == paragraph(.image("image: s.png", link: "https://a.example/big")))
  }

  @Test("films, sounds and frames leave a label and a link")
  func media() {
    #expect(
      blocks("<video><source src='https://v.example/film.mp4'></video>")
        == [.line([.image("video: film.mp4", link: "https://v.example/film.mp4")])])
    #expect(
      blocks("<iframe src='//v.example/embed/1' title='A talk'></iframe>")
        == paragraph(.image("embedded: A talk", link: "https://v.example/embed/1")))
  }

  @Test("lists number as the page says")
  func lists() {
    func markers(_ html: String) -> [List.Marker] {
      if case .list(let list) = blocks(html).first { list.items.map(\.marker) } else { [] }
    }
    #expect(markers("<ol start=3><li>a<li value=9>b<li>c</ol>") == [.label("3."), .label("9."), .label("10.")])
    #expect(markers("<ol type=a><li>a<li>b</ol>") == [.label("a."), .label("b.")])
    #expect(markers("<ol type=I start=4><li>a</ol>") == [.label("IV.")])
    #expect(markers("<ol reversed><li>a<li>b</ol>") == [.label("2."), .label("1.")])
    #expect(markers("<ul><li><input type=checkbox checked> a<li>b</ul>") == [.label("[x]"), .bullet])
  }

  @Test("two line breaks make a paragraph, one a line")
  func lineBreaks() {
    #expect(
      blocks("<div>a<br>b<br><br>c</div>")
        == [.paragraph([.text("a"), .lineBreak, .text("b")]), .line([.text("c")])])
  }

  @Test("code keeps its lines, blanks, tabs and language; the parser's newline goes")
  func code() {
    #expect(
      blocks("<pre class=x>\n<code class='language-swift'>let <b>a</b> = 1\n\tb &lt; c\n\n</code></pre>")
        == [.code(Code("let a = 1\n\tb < c", language: "swift"))])
  }

  @Test("the line numbers beside code go")
  func gutter() {
    #expect(
      blocks("<table><tr><td><pre>1\n2</pre></td><td><pre>a\nb</pre></td></tr></table>") == [.code(Code("a\nb"))])
  }

  @Test("tables that arrange a page are read as its blocks")
  func arrangingTables() {
    let html =
      "<table><tr><td><table><tr><td><p>In</p></td></tr></table></td></tr><tr><td><p>Foot</p></td></tr></table>"
    #expect(blocks(html) == [.paragraph([.text("In")]), .paragraph([.text("Foot")])])
  }

  @Test("cells stand in their columns in spite of spans")
  func spans() {
    let html =
      "<table><tr><th colspan=2>P<th>S<tr><td rowspan=2>t<td>m1<td>n1<tr><td>m2<td>n2</table>"
    guard case .table(let table) = blocks(html).first else {
      Issue.record("no table")
      return
    }
    #expect(table.columns == 3)
    #expect(table.headerRows == 1)
    #expect(table.rows.map { $0.map(\.column) } == [[0, 2], [0, 1, 2], [1, 2]])
  }

  @Test("what is hidden, scripted or templated is gone")
  func hidden() {
    #expect(
      blocks("<p hidden>a</p><p style='display: none'>b</p><template>c</template><script>d</script><p>e</p>").plain
        == "e")
  }

  @Test("the page's title and language are known")
  func titleAndLanguage() {
    let document = HTMLReader.read("<html lang=de><head><title> Ein  Titel</title></head><body><p>x</body></html>")
    #expect(document.title == "Ein Titel")
    #expect(document.language == "de")
    #expect(document.blocks == [.paragraph([.text("x")])])
  }

  @Test("blocks in links and links in headings keep their targets")
  func blocksInLinks() {
    #expect(
      blocks("<a href='https://a.example/'><h3>Head</h3><p>Text</p></a>")
        == [
          .heading(level: 3, [.text("Head", link: "https://a.example/")]),
          .paragraph([.text("Text", link: "https://a.example/")]),
        ])
  }
}

extension [Block] {
  /// The text of all paragraphs.
  var plain: String {
    map { block in
      guard case .paragraph(let inlines) = block else { return "" }
      return inlines.map { if case .text(let text, _, _) = $0 { text } else { "" } }.joined()
    }.joined(separator: "\n")
  }
}

struct AddressTests {
  private func links(_ html: String) -> [String] {
    guard case .line(let text) = HTMLReader.read("<div>" + html + "</div>").blocks.first else { return [] }
    return text.compactMap { if case .text(_, _, let link?) = $0 { link } else { nil } }
  }

  @Test(
    "an address in the text is a link, without the sentence's own signs",
    arguments: [
      ("See https://a.example/b?c=1, or not", "https://a.example/b?c=1"), ("(http://a.example)", "http://a.example"),
      ("https://a.example/x_(y).", "https://a.example/x_(y)"), ("見https://a.example/鳥。", "https://a.example/"),
    ])
  func addresses(html: String, target: String) {
    #expect(links(html) == [target])
  }

  @Test("what only looks like an address is none")
  func others() {
    #expect(links("xhttp://a.example http:// ftp://a.example a://b").isEmpty)
    #expect(links("<code>https://a.example</code>").isEmpty)
    #expect(links("<a href='https://b.example'>https://a.example</a>") == ["https://b.example"])
  }

  @Test("links in code keep their places and targets")
  func code() {
    let html = "<pre>\n\n<a href='https://a.example/1'>foo</a>(é, <a href='https://a.example/2'>b<b>a</b>r</a>)\n</pre>"
    let links = [
      Code.Link(range: 0..<3, target: "https://a.example/1"), Code.Link(range: 8..<11, target: "https://a.example/2"),
    ]
    #expect(HTMLReader.read(html).blocks == [.code(Code("foo(é, bar)", links: links))])
  }
}
