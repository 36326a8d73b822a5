public import FeedModel

/// What there is to choose from: the feeds with their folders, saved views and tags.
public struct LibraryOutline: Equatable, Sendable {
  public var subscriptions: [Subscription]
  public var views: [SavedView]
  /// By name.
  public var tags: [String]

  public init(subscriptions: [Subscription] = [], views: [SavedView] = [], tags: [String] = []) {
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
  var feedsInOrder: [Subscription] { Sidebar.feeds(of: subscriptions) }

  func subscription(_ id: FeedID) -> Subscription? { subscriptions.first { $0.id == id } }
}
