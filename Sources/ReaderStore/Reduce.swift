import ArticleLayout
import Configuration
import FeedModel

/// Seconds a post has to be open before reading it counts.
let dwellSeconds = 2.0
/// Seconds that scrolling has to pause before the place goes to disk.
let placeSettleSeconds = 1.0
/// Seconds between the reader's own refreshes of due feeds.
let refreshIntervalSeconds = 900.0
/// Bodies up to this many bytes are laid out at once when the width changes; longer ones outside.
let immediateLayoutBytes = 65_536

/// Brings the state from one happening to the next, and says what is to be done outside.
public func reduce(_ state: inout State, _ action: Action) -> [Effect] {
  switch action {
  case .key(let key): return state.press(key)
  case .pointer(let event): return state.point(event)
  case .resized(let size): return state.resize(to: size)
  case .terminated: return state.savePlace() + [.quit]
  case .command(let command): return state.perform(command)
  case .started: return state.start()
  case .woke(let reason): return state.wake(reason)

  case .listOpened(let list): return state.take(list)
  case .rowsLoaded(let generation, let offset, let rows): return state.take(rows, at: offset, generation: generation)
  case .unreadFound(let generation, let index, let isRound):
    return state.openUnread(at: index, generation: generation, isRoundTheEnd: isRound)
  case .articleLoaded(let article): return state.take(article)
  case .articleMissing(let id): return state.miss(id)
  case .articleRestored(let article):
    state.show(article)
    return state.layOutAgain()
  case .textChosen(let article): return state.takeText(article)
  case .changesLoaded(let document): return state.takeChanges(document)
  case .laidOut(let id, let text, let layout, let options): return state.take(layout, of: text, options, id: id)
  case .statusesChanged(let statuses, let counts): return state.take(statuses, counts)
  case .reverted(let reversal, let counts, let isRedo): return state.take(reversal, counts, isRedo: isRedo)
  case .libraryChanged(let arrivals, let counts, let clock): return state.takeNews(arrivals, counts, clock)
  case .listChanged(let change, let count, let counts, let generation):
    return state.take(change, count: count, counts, generation: generation)
  case .libraryLoaded(let library): return state.take(library)
  case .subscriptionsChanged(let edits, let library, let counts): return state.take(edits, library, counts)
  case .historyLoaded(let lines, let name):
    state.take(history: lines, named: name)
    return []
  case .feedsFound(let feeds): return state.choose(from: feeds)
  case .healthLoaded(let document):
    state.showPage("Feeds", document)
    return []
  case .cacheFailed(let text):
    // Nothing is under way any more: the next key may ask again.
    state.list.isLoading = false
    state.list.isOpening = false
    state.opening = nil
    state.typedAhead = []
    state.message = Message(text, kind: .error)
    return []

  case .settingsLoaded(let settings, let themeNames): return state.take(settings, themeNames: themeNames)
  case .themeShown(let name):
    state.preferences.theme = name
    return []
  case .refused(let reason):
    state.message = Message(reason, kind: .error)
    return []

  case .refreshProgressed(let progress):
    state.refresh = progress
    return []
  case .refreshFinished(let report): return state.finishRefresh(report)
  case .pageLoaded(let article): return state.takePage(article)
  case .pageFailed(let id, let failure, let isAsked): return state.missPage(of: id, failure, isAsked: isAsked)
  case .downloadProgressed(let progress):
    state.download = progress
    return []
  case .folderListed(let folder):
    state.take(folder)
    return []
  case .told(let message):
    state.message = message
    return []
  case .copyFailed(let reason):
    state.message = Message(reason, kind: .error)
    return []
  }
}

extension State {
  /// The first screen is on: everything that needs a network or the clock may begin.
  mutating func start() -> [Effect] {
    guard preferences.refresh == .automatic, preferences.canRefresh, !isRefreshScheduled else { return [] }
    isRefreshScheduled = true
    return [.refresh(.due), .wake(seconds: refreshIntervalSeconds, .refreshDue)]
  }

  fileprivate mutating func resize(to size: ScreenSize) -> [Effect] {
    self.size = size
    return settle()
  }

  fileprivate mutating func wake(_ reason: WakeReason) -> [Effect] {
    switch reason {
    case .dwelled(let id):
      guard article?.id == id else { return [] }
      article?.hasDwelled = true
      return markReadIfRead()
    case .placeSettled(let id):
      return article?.id == id ? savePlace() : []
    case .pageWanted(let id): return article?.id == id ? fetchWantedPage() : []
    case .keysPending(let keys):
      explainPendingKeys(keys)
      return []
    case .refreshDue:
      isRefreshScheduled = false
      return start()
    }
  }

  fileprivate mutating func finishRefresh(_ report: RefreshReport) -> [Effect] {
    refresh = nil
    guard report.wasAsked || !report.failures.isEmpty else { return [] }
    if let first = report.failures.first {
      let others = report.failures.count - 1
      message = Message(others == 0 ? first : "\(first); \(others) more failed", kind: .error)
    } else if report.feeds == 0 {
      message = Message("There is no feed to refresh; a adds one")
    } else {
      let posts = report.new == 0 ? "nothing new" : counted(report.new, "new post")
      message = Message("Refreshed \(counted(report.feeds, "feed")): \(posts)")
    }
    return []
  }

  /// After the panes have changed: the selection is brought into view, and the article is laid out for its width.
  mutating func settle() -> [Effect] {
    list.select(list.selection, height: listHeight)
    if var former = listBeforeSearch {
      former.select(former.selection, height: listHeight)
      listBeforeSearch = former
    }
    return layOutAgain() + loadMissingRows()
  }

  mutating func loadMissingRows() -> [Effect] {
    guard let snapshot = list.snapshot, let rows = list.missingRows(height: listHeight) else { return [] }
    list.isLoading = true
    return [.loadRows(list.query, at: snapshot, rows, generation: list.generation)]
  }
}
