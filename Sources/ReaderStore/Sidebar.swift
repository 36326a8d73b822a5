import FeedModel

/// The feeds pane: everything, starred posts, saved views, and the feeds in their folders.
public struct Sidebar: Equatable, Sendable {
  /// A row, and the list that it stands for.
  public struct Row: Equatable, Sendable {
    public var scope: ListScope
    public var title: String
    /// Folders above it.
    public var depth: Int
    /// nil where counting would cost a search.
    public var unread: Int?
    /// Its last refresh failed.
    public var isFailing: Bool
    /// nil for what is no folder.
    public var isCollapsed: Bool?
  }

  public var isShown = false
  public private(set) var rows: [Row] = []
  public var selection = 0
  public var top = 0
  /// Folders whose feeds are not shown.
  private var collapsed: Set<String> = []
  /// Rows whose title holds this are shown, in whatever folder.
  public private(set) var search = ""

  public init() {}

  public var selectedRow: Row? { rows.indices.contains(selection) ? rows[selection] : nil }

  func index(of scope: ListScope) -> Int? { rows.firstIndex { $0.scope.isSame(as: scope) } }

  static func feeds(of subscriptions: [Subscription]) -> [Subscription] {
    let byID = Dictionary(subscriptions.map { ($0.id, $0) }) { first, _ in first }
    return Sidebar.rows(ofFolder: "", depth: 0, Tree(subscriptions), []).compactMap { row in
      if case .feed(let id, _) = row.scope { byID[id] } else { nil }
    }
  }

  // MARK: Rows

  mutating func update(with library: LibraryOutline, counts: Counts) {
    let selected = selectedRow?.scope
    rows = Sidebar.rows(of: library, counts: counts, collapsed: search.isEmpty ? collapsed : [])
    if !search.isEmpty {
      let wanted = search.lowercased()
      rows = rows.filter { $0.isCollapsed == nil && $0.title.lowercased().contains(wanted) }
    }
    selection = selected.flatMap { index(of: $0) } ?? max(0, min(selection, rows.count - 1))
  }

  mutating func narrow(to text: String, _ library: LibraryOutline, counts: Counts) {
    search = text
    update(with: library, counts: counts)
    if !text.isEmpty { selection = 0 }
  }

  mutating func setCollapsed(_ isCollapsed: Bool, folder: String, _ library: LibraryOutline, counts: Counts) {
    if isCollapsed { collapsed.insert(folder) } else { collapsed.remove(folder) }
    update(with: library, counts: counts)
  }

  private static func rows(of library: LibraryOutline, counts: Counts, collapsed: Set<String>) -> [Row] {
    var rows = [
      Row(scope: .everything, title: "All feeds", depth: 0, unread: counts.unread, isFailing: false),
      Row(scope: .starred, title: "Starred", depth: 0, unread: nil, isFailing: false),
    ]
    for view in library.views {
      rows.append(Row(scope: .view(view), title: view.name, depth: 0, unread: nil, isFailing: false))
    }
    rows += Sidebar.rows(ofFolder: "", depth: 0, Tree(library.subscriptions), collapsed)
    return rows
  }

  /// Subscriptions by the folder that they are in, and folders by the one above.
  private struct Tree {
    var feeds: [String: [Subscription]] = [:]
    var folders: [String: [String]] = [:]
    var unread: [String: Int] = [:]

    init(_ subscriptions: [Subscription]) {
      var known: Set<String> = [""]
      for subscription in subscriptions {
        feeds[subscription.folder, default: []].append(subscription)
        var path = subscription.folder
        while true {
          unread[path, default: 0] += subscription.unread
          guard !path.isEmpty else { break }
          let parent = path.lastIndex(of: "/").map { String(path[..<$0]) } ?? ""
          if known.insert(path).inserted { folders[parent, default: []].append(path) }
          path = parent
        }
      }
    }
  }

  private static func rows(ofFolder path: String, depth: Int, _ tree: Tree, _ collapsed: Set<String>) -> [Row] {
    var rows: [Row] = []
    for folder in tree.folders[path, default: []].sorted(by: { $0.lowercased() < $1.lowercased() }) {
      let isCollapsed = collapsed.contains(folder)
      rows.append(
        Row(
          scope: .folder(folder), title: folder.split(separator: "/").last.map(String.init) ?? folder, depth: depth,
          unread: tree.unread[folder], isFailing: false, isCollapsed: isCollapsed))
      if !isCollapsed { rows += Sidebar.rows(ofFolder: folder, depth: depth + 1, tree, collapsed) }
    }
    let feeds = tree.feeds[path, default: []].sorted { $0.title.lowercased() < $1.title.lowercased() }
    rows += feeds.map { feed in
      Row(
        scope: .feed(feed.id, title: feed.title), title: FeedAddress.name(feed.title), depth: depth,
        unread: feed.unread, isFailing: feed.error != nil)
    }
    return rows
  }
}
