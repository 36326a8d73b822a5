import Testing

@testable import FeedParsing

@Suite("Feeds named in a page")
struct DiscoveryTests {
  private func feeds(_ html: String) -> [DiscoveredFeed] {
    FeedDiscovery.feeds(in: Array(html.utf8), pageURL: "http://a.example/blog/page")
  }

  @Test("declared feeds in page order, each once, on the page's base")
  func declared() {
    let found = feeds(
      """
      <head><base href="/x/"><LINK REL="alternate home" TYPE="application/rss+xml" href="r.xml" title="News &amp; more">
      <link rel=alternate type=application/atom+xml href=//b.example/a><link rel=alternate type="application/rss+xml" href="r.xml">
      <link rel=stylesheet type=text/css href=s.css><link rel=alternate hreflang=de href=/de>
      <link rel=alternate type="application/rss+xml" href="javascript:x"><!-- <link rel=feed href=/no> --></head>
      <a href="/feed">feed</a>
      """)
    #expect(
      found == [
        DiscoveredFeed(url: "http://a.example/x/r.xml", title: "News & more"),
        DiscoveredFeed(url: "http://b.example/a"),
      ])
  }

  @Test("links that look like feeds serve where nothing is declared")
  func linked() {
    #expect(
      feeds("<a href=/about>a</a><a href='atom.xml'>b</a><a href=/feed/>c</a>").map(\.url)
        == ["http://a.example/blog/atom.xml", "http://a.example/feed/"])
  }

  @Test("a page without any has none, but common places are known")
  func none() {
    #expect(feeds("<p>nothing").isEmpty)
    #expect(FeedDiscovery.commonPlaces(near: "https://a.example/b/").first == "https://a.example/b/feed")
    #expect(FeedDiscovery.commonPlaces(near: "file:///etc/").isEmpty)
  }
}
