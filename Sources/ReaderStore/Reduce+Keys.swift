import Configuration
import FeedModel

extension State {
  /// A key goes to what is on top: the prompt, the overlay, a lit search, the focused pane.
  mutating func press(_ key: Key) -> [Effect] {
    message = nil
    if prompt != nil { return type(key) }
    if overlay != nil, let effects = pressInOverlay(key) { return effects }
    if find != nil, key == .character("n") || key == .character("N") {
      return goToMatch(forward: key == .character("n"))
    }
    let context: KeyContext = focus == .list ? .list : .article
    guard let command = keymap.command(for: key, in: context) else {
      message = Message("\(key.label) does nothing here; ? shows the keys")
      return []
    }
    return perform(command)
  }

  mutating func perform(_ command: Command) -> [Effect] {
    switch command {
    case .readOn: return readOn()
    case .open: return openAndFocus()
    case .lineDown: return scrollArticle(by: 1)
    case .lineUp: return scrollArticle(by: -1)
    case .pageBack: return scrollArticle(by: -pageStep(articleHeight))
    case .pageDown: return movePage(1)
    case .pageUp: return movePage(-1)
    case .halfPageDown: return moveHalfPage(1)
    case .halfPageUp: return moveHalfPage(-1)
    case .top: return focus == .list ? moveSelection(to: 0) : scrollArticle(to: 0)
    case .bottom: return focus == .list ? moveSelection(to: list.count - 1) : scrollArticle(to: .max / 2)
    case .find: return startPrompt(.findInArticle)
    case .shiftLeft: return shiftArticle(-8)
    case .shiftRight: return shiftArticle(8)

    case .nextHeading: return goToHeading(forward: true)
    case .previousHeading: return goToHeading(forward: false)
    case .bilingual: return showNextLanguages()

    case .nextLink: return focusLink(forward: true)
    case .previousLink: return focusLink(forward: false)
    case .followLink: return followLink()
    case .openInBrowser: return openPage()
    case .copyURL: return copyURL()
    case .copyMarkdown: return copyMarkdown()
    case .copyCode: return copyCode()

    case .nextRow: return moveSelection(to: list.selection + 1)
    case .previousRow: return moveSelection(to: list.selection - 1)
    case .nextPost: return openNeighbour(1)
    case .previousPost: return openNeighbour(-1)
    case .nextUnread: return goToUnread(forward: true)
    case .previousUnread: return goToUnread(forward: false)
    case .narrow: return startPrompt(.narrowList)
    case .toggleAll: return toggleAll()
    case .scrollArticleDown: return isArticleVisible ? scrollArticle(by: 1) : []
    case .scrollArticleUp: return isArticleVisible ? scrollArticle(by: -1) : []

    case .toggleRead: return toggleRead()
    case .toggleStar: return toggleStar()
    case .undo: return [.undo]
    case .redo: return [.redo]

    case .focusList: return focus(on: .list)
    case .focusArticle: return focus == .list ? openAndFocus() : []
    case .switchFocus:
      return focus == .list && article == nil ? openAndFocus() : focus(on: focus == .list ? .article : .list)
    case .zoom: return zoom()
    case .shrinkList: return moveSplit(-1)
    case .growList: return moveSplit(1)
    case .widenText: return changeMeasure(4)
    case .narrowText: return changeMeasure(-4)

    case .refreshFeed: return refresh(currentRow.map { .feed($0.feed) } ?? .all)
    case .refreshAll: return refresh(.all)

    case .help:
      overlay = .help(top: 0)
      return []
    case .redraw: return refreshList()
    case .dismiss: return dismiss()
    case .suspend: return savePlace() + [.suspend]
    case .back: return stepBack()
    case .quit: return savePlace() + [.quit]
    }
  }

  // MARK: Panes

  private mutating func focus(on pane: Focus) -> [Effect] {
    guard pane != focus else { return [] }
    focus = pane
    return settle()
  }

  private mutating func openAndFocus() -> [Effect] {
    guard list.count > 0 else { return [] }
    focus = .article
    return settle() + openPost(at: list.selection)
  }

  private mutating func zoom() -> [Effect] {
    isZoomed.toggle()
    return settle()
  }

  private mutating func moveSplit(_ steps: Int) -> [Effect] {
    let former = geometry
    preferences.splitShift += steps
    if geometry == former { preferences.splitShift -= steps }
    return settle()
  }

  private mutating func changeMeasure(_ cells: Int) -> [Effect] {
    let range = Settings.measureRange
    preferences.measure = max(range.lowerBound, min(range.upperBound, preferences.measure + cells))
    message = Message("Text column: \(geometry.textWidth) cells")
    return settle()
  }

  private mutating func movePage(_ direction: Int) -> [Effect] {
    focus == .list
      ? moveSelection(to: list.selection + direction * pageStep(listHeight))
      : scrollArticle(by: direction * pageStep(articleHeight))
  }

  private mutating func moveHalfPage(_ direction: Int) -> [Effect] {
    focus == .list
      ? moveSelection(to: list.selection + direction * max(1, listHeight / 2))
      : scrollArticle(by: direction * max(1, articleHeight / 2))
  }

  private mutating func openNeighbour(_ step: Int) -> [Effect] {
    let index = list.selection + step
    guard (0..<list.count).contains(index) else {
      message = Message(step > 0 ? "This is the last post" : "This is the first post")
      return []
    }
    return openPost(at: index)
  }

  // MARK: Feeds

  private mutating func refresh(_ request: RefreshRequest) -> [Effect] {
    guard preferences.canRefresh else {
      message = Message("These are local files: there is nothing to fetch")
      return []
    }
    refresh = refresh ?? RefreshProgress()
    return [.refresh(request)]
  }

  // MARK: Going back

  /// Closes what is open, the topmost first.
  private mutating func dismiss() -> [Effect] {
    if overlay != nil {
      overlay = nil
    } else if find != nil {
      find = nil
    } else if focus == .article, article?.focusedLink != nil {
      article?.focusedLink = nil
    } else {
      return endSearch(keepingFound: true)
    }
    return []
  }

  /// Overlay, find, article, search, and then out.
  private mutating func stepBack() -> [Effect] {
    if overlay != nil || find != nil { return dismiss() }
    if focus == .article {
      focus = .list
      isZoomed = false
      return savePlace() + settle()
    }
    if listBeforeSearch != nil { return endSearch(keepingFound: true) }
    return savePlace() + [.quit]
  }

  // MARK: Overlay

  /// - Returns: nil if the key is not the overlay's.
  private mutating func pressInOverlay(_ key: Key) -> [Effect]? {
    guard case .help(let top) = overlay else { return nil }
    let height = max(1, size.height - 3)
    let lastTop = max(0, HelpText.lines(keymap: keymap).count - height)
    func scrolled(to line: Int) -> Overlay { .help(top: max(0, min(line, lastTop))) }
    switch key {
    case .character("j"), .down: overlay = scrolled(to: top + 1)
    case .character("k"), .up: overlay = scrolled(to: top - 1)
    case .space, .pageDown, .control("f"): overlay = scrolled(to: top + height - 1)
    case .character("b"), .backspace, .pageUp, .control("b"): overlay = scrolled(to: top - height + 1)
    case .control("d"): overlay = scrolled(to: top + height / 2)
    case .control("u"): overlay = scrolled(to: top - height / 2)
    case .character("g"), .home: overlay = scrolled(to: 0)
    case .character("G"), .end: overlay = scrolled(to: lastTop)
    case .character("Q"), .control("c"), .control("z"), .control("l"): return nil
    default: overlay = nil
    }
    return []
  }

  // MARK: Prompt

  private mutating func startPrompt(_ purpose: Prompt.Purpose) -> [Effect] {
    switch purpose {
    case .narrowList: prompt = Prompt(purpose, text: list.query.search)
    case .findInArticle:
      guard let article else { return [] }
      prompt = Prompt(purpose, origin: article.top)
    }
    return []
  }

  private mutating func type(_ key: Key) -> [Effect] {
    guard var typed = prompt else { return [] }
    switch key {
    case .enter:
      prompt = nil
      if typed.purpose == .narrowList { return typed.text.isEmpty ? endSearch() : [] }
      return acceptFind(from: typed.origin)
    case .escape, .control("c"), .control("g"): return cancelPrompt(typed)
    case .up, .control("p"): return typed.purpose == .narrowList ? moveSelection(to: list.selection - 1) : []
    case .down, .control("n"): return typed.purpose == .narrowList ? moveSelection(to: list.selection + 1) : []
    case .backspace, .delete:
      if typed.text.isEmpty { return cancelPrompt(typed) }
      typed.text.removeLast()
    case .control("u"): typed.text = ""
    case .control("w"): typed.eraseWord()
    case .character(let character): typed.text.append(character)
    default: return []
    }
    prompt = typed
    if typed.purpose == .narrowList { return narrow(to: typed.text) }
    findInArticle(typed.text, from: typed.origin)
    return []
  }

  private mutating func cancelPrompt(_ typed: Prompt) -> [Effect] {
    prompt = nil
    if typed.purpose == .narrowList { return endSearch() }
    find = nil
    article?.top = typed.origin
    return []
  }
}

extension Prompt {
  fileprivate mutating func eraseWord() {
    while text.last == " " { text.removeLast() }
    while let last = text.last, last != " " { text.removeLast() }
  }
}
