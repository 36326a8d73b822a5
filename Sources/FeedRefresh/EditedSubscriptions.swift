import FeedCache
public import FeedModel
public import FeedParsing

/// The subscriptions while a person edits them as text: what was shown, and the changes that an edited text asks for.
public struct EditedSubscriptions: Sendable {
  private let before: [Subscription]

  public init(_ subscriptions: [Subscription]) { before = subscriptions }

  /// The text to edit.
  public var text: String { SubscriptionText.text(of: before.map(Self.listed)) }

  private static func listed(_ feed: Subscription) -> ListedFeed {
    ListedFeed(url: feed.url, title: title(of: feed), folder: feed.folder, settings: feed.settings)
  }

  /// The title that is shown; nil while there is none.
  private static func title(of feed: Subscription) -> String? {
    feed.title == feed.url || feed.title.isEmpty ? nil : feed.title
  }

  /// What an edited text asks for.
  public enum Outcome: Equatable, Sendable {
    case changes([SubscriptionChange])
    /// Nothing is to be changed before these are mended.
    case faults([SubscriptionText.Fault])
  }

  /// The changes that bring the subscriptions to an edited text. What was changed elsewhere meanwhile, and not in the
  /// text, is left alone.
  public func changes(to text: String) -> Outcome {
    let edited = SubscriptionText(parsing: text)
    var faults = edited.faults
    var added: [ListedFeed] = []
    var kept: [String: ListedFeed] = [:]
    var numbers: [String: Int] = [:]
    let known = Set(before.map(\.url))
    for line in edited.lines {
      var feed = line.feed
      if !known.contains(feed.url) {
        guard let url = SubscriptionEditor.candidates(feed.url).first else {
          faults.append(.init(line: line.number, message: "this is no http or https address"))
          continue
        }
        feed.url = url
      }
      if let other = numbers.updateValue(line.number, forKey: feed.url) {
        faults.append(.init(line: line.number, message: "this is the address of line \(other) again"))
      } else if known.contains(feed.url) {
        kept[feed.url] = feed
      } else {
        added.append(feed)
      }
    }
    guard faults.isEmpty else { return .faults(faults.sorted { $0.line < $1.line }) }
    return .changes(changes(kept: kept, added: added))
  }

  private func changes(kept: [String: ListedFeed], added: [ListedFeed]) -> [SubscriptionChange] {
    let removed = before.filter { kept[$0.url] == nil }
    let moves = moves(from: removed, to: added)
    var changes: [SubscriptionChange] = []
    for feed in before {
      if let line = kept[feed.url] {
        if let change = change(of: feed, to: line, url: nil) { changes.append(change) }
      } else if let line = moves[feed.id] {
        if let change = change(of: feed, to: line, url: line.url) { changes.append(change) }
      } else {
        changes.append(.unsubscribe(feed.id))
      }
    }
    let targets = Set(moves.values.map(\.url))
    for line in added where !targets.contains(line.url) {
      changes.append(
        .subscribe(NewSubscription(url: line.url, title: line.title, folder: line.folder, settings: line.settings)))
    }
    return changes
  }

  /// Lines that have a new address and a title that only one line had and has: the same feed elsewhere.
  private func moves(from removed: [Subscription], to added: [ListedFeed]) -> [FeedID: ListedFeed] {
    let old = Dictionary(grouping: removed) { Self.title(of: $0) ?? "" }
    let new = Dictionary(grouping: added) { $0.title ?? "" }
    var moves: [FeedID: ListedFeed] = [:]
    for (title, feeds) in old where !title.isEmpty && feeds.count == 1 {
      if let lines = new[title], lines.count == 1 { moves[feeds[0].id] = lines[0] }
    }
    return moves
  }

  private func change(of feed: Subscription, to line: ListedFeed, url: String?) -> SubscriptionChange? {
    var settings = line.settings
    // A title that was shown and left alone stays the feed's own, if it was.
    settings.title = line.title == Self.title(of: feed) ? feed.settings.title : line.title
    let newFolder = line.folder == feed.folder ? nil : line.folder
    let newSettings = settings == feed.settings ? nil : settings
    guard url != nil || newFolder != nil || newSettings != nil else { return nil }
    return .set(feed.id, url: url, folder: newFolder, settings: newSettings)
  }
}
