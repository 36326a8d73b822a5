import Dispatch
import FeedCache
import FeedModel
import FeedRefresh
import Synchronization

/// Fetches the pages of posts, one after another, apart from the effects: fetching blocks.
final class PageQueue: Sendable {
  private let reader: PageReader
  private let queue = DispatchQueue(label: "pages")
  private let isStopped = Atomic<Bool>(false)

  init(reader: PageReader) { self.reader = reader }

  func add(_ entry: EntryID, report: @escaping @Sendable (PageReader.Outcome) -> Void) {
    queue.async { [self] in
      do throws(CacheError) {
        report(try reader.read(entry, isCancelled: { self.isStopped.load(ordering: .relaxed) }))
      } catch {
        report(.failed(error.message))
      }
    }
  }

  /// Breaks off what is under way.
  func cancel() { isStopped.store(true, ordering: .relaxed) }
}
