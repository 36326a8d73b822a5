import ArticleDocument
import Configuration
import FeedModel

extension State {
  // MARK: Other texts of the open post

  /// The whole article from its page, and back to what the feed gives.
  mutating func toggleFullText() -> [Effect] { toggle(.fullText, saying: "Fetching the article…") }

  /// What the feed changed in the post, and back.
  mutating func toggleChanges() -> [Effect] { toggle(.changes, saying: nil) }

  private mutating func toggle(_ version: ArticleVersion, saying text: String?) -> [Effect] {
    guard let open = currentArticle() else { return [] }
    let wanted = open.version == version ? .feed : version
    if wanted == version { message = text.map { Message($0) } }
    return savePlace() + [.loadVersion(wanted, open.id, layoutOptions)]
  }

  mutating func take(_ loaded: LoadedArticle, _ version: ArticleVersion) -> [Effect] {
    guard let open = article, open.id == loaded.entry.id else { return [] }
    message = nil
    show(loaded)
    article?.version = version
    article?.hasDwelled = open.hasDwelled
    article?.isKeptUnread = open.isKeptUnread
    // Another text begins at its beginning.
    let height = articleHeight
    if version != .feed { article?.go(to: .start, height: height) }
    let words: String? =
      switch version {
      case .feed: open.version == .feed ? nil : "The text that the feed gives"
      case .fullText: "The article from its page; x goes back"
      case .changes: "Changes since the text before; = goes back"
      }
    message = words.map { Message($0) }
    return layOutAgain()
  }

  // MARK: Sending on

  mutating func save(to path: String) -> [Effect] {
    guard let open = currentArticle() else { return [] }
    return [.savePost(open.id, open.version, path: path)]
  }

  mutating func pipe(to program: String) -> [Effect] {
    guard let open = currentArticle() else { return [] }
    return [.pipePost(open.id, open.version, program: program)]
  }

  // MARK: Adding feeds

  /// A page names several feeds.
  mutating func choose(from feeds: [FoundFeed]) -> [Effect] {
    let items = feeds.map {
      Menu.Item("", $0.title.isEmpty ? $0.url : $0.title, note: $0.url, choice: .subscribe(url: $0.url))
    }
    overlay = .menu(Menu(title: "Feeds of this page", hint: "Enter adds one", items: items, labelCells: 0))
    return []
  }

  // MARK: Order

  mutating func sort(by name: String) -> [Effect] {
    guard !name.isEmpty else {
      let items = EntryQuery.Order.allCases.map { order in
        Menu.Item(
          order.name, order.help, note: order == list.query.order ? "now" : "",
          choice: .invoke(Invocation(.sort, order.name)))
      }
      overlay = .menu(Menu(title: "Order of the list", hint: "Enter chooses", items: items, labelCells: 8))
      return []
    }
    guard let order = EntryQuery.Order.allCases.first(where: { $0.name == name }) else {
      let names = EntryQuery.Order.allCases.map(\.name).joined(separator: ", ")
      message = Message("There is no order '\(name)'; there are \(names)", kind: .error)
      return []
    }
    list.query.order = order
    message = Message(order.help)
    return reopenList()
  }
}

extension EntryQuery.Order {
  /// As it is typed.
  var name: String {
    switch self {
    case .newestFirst: "newest"
    case .oldestFirst: "oldest"
    case .bestFirst: "best"
    }
  }

  var help: String {
    switch self {
    case .newestFirst: "Newest posts first"
    case .oldestFirst: "Oldest posts first"
    case .bestFirst: "What matches the search best, then the newest"
    }
  }
}
