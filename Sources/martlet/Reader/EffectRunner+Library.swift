import FeedCache
import FeedModel
import ReaderStore
import Theming

extension EffectRunner {
  /// What the reader asks of the subscriptions, the views and its own memory.
  func performOnLibrary(_ effect: Effect) throws(CacheError) -> Action? {
    switch effect {
    case .loadLibrary: return .libraryLoaded(try library())
    case .editSubscription(let feed, let edit):
      return try subscriptionsChanged(by: try self.edit(feed, edit))
    case .setTags(let tags, let entry):
      let statuses = try cache.setTags(tags, of: entry, at: clock().now)
      return .statusesChanged(statuses, try cache.counts())
    case .saveView(let view):
      try cache.save([view], at: clock().now)
      return .told(Message("Saved the view \(view.name); u undoes it"))
    case .removeView(let name):
      let wasThere = try cache.removeView(named: name, at: clock().now)
      return .told(
        wasThere
          ? Message("Removed the view \(name); u undoes it")
          : Message("There is no view '\(name)'", kind: .error))
    case .loadHealth: return .healthLoaded(FeedHealthPage.document(try cache.health(at: clock().now), clock: clock()))
    case .loadChanges(let id):
      guard let former = try cache.former(id), let entry = try cache.entry(id) else { return .changesLoaded(nil) }
      return .changesLoaded(ChangesPage.document(of: entry, since: former, clock: clock()))
    case .loadHistory(let name):
      let lines = try cache.recall(Remembered.history(name))?.split(separator: "\n").map(String.init)
      return .historyLoaded(lines ?? [], name: name)
    case .saveHistory(let lines, let name):
      try cache.remember(lines.joined(separator: "\n"), for: Remembered.history(name))
      return nil
    default: return nil
    }
  }

  func library() throws(CacheError) -> LibraryOutline {
    LibraryOutline(
      subscriptions: try cache.subscriptions(), views: try cache.views(), tags: try cache.tags().map(\.name))
  }

  func subscriptionsChanged(by edits: SubscriptionEdits) throws(CacheError) -> Action {
    .subscriptionsChanged(edits, try library(), try cache.counts())
  }

  private func edit(_ feed: FeedID, _ edit: SubscriptionEdit) throws(CacheError) -> SubscriptionEdits {
    guard let subscription = try cache.subscriptions().first(where: { $0.id == feed }) else {
      return SubscriptionEdits()
    }
    let change: SubscriptionChange
    switch edit {
    case .title(let title):
      var settings = subscription.settings
      settings.title = title.isEmpty ? nil : title
      change = .set(feed, url: nil, folder: nil, settings: settings)
    case .folder(let folder): change = .set(feed, url: nil, folder: folder, settings: nil)
    case .unsubscribe: change = .unsubscribe(feed)
    }
    return try cache.change([change], at: clock().now)
  }
}
