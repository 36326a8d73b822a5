import FeedModel
import Testing

@testable import FeedParsing

@Suite("The subscriptions as text")
struct SubscriptionTextTests {
  @Test("what is written is read back, whatever titles, folders and settings are")
  func roundTrip() {
    let titles: [String?] = [nil, "Plain", "Two words", "\"Quoted\" \\ back", "~ tilde", "#hash", "full-text", "日本 語"]
    let folders = ["", "Birds", "Birds/Big Waders", "hidden", "keep:it", "!", "~a", "folder:x", "a\"b", "Re:mark"]
    let settings = [
      FeedSettings(), FeedSettings(interval: 90, fullText: true, keep: .entries(500)),
      FeedSettings(interval: 2880, isHidden: true, keep: .days(90), headers: ["X-Key": "a \"b\": c", "Z": ""]),
    ]
    var feeds: [ListedFeed] = []
    for title in titles {
      for folder in folders {
        for setting in settings {
          feeds.append(
            ListedFeed(url: "https://\(feeds.count).example/?a=1&b=#c", title: title, folder: folder, settings: setting)
          )
        }
      }
    }
    let read = SubscriptionText(parsing: SubscriptionText.text(of: feeds))
    #expect(read.faults == [])
    #expect(read.lines.map(\.feed) == feeds)
  }

  @Test("words stand in any order, and a line of newsboat's is at home here")
  func typed() throws {
    let text = "  https://a.example/rss\tkeep:90d \"~The A\" \"Two Words\" ! interval:2h\r\n# comment\n\nb.example\n"
    let read = SubscriptionText(parsing: text)
    #expect(
      read.lines.map(\.feed) == [
        ListedFeed(
          url: "https://a.example/rss", title: "The A", folder: "Two Words",
          settings: FeedSettings(interval: 120, isHidden: true, keep: .days(90))),
        ListedFeed(url: "b.example"),
      ])
    #expect(read.lines.map(\.number) == [1, 4])
  }

  @Test(
    "a fault names its line and says what is wrong",
    arguments: [
      ("http://a.example/ one two", "there are two folders, one and two"), ("http://a.example/ \"~x", "is not closed"),
      ("http://a.example/ intervall:2h", "there is no setting 'intervall'"),
      ("http://a.example/ interval:2", "30m, 2h"),
      ("http://a.example/ interval:99999d", "interval"), ("http://a.example/ keep:soon", "keep is written 90d"),
      ("http://a.example/ ~a ~b", "two titles"), ("http://a.example/ \"header:no colon\"", "header"),
      ("http://a.example/ hidden:maybe", "yes or no"),
    ])
  func faults(_ line: String, _ message: String) throws {
    let read = SubscriptionText(parsing: "# head\n\n\(line)\nhttp://b.example/\n")
    #expect(read.lines.map(\.feed.url) == ["http://b.example/"])
    let fault = try #require(read.faults.first)
    #expect(fault.line == 3 && fault.message.contains(message), "\(fault.message)")
  }

  @Test("faults are written above their lines, and go when the text is marked again")
  func marking() {
    let text = "a\nb\n"
    let marked = SubscriptionText.marked(
      text, with: [.init(line: 2, message: "wrong"), .init(line: 2, message: "too")])
    #expect(marked == "a\n#! wrong\nb\n")
    #expect(SubscriptionText.marked(marked, with: [.init(line: 1, message: "now this")]) == "#! now this\na\nb\n")
    #expect(SubscriptionText.marked(marked, with: []) == text)
  }
}
