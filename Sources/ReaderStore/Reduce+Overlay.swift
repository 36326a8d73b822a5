import ArticleLayout
import Configuration
import FeedModel

extension State {
  /// Rows of an overlay below its title, on a screen of this size.
  public var overlayHeight: Int { max(1, size.height - 3) }

  mutating func pressInOverlay(_ key: Key) -> [Effect] {
    switch key {
    case .character("Q") where !isTypingInMenu, .control("c"): return perform(.quit)
    case .control("z"): return perform(.suspend)
    case .control("l"): return [.redrawTerminal]
    default: break
    }
    switch overlay {
    case .menu(let menu): return press(key, in: menu)
    case .page(let page):
      press(key, in: page)
      return []
    case nil: return []
    }
  }

  private var isTypingInMenu: Bool {
    if case .menu(let menu) = overlay { menu.isSearching } else { false }
  }

  // MARK: Menus

  private mutating func press(_ key: Key, in menu: Menu) -> [Effect] {
    var menu = menu
    if key == .enter { return choose(from: menu) }
    if menu.isSearching, search(key, in: &menu) { return [] }
    let height = overlayHeight
    switch key {
    case .character("j"), .down, .control("n"): menu.move(by: 1, height: height)
    case .character("k"), .up, .control("p"): menu.move(by: -1, height: height)
    case .space, .pageDown, .control("f"): menu.move(by: height - 1, height: height)
    case .character("b"), .backspace, .pageUp, .control("b"): menu.move(by: 1 - height, height: height)
    case .control("d"): menu.move(by: height / 2, height: height)
    case .control("u"): menu.move(by: -(height / 2), height: height)
    case .character("g"), .home: menu.select(0, forward: true, height: height)
    case .character("G"), .end: menu.select(menu.shown.count - 1, forward: false, height: height)
    case .character("/"): menu.isSearching = true
    case .character("y"):
      guard let address = menu.selectedItem?.choice.address else { break }
      message = Message("Copied \(address)")
      overlay = .menu(menu)
      return [.copy(address)]
    case .character("w"):
      guard case .openEnclosure(let enclosure) = menu.selectedItem?.choice, let row = currentRow else {
        overlay = nil
        return []
      }
      overlay = .menu(menu)
      return [.saveEnclosure(enclosure, of: row.feed)]
    default:
      overlay = nil
      return []
    }
    overlay = .menu(menu)
    return []
  }

  /// - Returns: false if the key is not the search's.
  private mutating func search(_ key: Key, in menu: inout Menu) -> Bool {
    var typed = Prompt(.commandLine, text: menu.search)
    switch key {
    case .escape:
      menu.isSearching = false
      menu.search = ""
    case .backspace where menu.search.isEmpty: menu.isSearching = false
    case .up, .down, .pageUp, .pageDown, .control("n"), .control("p"): return false
    default:
      guard typed.edit(with: key) else { return false }
      menu.search = typed.text
    }
    menu.select(0, forward: true, height: overlayHeight)
    overlay = .menu(menu)
    return true
  }

  private mutating func choose(from menu: Menu) -> [Effect] {
    overlay = nil
    guard let item = menu.selectedItem else { return [] }
    switch item.choice {
    case .nothing: return []
    case .invoke(let invocation): return invoke(invocation)
    case .openLink(let url): return [.openInBrowser(url)]
    case .openEnclosure(let enclosure): return [.openEnclosure(enclosure)]
    case .goToLine(let line):
      focus = .article
      return settle() + scrollArticle(to: line)
    case .subscribe(let url): return [.subscribe(url: url)]
    }
  }

  // MARK: Pages

  private mutating func press(_ key: Key, in page: Page) {
    var page = page
    let height = overlayHeight
    switch key {
    case .character("j"), .down, .enter: page.scroll(to: page.top + 1, height: height)
    case .character("k"), .up: page.scroll(to: page.top - 1, height: height)
    case .space, .pageDown, .control("f"): page.scroll(to: page.top + height - 1, height: height)
    case .character("b"), .backspace, .pageUp, .control("b"): page.scroll(to: page.top - height + 1, height: height)
    case .control("d"): page.scroll(to: page.top + height / 2, height: height)
    case .control("u"): page.scroll(to: page.top - height / 2, height: height)
    case .character("g"), .home: page.scroll(to: 0, height: height)
    case .character("G"), .end: page.scroll(to: page.layout.lines.count, height: height)
    default:
      overlay = nil
      return
    }
    overlay = .page(page)
  }
}

extension Menu.Choice {
  /// The address that `y` copies.
  var address: String? {
    switch self {
    case .openLink(let url), .subscribe(let url): url
    case .openEnclosure(let enclosure): enclosure.url
    default: nil
    }
  }
}
