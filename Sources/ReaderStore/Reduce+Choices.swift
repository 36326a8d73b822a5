import Configuration
public import FeedModel

extension State {
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
      var menu = Menu(title: "Order of the list", hint: "Enter chooses", items: items, labelCells: 8)
      menu.selection = EntryQuery.Order.allCases.firstIndex(of: list.query.order) ?? 0
      overlay = .menu(menu)
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
    case .byFeed: "feed"
    case .byTitle: "title"
    }
  }

  /// What the status line says of it; empty for the usual one.
  public var label: String {
    switch self {
    case .newestFirst: ""
    case .oldestFirst: "oldest first"
    case .bestFirst: "best first"
    case .byFeed: "by feed"
    case .byTitle: "by title"
    }
  }

  var help: String {
    switch self {
    case .newestFirst: "Newest posts first"
    case .oldestFirst: "Oldest posts first"
    case .bestFirst: "What matches the search best, then the newest"
    case .byFeed: "By feed, each feed's newest posts first"
    case .byTitle: "By title, from A to Z"
    }
  }
}
