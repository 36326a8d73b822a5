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
      try self.edit(feed, edit)
      return .libraryLoaded(try library())
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
    LibraryOutline(subscriptions: try cache.subscriptions())
  }

  private func edit(_ feed: FeedID, _ edit: SubscriptionEdit) throws(CacheError) {
    guard let subscription = try cache.subscriptions().first(where: { $0.id == feed }) else { return }
    switch edit {
    case .title(let title): try cache.subscribe(to: subscription.url, title: title, at: clock().now)
    case .folder(let folder): try cache.subscribe(to: subscription.url, folder: folder, at: clock().now)
    case .unsubscribe: _ = try cache.unsubscribe(from: subscription.url)
    }
  }

  /// What the reader asks of one post, and of other programs.
  func performOnArticle(_ effect: Effect) throws(CacheError) -> Action? {
    switch effect {
    case .openInBrowser(let url): return .told(browser.open(url))
    default: return nil
    }
  }
}
