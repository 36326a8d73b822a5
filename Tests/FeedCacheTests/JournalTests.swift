import FeedCache
import FeedModel
import GRDB
import TestSupport
import Testing

struct JournalTests {
  private let folder = TemporaryFolder()
  private let cache: Cache

  init() throws { cache = try Cache(at: .file(folder.database)) }

  /// What the user has done, without the serials that tell when.
  private func content() throws -> [String] {
    try folder.read { db in
      let entries = try Row.fetchAll(db, sql: "SELECT entry_id, unread, starred, hidden FROM status ORDER BY 1")
      let counts = try Row.fetchAll(db, sql: "SELECT * FROM tally ORDER BY 1")
      let tags = try Row.fetchAll(
        db, sql: "SELECT entry_id, name FROM entry_tag JOIN tag ON tag.id = tag_id ORDER BY 1, key")
      return (entries + counts + tags).map(\.description)
    }
  }

  @Test("one action is one step back and one step forth")
  func undoAndRedo() throws {
    try cache.take(posts(1...3))
    let ids = try cache.ids(all)
    try cache.change(.read(true), of: [ids[0]], at: noon)
    let snapshot = try cache.snapshot()
    #expect(try cache.change(.read(true), all: all, at: snapshot, now: noon) == 2)
    let undone = try #require(try cache.undo()?.marks)
    #expect(undone.change == .read(false))
    #expect(undone.statuses == [ids[1]: EntryStatus(), ids[2]: EntryStatus()])
    #expect(try cache.counts().unread == 2)
    let redone = try #require(try cache.redo()?.marks)
    #expect(redone.change == .read(true))
    #expect(redone.statuses.values.allSatisfy { $0.isRead })
    #expect(try cache.redo() == nil)
    #expect(try cache.counts().unread == 0)
  }

  @Test("a change tells the status that every asked entry has now")
  func answers() throws {
    try cache.take(posts(1...3))
    let ids = try cache.ids(all)
    try cache.change(.starred(true), of: [ids[0]], at: noon)
    let answer = try cache.change(.starred(true), of: [ids[0], ids[1], EntryID(rawValue: 999)], at: noon)
    #expect(answer == [ids[0]: EntryStatus(isStarred: true), ids[1]: EntryStatus(isStarred: true)])
    #expect(try cache.undo()?.marks?.statuses == [ids[1]: EntryStatus()])
    #expect(try cache.counts().starred == 1)
  }

  @Test("what changes nothing is no step")
  func nothingToDo() throws {
    try cache.take(posts(1...2))
    try cache.change(.read(false), of: cache.ids(all), at: noon)
    try cache.change(.read(true), of: [], at: noon)
    #expect(try cache.undo() == nil)
  }

  @Test("a new action ends what could be redone")
  func newActionAfterUndo() throws {
    try cache.take(posts(1...2))
    let ids = try cache.ids(all)
    try cache.change(.read(true), of: [ids[0]], at: noon)
    _ = try cache.undo()
    try cache.change(.read(true), of: [ids[1]], at: noon)
    #expect(try cache.redo() == nil)
    #expect(try cache.undo()?.marks?.statuses.keys.map(\.self) == [ids[1]])
    #expect(try cache.undo() == nil)
  }

  @Test("undo and redo go on after the cache was opened again")
  func reopening() throws {
    try cache.take(posts(1...300))
    try cache.change(.read(true), all: unread, at: cache.snapshot(), now: noon)
    let other = try Cache(at: .file(folder.database))
    #expect(try other.undo()?.marks?.statuses.count == 300)
    #expect(try cache.counts().unread == 300)
    #expect(try cache.redo()?.marks?.statuses.count == 300)
    #expect(try other.counts().unread == 0)
  }

  @Test(
    "random actions, then undo of all, give the same content, and redo of all the end again, however often it is closed",
    arguments: 1...4)
  func randomActions(seed: Int) throws {
    var dice = Dice(seed: UInt64(seed))
    var cache = cache
    func reopenNowAndThen() throws {
      if Int.random(in: 0..<6, using: &dice) == 0 { cache = try Cache(at: .file(folder.database)) }
    }
    try cache.take(posts(1...150))
    try cache.take(posts(1...30), from: "https://example.org/other")
    let before = try content()
    for _ in 0..<40 {
      try reopenNowAndThen()
      let value = Bool.random(using: &dice)
      let change =
        [StatusChange.read(value), .starred(value), .hidden(value), .tagged("late", value), .tagged("Reeds", value)]
        .randomElement(using: &dice) ?? .read(value)
      if Int.random(in: 0..<4, using: &dice) == 0 {
        let query = EntryQuery(unreadOnly: Bool.random(using: &dice))
        try cache.change(change, all: query, at: cache.snapshot(), now: noon)
      } else {
        let ids = (0..<Int.random(in: 1...120, using: &dice)).map { _ in
          EntryID(rawValue: Int64.random(in: 1...180, using: &dice))
        }
        try cache.change(change, of: ids, at: noon)
      }
    }
    let after = try content()
    while try cache.undo() != nil { try reopenNowAndThen() }
    #expect(try content() == before)
    while try cache.redo() != nil { try reopenNowAndThen() }
    #expect(try content() == after)
  }

  @Test("the counts kept are the counts counted, whatever happens", arguments: 1...3)
  func counts(seed: Int) throws {
    var dice = Dice(seed: UInt64(seed))
    for step in 0..<80 {
      let address = "https://example.org/\(Int.random(in: 0..<3, using: &dice))"
      let ids = (0..<10).map { _ in EntryID(rawValue: Int64.random(in: 1...90, using: &dice)) }
      let value = Bool.random(using: &dice)
      switch Int.random(in: 0..<8, using: &dice) {
      case 0: try cache.take(posts(step...step + 5), from: address)
      case 1: try cache.take([entry("\(step)", title: "edited")], from: address)
      case 2: try cache.change(.starred(value), of: ids, at: noon)
      case 3: try cache.change(.hidden(value), of: ids, at: noon)
      case 4: _ = try value ? cache.undo() : cache.redo()
      case 5: try cache.change(.read(value), all: all, at: cache.snapshot(), now: noon)
      case 6: _ = try value ? cache.unsubscribe(from: address) : false
      default: try cache.change(.read(value), of: ids, at: noon)
      }
      try folder.read { db in
        let counted = try Row.fetchAll(
          db,
          sql: """
            SELECT feed.id, coalesce(sum(unread AND NOT hidden), 0), coalesce(sum(starred AND NOT hidden), 0),
              coalesce(sum(NOT hidden), 0)
            FROM feed LEFT JOIN status ON status.feed_id = feed.id GROUP BY feed.id ORDER BY feed.id
            """)
        let kept = try Row.fetchAll(db, sql: "SELECT feed_id, unread, starred, total FROM tally ORDER BY 1")
        #expect(counted.map { Array($0.databaseValues) } == kept.map { Array($0.databaseValues) })
      }
      let snapshot = try cache.snapshot()
      for query in [all, unread] {
        #expect(try cache.count(query, at: snapshot) == cache.ids(query, at: snapshot).count)
      }
    }
  }

  @Test("another cache on the same file sees what is written, and that something was")
  func dataVersion() throws {
    let other = try Cache(at: .file(folder.database))
    let (mine, theirs) = (try cache.dataVersion(), try other.dataVersion())
    #expect(try other.dataVersion() == theirs)
    try cache.take(posts(1...1))
    #expect(try other.dataVersion() != theirs)
    #expect(try cache.dataVersion() != mine)
    #expect(try other.titles(unread) == ["Post 1"])
  }

  @Test("two that write at once wait for each other")
  func writingAtOnce() async throws {
    let path = folder.database
    try cache.take(posts(1...50))
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<4 {
        group.addTask {
          let cache = try Cache(at: .file(path))
          for round in 0..<10 {
            try cache.take(posts(1...3), from: "https://example.org/\(number)/\(round)")
            try cache.change(.starred(true), of: [EntryID(rawValue: Int64(number * 10 + round + 1))], at: noon)
          }
        }
      }
      try await group.waitForAll()
    }
    #expect(try cache.counts() == Counts(unread: 50 + 4 * 10 * 3, starred: 40, feeds: 41))
  }
}
