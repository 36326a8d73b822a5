import FeedModel
import Testing

@testable import FeedParsing

@Suite("Damaged feeds are read, and say what was repaired")
struct DamageTests {
  private func titles(_ text: String) throws -> [String?] { try parsed(text).entries.map(\.title) }

  @Test("bare ampersands cost no later text")
  func bareAmpersands() throws {
    let feed = try parsed(
      rss(
        "<item><title>Q&A & more</title><link>http://a.example/?x=1&y=2</link><description>&lt;p&gt;kept&lt;/p&gt;</description></item>"
      ))
    #expect(feed.entries.first?.title == "Q&A & more")
    #expect(feed.entries.first?.link == "http://a.example/?x=1&y=2")
    #expect(feed.entries.first?.summary?.source == "<p>kept</p>")
    #expect(feed.warnings == ["Bare ampersands were escaped."])
  }

  @Test("a hundred thousand elements inside one another are closed one by one, and cost no more each")
  func deepNesting() throws {
    let count = 100_000
    let feed = try parsed(
      rss(
        String(repeating: "<a>", count: count) + String(repeating: "</a>", count: count)
          + "<item><title>after</title></item>"))
    #expect(feed.entries.map(\.title) == ["after"])
  }

  @Test(
    "what is opened again and again and never closed is looked for once",
    arguments: ["<!--", "<?a ", "<!DOCTYPE a [", "<!DOCTYPE rss [<!ENTITY a \"", "<![CDATA["])
  func unclosed(piece: String) throws {
    let many = String(repeating: piece, count: 20_000)
    let item = "<item><title>kept</title></item>"
    #expect(try titles("<rss><channel>\(item)</channel></rss>\(many)") == ["kept"])
    let escaped = many.replacing("<", with: "&lt;")
    #expect(try titles(rss("<item><title>kept</title><description>\(escaped)</description></item>")) == ["kept"])
    // Nothing is said of what is read behind it, but it is read to the end.
    _ = try? titles(many + rss(item))
    _ = try? titles("<!DOCTYPE rss [\(many)]>" + rss(item))
    _ = try? titles(rss("<item><title>\(many)</title></item>"))
  }

  @Test("HTML entities that no DTD declares")
  func undeclaredEntities() throws {
    let feed = rss("<item><title>caf&eacute;&nbsp;&mdash; &nosuch;</title></item>")
    #expect(try titles(feed) == ["café\u{A0}— &nosuch;"])
    #expect(try titles(rss("<item><title>&check; R&AMP;D &LT;b&GT; &no-such;</title></item>")) == ["✓ R&D &no-such;"])
  }

  @Test("a document type's own short entities are text, and cannot grow")
  func declaredEntities() throws {
    let prolog = "<!DOCTYPE rss [<!ENTITY who \"Ann &#38; Bob\"><!ENTITY far SYSTEM \"file:///etc/passwd\">]>"
    let feed = try parsed(prolog + "<rss><channel><item><title>&who; &far;</title></item></channel></rss>")
    #expect(feed.entries.first?.title == "Ann & Bob &far;")
    let long = "<!DOCTYPE rss [<!ENTITY a \"\(String(repeating: "x", count: 1_000))\">]>"
    let bomb = try parsed(
      long + "<rss><channel><description>\(String(repeating: "&a;", count: 5_000))</description></channel></rss>")
    #expect((bomb.subtitle?.count ?? 0) < 1_100_000)
  }

  @Test("prefixes without a declaration, with another URI, or with another prefix")
  func prefixes() throws {
    let undeclared = try parsed(rss("<item><title>t</title><dc:creator>Ann</dc:creator></item>"))
    #expect(undeclared.entries.first?.authors == [Author(name: "Ann")])
    #expect(undeclared.warnings == ["The prefix dc is used without a declaration."])
    let wrong =
      "<rss xmlns:dc='http://nowhere.example/'><channel><item><dc:creator>Bo</dc:creator></item></channel></rss>"
    #expect(try parsed(wrong).entries.first?.authors == [Author(name: "Bo")])
    let other = """
      <rss xmlns:z='http://purl.org/rss/1.0/modules/content/'><channel><item><z:encoded>full</z:encoded></item></channel></rss>
      """
    #expect(try parsed(other).entries.first?.content?.source == "full")
  }

  @Test("a document that breaks off keeps the entries before")
  func truncated() throws {
    let whole = rss("<item><title>one</title></item><item><title>two</title><description>abc</description></item>")
    for length in stride(from: 95, to: whole.utf8.count, by: 1) {
      let cut = String(decoding: Array(whole.utf8.prefix(length)), as: UTF8.self)
      if length > 110 { #expect(try titles(cut).first == "one") }
    }
  }

  @Test("text before and after the feed")
  func garbageAround() throws {
    let feed = try parsed(
      "<b>Warning</b>: no such file<br>\n" + rss("<item><title>one</title></item>") + "<script>x</script>")
    #expect(feed.entries.map(\.title) == ["one"])
    #expect(feed.warnings.count == 2)
  }

  @Test("control characters and references to them")
  func controlCharacters() throws {
    #expect(try titles(rss("<item><title>a\u{1}b&#2;c&#x0;d\u{0}</title></item>")) == ["abcd"])
    #expect(try titles(rss("<item><title>&#147;x&#148;</title></item>")) == ["“x”"])
  }

  @Test("items outside the channel, inside each other, and in elements nobody declared")
  func misplacedItems() throws {
    #expect(try titles("<rss><channel/><item><title>a</title></item></rss>") == ["a"])
    #expect(try titles(rss("<item><title>a</title><item><title>b</title></item>")) == ["a", "b"])
    #expect(try titles(rss("<wrap><item><title>a</title></item></wrap>")) == ["a"])
  }

  @Test("tags that are not closed, closed twice, or closed in the wrong order")
  func unbalancedTags() throws {
    let text = rss(
      "<item><title>a</title><description>x<br>y<b><i>z</b></i></p></description></item><item><title>b</title></item>")
    let feed = try parsed(text)
    #expect(feed.entries.map(\.title) == ["a", "b"])
    #expect(feed.entries.first?.summary?.source == "x<br>y<b><i>z</i></b>")
  }

  @Test("attributes without quotes, without values, twice")
  func brokenAttributes() throws {
    let feed = try parsed(rss("<item><enclosure url=http://a.example/1.mp3 url='x' hidden type=\"a&b<c\"/></item>"))
    #expect(feed.entries.first?.enclosures == [Enclosure(url: "http://a.example/1.mp3", type: "a&b<c")])
  }

  @Test("an open CDATA section ends with its element")
  func openCDATA() throws {
    #expect(
      try titles(rss("<item><title><![CDATA[a & b</title></item><item><title>c</title></item>")) == ["a & b", "c"])
  }

  @Test("Atom that forgot its namespace")
  func atomWithoutNamespace() throws {
    let feed = try parsed(
      "<feed><title>f</title><entry><title>e</title><link href='http://a.example/'/></entry></feed>")
    #expect(feed.format == .atom1)
    #expect(feed.entries.map(\.link) == ["http://a.example/"])
  }

  @Test("a tag with 100,000 attributes, and nesting 100,000 deep, are read in no time")
  func hostileShapes() throws {
    let attributes = (0..<100_000).map { " a\($0)='1'" }.joined()
    #expect(try titles(rss("<item\(attributes)><title>a</title></item>")) == ["a"])
    let deep = String(repeating: "<x>", count: 20_000)
    #expect(try titles(rss("<item><title>a</title></item>\(deep)")) == ["a"])
  }

  @Test("code points that are no characters, written out or as references too large for any")
  func noncharacters() throws {
    let feed = try parsed(rss("<item><title>o\u{FFFE}n&#xFFFFFFFFFF;e & more</title></item>"))
    #expect(feed.entries.first?.title == "one & more")
    #expect(feed.warnings.contains("Code points that are no characters were removed."))
    #expect(feed.warnings.contains("References to characters that are none were removed."))
  }
}
