import FeedModel
import Testing

@testable import FeedParsing

@Suite("Fields that stand beside others")
struct TitleTests {
  @Test("a summary beside a description is the summary, and the description the whole")
  func summaryBesideDescription() throws {
    let both = try parsed(rss("<item><summary>Short</summary><description>Long</description></item>")).entries.first
    #expect(both?.summary?.source == "Short" && both?.content?.source == "Long")
    let one = try parsed(rss("<item><summary>Short</summary></item>")).entries.first
    #expect(one?.summary?.source == "Short" && one?.content == nil)
    let encoded = "<content:encoded>Whole</content:encoded>"
    let three = try parsed(rss("<item><summary>Short</summary><description>Long</description>\(encoded)</item>"))
    #expect(three.entries.first?.summary?.source == "Long" && three.entries.first?.content?.source == "Whole")
  }

  @Test("soft hyphens and direction marks of a title stay; what turns text around goes")
  func invisibles() throws {
    let feed = try parsed(rss("<item><title>Donau&#xAD;dampf &amp;rlm;x&#x202E;y</title></item>"))
    #expect(feed.entries.first?.title == "Donau\u{AD}dampf \u{200F}xy")
  }

  @Test("a length below nothing is none")
  func lengths() throws {
    let item =
      "<item><enclosure url='http://a.example/1' length='-1'/><enclosure url='http://a.example/2' length='1,2'/></item>"
    #expect(try parsed(rss(item)).entries.first?.enclosures.map(\.length) == [nil, 12])
  }

  @Test("a title's references are those of HTML, as in an article, and an address in it keeps its ampersands")
  func references() throws {
    let title = "&amp;check; &amp;lbrace;&amp;NotEqualTilde; caf&amp;eacute &amp;#150; x?a=1&amp;copy=2&amp;notit;"
    #expect(
      try parsed(rss("<item><title>\(title)</title></item>")).entries.first?.title
        == "✓ {≂\u{338} café – x?a=1&copy=2&notit;")
  }
}
