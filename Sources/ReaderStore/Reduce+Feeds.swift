import Configuration
import FeedModel

extension State {
  // MARK: What the list shows

  /// Shows another list; the cursor goes to its top.
  mutating func show(_ scope: ListScope) -> [Effect] {
    do throws(FilterError) {
      let query = try query(for: scope)
      let leaving = savePlace()
      self.scope = scope
      listBeforeSearch = nil
      list.query = query
      list.selection = 0
      list.top = 0
      list.selectionAnchor = nil
      if focus == .feeds || !isListVisible { focus = .list }
      if let index = sidebar.index(of: scope) { sidebar.select(index, height: sidebarHeight) }
      return leaving + settle() + [openList(.now, keeping: nil)]
    } catch {
      if case .view(let view) = scope {
        message = Message("The view \(view.name) cannot be read: \(error.message)", kind: .error)
      } else {
        message = Message(error.message, kind: .error)
      }
      return []
    }
  }

  /// A scope as the cache understands it; what was chosen of read and unread, and of the order, stays.
  func query(for scope: ListScope) throws(FilterError) -> EntryQuery {
    var query = EntryQuery(unreadOnly: list.query.unreadOnly, order: list.query.order)
    switch scope {
    case .everything: break
    case .feed(let id, _): query.feed = id
    case .starred:
      query.filter = .state(.starred)
      query.unreadOnly = false
    case .folder(let path): query.filter = .folder(path)
    case .view(let view):
      query.filter = try Filter(parsing: view.expression)
      query.unreadOnly = false
    case .filter(let expression):
      query.filter = try Filter(parsing: expression)
      query.unreadOnly = false
    }
    return query
  }

  mutating func showView(named name: String) -> [Effect] {
    guard !name.isEmpty else { return showViews() }
    guard let view = library.views.first(where: { $0.name.lowercased() == name.lowercased() }) else {
      message = Message("There is no view '\(name)'; F filters, and :save-view keeps the filter", kind: .error)
      return []
    }
    return show(.view(view))
  }

  private mutating func showViews() -> [Effect] {
    guard !library.views.isEmpty else {
      message = Message("There are no saved views yet; F filters, and :save-view NAME keeps the filter")
      return []
    }
    let items = library.views.map {
      Menu.Item($0.name, $0.expression, choice: .invoke(Invocation(.view, $0.name)))
    }
    overlay = .menu(Menu(title: "Views", hint: "Enter shows one", items: items, labelCells: 20))
    return []
  }

  mutating func saveView(named name: String) -> [Effect] {
    guard case .filter(let expression) = scope else {
      message = Message("Filter the list first, with F; then its expression can be saved", kind: .error)
      return []
    }
    return [.saveView(SavedView(name: name, expression: expression)), .loadLibrary]
  }

  mutating func forgetView(named name: String) -> [Effect] { [.removeView(name), .loadLibrary] }

  mutating func showFeed(named name: String) -> [Effect] {
    let wanted = name.lowercased()
    let feeds = library.subscriptions
    guard
      let feed = feeds.first(where: { $0.title.lowercased() == wanted })
        ?? feeds.first(where: { $0.title.lowercased().contains(wanted) })
    else {
      message = Message("No feed is called '\(name)'", kind: .error)
      return []
    }
    return show(.feed(feed.id, title: feed.title))
  }

  /// The feed some steps away in the sidebar's order.
  mutating func showNeighbourFeed(_ steps: Int, unreadOnly: Bool) -> [Effect] {
    let feeds = library.feedsInOrder.filter { !unreadOnly || $0.unread > 0 || isShowing($0.id) }
    guard !feeds.isEmpty, !unreadOnly || feeds.contains(where: { $0.unread > 0 }) else {
      message = Message(
        library.subscriptions.isEmpty ? "There are no feeds yet; a adds one" : "No feed has unread posts")
      return []
    }
    let current = feeds.firstIndex { isShowing($0.id) }
    let next = current.map { $0 + steps } ?? (steps > 0 ? 0 : feeds.count - 1)
    guard feeds.indices.contains(next) else {
      message = Message(steps > 0 ? "This is the last feed" : "This is the first feed")
      return []
    }
    return show(.feed(feeds[next].id, title: feeds[next].title))
  }

  private func isShowing(_ id: FeedID) -> Bool {
    if case .feed(id, _) = scope { true } else { false }
  }

  // MARK: The sidebar

  mutating func take(_ library: LibraryOutline) -> [Effect] {
    self.library = library
    sidebar.update(with: library, counts: counts)
    sidebar.select(sidebar.selection, height: sidebarHeight)
    return leaveGuide()
  }

  /// The guide is shown while there is no feed; with the first one the reader begins.
  private mutating func leaveGuide() -> [Effect] {
    guard case .feed(let guide, _) = home, !library.subscriptions.isEmpty, library.subscription(guide) == nil else {
      return []
    }
    let isShown = scope == home
    home = .everything
    guard isShown else { return [] }
    list.query.unreadOnly = true
    focus = .list
    return show(home)
  }

  /// Subscriptions were edited: the list, the counts and the feeds follow, and feeds that are new are asked.
  mutating func take(_ edits: SubscriptionEdits, _ library: LibraryOutline, _ counts: Counts) -> [Effect] {
    self.counts = counts
    var effects = take(library)
    message = Message(edits.sentence + (edits.isEmpty ? "" : "; u undoes it"))
    guard !edits.isEmpty else { return effects }
    let unasked = library.subscriptions.filter { $0.lastRefresh == nil && $0.error == nil }.map(\.id)
    if edits.subscribed > 0, !unasked.isEmpty { effects += refresh(.feeds(unasked)) }
    return effects + listWithoutArrivals()
  }

  mutating func editSubscriptions() -> [Effect] {
    guard preferences.canRefresh else {
      message = Message("These are local files: there are no subscriptions to edit")
      return []
    }
    return savePlace() + [.editSubscriptions]
  }

  mutating func toggleSidebar() -> [Effect] {
    guard preferences.canRefresh else {
      message = Message("These are local files: there are no feeds to show")
      return []
    }
    if sidebar.isShown, focus == .feeds { return hideSidebar() }
    sidebar.isShown = true
    focus = .feeds
    return settle() + [.loadLibrary]
  }

  mutating func hideSidebar() -> [Effect] {
    sidebar.isShown = false
    focus = .list
    return settle()
  }

  mutating func moveInSidebar(to index: Int) -> [Effect] {
    sidebar.select(index, height: sidebarHeight)
    return []
  }

  mutating func showSelectedFeed() -> [Effect] {
    guard let row = sidebar.selectedRow else { return [] }
    return show(row.scope)
  }

  /// - Returns: whether the selected row is a folder that was opened or closed by it.
  @discardableResult
  mutating func setSelectedFolder(collapsed: Bool) -> Bool {
    guard let row = sidebar.selectedRow, case .folder(let path) = row.scope, row.isCollapsed != collapsed else {
      return false
    }
    sidebar.setCollapsed(collapsed, folder: path, library, counts: counts)
    return true
  }

  mutating func narrowSidebar(to text: String) {
    sidebar.narrow(to: text, library, counts: counts)
    sidebar.select(sidebar.selection, height: sidebarHeight)
  }

  // MARK: Feeds

  /// The feed that a command is meant for: in the sidebar the selected one, else the one of the current post.
  private var currentFeed: Subscription? {
    if focus == .feeds {
      guard case .feed(let id, _) = sidebar.selectedRow?.scope else { return nil }
      return library.subscription(id)
    }
    if let feed = currentRow?.feed { return library.subscription(feed) }
    if case .feed(let id, _) = scope { return library.subscription(id) }
    return nil
  }

  mutating func performOnFeeds(_ command: Command, _ argument: String) -> [Effect] {
    switch command {
    case .refreshAll: return refresh(.all)
    case .refreshFeed:
      let feed = focus == .feeds ? currentFeed?.id : currentRow?.feed ?? currentFeed?.id
      return refresh(feed.map { .feeds([$0]) } ?? .all)
    case .health: return [.loadHealth]
    case .add: return [.subscribe(url: argument)]
    case .edit: return editSubscriptions()
    default: break
    }
    guard let feed = currentFeed else {
      message = Message("Choose a feed first: H shows them")
      return []
    }
    switch command {
    case .rename: return [.editSubscription(feed.id, .title(argument))]
    case .move: return [.editSubscription(feed.id, .folder(argument))]
    case .unsubscribe: return [.editSubscription(feed.id, .unsubscribe)]
    default: return []
    }
  }

  private mutating func refresh(_ request: RefreshRequest) -> [Effect] {
    guard preferences.canRefresh else {
      message = Message("These are local files: there is nothing to fetch")
      return []
    }
    refresh = refresh ?? RefreshProgress()
    return [.refresh(request)]
  }

  /// What stands in the prompt of a command before the user types.
  func presetArgument(of command: Command) -> String {
    switch command {
    case .filter: if case .filter(let expression) = scope { expression + " " } else { "" }
    case .rename: currentFeed?.title ?? ""
    case .move: currentFeed?.folder ?? ""
    case .save: currentRow.map(proposedFile) ?? ""
    case .tag: (currentRow?.status.tags ?? []).joined(separator: ", ")
    default: ""
    }
  }
}
