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
}
