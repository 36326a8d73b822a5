import ArticleDocument
import Testing

/// Which lines of plain texts are joined, and which stay lines.
struct TextJoiningTests {
  private func blocks(_ text: String) -> [Block] { TextReader.read(text).blocks }

  /// The text of each paragraph, lines parted by `/`.
  private func paragraphs(_ text: String) -> [String] {
    blocks(text).compactMap { block in
      guard case .paragraph(let inlines) = block else { return nil }
      return inlines.map { inline in
        switch inline {
        case .text(let text, _, _): text
        case .lineBreak: "/"
        case .image(let label, _): label
        }
      }.joined()
    }
  }

  @Test("lines that begin alike stay lines, however long they are")
  func logs() {
    let log = """
      2024-06-01 12:00:00 INFO starting up the service that reads feeds
      2024-06-01 12:00:01 WARN low disk space on the device of the cache
      2024-06-01 12:00:02 ERR failed to open the file with the sources
      """
    #expect(paragraphs(log) == [log.replacing("\n", with: "/")])
    let talk = "<wren> has anybody seen the nest that was here only yesterday?\n<robin> no, and I have looked for it"
    #expect(paragraphs(talk) == [talk.replacing("\n", with: "/")])
  }

  @Test("verse keeps its lines and their indentation")
  func verse() {
    #expect(
      paragraphs(
        "The wren sat in the ivy,\n  The robin on the wall,\nThe martlet has no feet at all,\n  And never stands.") == [
          "The wren sat in the ivy,/  The robin on the wall,/The martlet has no feet at all,/  And never stands."
        ])
  }

  @Test("paragraphs begin where a line is indented as in old books, and hang where all but the first are")
  func indentedParagraphs() {
    let book = """
      Text
         It was late in the year, and the swallows had gone from under the
      roof of the barn, where nobody looked for them any more.
         "Yes," said the man at the window, who had waited for the whole of
      the morning.
      """
    #expect(paragraphs(book).count == 3)
    let hanging = """
      Wren, J. (1997). The book of small birds that nest in walls and barns,
          which is the second volume of four, with many drawings of eggs and
          of feathers.
      """
    #expect(paragraphs(hanging).count == 1)
    #expect(!paragraphs(hanging)[0].contains("/"))
  }

  @Test("lines of ideographs that fill the margin are joined without a blank")
  func ideographs() {
    let text = "这是一个被硬折行的段落，每一行都在差不多的位置断\n开，因此读者希望看到它们重新连接起来，而且中间不\n应该有任何空格。"
    #expect(paragraphs(text) == [text.replacing("\n", with: "")])
  }

  @Test("lines of ideographs that each end a sentence, quote after one, or begin with a wide blank are paragraphs")
  func ideographicParagraphs() {
    #expect(paragraphs("第一句话在这里结束了，这一行是一段。\n第二句话也在这里结束了，也是一段。").count == 2)
    #expect(paragraphs("　　第一段从这里开始\n　　第二段从这里开始").count == 2)
    #expect(
      paragraphs("他站在窗前看了很久很久，直到天完全黑了下来，他才\n慢慢地转过身来。\n“你去哪里？”她问道，声音里带着一丝不安，好像已经\n知道了。").count == 2)
  }

  @Test("an address longer than any line says nothing of the margin")
  func longAddresses() {
    let address = "https://a.example/" + String(repeating: "path/", count: 30)
    let text =
      "this is a mail that was wrapped by hand at about seventy columns so\nthat it must be joined:\n\(address)"
    #expect(paragraphs(text).count == 1)
  }

  @Test("a term and the indented sentences under it belong together")
  func terms() {
    #expect(
      blocks("-a, --all\n       do not leave out the files of birds\n\nEnd") == [
        .definitions([
          .term([.text("-a, --all")]), .meaning([.paragraph([.text("do not leave out the files of birds")])]),
        ]), .paragraph([.text("End")]),
      ])
  }

  @Test("an article's addresses need no numbers, which its own references could be taken for")
  func numbers() {
    #expect(TextReader.read("See [1].\n\n[1] https://a.example/").spellsLinks)
  }
}
