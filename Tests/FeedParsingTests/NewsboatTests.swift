import FeedModel
import Testing

@testable import FeedParsing

@Suite("Newsboat's file urls")
struct NewsboatURLsTests {
  private func list(_ text: String) -> SubscriptionList { NewsboatURLs.parse(Array(text.utf8)) }

  @Test("addresses, tags, titles and hidden marks are read; commands and other schemes are left out with the reason")
  func lines() {
    let list = list(
      """
      # my feeds
      https://one.example/rss "two words" later "~The \\"One\\""
      "http://two.example/feed" "~Two" !
        http://three.example/#part

      exec:~/bin/feed.sh
      "filter:~/bin/f:https://x.example/"
      file:///home/me/x.xml
      """)
    #expect(
      list.feeds.map(\.url) == ["https://one.example/rss", "http://two.example/feed", "http://three.example/#part"])
    #expect(list.feeds.map(\.title) == ["The \"One\"", "Two", nil])
    #expect(list.feeds.map(\.folder) == ["two words", "", ""])
    #expect(list.feeds.map(\.settings.isHidden) == [false, true, false])
    #expect(list.feeds[0].attributes == [OPMLAttribute(name: "category", value: "two words,later")])
    #expect(
      list.leftOut == [
        LeftOutLine("exec:~/bin/feed.sh", reason: "a feed never runs a program here"),
        LeftOutLine("filter:~/bin/f:https://x.example/", reason: "a feed never runs a program here"),
        LeftOutLine("file:///home/me/x.xml"),
      ])
    #expect(NewsboatURLs.parse([0xFF, 0xFE, 10, 34]).feeds.isEmpty)
  }

  @Test("an address that comes twice is one feed with the tags of both lines")
  func twice() {
    let list = list("http://a.example/ one\nhttp://b.example/\nhttp://a.example/ two \"~A\"\n")
    #expect(list.feeds.map(\.url) == ["http://a.example/", "http://b.example/"])
    #expect(list.feeds[0].title == "A" && list.feeds[0].folder == "one")
    #expect(list.feeds[0].attributes.first?.value == "one,two")
  }

  @Test("query feeds become views where Martlet can say their filter, and are left out with the reason where not")
  func queries() {
    let list = list(
      """
      http://a.example/ birds
      "query:Unread: unread = \\"yes\\" " all
      "query:Birds:tags # \\"birds\\""
      "query:Links:link =~ \\"x\\""
      query:nothing
      """)
    #expect(
      list.views == [ListedView(name: "Unread", filter: "unread"), ListedView(name: "Birds", filter: "folder:birds")])
    #expect(
      list.leftOut.map(\.reason) == ["Martlet's filters know no 'link'", "it names no view and filter"])
  }
}

@Suite("Newsboat's filter expressions")
struct NewsboatFilterTests {
  private let tags: [String: [NewsboatFilter.Tagged]] = [
    "birds": [.inFolder("birds"), .feed("http://b.example/")], "Big Cats": [.inFolder("Big Cats")],
  ]

  @Test(
    "what can be said is said",
    arguments: [
      ("unread = \"yes\"", "unread"), ("unread != \"yes\"", "-unread"), ("unread == \"no\"", "read"),
      ("age between 0:7", "newer:8d"), ("age between 9:3", "newer:10d older:3d"), ("age < 3", "newer:3d"),
      ("age > 3", "older:4d"), ("age <= 0", "newer:1d"), ("age >= 30", "older:30d"), ("age = 2", "newer:3d older:2d"),
      ("title =~ \"Linux\"", "title:Linux"),
      ("title =~ \"(Linux|open source)\"", "title:Linux or title:\"open source\""),
      ("title !~ \"Linux\"", "-title:Linux"), ("content =~ \".*swift.*\"", "swift"), ("title # \"news\"", "title:news"),
      ("author = \"Ann Lee\"", "author:\"Ann Lee\""), ("feedtitle =~ \"marsh\"", "feed:marsh"),
      ("rssurl =~ \"^https://blog.example.org/\"", "feed:https://blog.example.org/"),
      ("tags # \"birds\"", "folder:birds or feed:http://b.example/"), ("tags =~ \"cats\"", "folder:\"Big Cats\""),
      ("flags # \"s\"", "tag:s"),
      ("unread=\"yes\"and(age<3 or flags=~\"s\")", "unread (newer:3d or tag:s)"),
      ("unread = \"yes\" or age < 3 and flags # \"s\"", "unread or newer:3d tag:s"),
    ])
  func translated(_ expression: String, _ filter: String) throws {
    let found = try NewsboatFilter.translated(expression, tags: tags)
    #expect(found.description == filter)
    #expect(try Filter(parsing: found.description).description == filter, "Martlet reads it back")
  }

  @Test("and binds no closer than or: what stands to the right goes together")
  func precedence() throws {
    let found = try NewsboatFilter.translated("unread = \"yes\" and age < 3 or flags # \"s\"", tags: tags)
    #expect(found.description == "unread (newer:3d or tag:s)")
  }

  @Test(
    "what cannot be said is refused with the reason, and nothing traps",
    arguments: [
      "", "unread", "unread =", "unread = yes", "(unread = \"yes\"", "unread = \"yes\" xor age < 3", "age < \"x\"",
      "age between 1", "age < 99999999999999999999", "title =~ \"^x[0-9]+$\"", "title = \"whole title\"",
      "title =~ \"||\"", "enclosure_type =~ \"audio\"", "tags # \"nobody\"", "unread = \"ye", "age >= 0", "age < 0",
      String(repeating: "(", count: 5_000),
      "unread = \"yes\" " + String(repeating: "and unread = \"yes\" ", count: 900),
    ])
  func refused(_ expression: String) {
    #expect(throws: NewsboatFilter.Fault.self) { try NewsboatFilter.translated(expression, tags: tags) }
  }
}
