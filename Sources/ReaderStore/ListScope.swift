public import FeedModel

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

  /// Whether both name the same thing, whatever it is called now.
  func isSame(as other: ListScope) -> Bool {
    switch (self, other) {
    case (.feed(let a, _), .feed(let b, _)): a == b
    case (.view(let a), .view(let b)): a.name == b.name
    default: self == other
    }
  }
}
