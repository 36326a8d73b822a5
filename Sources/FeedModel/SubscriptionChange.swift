/// A feed to subscribe to.
public struct NewSubscription: Equatable, Sendable {
  public var url: String
  /// Folder path, parts joined by `/`; empty at the top.
  public var folder: String
  /// What the user wants of it, a title of the user's own too.
  public var settings: FeedSettings
  /// What an OPML file said of it beyond that, kept for an export and not looked into.
  public var opmlAttributes: String?

  public init(
    url: String, title: String? = nil, folder: String = "", settings: FeedSettings = FeedSettings(),
    opmlAttributes: String? = nil
  ) {
    self.url = url
    self.folder = folder
    self.settings = settings
    self.settings.title = title ?? settings.title
    self.opmlAttributes = opmlAttributes
  }
}

/// A change of one subscription; a list of them is one action that can be taken back.
public enum SubscriptionChange: Equatable, Sendable {
  /// One that is subscribed already stays as it is.
  case subscribe(NewSubscription)
  /// Its posts stay in the cache.
  case unsubscribe(FeedID)
  /// Gives a subscription another address, folder or settings; nil leaves what there is. Where the address is that of
  /// another feed of the cache, that feed takes its place.
  case set(FeedID, url: String? = nil, folder: String? = nil, settings: FeedSettings? = nil)
}

/// What a list of changes did, or what taking it back did.
public struct SubscriptionEdits: Equatable, Sendable {
  public var subscribed: Int
  public var unsubscribed: Int
  /// Those that stayed subscribed with another title, folder, address or setting.
  public var changed: Int
  /// The title of the feed, if there was but one.
  public var title: String?

  public init(subscribed: Int = 0, unsubscribed: Int = 0, changed: Int = 0, title: String? = nil) {
    self.subscribed = subscribed
    self.unsubscribed = unsubscribed
    self.changed = changed
    self.title = title
  }

  /// Whether nothing was done.
  public var isEmpty: Bool { subscribed == 0 && unsubscribed == 0 && changed == 0 }

  /// One clause: `subscribed to 2 feeds, unsubscribed from 1, changed 3`.
  public var text: String {
    var parts: [String] = []
    func feeds(_ count: Int) -> String {
      if count == 1, let title { return title }
      return parts.isEmpty ? counted(count, "feed") : "\(count)"
    }
    if subscribed > 0 { parts.append("subscribed to \(feeds(subscribed))") }
    if unsubscribed > 0 { parts.append("unsubscribed from \(feeds(unsubscribed))") }
    if changed > 0 { parts.append("changed \(feeds(changed))") }
    return parts.isEmpty ? "nothing changed" : parts.joined(separator: ", ")
  }

  /// The same, as a sentence begins.
  public var sentence: String { text.prefix(1).uppercased() + text.dropFirst() }
}

/// What an undo or redo took back, or did again.
public enum Reversal: Equatable, Sendable {
  case marks(StatusReversal)
  case subscriptions(SubscriptionEdits)
  case views(ViewReversal)

  /// The marks, where it was about marks.
  public var marks: StatusReversal? {
    if case .marks(let reversal) = self { reversal } else { nil }
  }
}
