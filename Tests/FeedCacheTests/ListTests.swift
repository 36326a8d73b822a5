import FeedCache
import FeedModel
import TestSupport
import Testing

struct ListTests {
  private let cache: Cache

  init() throws { cache = try Cache(at: .memory) }

  @Test("a list is cut into pages, newest or oldest first")
  func pages() throws {
    try cache.take(posts(1...10))
    let snapshot = try cache.snapshot()
    let page = try cache.rows(unread, at: snapshot, offset: 3, limit: 2)
    #expect(page.map(\.title) == ["Post 7", "Post 6"])
    let oldest = EntryQuery(unreadOnly: true, order: .oldestFirst)
    #expect(try cache.rows(oldest, at: snapshot, offset: 3, limit: 2).map(\.title) == ["Post 4", "Post 5"])
    #expect(try cache.rows(unread, at: snapshot, offset: 99, limit: 2).isEmpty)
    #expect(try cache.rows(unread, at: snapshot, offset: -5, limit: -1).isEmpty)
  }

  @Test("what was unread stays in the list when it is read, and what arrives waits")
  func standsStill() throws {
    try cache.take(posts(1...5))
    let snapshot = try cache.snapshot()
    let before = try cache.ids(unread, at: snapshot)
    try cache.change(.read(true), of: [before[1], before[3]], at: noon)
    try cache.take(posts(6...8))
    #expect(try cache.ids(unread, at: snapshot) == before)
    #expect(try cache.count(unread, at: snapshot) == 5)
    #expect(try cache.arrivals(unread, since: snapshot) == 3)
    #expect(try cache.titles(unread) == ["Post 8", "Post 7", "Post 6", "Post 5", "Post 3", "Post 1"])
  }

  @Test("what was read before stays out of the list when an undo makes it unread")
  func undoOfAnEarlierAction() throws {
    try cache.take(posts(1...5))
    try cache.change(.read(true), all: unread, at: cache.snapshot(), now: noon)
    try cache.take(posts(6...7))
    let snapshot = try cache.snapshot()
    let before = try cache.ids(unread, at: snapshot)
    _ = try cache.undo()
    #expect(try cache.ids(unread, at: snapshot) == before)
    _ = try cache.redo()
    #expect(try cache.ids(unread, at: snapshot) == before)
    #expect(try cache.count(unread, at: snapshot) == 2)
  }

  @Test("a list by feed or by title stands as still as one by date, and marks and arrivals work in it")
  func sorted() throws {
    try cache.take(posts(1...11))
    let byTitle = EntryQuery(unreadOnly: true, order: .byTitle)
    let snapshot = try cache.snapshot()
    let titles = ["Post 1", "Post 10", "Post 11", "Post 2", "Post 3"]
    #expect(Array(try cache.titles(byTitle, at: snapshot).prefix(5)) == titles)
    let ids = try cache.ids(byTitle, at: snapshot)
    try cache.change(.read(true), of: [ids[1], ids[2]], at: noon)
    try cache.take(posts(12...13))
    #expect(try cache.ids(byTitle, at: snapshot) == ids)
    #expect(try cache.arrivals(byTitle, since: snapshot) == 2)
    #expect(try cache.unreadIndex(in: byTitle, at: snapshot, from: 0, forward: true) == 3)
    #expect(try cache.index(of: ids[4], in: byTitle, at: snapshot) == 4)
    let byFeed = EntryQuery(unreadOnly: false, search: "post", order: .byFeed)
    #expect(try cache.titles(byFeed).first == "Post 13")
    #expect(try cache.change(.read(true), all: byTitle, at: snapshot, now: noon) == 9)
  }

  @Test("what is hidden stays in the lists that stand, filtered or not, and is in no list that is opened after")
  func hidden() throws {
    try cache.take(posts(1...4))
    let snapshot = try cache.snapshot()
    let filtered = EntryQuery(filter: .not(.state(.starred)))
    let lists = [all, unread, filtered, EntryQuery(feed: try cache.subscriptions().first?.id)]
    let ids = try lists.map { try cache.ids($0, at: snapshot) }[0]
    func stand(_ names: [String]) throws {
      for list in lists {
        #expect(try cache.titles(list, at: snapshot) == names)
        #expect(try cache.count(list, at: snapshot) == names.count)
        #expect(try ids.map { try cache.index(of: $0, in: list, at: snapshot) } == [0, 1, 2, 3])
      }
    }
    try cache.change(.hidden(true), of: [ids[1]], at: noon)
    try stand(["Post 4", "Post 3", "Post 2", "Post 1"])
    #expect(try cache.rows(all, at: snapshot, offset: 1, limit: 1).first?.status.isHidden == true)
    #expect(try cache.unreadIndex(in: all, at: snapshot, from: 0, forward: true) == 2)
    #expect(try cache.counts().unread == 3)
    for list in lists { #expect(try cache.titles(list) == ["Post 4", "Post 2", "Post 1"]) }
    let later = try cache.snapshot()
    _ = try cache.undo()
    try stand(["Post 4", "Post 3", "Post 2", "Post 1"])
    _ = try cache.redo()
    try stand(["Post 4", "Post 3", "Post 2", "Post 1"])
    #expect(try cache.count(all, at: later) == 4, "it came back into that list, and stays")
    for list in lists { #expect(try cache.titles(list) == ["Post 4", "Post 2", "Post 1"]) }
  }

  @Test("the next and the last unread post are found from any row")
  func unreadIndices() throws {
    try cache.take(posts(1...6))
    let snapshot = try cache.snapshot()
    let ids = try cache.ids(all, at: snapshot)
    try cache.change(.read(true), of: [ids[0], ids[2], ids[3]], at: noon)
    func next(_ index: Int, _ query: EntryQuery = all) throws -> Int? {
      try cache.unreadIndex(in: query, at: snapshot, from: index, forward: true)
    }
    func last(_ index: Int, _ query: EntryQuery = all) throws -> Int? {
      try cache.unreadIndex(in: query, at: snapshot, from: index, forward: false)
    }
    for query in [all, unread] {
      #expect(try [-1, 0, 1, 2, 3, 4, 5, 9].map { try next($0, query) } == [1, 1, 4, 4, 4, 5, nil, nil])
      #expect(try [9, 5, 4, 3, 2, 1, 0, -1].map { try last($0, query) } == [5, 4, 1, 1, 1, nil, nil, nil])
    }
  }

  @Test("a list stands still under random saves and changes, whatever plan answers it", arguments: 1...4)
  func standsStillUnderRandomChanges(seed: Int) throws {
    var dice = Dice(seed: UInt64(seed))
    try cache.take(posts(1...40))
    try cache.take(posts(1...20), from: "https://example.org/other")
    try cache.change(.read(true), of: cache.ids(all).filter { _ in Bool.random(using: &dice) }, at: noon)
    let feeds = try cache.refreshTargets().map(\.id)
    let queries = [
      all, unread, EntryQuery(feed: feeds[0], unreadOnly: true), EntryQuery(unreadOnly: true, order: .oldestFirst),
      EntryQuery(unreadOnly: true, search: "text"),
    ]
    let snapshot = try cache.snapshot()
    let before = try queries.map { try cache.ids($0, at: snapshot) }
    var number = 100
    var turns: [EntryID: Int] = [:]
    let wasUnread = Set(try cache.ids(unread))
    for _ in 0..<60 {
      switch Int.random(in: 0..<4, using: &dice) {
      case 0:
        number += 1
        try cache.take([entry("\(number)", at: hours(Double.random(in: -2000...0, using: &dice)))])
      default:
        // What was unread may turn as often as it likes; of what was read the cache knows two turns.
        let ids = try cache.ids(all).filter {
          (wasUnread.contains($0) || turns[$0, default: 0] < 2) && Int.random(in: 0..<8, using: &dice) == 0
        }
        for id in ids { turns[id, default: 0] += 1 }
        try cache.change(.read(Bool.random(using: &dice)), of: ids, at: noon)
      }
      for (query, ids) in zip(queries, before) {
        #expect(try cache.ids(query, at: snapshot) == ids)
        #expect(try cache.count(query, at: snapshot) == ids.count)
        if let index = ids.indices.randomElement(using: &dice) {
          #expect(try cache.index(of: ids[index], in: query, at: snapshot) == index)
        }
      }
    }
  }

  @Test("a list in which thousands were marked read stands still as well")
  func manyTurned() throws {
    try cache.take(posts(1...5000))
    let snapshot = try cache.snapshot()
    #expect(try cache.change(.read(true), all: unread, at: snapshot, now: noon) == 5000)
    #expect(try cache.count(unread, at: snapshot) == 5000)
    let row = try #require(try cache.rows(unread, at: snapshot, offset: 4321, limit: 1).first)
    #expect(row.status.isRead)
    #expect(try cache.index(of: row.id, in: unread, at: snapshot) == 4321)
    for offset in [1999, 2001, 2600, 4990, 4999, 5000, 6000] {
      let page = try cache.rows(unread, at: snapshot, offset: offset, limit: 20).map(\.title)
      #expect(page == (offset..<max(min(offset + 20, 5000), offset)).map { "Post \(5000 - $0)" })
    }
    #expect(try cache.count(unread, at: cache.snapshot()) == 0)
  }

  @Test(
    "a hidden feed's posts are not in the list of all feeds, but in its own, in a filter's and where all is asked for")
  func hiddenFeeds() throws {
    let cache = try Cache(at: .memory)
    let shown = try cache.subscribe(to: "https://a.example/", at: noon)
    let hidden = try cache.subscribe(to: "https://b.example/", at: noon)
    for feed in [shown, hidden] {
      let parsed = ParsedFeed(format: .rss2, entries: (1...3).map { ParsedEntry(id: "\($0)", title: "reed") })
      _ = try cache.save(parsed, for: feed, state: FetchState(), at: noon)
    }
    try cache.set(FeedSettings(isHidden: true), of: hidden)
    let now = try cache.snapshot()
    func count(_ query: EntryQuery) throws -> [Int] {
      [try cache.count(query, at: now), try cache.rows(query, at: now, offset: 0, limit: 10).count]
    }
    #expect(try count(EntryQuery()) == [3, 3])
    #expect(try count(EntryQuery(unreadOnly: true)) == [3, 3])
    #expect(try count(EntryQuery(search: "reed")) == [3, 3])
    #expect(try count(EntryQuery(feed: hidden)) == [3, 3])
    #expect(try count(EntryQuery(filter: .state(.unread))) == [6, 6])
    #expect(try count(EntryQuery(filter: Filter(words: "reed"))) == [6, 6])
    #expect(try count(EntryQuery(includesHiddenFeeds: true)) == [6, 6])
    #expect(try cache.counts() == Counts(unread: 3, feeds: 2))
    #expect(try cache.change(.read(true), all: EntryQuery(unreadOnly: true), at: now, now: noon) == 3)
    #expect(try count(EntryQuery(unreadOnly: true)) == [3, 3], "the list stands still")
    #expect(try count(EntryQuery(feed: hidden, unreadOnly: true)) == [3, 3])
    try cache.set(FeedSettings(), of: hidden)
    #expect(try count(EntryQuery()) == [6, 6])
  }
}
