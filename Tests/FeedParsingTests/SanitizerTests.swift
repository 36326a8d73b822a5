import FeedModel
import Testing

@testable import FeedParsing

@Suite("HTML that leaves is sanitised")
struct SanitizerTests {
  private func clean(_ html: String, base: String? = nil) -> String {
    HTMLSanitizer.html(Content(.html, html, baseURL: base))
  }

  @Test(
    "known elements stay, unknown ones leave their text, running ones go with it",
    arguments: [
      ("<p class=x>a <em>b</em></p>", "<p>a <em>b</em></p>"), ("<blink>a</blink> b", "a b"),
      ("a<script>alert(1)</script>b", "ab"), ("a<style>p{}</style>b", "ab"), ("a<script>never closed", "a"),
      ("<iframe src=x>old</iframe>", "old"), ("<img src=\"a.png\" onerror=alert(1)>", "<img src=\"a.png\">"),
      ("<p>a<p>b", "<p>a</p><p>b</p>"), ("a<!-- c -->b", "ab"), ("a<!-- c", "a&lt;!-- c"),
      ("1 < 2 & 3 > 2", "1 &lt; 2 &amp; 3 &gt; 2"),
      ("</b>x", "x"), ("<b>x", "<b>x</b>"), ("&eacute;&#146;&lt;", "é’&lt;"), ("<scr<b>ipt>x", "<b>ipt&gt;x</b>"),
    ])
  func elements(html: String, expected: String) {
    #expect(clean(html) == expected)
  }

  @Test(
    "addresses that run something go, however they are written",
    arguments: [
      "javascript:alert(1)", "JaVaScRiPt:alert(1)", "&#106;avascript:alert(1)", "java\nscript:alert(1)",
      "\u{1}javascript:x",
      "vbscript:x", "data:text/html,x", "x-y:z",
    ])
  func schemes(url: String) {
    #expect(clean("<a href=\"\(url)\">x</a>") == "<a>x</a>")
  }

  @Test("relative addresses stand on the base")
  func addresses() {
    let html = clean("<a href='/x?a=1&b=2'>y</a><img src=z.png>", base: "http://a.example/b/c")
    #expect(html == "<a href=\"http://a.example/x?a=1&amp;b=2\">y</a><img src=\"http://a.example/b/z.png\">")
  }

  @Test("plain text is escaped")
  func plainText() {
    #expect(HTMLSanitizer.html(Content(.text, "a <b> & c")) == "a &lt;b&gt; &amp; c")
  }

  @Test("no control character reaches the JSON, and an only content is the summary too")
  func jsonText() throws {
    let feed = ParsedFeed(
      format: .rss2, title: "t\u{1B}[2J\"\\",
      entries: [
        ParsedEntry(content: Content(.html, "a\u{7}\n\tb\u{85}\u{202E}c"), enclosures: [Enclosure(url: "u", length: 3)])
      ])
    let text = json(feed)
    #expect(text.contains("\"title\":\"t[2J\\\"\\\\\""))
    #expect(text.contains("\"summary\":\"a\\n\\tbc\",\"content\":\"a\\n\\tbc\""))
    #expect(text.contains("\"enclosures\":[{\"url\":\"u\",\"type\":null,\"length\":3}]"))
    #expect(!text.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" })
  }
}
