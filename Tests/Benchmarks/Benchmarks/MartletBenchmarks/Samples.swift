import Configuration
import FeedModel
import FoundationEssentials
import ReaderStore

/// Text that is the same in every run: words drawn by a linear congruential generator (Knuth's MMIX constants).
struct Words {
  private var seed: UInt64 = 1
  private static let words = """
    the marsh a harrier low over reed and turns on wind where dyke ends before light has quite come 濕地 wader tide \
    mud flat winter of in to with from grey white call flight north south water feather egg nest spring again
    """.split(separator: " ")

  mutating func next() -> Substring {
    seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Self.words[Int(seed >> 33) % Self.words.count]
  }

  mutating func sentence(_ count: Int) -> String { (0..<count).map { _ in next() }.joined(separator: " ") }
}

enum Samples {
  static let noon = Date(timeIntervalSince1970: 1_790_000_000)

  /// A post with headings, links, lists, code and a table.
  /// - Parameter sections: each about 1 kB.
  /// - Returns: HTML without a head.
  static func html(sections: Int) -> String {
    var words = Words()
    return (1...sections).map { number in
      """
      <h2>\(words.sentence(4))</h2>
      <p>\(words.sentence(60)) <a href="https://marsh.example/\(number)">\(words.sentence(3))</a>, <em>\(words.next())</em> \
      and <strong>\(words.next())</strong>. \(words.sentence(40))</p>
      <ul><li>\(words.sentence(12))</li><li>\(words.sentence(8))</li></ul>
      <pre><code>let \(words.next()) = \(number)</code></pre>
      <table><tr><th>\(words.next())<th>\(words.next())<tr><td>\(words.sentence(3))<td>\(number)</table>

      """
    }.joined()
  }

  /// An RSS feed.
  static func feed(entries: Int) -> [UInt8] {
    var words = Words()
    let body = html(sections: 3)
    let items = (1...entries).map { number in
      """
      <item><title>\(words.sentence(6))</title><link>https://marsh.example/post/\(number)</link><guid>\(number)</guid>
      <pubDate>Mon, 21 Sep 2026 12:00:00 GMT</pubDate><description><![CDATA[<p>\(words.sentence(20))</p>\(body)]]></description></item>

      """
    }.joined()
    return Array("<rss version=\"2.0\"><channel><title>Marsh Notes</title>\(items)</channel></rss>".utf8)
  }

  /// A reader whose list is open.
  static func reader(posts: Int) -> State {
    var words = Words()
    let clock = Clock(now: noon)
    var list = PostList(query: EntryQuery(unreadOnly: true))
    list.generation = 1
    var state = State(size: ScreenSize(width: 80, height: 24), clock: clock, list: list)
    let rows = (1...min(posts, 400)).map { number in
      EntryRow(
        id: EntryID(rawValue: Int64(number)), feed: FeedID(rawValue: 1), feedTitle: "Marsh Notes",
        title: words.sentence(8), link: "https://marsh.example/\(number)", date: noon, status: EntryStatus())
    }
    let opened = OpenedList(
      generation: 1, snapshot: ListSnapshot(newestEntry: EntryID(rawValue: Int64(posts)), statusSerial: 0),
      count: posts, offset: 0, rows: rows, selection: nil, counts: Counts(unread: posts, feeds: 1), clock: clock)
    _ = reduce(&state, .listOpened(opened))
    return state
  }
}
