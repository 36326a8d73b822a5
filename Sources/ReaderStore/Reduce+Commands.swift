import ArticleLayout
import Configuration
import FeedModel

extension State {
  /// Does one command.
  /// - Parameters:
  ///   - command: what to do.
  ///   - argument: what stood after its name; empty if nothing did.
  ///   - count: the number typed before its key.
  /// - Returns: what is to be done outside.
  mutating func perform(_ command: Command, argument: String = "", count: Int? = nil) -> [Effect] {
    let times = count ?? 1
    switch command {
    case .readOn: return readOn()
    case .open: return focus == .feeds ? showSelectedFeed() : openAndFocus()
    case .lineDown: return scrollArticle(by: times)
    case .lineUp: return scrollArticle(by: -times)
    case .pageBack: return scrollArticle(by: -pageStep(articleHeight) * times)
    case .pageDown: return movePage(times)
    case .pageUp: return movePage(-times)
    case .halfPageDown: return moveHalfPage(times)
    case .halfPageUp: return moveHalfPage(-times)
    case .top: return count.map { goToRow($0) } ?? goToEnd(top: true)
    case .bottom: return count.map { goToRow($0) } ?? goToEnd(top: false)
    case .nextHeading: return goToHeading(forward: true)
    case .previousHeading: return goToHeading(forward: false)
    case .outline: return showOutline()
    case .shiftLeft: return shiftArticle(-8 * times)
    case .shiftRight: return shiftArticle(8 * times)
    case .find: return startPrompt(.findInArticle)
    case .bilingual: return showNextLanguages()
    case .fullText: return showOtherText()
    case .changes: return showChanges()
    case .details: return showDetails()
    case .place: return showWhere()

    case .nextLink: return focusLink(forward: true, count: times)
    case .previousLink: return focusLink(forward: false, count: times)
    case .followLink: return followLink(argument, number: count)
    case .linkHints: return showHints()
    case .links: return showLinks()
    case .openInBrowser: return count.map { followLink(number: $0) } ?? openPage()
    case .openAndGoOn: return openPageAndGoOn()
    case .comments: return openComments()
    case .enclosures: return showEnclosures()
    case .copyURL: return copyURL(link: count)
    case .copyMarkdown: return copyMarkdown(link: count)
    case .copyCode: return copyCode()
    case .save: return savePost(to: argument)
    case .pipe: return pipe(to: argument)
    case .stopSaving: return stopSaving()

    case .nextRow: return moveInRows(by: times)
    case .previousRow: return moveInRows(by: -times)
    case .nextPost: return openNeighbour(times)
    case .previousPost: return openNeighbour(-times)
    case .nextUnread: return goToUnread(forward: true)
    case .previousUnread: return goToUnread(forward: false)
    case .formerPost: return goBack()
    case .scrollArticleDown: return isArticleVisible ? scrollArticle(by: times) : []
    case .scrollArticleUp: return isArticleVisible ? scrollArticle(by: -times) : []

    case .toggleAll: return toggleAll()
    case .narrow: return startPrompt(.narrowList)
    case .filter: return argument.isEmpty ? show(.everything) : show(.filter(argument))
    case .sort: return sort(by: argument)
    case .view: return showView(named: argument)
    case .saveView: return saveView(named: argument)
    case .forgetView: return forgetView(named: argument)
    case .showFeed: return showFeed(named: argument)
    case .showFolder: return argument.isEmpty ? show(.everything) : show(.folder(argument))
    case .nextFeed: return showNeighbourFeed(times, unreadOnly: false)
    case .previousFeed: return showNeighbourFeed(-times, unreadOnly: false)
    case .nextUnreadFeed: return showNeighbourFeed(times, unreadOnly: true)
    case .previousUnreadFeed: return showNeighbourFeed(-times, unreadOnly: true)

    case .toggleRead: return toggleRead(count: count)
    case .toggleStar: return toggleStar(count: count)
    case .hide: return toggleHidden(count: count)
    case .tag: return setTags(argument)
    case .markAbove: return markAbove()
    case .markAll: return markAll()
    case .select: return toggleSelecting()
    case .undo: return [.undo]
    case .redo: return [.redo]

    case .focusList, .focusArticle, .switchFocus, .sidebar, .zoom, .shrinkList, .growList, .widenText, .narrowText,
      .layout:
      return arrange(command, argument)

    case .refreshFeed, .refreshAll, .add, .edit, .rename, .move, .unsubscribe, .health:
      return performOnFeeds(command, argument)

    case .help:
      overlay = .menu(.help(keymap: keymap))
      return []
    case .commandLine: return startPrompt(.commandLine)
    case .theme: return setTheme(argument)
    case .mouse: return setMouse(argument)
    case .config: return savePlace() + [.editSettings]
    case .redraw: return refreshList()
    case .dismiss: return dismiss()
    case .suspend: return savePlace() + [.suspend]
    case .back: return stepBack()
    case .quit: return savePlace() + [.quit]
    }
  }

  // MARK: Moving

  private mutating func openAndFocus() -> [Effect] {
    guard list.count > 0 else { return [] }
    focus = .article
    return settle() + openPost(at: list.selection)
  }

  mutating func moveInRows(by steps: Int) -> [Effect] {
    focus == .feeds ? moveInSidebar(to: sidebar.selection + steps) : moveSelection(to: list.selection + steps)
  }

  private mutating func goToRow(_ number: Int) -> [Effect] {
    switch focus {
    case .list: return moveSelection(to: number - 1)
    case .feeds: return moveInSidebar(to: number - 1)
    case .article: return scrollArticle(to: (article?.layout.lines.count ?? 0) * min(number, 100) / 100)
    }
  }

  private mutating func goToEnd(top: Bool) -> [Effect] {
    switch focus {
    case .list: return moveSelection(to: top ? 0 : list.count - 1)
    case .feeds: return moveInSidebar(to: top ? 0 : sidebar.rows.count - 1)
    case .article: return scrollArticle(to: top ? 0 : .max / 2)
    }
  }

  private mutating func movePage(_ pages: Int) -> [Effect] {
    focus == .article
      ? scrollArticle(by: pages * pageStep(articleHeight)) : moveInRows(by: pages * pageStep(listHeight))
  }

  private mutating func moveHalfPage(_ pages: Int) -> [Effect] {
    focus == .article
      ? scrollArticle(by: pages * max(1, articleHeight / 2)) : moveInRows(by: pages * max(1, listHeight / 2))
  }

  private mutating func openNeighbour(_ step: Int) -> [Effect] {
    let index = list.selection + step
    guard (0..<list.count).contains(index) else {
      message = Message(step > 0 ? "This is the last post" : "This is the first post")
      return []
    }
    return openPost(at: index)
  }

  // MARK: Going back

  /// Closes what is open, the topmost first.
  mutating func dismiss() -> [Effect] {
    if find != nil {
      find = nil
    } else if list.selectionAnchor != nil {
      list.selectionAnchor = nil
    } else if focus == .article, article?.focusedLink != nil {
      article?.focusedLink = nil
    } else if focus == .feeds, !sidebar.search.isEmpty {
      narrowSidebar(to: "")
    } else if listBeforeSearch != nil {
      return endSearch(keepingFound: true)
    } else if case .filter = scope {
      return show(.everything)
    } else if download != nil {
      return stopSaving()
    }
    return []
  }

  /// Find, selected rows, article, search, filter, and then out.
  private mutating func stepBack() -> [Effect] {
    if find != nil || list.selectionAnchor != nil { return dismiss() }
    switch focus {
    case .article:
      focus = .list
      isZoomed = false
      return savePlace() + settle()
    case .feeds: return hideSidebar()
    case .list:
      if listBeforeSearch != nil { return endSearch(keepingFound: true) }
      if scope != home { return show(home) }
      return savePlace() + [.quit]
    }
  }
}
