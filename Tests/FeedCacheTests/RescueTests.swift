import FeedCache
import FeedModel
import FoundationEssentials
import GRDB
import Glibc
import TestSupport
import Testing

@Suite("A damaged cache")
struct RescueTests {
  private let folder = TemporaryFolder()

  /// Twenty feeds of thirty posts, some read, one starred, with a place and settings: the file alone, without a log.
  private static let filled = Result {
    let folder = TemporaryFolder()
    do {
      let cache = try Cache(at: .file(folder.database))
      for number in 1...20 {
        let text = "<p>" + String(repeating: "word\(number) ", count: 40)
        try cache.take(
          (1...30).map { entry("\($0)", html: text, at: hours(Double($0) - 1000)) },
          from: "https://example.org/\(number)")
      }
      let feeds = try cache.subscriptions()
      try cache.set(FeedSettings(title: "Mine", keep: .days(90)), of: feeds[0].id)
      let ids = try cache.ids(all)
      try cache.change(.read(true), of: Array(ids[..<100]), at: noon)
      try cache.change(.starred(true), of: [ids[20]], at: noon)
      try cache.setPlace(Place(block: 3, offset: 5), of: ids[20])
      try cache.remember("7", for: "last post")
    }
    return try Data(contentsOf: URL(filePath: folder.database))
  }

  private func fill() throws -> Data {
    do { _ = try Cache(at: .file(folder.database)) }
    let bytes = try Self.filled.get()
    try damage(bytes)
    return bytes
  }

  private func damage(_ bytes: Data) throws { try bytes.write(to: URL(filePath: folder.database)) }

  private func integrity() throws -> String? {
    try folder.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
  }

  private func seed(_ number: Int, _ bytes: Data, pages: Int) -> Data {
    var dice = Dice(seed: UInt64(number))
    var bytes = bytes
    for _ in 0..<pages {
      let page = Int.random(in: 1..<(bytes.count / 4096), using: &dice) * 4096
      for index in page..<(page + 4096) { bytes[index] = UInt8.random(in: 0...255, using: &dice) }
    }
    return bytes
  }

  @Test("a sound cache is left alone")
  func sound() throws {
    let before = try fill()
    #expect(try Cache.rescue(folder.database, at: noon) == nil)
    #expect(try Data(contentsOf: URL(filePath: folder.database)) == before)
    #expect(folder.files.filter { $0.contains("damaged") }.isEmpty)
  }

  @Test("its file is set aside byte for byte under the day's name, and never over an older one")
  func setAside() throws {
    try damage(try fill().prefix(60_000))
    let damaged = try Data(contentsOf: URL(filePath: folder.database))
    let error = #expect(throws: CacheError.self) { try Cache(at: .file(folder.database)) }
    #expect(error?.damagedFile == folder.database)
    let first = try #require(try Cache.rescue(folder.database, at: noon))
    #expect(first.file == folder.database + ".damaged-2023-11-14")
    #expect(try Data(contentsOf: URL(filePath: first.file)) == damaged)
    try damage(Data("noise".utf8))
    let second = try #require(try Cache.rescue(folder.database, at: noon))
    #expect(second.file == folder.database + ".damaged-2023-11-14-2")
    #expect(try Data(contentsOf: URL(filePath: first.file)) == damaged)
    #expect(try Cache.rescue(folder.database, at: noon) == nil)
  }

  @Test("with its header overwritten, or its whole first page, all of it is read", arguments: [16, 100, 4096])
  func header(length: Int) throws {
    var bytes = try fill()
    for index in 0..<length { bytes[index] = UInt8(truncatingIfNeeded: index &* 7 &+ 3) }
    try damage(bytes)
    let rescue = try #require(try Cache.rescue(folder.database, at: noon))
    #expect((rescue.feeds, rescue.entries) == (20, 600))
    let cache = try Cache(at: .file(folder.database))
    #expect(try cache.counts() == Counts(unread: 500, starred: 1, feeds: 20))
    #expect(try cache.subscriptions().filter { $0.settings.keep == .days(90) }.map(\.title) == ["Mine"])
    #expect(try cache.recall("last post") == "7")
    #expect(try cache.titles(EntryQuery(search: "word7")).count == 30)
    let ids = try cache.ids(all)
    #expect(try cache.entry(ids[20])?.place == Place(block: 3, offset: 5))
    #expect(try cache.undo()?.marks?.change == .starred(false))
    #expect(try integrity() == "ok")
  }

  @Test("with random pages overwritten, what is on the others is read", arguments: 1...6)
  func randomPages(number: Int) throws {
    try damage(seed(number, try fill(), pages: 4))
    // Reading everything meets the damage, or the damage is where nothing is.
    guard let rescue = try Cache.rescue(folder.database, at: noon) else { return }
    #expect(rescue.feeds >= 15)
    #expect(rescue.entries >= 300)
    let cache = try Cache(at: .file(folder.database))
    #expect(try cache.titles(all).count == rescue.entries)
    #expect(try integrity() == "ok")
    let check = try Cache.check(folder.database, at: noon)
    #expect(check.findings == [])
  }

  @Test("cut short it is read as far as it goes")
  func truncated() throws {
    let bytes = try fill()
    try damage(bytes.prefix(bytes.count / 2 / 4096 * 4096))
    let rescue = try #require(try Cache.rescue(folder.database, at: noon))
    #expect(rescue.entries > 60)
    #expect(!rescue.isWhole)
    #expect(try integrity() == "ok")
  }

  @Test("cut short to a few pages it still has its subscriptions, with their settings, from the copy beside it")
  func truncatedToLittle() throws {
    _ = try fill()
    let before = try Cache(at: .file(folder.database)).subscriptions()
    try Cache(at: .file(folder.database)).set(before[0].settings, of: before[0].id)
    let copy = try FileManager.default.attributesOfItem(atPath: folder.database + "-feeds")
    #expect(copy[.posixPermissions] as? Int == 0o600)
    try damage(try Data(contentsOf: URL(filePath: folder.database)).prefix(20_000))
    let rescue = try #require(try Cache.rescue(folder.database, at: noon))
    #expect(rescue.feeds == 20)
    let after = try Cache(at: .file(folder.database)).subscriptions()
    #expect(Set(after.map(\.url)) == Set(before.map(\.url)))
    #expect(after.filter { $0.settings.keep == .days(90) }.map(\.title) == ["Mine"])
    #expect(try integrity() == "ok")
  }

  @Test("the copy of the subscriptions follows every change of them, also one that is taken back")
  func copiedSubscriptions() throws {
    do {
      let cache = try Cache(at: .file(folder.database))
      try cache.change([1, 2, 3].map { .subscribe(NewSubscription(url: "https://example.org/\($0)")) }, at: noon)
      try cache.change([.unsubscribe(cache.subscriptions()[0].id)], at: noon)
      _ = try cache.undo()
      _ = try cache.unsubscribe(from: "https://example.org/2")
    }
    for bytes in ["noise", "", "more noise"] {
      try damage(Data(bytes.utf8))
      #expect(throws: CacheError.self) { try Cache(at: .file(folder.database)) }
      #expect(try Cache.rescue(folder.database, at: noon)?.feeds == 2)
    }
  }

  @Test("emptied beside its log it is not taken for a new one; what the log holds is read, and the log is kept")
  func emptied() throws {
    let cache = try Cache(at: .file(folder.database))
    try cache.take(posts(1...3))
    let log = try Data(contentsOf: URL(filePath: folder.database + "-wal"))
    #expect(!log.isEmpty)
    try damage(Data())
    let error = #expect(throws: CacheError.self) { try Cache(at: .file(folder.database)) }
    #expect(error?.damagedFile != nil)
    let rescue = try #require(try Cache.rescue(folder.database, at: noon))
    #expect((rescue.feeds, rescue.entries) == (1, 3))
    #expect(try Data(contentsOf: URL(filePath: rescue.file + "-wal")) == log)
    #expect(try Cache(at: .file(folder.database)).counts() == Counts(unread: 3, starred: 0, feeds: 1))
    // Who still has the old file open is not told that a mark was kept.
    #expect(throws: CacheError.self) { try cache.change(.read(true), of: cache.ids(all), at: noon) }
  }

  @Test("emptied some time ago it is damaged too, but a file that was just made is a new cache")
  func emptiedLongAgo() throws {
    _ = try fill()
    try damage(Data())
    #expect(try Cache(at: .file(folder.database)).counts() == Counts())
    for rest in [Data([0x0A]), Data()] {
      try damage(rest)
      try FileManager.default.setAttributes([.modificationDate: noon], ofItemAtPath: folder.database)
      #expect(throws: CacheError.self) { try Cache(at: .file(folder.database)) }
    }
    let rescue = try #require(try Cache.rescue(folder.database, at: noon))
    #expect(rescue.message.hasSuffix("nothing in it could be read"))
  }

  @Test("a pipe with the cache's name is not waited for")
  func pipe() throws {
    _ = try fill()
    #expect(unlink(folder.database) == 0 && mkfifo(folder.database, 0o600) == 0)
    #expect(throws: CacheError.self) { try Cache(at: .file(folder.database)) }
    #expect(try Cache.rescue(folder.database, at: noon) == nil)
  }

  @Test("many that find it damaged at once set it aside once")
  func atOnce() async throws {
    try damage(try fill().prefix(100_000))
    let path = folder.database
    let rescues = try await withThrowingTaskGroup(of: Bool.self) { group in
      for _ in 0..<4 { group.addTask { try Cache.rescue(path, at: noon) != nil } }
      return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(rescues == 1)
    #expect(folder.files.filter { $0.contains("damaged") }.count == 1)
  }

  @Test("a check of a sound cache finds nothing; counts, orphans and the search index are mended")
  func check() throws {
    _ = try fill()
    let sound = try Cache.check(folder.database, at: noon)
    #expect((sound.feeds, sound.entries) == (20, 600))
    #expect(sound.findings == [])
    try folder.tamper("UPDATE tally SET unread = 3 WHERE feed_id = 2; DELETE FROM status WHERE entry_id = 5")
    #expect(try Cache.check(folder.database, at: noon).findings.map(\.isMended) == [true, true])
    try folder.tamper("DELETE FROM search_docsize WHERE id = 9")
    #expect(try Cache.check(folder.database, at: noon).findings.count == 1)
    try folder.tamper("DELETE FROM search_data WHERE id > 10")
    #expect(try Cache.check(folder.database, at: noon).findings.count == 1)
    #expect(try Cache(at: .file(folder.database)).titles(EntryQuery(search: "word9")).count == 30)
    // An older Martlet's index, whose words were folded otherwise.
    try folder.tamper("DELETE FROM memory WHERE key = 'search.form'")
    #expect(
      try Cache.check(folder.database, at: noon).findings.map(\.text)
        == ["the search index was of an older Martlet: built anew"])
    #expect(try Cache.check(folder.database, at: noon).findings == [])
  }
}
