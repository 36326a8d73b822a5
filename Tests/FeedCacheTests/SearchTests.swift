import FeedCache
import FeedModel
import Testing

struct SearchTests {
  private let cache: Cache

  init() throws {
    cache = try Cache(at: .memory)
    try cache.take([
      entry("1", title: "Swifts and martlets", html: "<p>Birds that <b>never</b> land &mdash; caf&eacute; talk</p>"),
      entry("2", title: "春夏秋冬", html: "<p>四季のある国、日本。</p>"),
      entry("3", title: "Other", html: "<script>martlets</script><a title='martlets'>한국어 문장</a> 50% \"quoted\""),
    ])
  }

  private func found(_ words: String) throws -> [String] { try cache.titles(EntryQuery(search: words)) }

  @Test("words are found by their beginning, in title and text, whatever case or accent")
  func words() throws {
    #expect(try found("MARTLET") == ["Swifts and martlets"])
    #expect(try found("cafe never") == ["Swifts and martlets"])
    #expect(try found("never春").isEmpty)
    #expect(try found("elephant").isEmpty)
  }

  @Test("one, two or more Chinese and Japanese characters are found wherever they stand")
  func pairs() throws {
    for words in ["春", "冬", "夏秋", "春夏秋冬", "秋冬", "日本", "季の", "国"] {
      #expect(try found(words) == ["春夏秋冬"], "\(words)")
    }
    #expect(try found("春冬").isEmpty)
    #expect(try found("한국").count == 1)
  }

  @Test("signs of the search engine's own language are only signs")
  func signs() throws {
    #expect(try found("\"quoted\"") == ["Other"])
    #expect(try found("50%") == ["Other"])
    for words in ["*", "\"", "AND OR NOT", "title:", "(", "-x ^", "NEAR("] { _ = try found(words) }
    #expect(try found(" * ").count == 3)
  }

  @Test("an edit takes the old words out and puts the new ones in")
  func edits() throws {
    try cache.take([entry("1", title: "Penguins", html: "<p>They swim")])
    #expect(try found("martlets").isEmpty)
    #expect(try found("swim") == ["Penguins"])
    try cache.take([entry("1", title: "Penguins", html: "<p>They dive")])
    #expect(try found("swim").isEmpty)
    #expect(try found("dive") == ["Penguins"])
  }

  @Test("a search is a list like another: counted, paged, unread only, in one feed")
  func asAList() throws {
    let snapshot = try cache.snapshot()
    let query = EntryQuery(unreadOnly: true, search: "martlets")
    let id = try #require(try cache.ids(query, at: snapshot).first)
    #expect(try cache.count(query, at: snapshot) == 1)
    #expect(try cache.index(of: id, in: query, at: snapshot) == 0)
    try cache.take([entry("9", title: "More martlets")])
    #expect(try cache.count(query, at: snapshot) == 1)
    #expect(try cache.arrivals(query, since: snapshot) == 1)
    #expect(try cache.change(.read(true), all: query, at: cache.snapshot(), now: noon) == 2)
    #expect(try cache.counts().unread == 2)
  }
}
