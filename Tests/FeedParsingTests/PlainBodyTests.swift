import FeedModel
import Testing

struct PlainBodyTests {
  private func summary(_ description: String) throws -> Content? {
    try parsed(rss("<item><title>i</title><description>\(description)</description></item>")).entries.first?.summary
  }

  @Test("lines without a tag are plain text, their references read")
  func lines() throws {
    #expect(
      try summary("Tea &amp;amp; talk.\n\n- a\n- b\n\n0:00 Start\n1:00 &amp;lt;End&amp;gt;")
        == Content(.text, "Tea & talk.\n\n- a\n- b\n\n0:00 Start\n1:00 <End>"))
    #expect(try summary("\n    first\n      second\n  ") == Content(.text, "    first\n      second"))
  }

  @Test("one line is HTML, and so is what has a tag")
  func markup() throws {
    #expect(try summary("Tea &amp;amp; talk")?.form == .html)
    #expect(try summary("\n  Tea and talk\n")?.form == .html)
    #expect(try summary("a\n&lt;br&gt;\nb")?.form == .html)
    #expect(try summary("a\n&lt;!-- note --&gt;\nb")?.form == .html)
    #expect(try summary("a &lt; b\nand c")?.form == .text)
  }
}
