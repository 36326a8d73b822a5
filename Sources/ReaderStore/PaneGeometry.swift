import ArticleLayout
public import Configuration

/// A pane's rectangle in cells.
public struct PaneFrame: Equatable, Sendable {
  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}

/// Where everything stands on the screen; derived from State, never stored.
public struct PaneGeometry: Equatable, Sendable {
  /// The line between list and article: which row or column of the screen it fills.
  public enum Separator: Equatable, Sendable {
    case row(Int)
    case column(Int)
    case none
  }

  /// Smaller screens show a request for more room.
  public static let smallestScreen = ScreenSize(width: 20, height: 6)

  /// Columns beside the text, where the screen is wide.
  static let textMargin = 12
  static let widestList = 88

  /// Columns that the other panes need to stand beside the sidebar.
  static let narrowestBesideSidebar = 44

  /// The feeds, with a line to their right where other panes are beside them.
  public var sidebar: PaneFrame?
  public var list: PaneFrame?
  public var article: PaneFrame?
  public var separator: Separator
  /// The row of the status line.
  public var statusRow: Int
  /// The first column and the width of the article's text.
  public var textColumn: (x: Int, width: Int) {
    guard let article else { return (0, 0) }
    return (article.x + max(0, article.width - textWidth) / 2, textWidth)
  }
  public var textWidth: Int
}

extension State {
  /// The layout in effect: what `auto` comes to on this screen.
  var effectiveLayout: PaneLayout {
    switch preferences.layout {
    case .auto: size.width >= 120 && !preferences.isRemote ? .beside : .stacked
    case let layout: layout
    }
  }

  public var isTooSmall: Bool {
    size.width < PaneGeometry.smallestScreen.width || size.height < PaneGeometry.smallestScreen.height
  }

  public var geometry: PaneGeometry {
    let height = max(0, size.height - 1)
    var geometry = PaneGeometry(
      sidebar: nil, list: nil, article: nil, separator: .none, statusRow: height, textWidth: 0)
    var x = 0
    if let width = sidebarWidth {
      geometry.sidebar = PaneFrame(x: 0, y: 0, width: width, height: height)
      x = width + 1
    }
    let width = size.width - x
    let whole = PaneFrame(x: x, y: 0, width: max(0, width), height: height)
    if width < PaneGeometry.narrowestBesideSidebar, x > 0 {
      // The feeds have the screen for themselves.
    } else if isZoomed || height < 7 || (effectiveLayout == .beside && width < 60) {
      if focus == .article { geometry.article = whole } else { geometry.list = whole }
    } else if effectiveLayout == .beside {
      // Columns that the text has no use for are the list's, up to where titles seldom end later.
      let spare = min(width - preferences.measure - PaneGeometry.textMargin, PaneGeometry.widestList)
      let share = max(min(width * 2 / 5, 64), spare)
      let listWidth = max(24, share + preferences.splitShift * 4).clamped(to: 20...(width - 30))
      geometry.list = PaneFrame(x: x, y: 0, width: listWidth, height: height)
      geometry.separator = .column(x + listWidth)
      geometry.article = PaneFrame(x: x + listWidth + 1, y: 0, width: width - listWidth - 1, height: height)
    } else {
      let listHeight = (height / 3 + preferences.splitShift).clamped(to: 2...(height - 4))
      geometry.list = PaneFrame(x: x, y: 0, width: width, height: listHeight)
      geometry.separator = .row(listHeight)
      geometry.article = PaneFrame(x: x, y: listHeight + 1, width: width, height: height - listHeight - 1)
    }
    let articleWidth = geometry.article?.width ?? width
    let isDouble = article?.text.languages == .sideBySide && articleWidth >= Layout.narrowestSideBySide
    let widest = isDouble ? preferences.measure * 2 + 4 : preferences.measure
    geometry.textWidth = max(1, min(widest, articleWidth - (articleWidth >= 24 ? 2 : 0)))
    return geometry
  }

  /// Columns of the sidebar; nil while it is not on the screen.
  private var sidebarWidth: Int? {
    guard sidebar.isShown else { return nil }
    let width = (size.width / 4).clamped(to: 22...36)
    if size.width - width - 1 >= PaneGeometry.narrowestBesideSidebar {
      return isZoomed && focus != .feeds ? nil : width
    }
    // Beside it nothing else would be readable.
    return focus == .feeds ? size.width : nil
  }

  public var isArticleVisible: Bool { geometry.article != nil }

  var isListVisible: Bool { geometry.list != nil }

  /// Rows of the sidebar on the screen.
  var sidebarHeight: Int { max(1, size.height - 1) }

  /// Rows of the list on the screen.
  var listHeight: Int { geometry.list?.height ?? max(1, size.height - 1) }

  /// Lines of the article on the screen.
  public var articleHeight: Int { geometry.article?.height ?? max(1, size.height - 1) }
}

extension Int {
  fileprivate func clamped(to range: ClosedRange<Int>) -> Int {
    Swift.min(Swift.max(self, range.lowerBound), range.upperBound)
  }
}
