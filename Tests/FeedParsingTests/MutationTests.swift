import Foundation
import TestSupport
import Testing

@testable import FeedParsing

@Suite("No mutation of a feed traps")
struct MutationTests {
  private static let seeds: [String] = [
    rss(
      "<item><title>a &amp; b</title><guid isPermaLink='false'>1</guid><pubDate>Tue, 05 Mar 2019 10:11:12 +0100</pubDate>"
        + "<description><![CDATA[<p onclick=x>t <a href='/y'>z</a></p><!-- c -->]]></description><author>m@x.example (N)</author>"
        + "<enclosure url='e' length='99999999999999999999'/></item>",
      channel: "<ttl>60</ttl><skipHours><hour>3</hour></skipHours>"),
    atom(
      "<entry xml:base='/b/'><id>x</id><title type='html'>&lt;i&gt;é&lt;/i&gt;</title><updated>2019-03-05T10:11:12.5Z</updated>"
        + "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>x<br/></p></div></content></entry>"),
    "<!DOCTYPE rss [<!ENTITY e \"v\">]><rss><channel><title>&e;&nbsp;&#x41;</title></channel></rss>",
    "<opml version='2.0'><head><title>t</title></head><body><outline text='A'><outline title='B &amp; C' xmlUrl='http://a.example/'"
      + " n:x='1' category='d/e,f'/></outline></body></opml>",
    #"{"version":"https://jsonfeed.org/version/1","items":[{"id":"\u00e9","content_html":"<p>x","tags":[1,null,{}]}]}"#,
  ]
  private static let splices = [
    "<", ">", "&", "]]>", "<![CDATA[", "<!--", "<item>", "</item>", "&#x110000;", "\u{0}", "\"", "'",
    "<entry xml:base='::'>", "&#0;",
    "<!DOCTYPE [", "{", "}", "\\ud800", "1e999", "<?xml", "\u{FEFF}", "-9999-99-99T99:99:99+99:99",
    "<title type='html' mode='base64'>", "<outline text='/'>", "xmlUrl='exec:x'", "xmlns:n='urn:n'",
    String(repeating: "<b>", count: 400), String(repeating: " a='1'", count: 1_200),
    "<x y='\(String(repeating: "z", count: 20_000))'>",
  ]

  /// Some ten seconds in a debug build; more when asked for.
  private static let runs = ProcessInfo.processInfo.environment["MARTLET_MUTATIONS"].flatMap { Int($0) } ?? 20_000

  private static func mutated(_ dice: inout Dice) -> [UInt8] {
    var bytes = Array((seeds.randomElement(using: &dice) ?? "").utf8)
    for _ in 0..<Int.random(in: 1...6, using: &dice) where !bytes.isEmpty {
      let at = Int.random(in: 0..<bytes.count, using: &dice)
      switch Int.random(in: 0..<6, using: &dice) {
      case 0: bytes[at] ^= 1 << UInt8.random(in: 0..<8, using: &dice)
      case 1: bytes[at] = UInt8.random(in: 0...255, using: &dice)
      case 2: bytes.removeSubrange(at...)
      case 3: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...20, using: &dice)))
      case 4: bytes.insert(contentsOf: Array((splices.randomElement(using: &dice) ?? "").utf8), at: at)
      default:
        let end = min(bytes.count, at + Int.random(in: 1...60, using: &dice))
        bytes.insert(contentsOf: Array(bytes[at..<end]), at: Int.random(in: 0..<bytes.count, using: &dice))
      }
    }
    return bytes
  }

  @Test("bit flips, cuts, splices, deep nesting and huge attributes")
  func mutations() {
    var dice = Dice(seed: 20)
    for _ in 0..<Self.runs {
      let bytes = Self.mutated(&dice)
      if let feed = try? FeedParser.parse(bytes, baseURL: "http://a.example/b") {
        #expect(json(feed).hasSuffix("}\n"))
      }
      if let list = try? OPMLDocument.parse(bytes).list,
        let again = try? OPMLDocument.parse(Array(OPMLDocument(list: list).text.utf8))
      {
        #expect(again.list.feeds.count == list.feeds.count)
      }
      _ = NewsboatURLs.parse(bytes)
      _ = FeedDiscovery.feeds(in: bytes, pageURL: "http://a.example/")
      _ = DateParser.date(String(decoding: bytes.suffix(40), as: UTF8.self))
    }
  }
}
