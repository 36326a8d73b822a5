import ArticleLayout
import Configuration
import Typography

/// Lines that one step of the wheel scrolls.
private let wheelLines = 3

extension State {
  /// The mouse acts on what lies under it: the wheel scrolls, a click goes there, a click on what has the focus opens it.
  mutating func point(_ event: PointerEvent) -> [Effect] {
    guard !isTooSmall else { return [] }
    switch event.kind {
    case .wheelUp: return turnWheel(-wheelLines, at: event)
    case .wheelDown: return turnWheel(wheelLines, at: event)
    case .press:
      message = nil
      return overlay == nil && prompt == nil ? press(at: event) : []
    case .drag: return isDraggingSplit ? dragSplit(to: event) : []
    case .release:
      isDraggingSplit = false
      return []
    }
  }

  // MARK: Wheel

  private mutating func turnWheel(_ lines: Int, at event: PointerEvent) -> [Effect] {
    if overlay != nil {
      // What an overlay does with the arrow keys is its own affair.
      return (0..<abs(lines)).flatMap { _ in press(lines > 0 ? .down : .up) }
    }
    message = nil
    let geometry = geometry
    if geometry.list?.contains(event) == true {
      list.scroll(by: lines, height: listHeight)
      return loadMissingRows()
    }
    if geometry.sidebar?.contains(event) == true {
      sidebar.scroll(by: lines, height: sidebarHeight)
      return []
    }
    return geometry.article?.contains(event) == true ? scrollArticle(by: lines) : []
  }

  // MARK: Click

  private mutating func press(at event: PointerEvent) -> [Effect] {
    let geometry = geometry
    if geometry.separator.contains(event, above: geometry.statusRow) {
      isDraggingSplit = true
      return []
    }
    if let frame = geometry.list, frame.contains(event) { return pressRow(list.top + event.y - frame.y) }
    if let frame = geometry.sidebar, frame.contains(event) {
      return pressFeed(sidebar.top + event.y - frame.y, column: event.x - frame.x)
    }
    guard let frame = geometry.article, frame.contains(event), article != nil else { return [] }
    let hadFocus = focus == .article
    focus = .article
    return settle() + pressArticle(line: event.y - frame.y, column: event.x - geometry.textColumn.x, hadFocus: hadFocus)
  }

  private mutating func pressRow(_ index: Int) -> [Effect] {
    guard (0..<list.count).contains(index) else { return [] }
    if focus == .list, index == list.selection { return perform(.open) }
    focus = .list
    return settle() + moveSelection(to: index)
  }

  /// A feed shows its posts; a folder does so too, and opens or closes by a click on its sign.
  private mutating func pressFeed(_ index: Int, column: Int) -> [Effect] {
    guard sidebar.rows.indices.contains(index) else { return [] }
    focus = .feeds
    let effects = moveInSidebar(to: index)
    if let isCollapsed = sidebar.rows[index].isCollapsed, column <= sidebar.rows[index].depth * 2 + 1 {
      setSelectedFolder(collapsed: !isCollapsed)
      return effects + settle()
    }
    return effects + showSelectedFeed()
  }

  private mutating func pressArticle(line: Int, column: Int, hadFocus: Bool) -> [Effect] {
    guard var open = article else { return [] }
    let former = open.focusedLink?.index
    let runs = LinkRun.all(in: open.layout)
    guard let index = open.link(at: open.top + line, column: column, in: runs) else {
      article?.focusedLink = nil
      return []
    }
    if hadFocus, index == former { return followLink() }
    open.focus(index, of: runs)
    article = open
    return []
  }

  // MARK: The line between the panes

  /// Moves the split as near to the pointer as its steps allow.
  private mutating func dragSplit(to event: PointerEvent) -> [Effect] {
    func distance(_ geometry: PaneGeometry) -> Int? {
      switch geometry.separator {
      case .row(let y): abs(y - event.y)
      case .column(let x): abs(x - event.x)
      case .none: nil
      }
    }
    guard var nearest = distance(geometry) else { return [] }
    let former = preferences.splitShift
    for step in [-1, 1] {
      while true {
        preferences.splitShift += step
        if let next = distance(geometry), next < nearest {
          nearest = next
        } else {
          preferences.splitShift -= step
          break
        }
      }
    }
    return preferences.splitShift == former ? [] : settle()
  }
}

extension PaneFrame {
  func contains(_ event: PointerEvent) -> Bool {
    (x..<(x + max(0, width))).contains(event.x) && (y..<(y + max(0, height))).contains(event.y)
  }
}

extension PaneGeometry.Separator {
  fileprivate func contains(_ event: PointerEvent, above bottom: Int) -> Bool {
    switch self {
    case .row(let y): event.y == y
    case .column(let x): event.x == x && event.y < bottom
    case .none: false
    }
  }
}

extension OpenArticle {
  /// Which of the links stands at a cell of a line; the column counts from the text's left edge.
  func link(at number: Int, column: Int, in runs: [LinkRun]) -> Int? {
    guard layout.lines.indices.contains(number), column >= 0 else { return nil }
    let line = layout.lines[number]
    var cells = column + (line.isShiftable ? shift : 0)
    var cluster = 0
    for character in line.spans.lazy.flatMap(\.text) {
      cells -= DisplayWidth.cells(of: character)
      if cells < 0 { break }
      cluster += 1
    }
    guard cells < 0 else { return nil }
    return runs.firstIndex { run in
      run.segments.contains { $0.line == number && $0.clusters.contains(cluster) }
    }
  }
}
