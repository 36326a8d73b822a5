import FeedCache
import FeedModel
import FeedParsing
import FoundationEssentials
import Testing

@testable import FeedRefresh

@Suite("Subscriptions edited as text")
struct EditedSubscriptionsTests {
  private let now = Date(timeIntervalSince1970: 1_790_000_000)
  private let cache: Cache

  init() throws {
    cache = try Cache(at: .memory)
    try cache.subscribe(to: "https://a.example/", title: "Ay", folder: "Birds", at: now)
    try cache.subscribe(to: "https://b.example/", at: now)
    try cache.subscribe(to: "https://c.example/", at: now)
    let id = try #require(cache.subscriptions().first { $0.url == "https://c.example/" }?.id)
    _ = try cache.save(ParsedFeed(format: .rss2, title: "Cee says"), for: id, state: FetchState(), at: now)
  }

  /// Edits the text and applies what comes of it.
  @discardableResult
  private func edit(_ change: (String) -> String) throws -> SubscriptionEdits? {
    let edited = EditedSubscriptions(try cache.subscriptions())
    guard case .changes(let changes) = edited.changes(to: change(edited.text)) else { return nil }
    return try cache.change(changes, at: now)
  }

  private func state() throws -> [String] {
    try cache.subscriptions().map { "\($0.url) \($0.folder) \($0.title) \($0.settings)" }.sorted()
  }

  @Test("a text that is left alone, or only laid out anew, changes nothing")
  func nothing() throws {
    let before = try state()
    #expect(try edit { $0 }?.isEmpty == true)
    #expect(try edit { $0.replacing("  ", with: " ") }?.isEmpty == true)
    #expect(try state() == before)
    #expect(try cache.undo() == nil)
  }

  @Test("lines are added, changed and taken out as one change, which is undone and done again as one")
  func all() throws {
    let before = try state()
    let edits = try edit { text in
      text.replacing("https://b.example/", with: "https://new.example/feed Folder \"~My New\" full-text")
        .replacing("Birds  ~Ay", with: "Birds/Waders \"~Ay Ay\" interval:6h")
    }
    #expect(edits == SubscriptionEdits(subscribed: 1, unsubscribed: 1, changed: 1))
    let found = try cache.subscriptions()
    #expect(found.map(\.title) == ["Cee says", "Ay Ay", "My New"])
    #expect(found.map(\.folder) == ["", "Birds/Waders", "Folder"])
    #expect(found[1].settings == FeedSettings(title: "Ay Ay", interval: 360))
    #expect(found[2].settings == FeedSettings(title: "My New", fullText: true))
    let after = try state()
    #expect(try cache.undo() == .subscriptions(SubscriptionEdits(subscribed: 1, unsubscribed: 1, changed: 1)))
    #expect(try state() == before)
    _ = try cache.redo()
    #expect(try state() == after)
  }

  @Test("a feed's own title that is shown does not become the user's, and one that is deleted comes back as the feed's")
  func titles() throws {
    try edit { $0.replacing("\"~Cee says\"", with: "Sea \"~Cee says\"").replacing("~Ay", with: "") }
    let found = try cache.subscriptions()
    #expect(found.first { $0.folder == "Sea" }?.settings.title == nil)
    #expect(found.first { $0.url == "https://a.example/" }?.title == "https://a.example/")
  }

  @Test("a new address beside the old title moves the feed with its posts")
  func moving() throws {
    let id = try #require(cache.subscriptions().first { $0.title == "Cee says" }?.id)
    #expect(
      try edit { $0.replacing("https://c.example/", with: "https://moved.example/") }
        == SubscriptionEdits(changed: 1, title: "Cee says"))
    #expect(try cache.subscriptions().first { $0.url == "https://moved.example/" }?.id == id)
    _ = try cache.undo()
    #expect(try cache.subscriptions().first { $0.url == "https://c.example/" }?.id == id)
  }

  @Test("an address without a scheme is completed, and what is no address or comes twice is a fault and no change")
  func addresses() throws {
    #expect(try edit { $0 + "d.example/feed\n" }?.subscribed == 1)
    #expect(try cache.subscriptions().contains { $0.url == "https://d.example/feed" })
    for line in ["exec:true", "file:///etc/passwd", "https://a.example/", "query:x:y", "mailto:a@b.example"] {
      #expect(try edit { $0 + line + "\n" } == nil, "\(line)")
    }
  }

  @Test("what was changed elsewhere while the text was open is left alone")
  func meanwhile() throws {
    let edited = EditedSubscriptions(try cache.subscriptions())
    let id = try #require(cache.subscriptions().first { $0.title == "Ay" }?.id)
    try cache.move(id, to: "https://a.example/moved")
    try cache.subscribe(to: "https://late.example/", at: now)
    guard case .changes(let changes) = edited.changes(to: edited.text.replacing("Birds", with: "Other")) else {
      Issue.record("there is a fault")
      return
    }
    try cache.change(changes, at: now)
    let found = try cache.subscriptions()
    #expect(found.first { $0.id == id }?.url == "https://a.example/moved")
    #expect(found.first { $0.id == id }?.folder == "Other")
    #expect(found.contains { $0.url == "https://late.example/" })
  }
}
