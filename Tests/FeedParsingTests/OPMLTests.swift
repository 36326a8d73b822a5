import Testing

@testable import FeedParsing

@Suite("Lists of subscriptions")
struct OPMLTests {
  private func list(_ body: String, attributes: String = "") throws -> SubscriptionList {
    try document("<opml version=\"2.0\"\(attributes)><head><title>Birds</title></head><body>\(body)</body></opml>").list
  }

  private func document(_ text: String) throws -> OPMLDocument { try OPMLDocument.parse(Array(text.utf8)) }

  @Test("nested outlines are a folder's path")
  func folders() throws {
    let list = try list(
      """
      <outline text="Marsh"><outline title="Waders"><outline type="rss" text="Curlew" xmlUrl="https://c.example/"/>
      </outline><outline text="Heron" xmlUrl="http://h.example/rss"/></outline><outline text="Top" xmlUrl="http://t.example/"/>
      """)
    #expect(list.feeds.map(\.folder) == ["Marsh/Waders", "Marsh", ""])
    #expect(list.feeds.map(\.title) == ["Curlew", "Heron", "Top"])
  }

  @Test("a title without a text, attribute names in any case, and url for xmlUrl are read")
  func dialects() throws {
    let list = try list(
      """
      <outline title="One" XMLURL="http://one.example/"/><OUTLINE Text="" TITLE="Two" url="http://two.example/" type="rss"/>
      <outline xmlurl="feed://three.example/rss"/><outline text="Four" xmlUrl="feed:https://four.example/"/>
      """)
    #expect(list.feeds.map(\.title) == ["One", "Two", nil, "Four"])
    #expect(
      list.feeds.map(\.url)
        == ["http://one.example/", "http://two.example/", "http://three.example/rss", "https://four.example/"])
  }

  @Test("only http and https are taken, and nothing is included")
  func otherSchemes() throws {
    let list = try list(
      """
      <outline text="e" xmlUrl="exec:touch /tmp/x"/><outline text="f" xmlUrl="file:///etc/passwd"/>
      <outline text="n" xmlUrl="http://n.example/a&#10;exec:x"/><outline text="q" xmlUrl="query:x:unread = &quot;yes&quot;"/>
      <outline type="include" text="i" url="http://i.example/more.opml"/><outline type="link" text="l" url="http://l.example/"/>
      """)
    #expect(list.feeds.isEmpty)
    #expect(list.leftOut.map { String($0.text.prefix(5)) } == ["exec:", "file:", "http:", "query"])
    #expect(list.leftOut.allSatisfy { !$0.text.contains("\n") })
  }

  @Test("tags stand in for the folder where there is none")
  func categories() throws {
    let list = try list(
      """
      <outline text="a" xmlUrl="http://a.example/" category="/Birds/Waders,later"/>
      <outline text="F"><outline text="b" xmlUrl="http://b.example/" category="tag"/></outline>
      """)
    #expect(list.feeds.map(\.folder) == ["Birds/Waders", "F"])
  }

  @Test("what a document says comes back from a round trip, unknown attributes too")
  func roundTrip() throws {
    let source = try list(
      """
      <outline text="A &amp; B"><outline text="&lt;One&gt; &quot;1&quot;" xmlUrl="http://one.example/?a=1&amp;b=2"
        htmlUrl="http://one.example/" description="d" frss:priority="high"/></outline>
      <outline text="Two" xmlUrl="http://two.example/" category="" my-note="späť" odd:thing="1"/>
      """, attributes: " xmlns:frss=\"https://freshrss.org/opml\"")
    #expect(source.feeds[0].attributes.map(\.name) == ["htmlUrl", "description", "frss:priority"])
    let written = OPMLDocument(title: "Birds", list: source).text
    #expect(written.contains("xmlns:frss=\"https://freshrss.org/opml\""))
    let again = try document(written)
    #expect(again.title == "Birds")
    let byURL = { (list: SubscriptionList) in list.feeds.sorted { $0.url < $1.url } }
    let (old, new) = (byURL(source), byURL(again.list))
    #expect(new.map(\.title) == old.map(\.title) && new.map(\.folder) == old.map(\.folder))
    #expect(new[0].attributes == old[0].attributes)
    #expect(new[1].attributes.map(\.name) == ["category", "my-note", "odd:thing"])
    #expect(OPMLDocument(title: "Birds", list: again.list).text == written)
    #expect(OPMLAttribute.decoded(OPMLAttribute.encoded(old[0].attributes)) == old[0].attributes)
    #expect(OPMLAttribute.decoded("no JSON").isEmpty)
  }

  @Test("folders without a feed, and what else a folder says, are told")
  func losses() throws {
    let list = try list(
      """
      <outline text="A" isOpen="true" note="n"><outline text="B"/><outline text="C" title="Sea"><outline text="c"
      xmlUrl="http://c.example/"/></outline><outline text="D"><outline text="exec" xmlUrl="exec:x"/></outline></outline>
      """)
    #expect(
      list.leftOut == [
        LeftOutLine("B", reason: "a folder without a feed"), LeftOutLine("exec:x"),
        LeftOutLine("note, title", reason: "attributes of folders are not kept"),
      ])
  }

  @Test("two files that mean two things by one prefix are written without a clash")
  func clashingPrefixes() throws {
    let feeds = ["urn:a", "urn:b"].map { namespace in
      ListedFeed(
        url: "http://\(namespace.suffix(1)).example/",
        attributes: [OPMLAttribute(name: "x:y", namespace: namespace, value: "1")])
    }
    let again = try document(OPMLDocument(list: SubscriptionList(feeds: feeds)).text)
    #expect(again.list.feeds.count == 2)
    #expect(again.list.feeds[0].attributes == feeds[0].attributes)
    #expect(!again.list.feeds[1].attributes.contains { $0.namespace == "urn:a" })
  }

  @Test("a damaged document is read as far as it goes")
  func damage() throws {
    let bare = try document(
      "<opml><body><outline text='Q & A' xmlUrl='http://a.example/?x=1&y=2'/><outline text='cut' xml")
    #expect(bare.list.feeds.map(\.url) == ["http://a.example/?x=1&y=2"])
    #expect(bare.list.feeds.first?.title == "Q & A")
    #expect(throws: FeedParsingError.self) { try document("<!DOCTYPE html><html><body><p>login</p></body></html>") }
    #expect(throws: FeedParsingError.self) { try document("") }
  }

  @Test("folders that are endless, and names that are no text, stay small and plain")
  func hostileNames() throws {
    let deep = String(repeating: "<outline text='\(String(repeating: "x", count: 500))'>", count: 180)
    let feed =
      "<outline text='a\u{202E}bc' xmlUrl='http://a.example/' big='\(String(repeating: "y", count: 9_000))'/>"
    let list = try list(deep + feed + String(repeating: "</outline>", count: 180))
    let found = try #require(list.feeds.first)
    #expect(found.folder.split(separator: "/").count == 16 && found.folder.utf8.count < 2_000)
    #expect(found.title == "abc")
    #expect(found.attributes.isEmpty)
    #expect(
      try self.list("<outline text='/etc'><outline text='..//'>\(feed)</outline></outline>").feeds.first?.folder
        == "etc/..")
  }
}
