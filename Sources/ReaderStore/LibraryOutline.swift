public import FeedModel

/// What there is to choose from: the feeds with their folders, saved views and tags.
public struct LibraryOutline: Equatable, Sendable {
  public var subscriptions: [Subscription]
  public var views: [SavedView]
  /// By name.
  public var tags: [String]

  public init(
    subscriptions: [Subscription] = [], views: [SavedView] = [], tags: [String] = []
  ) {
    self.subscriptions = subscriptions
    self.views = views
    self.tags = tags
  }

  /// All folders, also those that only hold folders, in order.
  public var folders: [String] {
    var folders: Set<String> = []
    for subscription in subscriptions {
      var path = Substring(subscription.folder)
      while !path.isEmpty {
        folders.insert(String(path))
        path = path.lastIndex(of: "/").map { path[..<$0] } ?? ""
      }
    }
    return folders.sorted()
  }

  /// The feeds as the sidebar shows them: those of a folder after the folders in it, by title.
  public var feedsInOrder: [Subscription] { Sidebar.feeds(of: subscriptions) }

  public func subscription(_ id: FeedID) -> Subscription? { subscriptions.first { $0.id == id } }
}

/// What the post list is a list of.
public enum ListScope: Equatable, Hashable, Sendable {
  case everything
  case starred
  case feed(FeedID, title: String)
  /// A folder with all that is in it.
  case folder(String)
  case view(SavedView)
  /// An expression of the filter language.
  case filter(String)

  /// What the status line calls it; empty for everything.
  public var title: String {
    switch self {
    case .everything: ""
    case .starred: "Starred"
    case .feed(_, let title): title
    case .folder(let path): path
    case .view(let view): view.name
    case .filter(let expression): expression
    }
  }
}
