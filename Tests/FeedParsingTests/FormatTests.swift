import FeedModel
import Testing

@testable import FeedParsing

@Suite("Every format gives the same nouns")
struct FormatTests {
  @Test("RSS 2.0 with the modules that blogs use")
  func rss2() throws {
    let feed = try parsed(
      """
      <?xml version="1.0" encoding="utf-8"?>
      <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
        xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom"
        xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
      <channel><title>Tide &amp;amp; Time</title><link>http://tides.example/</link><description>High water</description>
      <language>en-gb</language><lastBuildDate>Thu, 02 Jan 2003 03:04:05 GMT</lastBuildDate><ttl>90</ttl>
      <atom:link rel="self" href="http://tides.example/rss"/><image><url>http://tides.example/i.png</url><title>x</title></image>
      <managingEditor>mo@tides.example (Mo Ebb)</managingEditor>
      <item><title>Spring &lt;b&gt;tide&lt;/b&gt;</title><link>http://tides.example/1</link><guid>tag:1</guid>
      <description>Short</description><content:encoded><![CDATA[<p>Long</p>]]></content:encoded>
      <dc:creator>Ann Flood</dc:creator><category>Sea</category><category>Moon</category>
      <enclosure url="http://tides.example/1.mp3" type="audio/mpeg" length="1234"/>
      <comments>http://tides.example/1#c</comments><pubDate>Wed, 01 Jan 2003 24:00:00 GMT</pubDate></item>
      </channel></rss>
      """)
    #expect(feed.format == .rss2)
    #expect(feed.title == "Tide & Time")
    #expect(feed.subtitle == "High water")
    #expect(feed.feedURL == "http://tides.example/rss")
    #expect(feed.icon == "http://tides.example/i.png")
    #expect(feed.language == "en-gb")
    #expect(feed.authors == [Author(name: "Mo Ebb", email: "mo@tides.example")])
    #expect(feed.schedule.minutesBetweenUpdates == 90)
    #expect(feed.warnings == [])
    let entry = try #require(feed.entries.first)
    #expect(entry.title == "Spring tide")
    #expect(entry.id == "tag:1")
    #expect(entry.summary == Content(.html, "Short"))
    #expect(entry.content == Content(.html, "<p>Long</p>"))
    #expect(entry.authors == [Author(name: "Ann Flood")])
    #expect(entry.categories == ["Sea", "Moon"])
    #expect(entry.enclosures == [Enclosure(url: "http://tides.example/1.mp3", type: "audio/mpeg", length: 1234)])
    #expect(entry.comments == "http://tides.example/1#c")
    #expect(time(entry.published) == "2003-01-02T00:00:00Z")
  }

  @Test("RSS 1.0, whose items stand beside the channel")
  func rdf() throws {
    let feed = try parsed(
      """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
        xmlns:dc="http://purl.org/dc/elements/1.1/">
      <channel rdf:about="http://reef.example/"><title>Reef</title><link>http://reef.example/</link>
      <items><rdf:Seq><rdf:li rdf:resource="http://reef.example/1"/></rdf:Seq></items></channel>
      <image><url>http://reef.example/i.png</url></image>
      <item rdf:about="http://reef.example/1"><title>Coral</title><dc:date>2004-02-28T18:14:55-08:00</dc:date></item>
      </rdf:RDF>
      """)
    #expect(feed.format == .rss1)
    #expect(feed.icon == "http://reef.example/i.png")
    #expect(feed.entries.map(\.link) == ["http://reef.example/1"])
    #expect(feed.entries.map { time($0.published) } == ["2004-02-29T02:14:55Z"])
  }

  @Test("RSS 0.91 and RSS 0.90 are told apart from 2.0")
  func oldVersions() throws {
    #expect(try parsed("<rss version='0.91'><channel/></rss>").format == .rss09)
    let rdf = """
      <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://my.netscape.com/rdf/simple/0.9/"/>
      """
    #expect(try parsed(rdf).format == .rss09)
  }

  @Test("Atom 1.0: text by its type, links by their relation, xml:base around them")
  func atom1() throws {
    let feed = try parsed(
      atom(
        """
        <link rel="self" href="feed.atom"/><link href="/"/><subtitle type="html">Grey &lt;i&gt;birds&lt;/i&gt;</subtitle>
        <entry xml:base="posts/"><id>urn:1</id><title type="text">a &lt;b&gt; c</title><link href="1.html"/>
        <link rel="enclosure" href="1.ogg" length="7" type="audio/ogg"/>
        <link rel="replies" type="text/html" href="1#talk"/>
        <summary type="html">&lt;p&gt;Sum&lt;/p&gt;</summary>
        <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p xml:base="deep/">x &amp; <a href="y">z</a><br/></p></div></content>
        <author><name>Ida</name><uri>/ida</uri></author><updated>2005-07-31T12:29:29Z</updated></entry>
        """, attributes: "xml:base=\"http://herons.example/blog/\" xml:lang=\"da\""))
    #expect(feed.format == .atom1)
    #expect(feed.subtitle == "Grey birds")
    #expect(feed.link == "http://herons.example/")
    #expect(feed.feedURL == "http://herons.example/blog/feed.atom")
    #expect(feed.language == "da")
    let entry = try #require(feed.entries.first)
    #expect(entry.title == "a <b> c")
    #expect(entry.link == "http://herons.example/blog/posts/1.html")
    #expect(entry.enclosures.map(\.url) == ["http://herons.example/blog/posts/1.ogg"])
    #expect(entry.comments == "http://herons.example/blog/posts/1#talk")
    #expect(entry.content?.baseURL == "http://herons.example/blog/posts/")
    #expect(
      entry.content?.source
        == "<div><p>x &amp; <a href=\"http://herons.example/blog/posts/deep/y\">z</a><br></p></div>")
    #expect(entry.authors == [Author(name: "Ida", url: "http://herons.example/ida")])
    #expect(time(entry.updated) == "2005-07-31T12:29:29Z")
  }

  @Test("Atom 0.3: escaped, XML and base64 modes")
  func atom03() throws {
    let feed = try parsed(
      """
      <feed version="0.3" xmlns="http://purl.org/atom/ns#"><tagline>t &amp; u</tagline><entry>
      <title type="text/html" mode="escaped">a &amp;amp; b</title><issued>2003-12</issued>
      <content type="text/html" mode="base64">PGI+ZGVlcDwvYj4=</content></entry></feed>
      """)
    #expect(feed.format == .atom03)
    #expect(feed.subtitle == "t & u")
    #expect(feed.entries.first?.title == "a & b")
    #expect(feed.entries.first?.content == Content(.html, "<b>deep</b>"))
    #expect(time(feed.entries.first?.published) == "2003-12-01T00:00:00Z")
  }

  @Test("JSON Feed 1.1, with numbers where strings should be")
  func jsonFeed() throws {
    let feed = try parsed(
      """
      {"version":"https://jsonfeed.org/version/1.1","title":"Loom","home_page_url":"http://loom.example/",
       "authors":[{"name":"Eve"}],"items":[{"id":7,"title":"Warp","external_url":"/x","content_text":"1 < 2",
       "date_published":"2020-02-15T01:00:00+01:00","tags":["a","b"],
       "attachments":[{"url":"f.mp3","mime_type":"audio/mpeg","size_in_bytes":1e3},{"url":"g","size_in_bytes":-1}]}, 5]}
      """, baseURL: "http://loom.example/feed.json")
    #expect(feed.format == .json11)
    #expect(feed.authors == [Author(name: "Eve")])
    let entry = try #require(feed.entries.first)
    #expect(entry.id == "7")
    #expect(entry.link == "http://loom.example/x")
    #expect(entry.content == Content(.text, "1 < 2", baseURL: "http://loom.example/x"))
    #expect(entry.categories == ["a", "b"])
    #expect(
      entry.enclosures == [
        Enclosure(url: "http://loom.example/f.mp3", type: "audio/mpeg", length: 1000),
        Enclosure(url: "http://loom.example/g"),
      ])
    #expect(time(entry.published) == "2020-02-15T00:00:00Z")
    #expect(feed.warnings.count == 1)
  }

  @Test("CDF, the channels of Internet Explorer 4")
  func cdf() throws {
    let feed = try parsed(
      "<CHANNEL HREF='http://old.example/'><TITLE>Old</TITLE><ITEM HREF='http://old.example/1'><TITLE>One</TITLE></ITEM></CHANNEL>"
    )
    #expect(feed.format == .cdf)
    #expect(feed.link == "http://old.example/")
    #expect(feed.entries.map(\.link) == ["http://old.example/1"])
  }

  @Test("Skipped hours and days, and the syndication module's period")
  func schedules() throws {
    let channel = """
      <skipHours><hour>24</hour><hour>7</hour><hour>99</hour></skipHours><skipDays><day>Sunday</day></skipDays>
      <updatePeriod xmlns="http://purl.org/rss/1.0/modules/syndication/">daily</updatePeriod>
      <updateFrequency xmlns="http://purl.org/rss/1.0/modules/syndication/">4</updateFrequency>
      """
    let schedule = try parsed(rss("", channel: channel)).schedule
    #expect(schedule == PublishingSchedule(minutesBetweenUpdates: 360, skipHours: [0, 7], skipDays: [1]))
  }

  @Test(
    "What is no feed says what it is",
    arguments: [
      ("", "it is empty"), ("  \n ", "it is empty"), ("hello", "it is not a feed"),
      ("<!DOCTYPE html><html><body>404</body></html>", "it is an HTML page, not a feed"),
      ("<svg xmlns='http://www.w3.org/2000/svg'/>", "it is not a feed"), ("{\"a\":1}", "it is JSON, but not a feed"),
      ("{\"items\":[", "it is broken JSON"), ("[1,2]", "it is JSON, but not a feed"),
    ])
  func notAFeed(text: String, message: String) {
    #expect(throws: FeedParsingError(message)) { try parsed(text) }
  }
}
