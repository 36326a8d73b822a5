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
}
