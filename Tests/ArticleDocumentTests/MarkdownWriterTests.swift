import Testing

@testable import ArticleDocument

/// What an article looks like as Markdown, element by element.
@Suite("Markdown")
struct MarkdownWriterTests {
  private func written(_ blocks: Block...) -> String { MarkdownWriter.markdown(Document(blocks: blocks)) }
  private func line(_ inlines: Inline...) -> String {
    String(MarkdownWriter.markdown(Document(blocks: [.paragraph(inlines)])).dropLast())
  }
  private func line(_ text: String) -> String { line(.text(text)) }

  @Test("the title is the first heading, and the article's own stand below it as far apart as they were")
  func headings() {
    #expect(
      written(
        .title([.text("Marsh")]), .byline([.text("Notes · 3 May")]), .heading(level: 1, [.text("Dawn")]),
        .paragraph([.text("Mist.")]), .heading(level: 3, [.text("Reed")]))
        == "# Marsh\n\nNotes · 3 May\n\n## Dawn\n\nMist.\n\n#### Reed\n")
    #expect(written(.heading(level: 2, [.text("A"), .lineBreak, .text("B")])) == "## A B\n")
    #expect(written(.title([.text("C#")]), .heading(level: 2, [.text("so #")])) == "# C\\#\n\n## so \\#\n")
  }

  @Test("an empty document is an empty text")
  func nothing() {
    #expect(MarkdownWriter.markdown(Document()) == "")
    #expect(written(.paragraph([])) == "")
  }

  @Test(
    "what would be markup is text",
    arguments: [
      ("2 * 3 * 4", "2 \\* 3 \\* 4"), ("a_b snake_case _x_", "a_b snake_case \\_x\\_"), ("`code`", "\\`code\\`"),
      ("[1] see", "\\[1\\] see"), ("a < b <b>", "a \\< b \\<b>"), ("R&D &amp; &nothing", "R&D \\&amp; &nothing"),
      ("C:\\temp", "C:\\\\temp"), ("~~old~~", "\\~\\~old\\~\\~"),
    ])
  func escapes(text: String, expected: String) {
    #expect(line(text) == expected)
  }

  @Test(
    "a line that begins like a list, a heading or a quote is still a paragraph",
    arguments: [
      ("1. first", "1\\. first"), ("1986) x", "1986\\) x"), ("3.14 is near", "3.14 is near"), ("- dash", "\\- dash"),
      ("+ plus", "\\+ plus"), ("-5 degrees", "-5 degrees"), ("# one", "\\# one"), ("#tag", "#tag"),
      ("> said", "\\> said"),
      ("---", "\\---"), ("===", "\\==="), ("--- | ---", "\\--- | ---"),
    ])
  func guards(text: String, expected: String) {
    #expect(line(text) == expected)
  }

  @Test("a line break is a backslash, and the line after it is guarded as well")
  func lineBreaks() {
    #expect(line(.text("one"), .lineBreak, .text("- two")) == "one\\\n\\- two")
    #expect(written(.line([.text("one")]), .line([.text("two")]), .paragraph([.text("p")])) == "one\\\ntwo\n\np\n")
  }

  @Test("emphasis is marked, and its blanks stand outside the marks")
  func emphasis() {
    #expect(
      line(.text("a "), .text("strong ", .strong), .text("and "), .text("soft", .emphasized), .text("."))
        == "a **strong** and *soft*.")
    #expect(line(.text("both", [.strong, .emphasized])) == "***both***")
    #expect(line(.text("~~old~~", .struck), .text(" new", .inserted)) == "~~old~~ <ins>new</ins>")
    #expect(line(.text("found", .marked)) == "<mark>found</mark>")
    #expect(line(.text("in"), .text("sid", .emphasized), .text("e")) == "in*sid*e")
  }

  @Test("where marks would not be taken for marks, tags stand for them")
  func emphasisInTags() {
    // A closing bracket inside, a letter outside: no Markdown closes the emphasis there.
    #expect(line(.text("是"), .text("「重要」", .strong), .text("的")) == "是<strong>「重要」</strong>的")
    #expect(line(.text("a", .strong), .text("b", .emphasized)) == "**a**<em>b</em>")
  }

  @Test("code has more backticks around it than are in it")
  func codeSpans() {
    #expect(line(.text("run "), .text("ls -l", .code)) == "run `ls -l`")
    #expect(line(.text("a`b", .code)) == "``a`b``")
    #expect(line(.text("`q`", .code)) == "`` `q` ``")
    #expect(line(.text("a*b_c", .code)) == "`a*b_c`")
    #expect(line(.text("bold", [.code, .strong])) == "**`bold`**")
  }

  @Test("links keep their words and their style; a bare address stays one")
  func links() {
    let url = "https://marsh.example/a"
    #expect(line(.text("see "), .text("the [notes]", link: url), .text("!")) == "see [the \\[notes\\]](\(url))!")
    #expect(
      line(.text("a ", link: url), .text("b", .strong, link: url), .text(" c")) == "[a **b**](\(url)) c")
    #expect(line(.text(url, link: url)) == "<\(url)>")
    #expect(line(.text("Oh!"), .text("x", link: url)) == "Oh\\![x](\(url))")
    #expect(line(.text("w", link: "https://a.example/x_(y)")) == "[w](<https://a.example/x_(y)>)")
    #expect(line(.text("code", .code, link: url)) == "[`code`](\(url))")
    #expect(MarkdownWriter.link("a]b", to: url) == "[a\\]b](\(url))")
  }

  @Test("pictures are shown by their text; what is no picture's address is a link")
  func images() {
    #expect(
      line(.image("image: a crane", link: "https://m.example/c.JPG?x=1")) == "![a crane](https://m.example/c.JPG?x=1)")
    #expect(line(.image("image", link: "https://m.example/c.png")) == "![](https://m.example/c.png)")
    #expect(
      line(.image("image: a crane", link: "https://m.example/page")) == "[image: a crane](https://m.example/page)")
    #expect(line(.text("a"), .image("x", link: "https://m.example/p"), .text("b")) == "a [x](https://m.example/p) b")
    #expect(line(.image("image: a crane")) == "\\[image: a crane\\]")
  }

  @Test("lists are tight or loose as they are, nest, and number as they do")
  func lists() {
    let inner = Block.list(List(items: [.init(marker: .bullet, blocks: [.line([.text("deep")])])]))
    #expect(
      written(
        .list(
          List(items: [
            .init(marker: .label("9."), blocks: [.line([.text("nine")])]),
            .init(marker: .label("10."), blocks: [.line([.text("ten")]), inner]),
          ]))) == "9. nine\n10. ten\n    - deep\n")
    #expect(
      written(
        .list(
          List(items: [
            .init(marker: .bullet, blocks: [.paragraph([.text("a")]), .paragraph([.text("b")])]),
            .init(marker: .bullet, blocks: [.paragraph([.text("c")])]),
          ]))) == "- a\n\n  b\n\n- c\n")
    #expect(
      written(
        .list(
          List(items: [
            .init(marker: .label("[x]"), blocks: [.line([.text("done")])]),
            .init(marker: .label("iv."), blocks: [.line([.text("four")])]), .init(marker: .none, blocks: []),
          ]))) == "- [x] done\n- iv. four\n-\n")
  }

  @Test("numbers that do not count on begin another list, which is what keeps them")
  func numbers() {
    let items = ["3.", "4.", "9.", "2."].map { List.Item(marker: .label($0), blocks: [.line([.text("x")])]) }
    #expect(written(.list(List(items: items))) == "3. x\n4. x\n9) x\n2. x\n")
  }

  @Test("two lists in a row stay two")
  func listsInARow() {
    let list = Block.list(List(items: [.init(marker: .bullet, blocks: [.line([.text("a")])])]))
    #expect(written(list, list, list) == "- a\n\n+ a\n\n- a\n")
  }

  @Test("a fence of code is longer than what is in it, and the code is verbatim, also in lists and quotes")
  func code() {
    #expect(written(.code(Code("let a = `b`\n\n\tc*", language: "swift"))) == "```swift\nlet a = `b`\n\n\tc*\n```\n")
    #expect(written(.code(Code("````\nx\n````"))) == "`````\n````\nx\n````\n`````\n")
    #expect(
      written(.list(List(items: [.init(marker: .bullet, blocks: [.line([.text("so")]), .code(Code("a\n\nb"))])])))
        == "- so\n\n  ```\n  a\n\n  b\n  ```\n")
    #expect(written(.quote([.code(Code("a\n\nb"))])) == "> ```\n> a\n>\n> b\n> ```\n")
  }

  @Test("quotes hold blocks and quotes")
  func quotes() {
    #expect(
      written(
        .quote([.paragraph([.text("a")]), .quote([.paragraph([.text("b")])])]), .quote([.paragraph([.text("c")])]))
        == "> a\n>\n> > b\n\n> c\n")
  }

  @Test("terms and meanings, summaries, captions and rules have a form")
  func others() {
    #expect(
      written(
        .definitions([
          .term([.text("reed")]), .meaning([.line([.text("a grass")])]), .meaning([.line([.text("a pipe")])]),
          .term([.text("mere")]), .meaning([.line([.text("a lake")])]),
        ])) == "**reed**\n\n- a grass\n- a pipe\n\n**mere**\n\n- a lake\n")
    #expect(
      written(.summary([.text("More")]), .caption([.text("Fig. 1")]), .rule) == "**More**\n\nFig. 1\n\n***\n")
  }

  private func cell(_ text: String, _ column: Int, span: Int = 1, header: Bool = false) -> Table.Cell {
    Table.Cell([.line([.text(text)])], column: column, columnSpan: span, isHeader: header)
  }

  @Test("a plain table is a table, with bars and line breaks in its cells")
  func tables() {
    var number = cell("3|4", 1)
    number.alignment = .trailing
    let broken = Table.Cell([.line([.text("a"), .lineBreak, .text("b")])], column: 0)
    let table = Table(
      headerRows: 1, rows: [[cell("Bird", 0, header: true), cell("Count", 1, header: true)], [broken, number]])
    #expect(written(.table(table)) == "| Bird | Count |\n| --- | --- |\n| a<br>b | 3\\|4 |\n")
    let bare = Table(headerRows: 0, rows: [[number, cell("x", 0)], [cell("y", 0)]])
    #expect(written(.table(bare)) == "|  |  |\n| --- | --: |\n| x | 3\\|4 |\n| y |  |\n")
  }

  @Test("a table that Markdown cannot hold is a list of its rows, each value after its heading")
  func tablesAsLists() {
    let code = Table.Cell([.line([.text("so:")]), .code(Code("x"))], column: 1)
    let table = Table(
      headerRows: 1,
      rows: [
        [cell("Bird", 0, header: true), cell("Song", 1, header: true)], [cell("Wren", 0), code],
        [cell("none", 0, span: 2)],
      ])
    #expect(
      written(.table(table))
        == "- **Bird:** Wren\\\n  **Song:** so:\n\n  ```\n  x\n  ```\n- **Bird:** none\n")
  }
}
