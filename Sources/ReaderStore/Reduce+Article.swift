public import ArticleLayout
import Configuration
import FeedModel

extension State {
  /// How the article is laid out for its pane.
  public var layoutOptions: LayoutOptions {
    var options = LayoutOptions(width: geometry.textWidth, wideLines: .scroll)
    options.hyphenates = preferences.hyphenates
    options.isJustified = preferences.justifies
    options.asciiOnly = preferences.usesASCII
    return options
  }

  // MARK: Opening

  /// Selects a row and opens its post, now or as soon as the row is there.
  mutating func openPost(at index: Int) -> [Effect] {
    guard list.count > 0, (0..<list.count).contains(index) else { return [] }
    list.select(index, height: listHeight)
    guard let row = list[index] else {
      list.openWhenLoaded = index
      return loadMissingRows()
    }
    return open(row.id)
  }

  mutating func open(_ id: EntryID) -> [Effect] {
    // A post that is opened is seen, also where only one pane has room.
    if !isArticleVisible { focus = .article }
    guard article?.id != id else {
      opening = nil
      return layOutAgain() + doTypedAhead()
    }
    return beginOpening(id)
  }

  private mutating func beginOpening(_ id: EntryID) -> [Effect] {
    if opening != id { typedAhead = [] }
    opening = id
    return [.loadArticle(id, layoutOptions)]
  }

  mutating func take(_ loaded: LoadedArticle) -> [Effect] {
    guard opening == loaded.entry.id else { return [] }
    opening = nil
    let leaving = savePlace()
    let id = loaded.entry.id
    if let former = article?.id, former != id, !isGoingBack {
      visited = visited.suffix(State.longestWayBack) + [former]
    }
    isGoingBack = false
    show(loaded)
    return leaving + [.wake(seconds: dwellSeconds, .dwelled(id)), .rememberPost(id)] + wakeForPage() + layOutAgain()
      + doTypedAhead()
  }

  mutating func show(_ loaded: LoadedArticle) {
    find = nil
    var next = OpenArticle(
      entry: loaded.entry, document: loaded.document, layout: loaded.layout, options: loaded.options)
    next.go(to: next.text.found(loaded.entry.shownPlace), height: articleHeight)
    article = next
  }

  static let longestWayBack = 100

  /// Where a link of the post was followed, then the post that was open before this one, also if it is not in the list.
  mutating func goBack() -> [Effect] {
    if let effects = goBackInPost() { return effects }
    guard let id = visited.popLast() else {
      message = Message("This is the first post that was opened")
      return []
    }
    // It is left by going back, and so is not what one comes back to.
    let load = beginOpening(id)
    if let index = list.index(of: id) { list.select(index, height: listHeight) }
    if !isArticleVisible { focus = .article }
    isGoingBack = true
    return load + loadMissingRows()
  }

  mutating func miss(_ id: EntryID) -> [Effect] {
    guard opening == id else { return [] }
    opening = nil
    typedAhead = []
    isGoingBack = false
    message = Message("This post is no longer in the cache; ^L shows what is", kind: .error)
    return []
  }

  // MARK: Layout

  /// Lays the open article out for the width that its pane has now, keeping the place.
  mutating func layOutAgain() -> [Effect] {
    guard var open = article else { return [] }
    let (text, options) = (textToShow(of: open), layoutOptions)
    guard open.options != options || open.shown != text else {
      open.go(to: open.place, height: articleHeight)
      article = open
      return []
    }
    let isShort = (open.entry.shownBody?.source.utf8.count ?? 0) <= immediateLayoutBytes
    guard isShort, !options.hyphenates else { return [.layOut(open.id, text, options)] }
    return take(text.layout(options), of: text, options, id: open.id)
  }

  mutating func take(
    _ layout: Layout, of text: ArticleText, _ options: LayoutOptions, id: EntryID
  ) -> [Effect] {
    guard var open = article, open.id == id, options == layoutOptions, text == textToShow(of: open) else { return [] }
    let place = open.place
    open.setLayout(layout, of: text, options)
    open.go(to: place, height: articleHeight)
    open.focusLinkAgain(height: articleHeight)
    open.furthestTop = min(open.furthestTop, open.lastTop(height: articleHeight))
    article = open
    if let find { self.find?.matches = Find.matches(of: find.text, in: layout) }
    return []
  }

  /// What the user wants, as far as the pane has room for it.
  private func textToShow(of open: OpenArticle) -> ArticleText {
    open.text.languages == .sideBySide && !hasRoomSideBySide ? open.text.showing(.both) : open.text
  }

  var hasRoomSideBySide: Bool { (geometry.article?.width ?? size.width) >= Layout.narrowestSideBySide }

  /// Both languages, one, the other, and side by side where there is room.
  mutating func showNextLanguages() -> [Effect] {
    guard let open = article else { return [] }
    let next: Languages =
      switch open.text.languages {
      case .both: .first
      case .first: .second
      case .second: hasRoomSideBySide ? .sideBySide : .both
      case .sideBySide: .both
      }
    let text = open.text.showing(next)
    guard let title = text.title else {
      message = Message("This post is not in two languages, as far as can be told")
      return []
    }
    article?.text = text
    let isCramped = next == .both && open.text.languages == .second
    message = Message(title + (isCramped ? "; side by side needs \(Layout.narrowestSideBySide) columns" : ""))
    return layOutAgain()
  }

  // MARK: Reading

  mutating func scrollArticle(by lines: Int) -> [Effect] {
    guard let open = article else { return [] }
    return scrollArticle(to: open.top + lines)
  }

  mutating func scrollArticle(to line: Int) -> [Effect] {
    guard var open = article else { return [] }
    let (former, hadUnsavedPlace) = (open.top, open.hasUnsavedPlace)
    open.scroll(to: line, height: articleHeight)
    open.forgetWhatIsAway(width: geometry.textWidth, height: articleHeight)
    article = open
    guard open.top != former else { return [] }
    let settle: [Effect] =
      hadUnsavedPlace ? [] : [.wake(seconds: placeSettleSeconds, .placeSettled(open.id))]
    let hasReachedEnd = open.top > former && open.isAtEnd(height: articleHeight)
    return settle + (hasReachedEnd ? markRead() : markReadIfRead())
  }

  /// Shifts wide code and tables sideways, no further than the widest line that is shown.
  mutating func shiftArticle(_ cells: Int) -> [Effect] {
    guard let open = article else { return [] }
    let furthest = open.furthestShift(width: geometry.textWidth, height: articleHeight)
    article?.shift = max(0, min(open.shift + cells, furthest))
    if furthest == 0 { message = Message("Nothing here is wider than the text column") }
    return []
  }

  /// The key that reads everything: a page down, and at the end the next unread post.
  mutating func readOn() -> [Effect] {
    if focus == .list, let row = list.selectedRow, row.id != article?.id || !isArticleVisible {
      return opening == row.id ? [] : open(row.id)
    }
    guard let open = article else { return openPost(at: list.selection) }
    guard open.isAtEnd(height: articleHeight) else { return scrollArticle(by: pageStep(articleHeight)) }
    return markRead() + goToUnread(forward: true)
  }

  mutating func goToUnread(forward: Bool) -> [Effect] {
    guard let snapshot = list.snapshot else { return [] }
    return [
      .findUnread(list.query, at: snapshot, from: list.selection, forward: forward, generation: list.generation)
    ]
  }

  mutating func openUnread(at index: Int?, generation: Int, isRoundTheEnd: Bool) -> [Effect] {
    guard generation == list.generation else { return [] }
    guard let index else {
      message = Message(
        arrivals > 0 ? "No unread post left here; ^L takes in \(arrivals) new" : "No unread post left")
      return []
    }
    if isRoundTheEnd, index != list.selection { message = Message("On from the other end of the list") }
    return openPost(at: index)
  }

  func markReadIfRead() -> [Effect] {
    guard let open = article, open.countsAsRead(height: articleHeight) else { return [] }
    return markRead()
  }

  func markRead() -> [Effect] {
    guard let open = article, !open.entry.row.status.isRead, !open.isKeptUnread else { return [] }
    return [.change(.read(true), [open.id])]
  }

  mutating func savePlace() -> [Effect] {
    guard let open = article, open.hasUnsavedPlace else { return [] }
    article?.hasUnsavedPlace = false
    let place = open.text.marked(open.place)
    return [open.entry.shownText == .page ? .savePagePlace(place, open.id) : .savePlace(place, open.id)]
  }

  /// A page leaves one line of the former page for the eye to hold on to.
  func pageStep(_ height: Int) -> Int { max(1, height - 1) }

  // MARK: Find

  /// While a search is typed: lights all matches, and looks at the first at or below a line. Nothing counts as read.
  mutating func findInArticle(_ text: String, from origin: Int) {
    guard var open = article else { return }
    open.focusedLink = nil
    open.top = origin
    let matches = Find.matches(of: text, in: open.layout)
    let current = matches.firstIndex { ($0.first?.line ?? 0) >= origin } ?? 0
    find = text.isEmpty ? nil : Find(text: text, matches: matches, current: current)
    if let line = find?.currentLine, !open.isOnScreen(line, height: articleHeight) {
      open.top = max(0, min(line - articleHeight / 3, open.lastTop(height: articleHeight)))
    }
    article = open
  }

  /// The search is as it should be: the place that was looked at is where the user reads now.
  mutating func acceptFind(from origin: Int) -> [Effect] {
    guard let found = find, let open = article else { return [] }
    if found.matches.isEmpty {
      find = nil
      message = Message("'\(found.text)' is not in this post")
    }
    article?.top = origin
    return scrollArticle(to: open.top)
  }

  mutating func goToMatch(forward: Bool) -> [Effect] {
    guard let found = find, !found.matches.isEmpty else { return [] }
    let count = found.matches.count
    article?.focusedLink = nil
    find?.current = (found.current + (forward ? 1 : count - 1)) % count
    return showCurrentMatch()
  }

  private mutating func showCurrentMatch() -> [Effect] {
    guard let open = article, let line = find?.currentLine, !open.isOnScreen(line, height: articleHeight) else {
      return []
    }
    return scrollArticle(to: line - articleHeight / 3)
  }
}
