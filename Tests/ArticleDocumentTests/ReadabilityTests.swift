import ArticleDocument
import TestSupport
import Testing

@Suite("The article in a web page")
struct ReadabilityTests {
  private let url = "https://marsh.example/2026/harrier.html"

  /// The article's lines as plain text.
  private func text(_ html: String, title: String? = nil) -> String? {
    Readability.article(in: html, url: url, title: title).map { article in
      plainText(HTMLReader.read(article.html, baseURL: article.baseURL).blocks)
    }
  }

  private func plainText(_ blocks: [Block]) -> String {
    blocks.map { block -> String in
      switch block {
      case .title(let text), .byline(let text), .heading(_, let text), .paragraph(let text), .line(let text),
        .caption(let text), .summary(let text):
        text.map { inline in
          switch inline {
          case .text(let text, _, _): text
          case .image(let label, let link): "<\(label) \(link ?? "-")>"
          case .lineBreak: "\n"
          }
        }.joined()
      case .list(let list): list.items.map { plainText($0.blocks) }.joined(separator: "\n")
      case .definitions: "definitions"
      case .quote(let blocks): plainText(blocks)
      case .code(let code): code.text
      case .table(let table): table.rows.joined().map { plainText($0.blocks) }.joined(separator: " | ")
      case .rule: "---"
      }
    }.joined(separator: "\n")
  }

  private func paragraph(_ number: Int) -> String {
    "Paragraph \(number). The harrier quarters the marsh before the light has quite come, low over the reed, and turns "
      + "on the wind where the dyke ends, as it did all summer."
  }

  private func paragraphs(_ range: ClosedRange<Int>) -> String { range.map { "<p>\(paragraph($0))</p>" }.joined() }

  @Test("of a blog the post is found, without menu, sharing, comments, sidebar and footer; its title is not said twice")
  func blog() throws {
    let page = """
      <!doctype html><html lang="en"><head><title>The harrier – Marsh Notes</title><script>var a = "<p>no</p>"</script></head>
      <body class="home has-sidebar"><a class="skip-link" href="#content">Skip to content</a>
      <header class="site-header"><h1><a href="/">Marsh Notes</a></h1><nav><ul><li><a href="/a">About</a></li></ul></nav></header>
      <div id="content"><article class="post category-ads">
      <header><h1 class="entry-title">The harrier</h1><p class="byline">By Jo, <time>3 May</time></p></header>
      <div class="entry-content">\(paragraphs(1...3))<h2>What it eats</h2>\(paragraphs(4...5))
      <ul><li>voles</li><li><a href="/lark">larks</a></li></ul><p>Good night.</p>
      <div class="sharedaddy"><h3>Share this:</h3><ul><li><a href="#">Twitter</a></li></ul></div></div></article>
      <section id="comments"><h2>Two comments</h2><article class="comment"><p>\(paragraph(90))</p></article></section></div>
      <div id="secondary" class="widget-area"><p>\(paragraph(91))</p></div>
      <footer>\(paragraphs(92...92))</footer></body></html>
      """
    let found = try #require(text(page))
    let expected =
      (1...3).map(paragraph) + ["What it eats"] + (4...5).map(paragraph) + ["voles", "larks", "Good night."]
    #expect(found == expected.joined(separator: "\n"))
    let article = try #require(Readability.article(in: page, url: url))
    let document = HTMLReader.read(article.html, baseURL: article.baseURL)
    #expect(document.language == "en", "hyphenation needs to know")
  }

  @Test("of a news page the story is found between rails, boxes and a cookie notice")
  func news() throws {
    let teaser = { (number: Int) in
      """
      <div class="card"><h3><a href="/t\(number)">A teaser with a long and telling headline, number \(number)</a></h3>
      <p>Some words of it.</p></div>
      """
    }
    let page = """
      <body><div class="cookie-banner"><p>\(paragraph(80)) We and our partners store cookies, and more cookies.</p></div>
      <div class="page"><div class="left-rail">\((1...9).map(teaser).joined())</div>
      <div class="story"><h1>Floods on the coast</h1><div class="story-meta">By A. Writer | 4 May 2026</div>
      <div class="lead-img"><img src="/flood.jpg" alt="The flooded road"></div>
      <div class="story-body">\(paragraphs(1...2))<div class="related-links"><a href="/x">Read also: the last flood</a></div>
      \(paragraphs(3...6))</div><div class="topics"><a href="/1">Coast</a> <a href="/2">Weather</a></div>
      <h2>More from us</h2>\((20...30).map(teaser).joined())</div>
      <aside>\(paragraphs(70...72))</aside></div></body>
      """
    let found = try #require(text(page, title: "Floods on the coast"))
    for number in 1...6 { #expect(found.contains(paragraph(number))) }
    for word in ["cookies", "teaser", "Paragraph 7", "Read also", "Weather", "Floods on the coast", "More from us"] {
      #expect(!found.contains(word), "\(word)")
    }
  }

  @Test("of a page of documentation the chapter is found, with its code, tables and definitions")
  func documentation() throws {
    let links = (1...200).map { "<li><a href='/c\($0)'>Chapter \($0) of the manual, with a name</a></li>" }.joined()
    let page = """
      <div class="wrapper"><div class="sidenav"><ul>\(links)</ul></div>
      <main><ol class="breadcrumb"><li><a href="/">Manual</a></li></ol>
      <section id="s"><h1>Options<a class="headerlink" href="#s">¶</a></h1><p>\(paragraph(1))</p>
      <pre class="language-sh"><code>martlet --data-dir &lt;DIR&gt; &amp;&amp; echo "done"</code></pre>
      <section><h2>Exit status</h2><table><tr><th>0</th><td>done</td></tr><tr><th>1</th><td>failed</td></tr></table>
      <p>\(paragraph(2))</p></section><section><h2>See also</h2><ul><li><a href="/o">The other page</a></li></ul>
      <p>\(paragraph(3))</p></section></section>
      <div class="prev-next"><a href="/p">Previous page</a> <a href="/n">Next page</a></div></main></div>
      """
    let found = try #require(text(page))
    #expect(found.contains("martlet --data-dir <DIR> && echo \"done\""))
    #expect(found.contains("0 | done | 1 | failed"))
    #expect(found.contains("The other page"))
    #expect(found.contains(paragraph(3)))
    for word in ["Chapter 7", "Previous page", "Manual"] { #expect(!found.contains(word), "\(word)") }
  }

  @Test("a Chinese and a Japanese article are found by their own commas and full stops")
  func eastAsia() throws {
    let chinese = "清晨的湿地还没有亮，芦苇上方有一只鹞低低地飞过，在堤坝尽头顺着风转身，整个夏天都是如此。"
    let japanese = "朝の湿原はまだ暗く、葦の上を一羽のチュウヒが低く飛び、堤の端で風に乗って向きを変える。"
    for sentence in [chinese, japanese] {
      let links = (1...40).map { "<a href='/\($0)'>首页新闻频道\($0)</a> " }.joined()
      let page = """
        <div class="top">\(links)</div><div class="wrap"><div class="main"><h1>湿地</h1>
        \((1...5).map { "<div>\($0)\(sentence)</div>" }.joined())</div><div class="right">\(links)</div></div>
        """
      let found = try #require(text(page, title: "湿地"))
      #expect(found == (1...5).map { "\($0)\(sentence)" }.joined(separator: "\n"))
    }
  }

  @Test("a page that leaves out the tags of head and body, as HTML allows, is read like another")
  func omittedTags() throws {
    let page = "<!doctype html><title>The harrier</title><h1>The harrier</h1>\(paragraphs(1...4))"
    #expect(text(page) == (1...4).map(paragraph).joined(separator: "\n"))
  }

  @Test("an article in several sections is found whole")
  func sections() throws {
    let page = """
      <div class="x1">
      <div class="x2"><h2>One</h2>\(paragraphs(1...4))</div>
      <div class="x3"><h2>Two</h2>\(paragraphs(5...9))</div>
      <div class="x4"><h2>Three</h2>\(paragraphs(10...12))</div>
      </div>
      """
    let found = try #require(text(page))
    for number in 1...12 { #expect(found.contains(paragraph(number))) }
  }

  @Test("an old page of tables and line breaks gives its text, and not the column beside it")
  func tables() throws {
    let lines = (1...6).map(paragraph).joined(separator: "<br><br>")
    let links = (1...30).map { "<a href='/\($0)'>Page \($0)</a><br>" }.joined()
    let page = """
      <body bgcolor="white"><form action="/"><table><tr><td width="120">\(links)</td>
      <td><font size="2">\(lines)</font></td></tr></table></form></body>
      """
    let found = try #require(text(page))
    #expect(found.contains(paragraph(1)))
    #expect(found.contains(paragraph(6)))
    #expect(!found.contains("Page 7"))
  }

  @Test("pictures are kept that AMP names otherwise, that are loaded late, or that stand in for those without scripts")
  func pictures() throws {
    let blank = "data:image/gif;base64,R0lGODlh"
    let page = """
      <base href="https://cdn.example/pages/"><article>\(paragraphs(1...2))
      <amp-img src="amp.jpg" alt="An avocet" width="600" height="400"><noscript><img src="amp.jpg" alt="An avocet"></noscript></amp-img>
      <p><img src="\(blank)" data-src="/late.jpg" alt="A heron"></p>
      <figure><img src="\(blank)" alt="A crane"><noscript><img src="crane.jpg" alt="A crane"></noscript>
      <figcaption>In the fog</figcaption></figure>
      <p><a href="next.html">On</a></p>\(paragraphs(3...4))</article>
      """
    let found = try #require(text(page))
    #expect(found.contains("<image: An avocet https://cdn.example/pages/amp.jpg>"))
    #expect(found.contains("<image: A heron https://cdn.example/late.jpg>"))
    #expect(found.contains("<image: A crane https://cdn.example/pages/crane.jpg>"))
    #expect(found.ranges(of: "An avocet").count == 1, "none is shown twice")
    #expect(found.ranges(of: "A crane").count == 1)
    #expect(found.contains("In the fog"))
    let article = try #require(Readability.article(in: page, url: url))
    #expect(article.baseURL == "https://cdn.example/pages/")
  }

  @Test("relative addresses are the page's own without a base")
  func base() throws {
    let article = try #require(Readability.article(in: "<article>\(paragraphs(1...3))</article>", url: url))
    #expect(article.baseURL == url)
  }

  @Test("a page that is only links, an empty one, a form and a notice to switch scripts on have no article")
  func nothing() {
    let links = (1...300).map { "<li><a href='/\($0)'>A headline, long enough to be a sentence, \($0)</a></li>" }
    #expect(text("<body><ul>\(links.joined())</ul></body>") == nil)
    #expect(text("") == nil)
    #expect(text("<html><head><title>App</title></head><body><div id=root></div></body></html>") == nil)
    #expect(
      text("<body><noscript>You need to enable JavaScript to run this app, sorry, you do.</noscript></body>") == nil)
    #expect(text("<form><p>Please log in with your name, your password, and your other number.</p></form>") == nil)
  }

  @Test("a page that calls all of itself a sidebar, or hides its text until its scripts have run, is read all the same")
  func lenient() throws {
    #expect(try #require(text("<div class='sidebar'>\(paragraphs(1...3))</div>")).contains(paragraph(3)))
    #expect(try #require(text("<div style='display: none'>\(paragraphs(1...3))</div>")).contains(paragraph(3)))
  }

  @Test("a part that the page unfolds later belongs to the article, and so do the lines above it")
  func unfolded() throws {
    let page = "<div class=x1>\(paragraphs(1...3))<div class=x2>\(paragraphs(4...20))</div></div>"
    #expect(try #require(text(page)).contains(paragraph(1)))
  }

  @Test("a section named after its heading, and names made by a program, are not taken for furniture")
  func names() throws {
    let page = """
      <div class="content">\(paragraphs(1...2))<div id="sharing-with-several-people"><h2>Sharing</h2>\(paragraphs(3...4))</div>
      \((5...9).map { "<p class='sc-77 hAdJpR'>\(paragraph($0))</p>" }.joined())</div>
      """
    let found = try #require(text(page))
    for number in 1...9 { #expect(found.contains(paragraph(number))) }
  }

  @Test("a list of links that the author wrote among the paragraphs stays, to the end of the post")
  func linkLists() throws {
    let links = (1...5).map {
      "<li><a href='https://heron.example/\($0)'>Something worth a look, number \($0)</a></li>"
    }
    let page = "<article>\(paragraphs(1...3))<h2>This week</h2><ul>\(links.joined())</ul></article>"
    #expect(try #require(text(page)).contains("Something worth a look, number 5"))
  }

  @Test("a page that was damaged anywhere is read as far as it goes")
  func damage() {
    let page = Array(
      """
      <html><head><base href="/b/"><title>The harrier - Marsh</title></head><body class="a"><nav><a href="/">Home</a></nav>
      <article><h1>The harrier</h1>\(paragraphs(1...2))<ul><li>a<li>b</ul><table><tr><td>1<td>2</table><pre>x</pre>
      <img src="data:x"><noscript><img src="a.jpg"></noscript>\(paragraphs(3...4))</article></body></html>
      """.utf8)
    var dice = Dice(seed: 11)
    func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &dice) }
    for _ in 0..<200 {
      var bytes = page
      for _ in 0..<1 + roll(6) {
        let at = roll(bytes.count)
        switch roll(3) {
        case 0: bytes.removeSubrange(at..<min(bytes.count, at + roll(60)))
        case 1: bytes.insert(contentsOf: page[..<min(page.count, roll(80))], at: at)
        default: bytes[at] = UInt8(roll(256))
        }
      }
      let article = Readability.article(in: String(decoding: bytes, as: UTF8.self), url: url)
      #expect(article.map { HTMLReader.read($0.html, baseURL: $0.baseURL).blocks.isEmpty } != true)
    }
  }

  @Test("deep nesting, a great many elements and text without an end are read to their end")
  func hostile() throws {
    let deep = String(repeating: "<div>", count: 2_000) + paragraphs(1...4)
    #expect(try #require(text(deep)).contains(paragraph(4)))
    #expect(text(String(repeating: "<p>", count: 30_000)) == nil)
    #expect(text(String(repeating: "<b class=x>", count: 5_000) + "<a href=") == nil)
    let long = "<article>" + String(repeating: "<p>\(paragraph(1))</p>", count: 500) + "</article>"
    #expect(try #require(text(long)).utf8.count > 500 * 140)
  }
}
