import Configuration

extension State {
  /// Commands about the panes: the focus, their sizes, the text column.
  mutating func arrange(_ command: Command, _ argument: String) -> [Effect] {
    switch command {
    case .focusList: return goLeft()
    case .focusArticle: return goRight()
    case .switchFocus: return switchFocus()
    case .sidebar: return toggleSidebar()
    case .zoom:
      isZoomed.toggle()
      return settle()
    case .shrinkList: return moveSplit(-1)
    case .growList: return moveSplit(1)
    case .widenText: return changeMeasure(4)
    case .narrowText: return changeMeasure(-4)
    case .layout: return setLayout(argument)
    default: return []
    }
  }

  mutating func focus(on pane: Focus) -> [Effect] {
    guard pane != focus else { return [] }
    focus = pane
    return settle()
  }

  /// From the article to the list, from there to the feeds, and in those to the folder above.
  private mutating func goLeft() -> [Effect] {
    switch focus {
    case .article: return focus(on: .list)
    case .list: return sidebar.isShown ? focus(on: .feeds) : []
    case .feeds:
      setSelectedFolder(collapsed: true)
      return []
    }
  }

  private mutating func goRight() -> [Effect] {
    switch focus {
    case .article: return []
    case .list: return perform(.open)
    case .feeds: return setSelectedFolder(collapsed: false) ? [] : focus(on: .list)
    }
  }

  private mutating func switchFocus() -> [Effect] {
    switch focus {
    case .feeds: return focus(on: .list)
    case .list: return article == nil ? perform(.open) : focus(on: .article)
    case .article: return focus(on: sidebar.isShown ? .feeds : .list)
    }
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

  private mutating func setLayout(_ name: String) -> [Effect] {
    guard let layout = PaneLayout(rawValue: name) else {
      message = Message("A layout is auto, stacked or beside", kind: .error)
      return []
    }
    preferences.layout = layout
    return settle()
  }
}
