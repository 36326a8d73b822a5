import FeedCache
import FeedModel
import Testing

@Suite("Articles from pages")
struct PageTests {
  private let page = Content(.html, "<p>" + String(repeating: "The whole article. ", count: 400) + "</p>", baseURL: url)

  @Test("the article of a page is kept beside the feed's text, with a choice and a place of its own")
  func keeps() throws {
    let cache = try Cache(at: .memory)
    try cache.take([entry("1")])
    let id = try cache.ids(all)[0]
    #expect(try cache.entry(id)?.shownText == .feed)
    try cache.savePage(page, of: id, at: noon)
    #expect(try cache.entry(id)?.page == PageText(content: page, fetched: noon))
    #expect(try cache.entry(id)?.shownText == .feed, "nobody has chosen it")
    try cache.chooseText(.page, of: id)
    try cache.setPagePlace(Place(block: 3, offset: 4), of: id)
    try cache.setPlace(Place(block: 1, offset: 2), of: id)
    let found = try cache.entry(id)
    #expect(found?.shownBody == page)
    #expect(found?.shownPlace == Place(block: 3, offset: 4))
    #expect(found?.place == Place(block: 1, offset: 2))
    try cache.chooseText(.feed, of: id)
    #expect(try cache.entry(id)?.shownBody == found?.body)
  }

  @Test("a choice is kept also before there is a page")
  func choice() throws {
    let cache = try Cache(at: .memory)
    try cache.take([entry("1")])
    let id = try cache.ids(all)[0]
    try cache.chooseText(.feed, of: id)
    try cache.savePage(page, of: id, at: noon)
    #expect(try cache.entry(id)?.chosenText == .feed)
  }

  @Test("a feed with full-text shows the page by itself, unless the feed gives far more")
  func setting() throws {
    let cache = try Cache(at: .memory)
    let long = String(repeating: "<p>A paragraph that the feed gives.</p>", count: 900)
    try cache.take([entry("1"), entry("2", html: long)])
    let feed = try cache.subscriptions()[0].id
    try cache.set(FeedSettings(fullText: true), of: feed)
    for id in try cache.ids(all) { try cache.savePage(page, of: id, at: noon) }
    let shown = try cache.ids(all).compactMap { try cache.entry($0) }.map { [$0.guid, $0.shownText.rawValue] }
    #expect(Set(shown) == [["1", "page"], ["2", "feed"]])
  }

  @Test("an edit by the feed makes the page old: it is to be fetched anew")
  func edit() throws {
    let cache = try Cache(at: .memory)
    try cache.take([entry("1")])
    let id = try cache.ids(all)[0]
    try cache.savePage(page, of: id, at: noon)
    try cache.chooseText(.page, of: id)
    try cache.take([entry("1", html: "<p>Other words</p>")])
    #expect(try cache.entry(id)?.page == nil)
    #expect(try cache.entry(id)?.chosenText == .page)
  }
}
