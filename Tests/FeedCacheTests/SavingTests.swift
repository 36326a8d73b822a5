import FeedCache
import FeedModel
import FoundationEssentials
import Testing

struct SavingTests {
  private let cache: Cache

  init() throws { cache = try Cache(at: .memory) }

  private func only(_ query: EntryQuery = all) throws -> Entry {
    let id = try #require(try cache.ids(query).first)
    return try #require(try cache.entry(id))
  }

  @Test("an entry comes back as it was received")
  func roundTrip() throws {
    let body = "<p>" + String(repeating: "Große Wörter und 漢字. ", count: 300)
    let given = ParsedEntry(
      id: "tag:1", title: "Title", link: "https://example.org/1",
      content: Content(.html, body, baseURL: "https://example.org/base/"),
      authors: [Author(name: "Ann", email: "ann@example.org"), Author(name: "Bob")], categories: ["a", "b"],
      enclosures: [Enclosure(url: "https://example.org/1.mp3", type: "audio/mpeg", length: 12)],
      comments: "https://example.org/1#comments", published: hours(-2), updated: hours(-1))
    try cache.take([given])
    let entry = try only()
    #expect(entry.row.title == "Title")
    #expect(entry.row.author == "Ann, Bob")
    #expect(entry.row.feedTitle == "A feed")
    #expect(entry.row.date == hours(-2))
    #expect(entry.row.status == EntryStatus())
    #expect(entry.guid == "tag:1")
    #expect(entry.body == given.content)
    #expect(entry.authors == given.authors)
    #expect(entry.categories == given.categories)
    #expect(entry.enclosures == given.enclosures)
    #expect(entry.comments == given.comments)
    #expect(entry.published == given.published)
    #expect(entry.updated == given.updated)
    #expect(entry.language == "en")
    #expect(entry.place == .start)
  }

  @Test("the same document again changes nothing")
  func savingTwice() throws {
    #expect(try cache.take(posts(1...5)) == SaveResult(new: 5, changed: 0))
    #expect(try cache.take(posts(1...5), at: hours(1)) == SaveResult())
  }

  @Test("many feeds are saved at once, all of them or none")
  func savingMany() throws {
    let ids = try (1...3).map { try cache.subscribe(to: "https://example.org/\($0)", at: noon) }
    let saves = ids.map { FeedSave(feed: $0, state: FetchState(etag: "\($0)"), parsed: feed(posts(1...2))) }
    let stranger = FeedSave(feed: FeedID(rawValue: 99), state: FetchState(), parsed: feed([]))
    #expect(throws: CacheError.self) { try cache.save(saves + [stranger], at: noon) }
    #expect(try cache.counts().unread == 0)
    #expect(try cache.refreshTargets().allSatisfy { $0.state.etag == nil })
    let onlyState = FeedSave(feed: ids[2], state: FetchState(etag: "new"))
    #expect(try cache.save(Array(saves[..<2]) + [onlyState], at: noon).map(\.new) == [2, 2, 0])
    #expect(try cache.counts().unread == 4)
    #expect(try cache.refreshTargets().last?.state.etag == "new")
  }

  @Test("an edit of punctuation, accents or signs is an edit, though the search index sees none")
  func edits() throws {
    for (number, change) in [("Wer?", "Wer…"), ("naive", "naïve"), ("☀ today", "🌧 today")].enumerated() {
      try cache.take([entry("\(number)", title: change.0)])
      #expect(try cache.take([entry("\(number)", title: change.1)], at: hours(1)).changed == 1, "\(change)")
    }
  }

  @Test("the same guid in two feeds is two entries")
  func sameGuidInTwoFeeds() throws {
    try cache.take([entry("1")])
    #expect(try cache.take([entry("1")], from: "https://example.org/other").new == 1)
    #expect(try cache.count(all, at: cache.snapshot()) == 2)
  }

  @Test("an empty answer deletes nothing")
  func emptyAnswer() throws {
    try cache.take(posts(1...5))
    try cache.take([])
    #expect(try cache.count(all, at: cache.snapshot()) == 5)
  }

  @Test("an edit keeps status, place and the place in the list, and the former text")
  func edit() throws {
    try cache.take(posts(1...3))
    let id = try cache.ids(all)[1]
    try cache.change(.read(true), of: [id], at: noon)
    try cache.change(.starred(true), of: [id], at: noon)
    try cache.setPlace(Place(block: 3, offset: 4, fingerprint: -5), of: id)
    let result = try cache.take([entry("2", title: "Better title", html: "<p>New text", at: hours(5))], at: hours(6))
    #expect(result == SaveResult(new: 0, changed: 1))
    #expect(try cache.titles(all) == ["Post 3", "Better title", "Post 1"])
    let edited = try #require(try cache.entry(id))
    #expect(edited.row.status == EntryStatus(isRead: true, isStarred: true))
    #expect(edited.row.isChanged)
    #expect(edited.place == Place(block: 3, offset: 4, fingerprint: -5))
    #expect(edited.body?.source == "<p>New text")
    let former = try #require(try cache.former(id))
    #expect(former.title == "Post 2")
    #expect(former.body?.source == "<p>Text of 2</p>")
    #expect(former.replaced == hours(6))
    try cache.setPlace(.start, of: id)
    #expect(try cache.entry(id)?.row.isChanged == false)
  }

  @Test("new markup and new white space are no change of the text")
  func editOfMarkup() throws {
    try cache.take([entry("1", html: "<p>One &amp; two</p>")])
    let id = try #require(try cache.ids(all).first)
    try cache.change(.read(true), of: [id], at: noon)
    let result = try cache.take([entry("1", html: "<div class=\"a>b\">One \n &#38; <b>two</b></div>")])
    #expect(result == SaveResult())
    #expect(try cache.entry(id)?.row.isChanged == false)
    #expect(try cache.former(id) == nil)
    #expect(try cache.entry(id)?.body?.source.hasPrefix("<div") == true)
  }

  @Test("an edit before the post was read does not mark it as changed")
  func editWhileUnread() throws {
    try cache.take([entry("1")])
    #expect(try cache.take([entry("1", html: "<p>Other words")]).changed == 1)
    #expect(try only().row.isChanged == false)
  }

  @Test("a body or title that the feed leaves out later stays")
  func bodyLeftOut() throws {
    try cache.take([entry("1")])
    try cache.take([ParsedEntry(id: "1", link: "https://example.org/elsewhere")])
    #expect(try only().body?.source == "<p>Text of 1</p>")
    #expect(try only().row.title == "Post 1")
    #expect(try only().row.link == "https://example.org/elsewhere")
  }

  @Test("entries without a guid are told apart by link, date and title")
  func derivedGuids() throws {
    let entries = [
      ParsedEntry(title: "A", link: "https://example.org/", published: hours(-1)),
      ParsedEntry(title: "B", link: "https://example.org/", published: hours(-1)),
      ParsedEntry(title: "C", link: "https://example.org/c", published: hours(-2)),
      ParsedEntry(title: "D"),
      ParsedEntry(summary: Content(.text, "no title")),
    ]
    #expect(try cache.take(entries).new == 5)
    #expect(try cache.take(entries) == SaveResult())
    let retitled = ParsedEntry(title: "C, corrected", link: "https://example.org/c", published: hours(-2))
    #expect(try cache.take([retitled]) == SaveResult(new: 0, changed: 1))
  }

  @Test("a guid that one document uses twice is two entries if the links differ, one if they do not")
  func repeatedGuids() throws {
    var (first, second) = (entry("same"), entry("same"))
    second.link = "https://example.org/second"
    #expect(try cache.take([first, second, second]).new == 2)
    #expect(try cache.take([first, second, second]) == SaveResult())
    first.id = "other"
    #expect(try cache.take([first, first]).new == 1)
  }

  @Test("a post dated in the future is listed at the moment it was seen")
  func futureDates() throws {
    try cache.take([entry("1", at: hours(24 * 365))])
    #expect(try only().row.date == noon)
  }

  @Test("undated posts are listed in the feed's order, and dates beyond all calendars do no harm")
  func strangeDates() throws {
    try cache.take([
      entry("1"), entry("2"), entry("3", at: .distantPast), entry("4", at: Date(timeIntervalSince1970: -1e300)),
    ])
    #expect(try cache.titles(all) == ["Post 1", "Post 2", "Post 3", "Post 4"])
  }

  @Test("validators come back byte for byte")
  func fetchState() throws {
    let id = try cache.subscribe(to: url, at: noon)
    let state = FetchState(
      etag: "W/\"a\\b é\" ", lastModified: "yesterday, or so", lastRefresh: noon, nextDue: hours(1),
      heldUntil: hours(2), isGone: true, failuresInARow: 3, failingSince: hours(-9), error: "no route",
      validatorsURL: "https://example.org/elsewhere",
      schedule: PublishingSchedule(minutesBetweenUpdates: 90, skipHours: [0, 5, 23], skipDays: [1, 7]),
      lastAsked: hours(-1), lastStatus: 503, bodySize: 4000, bytesReceived: 9000, bytesSaved: 12_000,
      movedTo: "https://example.org/new")
    try cache.save(state, for: id)
    #expect(try cache.refreshTargets() == [RefreshTarget(id: id, address: FeedAddress(url), state: state)])
    let subscription = try #require(try cache.subscriptions().first)
    #expect(subscription.error == "no route")
    #expect(subscription.failingSince == hours(-9))
    #expect(subscription.lastRefresh == noon)
  }

  @Test("the user's title and folder win and stay; the feed's title is the next choice, the URL the last")
  func subscriptionTitles() throws {
    let id = try cache.subscribe(to: url, at: noon)
    #expect(try cache.subscriptions().map(\.title) == [url])
    try cache.take([entry("1")])
    #expect(try cache.subscriptions().map(\.title) == ["A feed"])
    #expect(try cache.subscribe(to: url, title: "Mine", folder: "News/Local", at: noon) == id)
    try cache.subscribe(to: url, at: noon)
    let subscription = try #require(try cache.subscriptions().first)
    #expect(subscription.title == "Mine")
    #expect(subscription.folder == "News/Local")
    #expect((subscription.unread, subscription.total) == (1, 1))
  }

  @Test("a feed that is no longer subscribed keeps its articles, out of the lists of all feeds")
  func unsubscribing() throws {
    try cache.take(posts(1...2))
    try cache.take([entry("x")], from: "https://example.org/other")
    let id = try #require(try cache.refreshTargets().first?.id)
    #expect(try cache.unsubscribe(from: url))
    #expect(try !cache.unsubscribe(from: url))
    #expect(try cache.titles(unread) == ["Post x"])
    #expect(try cache.counts() == Counts(unread: 1, starred: 0, feeds: 1))
    #expect(try cache.titles(EntryQuery(feed: id)) == ["Post 2", "Post 1"])
    try cache.subscribe(to: url, at: noon)
    #expect(try cache.count(unread, at: cache.snapshot()) == 3)
  }

  @Test("a kept feed is read without being subscribed")
  func keptFeed() throws {
    let id = try cache.keep("martlet:guide", at: noon)
    #expect(try cache.keep("martlet:guide", at: noon) == id)
    _ = try cache.save(feed(posts(1...3)), for: id, state: FetchState(), at: noon)
    #expect(try cache.subscriptions().isEmpty)
    #expect(try cache.titles(all).isEmpty)
    #expect(try cache.titles(EntryQuery(feed: id, unreadOnly: true)).count == 3)
  }

  @Test("a feed moves to its new address, unless that is taken")
  func moving() throws {
    let id = try cache.subscribe(to: url, at: noon)
    try cache.move(id, to: "https://example.org/new")
    #expect(try cache.refreshTargets().map(\.url) == ["https://example.org/new"])
    try cache.subscribe(to: url, at: noon)
    #expect(throws: CacheError.self) { try cache.move(id, to: url) }
  }

  @Test("what the user wants of a feed is kept, and taken back by setting nothing")
  func settings() throws {
    let id = try cache.subscribe(to: url, title: "First", at: noon)
    #expect(try cache.subscriptions().map(\.settings) == [FeedSettings(title: "First")])
    let settings = FeedSettings(
      title: "Mine", interval: 240, fullText: true, keep: .days(90), headers: ["Authorization": "Basic \"x\""])
    try cache.set(settings, of: id)
    #expect(try cache.subscriptions().map(\.settings) == [settings])
    #expect(try cache.subscriptions().map(\.title) == ["Mine"])
    #expect(try cache.refreshTargets().map(\.settings) == [settings])
    try cache.set(FeedSettings(), of: id)
    #expect(try cache.subscriptions().map(\.settings) == [FeedSettings()])
    #expect(try cache.subscriptions().map(\.title) == [url])
  }
}
