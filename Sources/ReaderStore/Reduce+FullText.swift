import ArticleDocument
import FeedModel

/// Seconds that a post has to be open before its page is fetched by itself: who pages through a feed asks for nothing.
let pageWantedSeconds = 0.7

/// The whole article from a post's page, beside what the feed gives of it.
extension State {
  /// The post's other text: that of its page, fetched if need be, or the feed's.
  mutating func showOtherText() -> [Effect] {
    guard let open = currentArticle() else { return [] }
    if open.entry.page != nil {
      let other: TextSource = open.entry.shownText == .page ? .feed : .page
      return savePlace() + [.chooseText(other, open.id, layoutOptions)]
    }
    guard !pagesUnderWay.contains(open.id) else {
      message = Message("The page is being fetched")
      return []
    }
    guard open.entry.hasPage else {
      message = Message("This post has no page to take its full text from")
      return []
    }
    return fetchPage(of: open.id, isAsked: true)
  }

  private mutating func fetchPage(of id: EntryID, isAsked: Bool) -> [Effect] {
    pagesUnderWay.insert(id)
    return savePlace() + [.fetchPage(id, layoutOptions, isAsked: isAsked)]
  }

  // MARK: By itself

  func wakeForPage() -> [Effect] {
    guard let open = article, wantsPage(open) else { return [] }
    return [.wake(seconds: pageWantedSeconds, .pageWanted(open.id))]
  }

  /// One page at a time is fetched that nobody asked for.
  mutating func fetchWantedPage() -> [Effect] {
    guard let open = article, wantsPage(open), pagesUnderWay.isEmpty else { return [] }
    return fetchPage(of: open.id, isAsked: false)
  }

  private func wantsPage(_ open: OpenArticle) -> Bool {
    let entry = open.entry
    let isWanted = entry.chosenText.map { $0 == .page } ?? entry.feedGivesExcerpts
    return isWanted && entry.page == nil && entry.hasPage
      && !pagesWithoutArticle.contains(entry.id)
  }

  // MARK: What came of it

  mutating func takePage(_ loaded: LoadedArticle) -> [Effect] {
    pagesUnderWay.remove(loaded.entry.id)
    guard article?.id == loaded.entry.id else { return fetchWantedPage() }
    return takeText(loaded)
  }

  mutating func missPage(of id: EntryID, _ failure: PageFailure, isAsked: Bool) -> [Effect] {
    pagesUnderWay.remove(id)
    if failure != .offline { pagesWithoutArticle.insert(id) }
    guard article?.id == id else { return fetchWantedPage() }
    let reason =
      switch failure {
      case .offline: "no way to the page's server; are you offline? x tries again"
      case .reason(let reason): reason
      }
    message =
      isAsked ? Message("No full text: \(reason)", kind: .error) : Message("Only the feed's text: \(reason)")
    return []
  }

  /// The open post in its other text. A text that is seen for the first time begins where the former one was left, if
  /// it has that paragraph too.
  mutating func takeText(_ loaded: LoadedArticle) -> [Effect] {
    guard let former = article, former.id == loaded.entry.id else { return [] }
    let saving = savePlace()
    let here = former.text.marked(former.place)
    show(loaded)
    article?.hasDwelled = former.hasDwelled
    article?.isKeptUnread = former.isKeptUnread
    if loaded.entry.shownPlace == .start, let fingerprint = here.fingerprint,
      let block = loaded.document.block(with: fingerprint, near: here.block)
    {
      let height = articleHeight
      article?.go(to: Place(block: block, offset: here.offset), height: height)
    }
    // What comes by itself comes quietly; the line under the title says what it is.
    guard let chosen = loaded.entry.chosenText else { return saving + layOutAgain() }
    let isPage = chosen == .page
    message = Message(
      isPage ? "The full text of the page; x goes back to the feed's" : "The feed's text; x shows the full one")
    return saving + layOutAgain()
  }

  // MARK: What was edited

  mutating func showChanges() -> [Effect] {
    guard let open = currentArticle() else { return [] }
    return [.loadChanges(open.id)]
  }

  mutating func takeChanges(_ document: Document?) -> [Effect] {
    if let document {
      showPage("What changed", document)
    } else {
      message = Message("This post has not been edited since it came")
    }
    return []
  }
}

extension Entry {
  /// Whether it names a page that can be fetched.
  var hasPage: Bool { row.link.map { $0.hasPrefix("https://") || $0.hasPrefix("http://") } ?? false }
}
