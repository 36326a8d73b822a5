import FeedCache
import FeedModel
import Testing

@Suite("How long posts are kept")
struct RetentionTests {
  private let cache: Cache

  /// Ten posts, a day apart, the last of them from the day before noon; the feed then lists the newest two only.
  init() throws {
    cache = try Cache(at: .memory)
    try cache.take((1...10).map { entry("\($0)", at: hours(Double($0 - 11) * 24)) })
    try cache.take([entry("10", at: hours(-24)), entry("9", at: hours(-48))])
  }

  private func readAll() throws {
    try cache.change(.read(true), all: all, at: cache.snapshot(), now: hours(-100))
  }

  private func remaining() throws -> [String] { try cache.titles(all).map { String($0.dropFirst(5)) } }

  @Test("nothing goes unless the user wants it")
  func offByDefault() throws {
    try readAll()
    #expect(try cache.clean(keeping: .forever, at: hours(1_000_000)).isEmpty)
    #expect(try cache.count(all, at: cache.snapshot()) == 10)
  }

  @Test("read posts past their days go; unread and starred ones and what the feed still lists stay")
  func days() throws {
    let ids = try cache.ids(all)
    try readAll()
    try cache.change(.starred(true), of: [ids[5]], at: noon)
    try cache.change(.read(false), of: [ids[7]], at: noon)
    #expect(try cache.cleanable(keeping: .days(3), at: noon).map(\.entries) == [5])
    #expect(try remaining().count == 10)
    let cleaned = try cache.clean(keeping: .days(3), at: noon)
    #expect(cleaned.map(\.entries) == [5])
    #expect(cleaned.map(\.url) == [url])
    #expect(try remaining() == ["10", "9", "8", "5", "3"])
    #expect(try cache.clean(keeping: .days(1), at: hours(10_000)).map(\.entries) == [1])
    #expect(try remaining() == ["10", "9", "5", "3"])
    #expect(try cache.counts() == Counts(unread: 1, starred: 1, feeds: 1))
    #expect(try cache.subscriptions().map(\.total) == [4])
  }

  @Test("tagged posts stay")
  func tagged() throws {
    try readAll()
    try cache.setTags(["later"], of: cache.ids(all)[6], at: noon)
    #expect(try cache.clean(keeping: .days(3), at: noon).map(\.entries) == [6])
    #expect(try remaining() == ["10", "9", "8", "4"])
  }

  @Test("of a number of posts the newest stay")
  func entries() throws {
    try readAll()
    #expect(try cache.clean(keeping: .entries(10), at: noon).isEmpty)
    #expect(try cache.clean(keeping: .entries(4), at: noon).map(\.entries) == [6])
    #expect(try remaining() == ["10", "9", "8", "7"])
  }

  @Test("what a feed's own settings say goes before what holds for all")
  func settings() throws {
    try readAll()
    let id = try #require(try cache.subscriptions().first?.id)
    try cache.set(FeedSettings(keep: .forever), of: id)
    #expect(try cache.clean(keeping: .entries(1), at: noon).isEmpty)
    try cache.set(FeedSettings(keep: .entries(5)), of: id)
    #expect(try cache.clean(keeping: .forever, at: noon).map(\.entries) == [5])
  }

  @Test("what the user has just marked stays when nobody asked for the cleaning")
  func spared() throws {
    try readAll()
    let ids = try cache.ids(all)
    try cache.change(.read(false), of: [ids[6]], at: noon)
    try cache.change(.read(true), of: [ids[6]], at: noon)
    try cache.clean(keeping: .entries(1), sparingTouchedSince: hours(-1), at: noon)
    #expect(try remaining() == ["10", "9", "4"])
    while try cache.undo() != nil {}
    #expect(try cache.counts().unread == 3)
  }

  @Test("a post that comes back after it was cleaned is read, is no news, and stands where it stood")
  func comingBack() throws {
    let ids = try cache.ids(all)
    try readAll()
    try cache.change(.hidden(true), of: [ids[8]], at: noon)
    try cache.clean(keeping: .entries(2), at: noon)
    #expect(try remaining() == ["10", "9"])
    let snapshot = try cache.snapshot()
    let back = [entry("1"), entry("2"), entry("3"), entry("11")]
    #expect(try cache.take(back, at: hours(5)) == SaveResult(new: 1, changed: 0))
    #expect(try remaining() == ["11", "10", "9", "3", "1"])
    #expect(try cache.titles(unread) == ["Post 11"])
    #expect(try cache.arrivals(unread, since: snapshot) == 1)
    #expect(try cache.counts().unread == 1)
    #expect(try cache.subscriptions().map(\.total) == [5])
    #expect(try cache.titles(EntryQuery(search: "text of 3")) == ["Post 3"])
    // They are listed now, and stay.
    try readAll()
    #expect(try cache.clean(keeping: .entries(1), at: hours(6)).map(\.entries) == [2])
    #expect(try remaining() == ["11", "3", "1"])
  }

  @Test("an empty answer does not mean that the feed lists nothing")
  func emptyAnswer() throws {
    try readAll()
    try cache.take([])
    #expect(try cache.clean(keeping: .days(1), at: hours(10_000)).map(\.entries) == [8])
    #expect(try remaining() == ["10", "9"])
  }

  @Test("what is cleaned is found no more, and the rest is")
  func search() throws {
    try readAll()
    try cache.clean(keeping: .entries(3), at: noon)
    let words = EntryQuery(search: "text")
    #expect(try cache.titles(words) == ["Post 10", "Post 9", "Post 8"])
    #expect(try cache.titles(EntryQuery(search: "text of 4")).isEmpty)
  }

  @Test("more than one transaction's worth goes too")
  func many() throws {
    try cache.take(posts(1...500), from: "https://example.org/many")
    try cache.take(posts(500...500), from: "https://example.org/many")
    try readAll()
    #expect(try cache.clean(keeping: .entries(1), at: noon).map(\.entries) == [8, 499])
    #expect(try cache.count(all, at: cache.snapshot()) == 3)
  }

  @Test("posts of a feed that is no longer followed stay")
  func unsubscribed() throws {
    try readAll()
    _ = try cache.unsubscribe(from: url)
    #expect(try cache.clean(keeping: .entries(1), at: noon).isEmpty)
  }
}
