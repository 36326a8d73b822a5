import Testing

@testable import FeedModel

@Suite("The nouns")
struct FeedModelTests {
  @Test("formats have the names that the JSON of a parsed feed gives them")
  func formatNames() {
    #expect(
      FeedFormat.allCases.map(\.rawValue) == [
        "rss0.9x", "rss1.0", "rss2.0", "atom0.3", "atom1.0", "json1.0", "json1.1", "cdf", "unknown",
      ])
  }

  @Test("a query without more is every post of the subscriptions, newest first")
  func plainQuery() {
    #expect(EntryQuery() == EntryQuery(feed: nil, unreadOnly: false, filter: nil, search: "", order: .newestFirst))
  }

  @Test("keys are ordered as they were given out")
  func keys() {
    #expect(EntryID(rawValue: 1) < EntryID(rawValue: 2))
    #expect(FeedID(rawValue: -1) < FeedID(rawValue: 0))
  }

  @Test("how long posts are kept is read as people write it, and written so that it can be read again")
  func retention() {
    #expect(["forever", " Forever"].map(Retention.init) == [.forever, .forever])
    #expect(["90d", "90 days", "1 day"].map(Retention.init) == [.days(90), .days(90), .days(1)])
    #expect(["500", "500 entries", "20 Posts"].map(Retention.init) == [.entries(500), .entries(500), .entries(20)])
    for wrong in ["", "0", "-3d", "3 weeks", "d", "9999999999999999999999d", "٣d"] {
      #expect(Retention(wrong) == nil, "\(wrong)")
    }
    for kept in [Retention.forever, .days(90), .entries(500)] { #expect(Retention(kept.text) == kept) }
  }

  @Test("a header of a feed's settings is taken only if it can be sent")
  func headers() throws {
    var settings = FeedSettings()
    try settings.set(FeedSettingWord("header", "X-Key:  a: b"))
    #expect(settings.headers == ["X-Key": "a: b"])
    let wrong = ["X-Key", ": a", "X Key: a", "X-Key: a\nb", "X-Key: \u{7F}", "Host: example.org", "content-length: 1"]
    for wrong in wrong {
      #expect(throws: FeedSettingFault.self, "\(wrong)") { try settings.set(FeedSettingWord("header", wrong)) }
    }
  }
}
