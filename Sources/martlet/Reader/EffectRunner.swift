import ArticleLayout
import Configuration
import FeedCache
import FeedFetching
import FeedModel
import FeedRefresh
import Foundation
import ReaderStore
import Synchronization

/// Carries effects out, away from the main thread, and posts what comes of them to the mailbox.
///
/// What concerns the cache goes through one lane in order, so that an undo never overtakes the mark it undoes. Only a
/// write that waits for another process is left behind: what reads goes on, what writes comes after it. Refreshing has
/// a thread of its own.
final class EffectRunner: Sendable {
  let cache: Cache
  let mailbox: Mailbox
  let downloads: DownloadThread
  let paths: UserPaths
  private let keep: Keeping
  let clock: @Sendable () -> Clock
  private let lane: AsyncStream<Effect>.Continuation
  /// A queue, since a write may block: the pool in which tasks run has no threads to spare.
  private let writing = DispatchQueue(label: "martlet.writes")
  /// How many writes were carried out and told of.
  private let writes = Mutex(0)
  /// Effects that are yet to be finished.
  private let laneWork = Atomic<Int>(0)
  private let refreshWork = Atomic<Int>(0)
  let downloadWork = Atomic<Int>(0)
  private let newestGeneration = Atomic<Int>(0)
  private let refreshes: RefreshThread
  private let pages: PageQueue
  private let knownVersion = Atomic<Int>(0)
  private let list = Mutex<(query: EntryQuery, snapshot: ListSnapshot)?>(nil)

  init(
    cache: Cache, mailbox: Mailbox, paths: UserPaths, downloadsFolder: String, keep: Retention, fetcher: Fetcher,
    clock: @escaping @Sendable () -> Clock
  ) {
    self.cache = cache
    self.mailbox = mailbox
    self.paths = paths
    self.clock = clock
    downloads = DownloadThread(folder: downloadsFolder, paths: paths, cache: cache, fetcher: fetcher)
    let keeping = Keeping(keep)
    self.keep = keeping
    pages = PageQueue(reader: PageReader(cache: cache, clock: { clock().now }, fetcher: fetcher))
    let refresher = Refresher(cache: cache, clock: { clock().now }, fetcher: fetcher)
    refreshes = RefreshThread(
      refresher: refresher,
      editor: SubscriptionEditor(cache: cache, refresher: refresher, clock: { clock().now })
    ) { () throws(CacheError) in
      try Cleaning.afterRefresh(cache, keep: keeping.value, at: clock().now)
    }
    let (effects, continuation) = AsyncStream<Effect>.makeStream()
    lane = continuation
    Task { @concurrent [weak self] in
      for await effect in effects {
        self?.carryOut(effect)
      }
    }
  }

  /// Takes another retention and folder from here on.
  func use(keep: Retention, downloadsFolder: String) {
    self.keep.value = keep
    downloads.folder = downloadsFolder
  }

  /// Whether nothing is under way whose result is still to come.
  var isIdle: Bool {
    isLaneIdle && refreshWork.load(ordering: .sequentiallyConsistent) == 0
      && downloadWork.load(ordering: .sequentiallyConsistent) == 0
  }

  private var isLaneIdle: Bool { laneWork.load(ordering: .sequentiallyConsistent) == 0 }

  func run(_ effect: Effect) {
    switch effect {
    case .refresh(let request):
      refreshWork.add(1, ordering: .sequentiallyConsistent)
      refresh(request)
      return
    case .subscribe(let url):
      refreshWork.add(1, ordering: .sequentiallyConsistent)
      subscribe(to: url)
      return
    case .fetchPage(let id, let options, let isAsked):
      refreshWork.add(1, ordering: .sequentiallyConsistent)
      fetchPage(of: id, options, isAsked: isAsked)
      return
    case .saveEnclosure(let enclosure, let feed):
      save(enclosure, of: feed)
      return
    case .stopSaving:
      stopSaving()
      return
    default: break
    }
    laneWork.add(1, ordering: .sequentiallyConsistent)
    if case .openList(_, _, _, _, let generation) = effect {
      newestGeneration.store(generation, ordering: .sequentiallyConsistent)
    }
    lane.yield(effect)
  }

  private func carryOut(_ effect: Effect) {
    guard effect.writes else { return read(effect) }
    let isDone = DispatchSemaphore(value: 0)
    writing.async { [self] in
      write(effect)
      isDone.signal()
    }
    // As long as nobody notices; a write by itself takes a few milliseconds.
    _ = isDone.wait(timeout: .now() + .milliseconds(200))
  }

  private func write(_ effect: Effect) {
    let action = perform(effect)
    writes.withLock { count in
      count += 1
      if let action { mailbox.post(action) }
    }
    laneWork.subtract(1, ordering: .sequentiallyConsistent)
  }

  private func read(_ effect: Effect) {
    var isPosted = false
    while !isPosted {
      let before = writes.withLock { $0 }
      let action = perform(effect)
      isPosted = writes.withLock { count in
        // What was read before a write must not be shown after it.
        guard count == before || effect.isDoneOnce else { return false }
        if let action { mailbox.post(action) }
        return true
      }
    }
    laneWork.subtract(1, ordering: .sequentiallyConsistent)
  }

  /// Cancels a refresh that is under way, lets the writes that are due finish, and takes no more.
  func stop() {
    refreshes.cancel()
    pages.cancel()
    stopSaving()
    lane.finish()
    // Marks and places are short writes; half a second is ample, and a quit never waits longer.
    for _ in 0..<500 where !isIdle { usleep(1000) }
  }

  /// Carries an effect out at once, on this thread: for the first screen.
  func perform(_ effect: Effect) -> Action? {
    do throws(CacheError) {
      return try performOnCache(effect)
    } catch {
      return .cacheFailed(error.message)
    }
  }

  private func performOnCache(_ effect: Effect) throws(CacheError) -> Action? {
    switch effect {
    case .openList(let query, let moment, let id, _, let generation):
      return try openList(query, moment, keeping: id, generation: generation)
    case .loadRows(let query, let snapshot, let range, let generation):
      return try loadRows(query, at: snapshot, range, generation: generation)
    case .findUnread(let query, let snapshot, let index, let forward, let generation):
      return try findUnread(query, at: snapshot, from: index, forward: forward, generation: generation)
    case .loadArticle(let id, let options):
      return try article(id, options).map(Action.articleLoaded) ?? .articleMissing(id)
    case .chooseText(let source, let id, let options):
      try cache.chooseText(source, of: id)
      return try article(id, options).map(Action.textChosen)
    case .savePagePlace(let place, let id):
      try cache.setPagePlace(place, of: id)
      return nil
    case .layOut(let id, let text, let options):
      return .laidOut(id, text, text.layout(options), options)
    case .change(let change, let entries):
      let statuses = try cache.change(change, of: entries, at: clock().now)
      return .statusesChanged(statuses, try cache.counts())
    case .undo: return .reverted(try cache.undo(), try cache.counts(), isRedo: false)
    case .redo: return .reverted(try cache.redo(), try cache.counts(), isRedo: true)
    case .savePlace(let place, let id):
      try cache.setPlace(place, of: id)
      return nil
    case .rememberPost(let id):
      try cache.remember(id.map { String($0.rawValue) }, for: Remembered.post)
      return nil
    case .changeList(let change, let query, let snapshot, let rows, let generation):
      let count = try changeList(change, query, at: snapshot, rows: rows)
      return .listChanged(change, count: count, try cache.counts(), generation: generation)
    case .setTags, .loadLibrary, .saveView, .removeView, .editSubscription, .loadHistory, .saveHistory, .loadHealth,
      .loadChanges:
      return try performOnLibrary(effect)
    case .savePost(let post, let path): return .told(try save(post, to: path))
    case .listFolder(let folder): return .folderListed(paths.listing(folder))
    case .refresh, .subscribe, .fetchPage, .saveEnclosure, .stopSaving, .openInBrowser, .openEnclosure, .pipe, .wake,
      .copy, .useTheme, .redrawTerminal, .suspend, .quit, .editSubscriptions, .editSettings, .useSettings, .useMouse:
      return nil
    }
  }

  private func article(_ id: EntryID, _ options: LayoutOptions) throws(CacheError) -> LoadedArticle? {
    guard let entry = try cache.entry(id) else { return nil }
    let document = ArticleComposer.document(for: entry, clock: clock())
    return LoadedArticle(
      entry: entry, document: document, layout: Layout(document, options: options), options: options)
  }

  /// - Returns: how many posts were marked.
  private func changeList(
    _ change: StatusChange, _ query: EntryQuery, at snapshot: ListSnapshot, rows: Range<Int>?
  ) throws(CacheError) -> Int {
    guard let rows else { return try cache.change(change, all: query, at: snapshot, now: clock().now) }
    let entries = try cache.rows(query, at: snapshot, offset: rows.lowerBound, limit: rows.count)
    return try cache.change(change, of: entries.map(\.id), at: clock().now).count
  }

  private func openList(
    _ query: EntryQuery, _ moment: ListMoment, keeping id: EntryID?, generation: Int
  ) throws(CacheError) -> Action? {
    // While the user types, only the last question is worth an answer.
    guard generation >= newestGeneration.load(ordering: .sequentiallyConsistent) else { return nil }
    let version = try cache.dataVersion()
    let snapshot = try snapshot(moment)
    let count = try cache.count(query, at: snapshot)
    let index: Int? = if let id { try cache.index(of: id, in: query, at: snapshot) } else { nil }
    let first = PostList.firstRows(around: index ?? 0, count: count)
    let rows = try cache.rows(query, at: snapshot, offset: first.lowerBound, limit: first.count)
    list.withLock { $0 = (query, snapshot) }
    // What is written from here on is news to this list.
    if moment == .now { knownVersion.store(version, ordering: .sequentiallyConsistent) }
    return .listOpened(
      OpenedList(
        generation: generation, snapshot: snapshot, count: count, offset: first.lowerBound, rows: rows,
        selection: index,
        counts: try cache.counts(), clock: clock()))
  }

  /// Where posts have gone for good, which happens when old ones are cleaned away, the list is counted anew.
  private func loadRows(
    _ query: EntryQuery, at snapshot: ListSnapshot, _ range: Range<Int>, generation: Int
  ) throws(CacheError) -> Action {
    let rows = try cache.rows(query, at: snapshot, offset: range.lowerBound, limit: range.count)
    guard rows.count < range.count else {
      return .rowsLoaded(generation: generation, offset: range.lowerBound, rows: rows)
    }
    return .listOpened(
      OpenedList(
        generation: generation, snapshot: snapshot, count: try cache.count(query, at: snapshot),
        offset: range.lowerBound, rows: rows, selection: nil, counts: try cache.counts(), clock: clock()))
  }

  private func snapshot(_ moment: ListMoment) throws(CacheError) -> ListSnapshot {
    switch moment {
    case .frozen(let snapshot): return snapshot
    case .now: return try cache.snapshot(at: clock().now)
    case .withoutArrivals(let newest):
      var snapshot = try cache.snapshot(at: clock().now)
      snapshot.newestEntry = newest
      return snapshot
    }
  }

  /// The next unread post; after the list's end the search goes on at its other end.
  private func findUnread(
    _ query: EntryQuery, at snapshot: ListSnapshot, from index: Int, forward: Bool, generation: Int
  ) throws(CacheError) -> Action {
    if let next = try cache.unreadIndex(in: query, at: snapshot, from: index, forward: forward) {
      return .unreadFound(generation: generation, index: next, isRoundTheEnd: false)
    }
    let end = forward ? -1 : try cache.count(query, at: snapshot)
    let next = try cache.unreadIndex(in: query, at: snapshot, from: end, forward: forward)
    return .unreadFound(generation: generation, index: next, isRoundTheEnd: true)
  }

  // MARK: What others write

  /// Tells the reader if another connection, of this process or another, has written since the last call.
  func lookForNews() {
    guard isLaneIdle else { return }
    do throws(CacheError) {
      let version = try cache.dataVersion()
      let known = knownVersion.exchange(version, ordering: .sequentiallyConsistent)
      if known != version, let news = try news() { mailbox.post(news) }
    } catch {
      mailbox.post(.cacheFailed(error.message))
    }
  }

  private func news() throws(CacheError) -> Action? {
    guard let (query, snapshot) = list.withLock({ $0 }) else { return nil }
    return .libraryChanged(arrivals: try cache.arrivals(query, since: snapshot), try cache.counts(), clock())
  }

  // MARK: Refresh

  private func refresh(_ request: RefreshRequest) {
    refreshes.add(request) { [self] step in
      switch step {
      case .progressed(let progress): mailbox.post(.refreshProgressed(progress))
      case .finished(let report):
        if let news = try? news() { mailbox.post(news) }
        mailbox.post(.refreshFinished(report))
        refreshWork.subtract(1, ordering: .sequentiallyConsistent)
      }
    }
  }
}

extension Effect {
  /// Whether it writes to the cache.
  fileprivate var writes: Bool {
    switch self {
    case .change, .changeList, .undo, .redo, .setTags, .savePlace, .savePagePlace, .chooseText, .rememberPost,
      .saveView, .removeView, .editSubscription, .saveHistory:
      true
    default: false
    }
  }

  /// Whether it is not to be done again, though somebody wrote to the cache meanwhile: it does not ask it, or has made a
  /// file.
  fileprivate var isDoneOnce: Bool {
    switch self {
    case .layOut, .savePost: true
    default: false
    }
  }
}

extension EffectRunner {
  private func fetchPage(of id: EntryID, _ options: LayoutOptions, isAsked: Bool) {
    pages.add(id) { [self] outcome in
      switch outcome {
      case .saved: mailbox.post(showPage(of: id, options, isAsked: isAsked))
      case .failed(let reason): mailbox.post(.pageFailed(id, .reason(reason), isAsked: isAsked))
      case .offline: mailbox.post(.pageFailed(id, .offline, isAsked: isAsked))
      }
      refreshWork.subtract(1, ordering: .sequentiallyConsistent)
    }
  }

  private func showPage(of id: EntryID, _ options: LayoutOptions, isAsked: Bool) -> Action {
    do throws(CacheError) {
      if isAsked { try cache.chooseText(.page, of: id) }
      guard let article = try article(id, options) else {
        return .pageFailed(id, .reason("the post is no longer in the cache"), isAsked: isAsked)
      }
      return .pageLoaded(article)
    } catch {
      return .pageFailed(id, .reason(error.message), isAsked: isAsked)
    }
  }

  /// Fetching blocks: it waits its turn on the refresh thread.
  private func subscribe(to url: String) {
    refreshes.add(url: url) { [self] added in
      mailbox.post(.told(added.message))
      if added.others.count > 0 { mailbox.post(.feedsFound(added.others)) }
      if let library = try? library() { mailbox.post(.libraryLoaded(library)) }
      if let news = try? news() { mailbox.post(news) }
      refreshWork.subtract(1, ordering: .sequentiallyConsistent)
    }
  }
}

/// Names under which the cache keeps the reader's own memory.
enum Remembered {
  static let post = "reader.post"
  static let guide = "reader.guide"
  /// What is known of a file that was not saved whole.
  static func download(_ url: String) -> String { "reader.download." + url }
  /// What was typed into a kind of prompt, the newest line first.
  static func history(_ name: String) -> String { "reader.history." + name }
}

/// How long posts are kept, which the refresh thread asks for and a reader may change.
private final class Keeping: Sendable {
  private let retention: Mutex<Retention>

  init(_ retention: Retention) { self.retention = Mutex(retention) }

  var value: Retention {
    get { retention.withLock { $0 } }
    set { retention.withLock { $0 = newValue } }
  }
}
