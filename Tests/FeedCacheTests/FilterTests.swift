import FeedCache
import FeedModel
import FoundationEssentials
import Testing

@Suite("Filters")
struct FilterTests {
  private let cache: Cache
  private let snapshot: ListSnapshot

  init() throws {
    cache = try Cache(at: .memory)
    let reeds = try cache.subscribe(
      to: "https://reeds.example/feed", title: "Planet Réeds", folder: "News/Local", at: noon)
    let marsh = try cache.subscribe(to: "https://marsh.example/atom", title: "Marsh", folder: "Tech", at: noon)
    func post(_ id: String, _ title: String, _ text: String, by author: String? = nil, days: Double) -> ParsedEntry {
      var post = entry(id, title: title, html: text, at: noon.addingTimeInterval(-days * 86_400))
      if let author { post.authors = [Author(name: author)] }
      return post
    }
    let state = FetchState()
    _ = try cache.save(
      feed([
        post("1", "Herons", "Herons stand in the water.", by: "Ann Reed", days: 1),
        post("2", "Bitterns", "Bitterns hide among herons.", by: "Bob", days: 5),
      ]), for: reeds, state: state, at: noon)
    _ = try cache.save(
      feed([
        post("3", "Cranes", "Cranes dance in the water at dawn.", days: 40),
        post("4", "Avocets", "Avocets.", by: "Ann Dyke", days: 400),
      ]), for: marsh, state: state, at: noon)
    let herons = try cache.ids(EntryQuery(filter: Filter(parsing: "title:herons")))
    try cache.change(.read(true), of: herons, at: noon)
    try cache.change(
      .starred(true), all: EntryQuery(filter: Filter(parsing: "cranes")), at: cache.snapshot(), now: noon)
    try cache.change(
      .tagged("To read", true), all: EntryQuery(filter: Filter(parsing: "herons")), at: cache.snapshot(), now: noon)
    snapshot = try cache.snapshot(at: noon)
  }

  private func found(_ expression: String) throws -> [String] {
    try cache.titles(EntryQuery(filter: Filter(parsing: expression)), at: snapshot)
  }

  @Test(
    "an expression finds what it says, newest first",
    arguments: [
      ("", "Herons Bitterns Cranes Avocets"), ("heron", "Herons Bitterns"), ("title:heron", "Herons"),
      ("author:ann", "Herons Avocets"), ("author:\"ann dyke\"", "Avocets"), ("author:\"ann dy\"", ""),
      ("\"in the water\"", "Herons Cranes"), ("\"the in water\"", ""), ("feed:RÉEDS", "Herons Bitterns"),
      ("feed:\"planet r\"", "Herons Bitterns"), ("feed:marsh.example", "Cranes Avocets"),
      ("folder:local", "Herons Bitterns"),
      ("folder:news", "Herons Bitterns"), ("folder:news/local", "Herons Bitterns"), ("folder:Loc", ""),
      ("folder:\"\"", ""),
      ("folder:tech", "Cranes Avocets"), ("unread", "Bitterns Cranes Avocets"), ("read", "Herons"),
      ("-read -starred", "Bitterns Avocets"),
      ("starred", "Cranes"), ("tagged", "Herons Bitterns"), ("tag:\"TO READ\"", "Herons Bitterns"), ("tag:to", ""),
      ("tag:\"to read\" unread", "Bitterns"), ("-tagged", "Cranes Avocets"), ("newer:3d", "Herons"),
      ("older:3d newer:2m", "Bitterns Cranes"),
      ("older:1y", "Avocets"), ("newer:2023-11-14", ""), ("older:2023-11-14 newer:2023-11-10", "Herons"),
      ("-newer:3d", "Bitterns Cranes Avocets"),
      ("herons or cranes", "Herons Bitterns Cranes"), ("(herons or dawn) water", "Herons Cranes"),
      ("-herons", "Cranes Avocets"),
      ("-(herons or starred)", "Avocets"), ("water -feed:planet", "Cranes"), ("starred or newer:3d", "Herons Cranes"),
      ("herons or -tagged", "Herons Bitterns Cranes Avocets"), ("changed", ""), ("hidden", ""), ("🎉", ""),
      ("-🎉", "Herons Bitterns Cranes Avocets"),
    ])
  func finds(expression: String, titles: String) throws {
    #expect(try found(expression) == titles.split(separator: " ").map(String.init))
  }

  @Test("hidden entries show only where they are asked for")
  func hidden() throws {
    try cache.change(.hidden(true), all: EntryQuery(filter: Filter(parsing: "cranes")), at: cache.snapshot(), now: noon)
    #expect(try cache.titles(all) == ["Herons", "Bitterns", "Avocets"])
    #expect(try cache.titles(EntryQuery(filter: Filter(parsing: "water"))) == ["Herons"])
    #expect(try cache.titles(EntryQuery(filter: Filter(parsing: "hidden"))) == ["Cranes"])
    #expect(try cache.titles(EntryQuery(filter: Filter(parsing: "water (hidden or -hidden)"))) == ["Herons", "Cranes"])
    #expect(try cache.titles(EntryQuery(filter: Filter(parsing: "starred"))).isEmpty)
  }

  @Test("the list of a filter stands still whatever is done to its entries")
  func standsStill() throws {
    let query = EntryQuery(filter: try Filter(parsing: "starred or unread"))
    let ids = try cache.ids(query, at: snapshot)
    #expect(ids.count == 3)
    for id in ids {
      try cache.change(.read(true), of: [id], at: noon)
      try cache.change(.starred(false), of: [id], at: noon)
    }
    try cache.take([entry("9", title: "News")])
    #expect(try cache.ids(query, at: snapshot) == ids)
    #expect(try cache.count(query, at: snapshot) == 3)
    #expect(try cache.index(of: ids[1], in: query, at: snapshot) == 1)
    #expect(try cache.arrivals(query, since: snapshot) == 1)
    #expect(try cache.unreadIndex(in: query, at: snapshot, from: -1, forward: true) == nil)
    try cache.change(.read(false), of: [ids[1]], at: noon)
    #expect(try cache.unreadIndex(in: query, at: snapshot, from: -1, forward: true) == 1)
    #expect(try cache.unreadIndex(in: query, at: snapshot, from: 2, forward: false) == 1)
    #expect(try cache.unreadIndex(in: query, at: snapshot, from: 1, forward: true) == nil)
    #expect(try cache.titles(query) == ["News", cache.rows(query, at: snapshot, offset: 1, limit: 1)[0].title])
    #expect(try cache.rows(query, at: snapshot, offset: 2, limit: .max).count == 1)
    #expect(try cache.rows(query, at: snapshot, offset: 7, limit: 9).isEmpty)
  }

  @Test("the best matches come first, and each shows the passage that was found")
  func ranking() throws {
    let filter = try Filter(parsing: "herons")
    let query = EntryQuery(filter: filter, order: .bestFirst)
    let found = try cache.summaries(query, at: cache.snapshot(), limit: nil)
    #expect(found.map(\.row.title) == ["Herons", "Bitterns"])
    #expect(try cache.summaries(query, at: cache.snapshot(), limit: 1).map(\.row.title) == ["Herons"])
    #expect(try cache.snippet(of: found[1].row.id, for: filter) == "Bitterns hide among herons.")
    #expect(try cache.snippet(of: found[1].row.id, for: Filter(parsing: "unread")) == nil)
    let long = String(repeating: "reed and water ", count: 100)
    try cache.take([entry("7", title: "Long", html: "<p>\(long)<b>Ｍａｒｔｌｅｔｓ</b> never land &amp; \(long)")])
    let id = try #require(try cache.ids(EntryQuery(filter: Filter(parsing: "martlets"))).first)
    let passage = try #require(try cache.snippet(of: id, for: Filter(parsing: "martlet \"never land\"")))
    #expect(passage.hasPrefix("…") && passage.hasSuffix("…"))
    #expect(passage.contains("Ｍａｒｔｌｅｔｓ never land & reed"))
    #expect(passage.count < 180)
  }

  @Test("a word in thousands of posts is found in all of them, in order")
  func manyMatches() throws {
    let cache = try Cache(at: .memory)
    try cache.take(posts(1...6000))
    try cache.change(.read(true), of: cache.ids(EntryQuery(filter: Filter(parsing: "\"post 5999\""))), at: noon)
    let query = EntryQuery(unreadOnly: true, search: "text of")
    let snapshot = try cache.snapshot()
    #expect(try cache.count(query, at: snapshot) == 5999)
    #expect(try cache.rows(query, at: snapshot, offset: 0, limit: 2).map(\.title) == ["Post 6000", "Post 5998"])
    #expect(try cache.rows(query, at: snapshot, offset: 5998, limit: 5).map(\.title) == ["Post 1"])
    let oldest = EntryQuery(search: "post", order: .oldestFirst)
    #expect(try cache.rows(oldest, at: snapshot, offset: 0, limit: 2).map(\.title) == ["Post 1", "Post 2"])
    let some = EntryQuery(filter: try Filter(parsing: "post -\"post 6000\" -read"))
    #expect(try cache.summaries(some, at: snapshot, limit: 1).map(\.row.title) == ["Post 5998"])
    #expect(try cache.change(.starred(true), all: some, at: snapshot, now: noon) == 5998)
  }
}

@Suite("Tags and views")
struct TagTests {
  private let cache: Cache

  init() throws {
    cache = try Cache(at: .memory)
    try cache.take(posts(1...3))
  }

  @Test("tags are put on and taken off, one action each, and undone and done again")
  func tags() throws {
    let ids = try cache.ids(all)
    #expect(
      try cache.setTags(["To read", " later ", "LATER"], of: ids[0], at: noon)[ids[0]]?.tags == ["later", "To read"])
    #expect(try cache.change(.tagged("Later", true), all: all, at: cache.snapshot(), now: noon) == 2)
    #expect(try cache.tags() == [Tag(name: "later", entries: 3), Tag(name: "To read", entries: 1)])
    #expect(
      try cache.rows(all, at: cache.snapshot(), offset: 0, limit: 3).map(\.status.tags) == [
        ["later", "To read"], ["later"], ["later"],
      ])
    #expect(try cache.setTags(["new"], of: ids[0], at: noon)[ids[0]]?.tags == ["new"])
    #expect(try cache.entry(ids[0])?.row.status.tags == ["new"])

    #expect(try cache.undo()?.marks?.statuses[ids[0]]?.tags == ["later", "To read"])
    let second = try #require(try cache.undo()?.marks)
    #expect(second.change == .tagged("Later", false))
    #expect(second.statuses.count == 2)
    #expect(try cache.tags().map(\.entries) == [1, 1])
    _ = try cache.undo()
    #expect(try cache.tags().isEmpty)
    #expect(try cache.undo() == nil)
    _ = try cache.redo()
    _ = try cache.redo()
    _ = try cache.redo()
    #expect(try cache.tags() == [Tag(name: "later", entries: 2), Tag(name: "new", entries: 1)])
    #expect(try cache.redo() == nil)
    try cache.setTags(["new"], of: ids[0], at: noon)
    #expect(try cache.undo()?.marks?.change == .tagged("new", false), "no change is no action")
  }

  @Test("a tag that is no name is refused, and so is nothing else")
  func names() throws {
    #expect(Tag.names(in: "later,  to   read , ,Later,春夏") == ["later", "to read", "春夏"])
    #expect(throws: CacheError.self) {
      try cache.change(.tagged(" ", true), all: all, at: cache.snapshot(), now: noon)
    }
    try cache.change(.tagged("a\u{1B}[31m\nb", true), all: all, at: cache.snapshot(), now: noon)
    #expect(try cache.tags().first?.name.contains("\u{1B}") == false)
  }

  @Test("views are kept by name, in order")
  func views() throws {
    try cache.save([SavedView(name: "Long", expression: "older:1y")], at: noon)
    try cache.save([SavedView(name: "Stars", expression: "starred")], at: noon)
    try cache.save([SavedView(name: "long", expression: "older:2y")], at: noon)
    #expect(try cache.views().map(\.name) == ["long", "Stars"])
    #expect(try cache.view(named: "LONG")?.filter == .older(.ago(2, .years)))
    #expect(try cache.renameView("long", to: "Old", at: noon))
    #expect(try !cache.renameView("long", to: "Older", at: noon))
    #expect(throws: CacheError.self) { try cache.renameView("old", to: "STARS", at: noon) }
    #expect(try cache.views().map(\.name) == ["Old", "Stars"])
    #expect(try cache.removeView(named: "old", at: noon))
    #expect(try !cache.removeView(named: "old", at: noon))
    #expect(try cache.views() == [SavedView(name: "Stars", expression: "starred")])
  }

  @Test("every change of views can be taken back, and done again")
  func undoingViews() throws {
    try cache.save([SavedView(name: "Long", expression: "older:1y")], at: noon)
    let first = try cache.views()
    try cache.save(
      [SavedView(name: "long", expression: "older:2y"), SavedView(name: "Stars", expression: "starred")], at: noon)
    let second = try cache.views()
    #expect(try cache.renameView("stars", to: "Best", at: noon))
    #expect(try cache.removeView(named: "long", at: noon))
    #expect(try cache.undo() == .views(ViewReversal(there: ["long"])))
    #expect(try cache.undo() == .views(ViewReversal(gone: ["Best"], there: ["Stars"])))
    #expect(try cache.views() == second)
    #expect(try cache.undo() == .views(ViewReversal(gone: ["Stars"], there: ["Long"])))
    #expect(try cache.views() == first)
    #expect(try cache.redo() != nil)
    #expect(try cache.views() == second)
  }
}
