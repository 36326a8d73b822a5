import ArticleDocument
import ArticleLayout
import FeedModel

extension OpenArticle {
  /// The link after or before the focused one; without one, the first or the last on the screen and beyond.
  func link(forward: Bool, in runs: [LinkRun], height: Int) -> Int? {
    if let focused = focusedLink {
      let index = focused.index + (forward ? 1 : -1)
      return runs.indices.contains(index) ? index : nil
    }
    return forward
      ? runs.firstIndex { $0.line >= top } : runs.lastIndex { $0.line < top + max(1, height) }
  }

  mutating func focus(_ index: Int, of runs: [LinkRun]) {
    guard runs.indices.contains(index), layout.links.indices.contains(runs[index].link) else {
      focusedLink = nil
      return
    }
    let run = runs[index]
    focusedLink = FocusedLink(
      run: run, index: index, destination: LinkDestination(url: layout.links[run.link], text: run.text))
  }

  /// In a new layout: the same link, if it is still on the screen.
  mutating func focusLinkAgain(height: Int) {
    guard let former = focusedLink else { return }
    focus(former.index, of: LinkRun.all(in: layout))
    guard let link = focusedLink, isOnScreen(link.run.line, height: height) else {
      focusedLink = nil
      return
    }
  }
}

extension State {
  // MARK: Links

  mutating func focusLink(forward: Bool) -> [Effect] {
    guard let open = article else { return [] }
    let runs = LinkRun.all(in: open.layout)
    guard let index = open.link(forward: forward, in: runs, height: articleHeight) else {
      message = Message(runs.isEmpty ? "This post has no links" : forward ? "No link follows" : "No link comes before")
      return []
    }
    let line = runs[index].line
    let effects = open.isOnScreen(line, height: articleHeight) ? [] : scrollArticle(to: line - articleHeight / 3)
    article?.focus(index, of: runs)
    return effects
  }

  mutating func followLink() -> [Effect] {
    guard let open = article else { return [] }
    guard let url = open.focusedURL else {
      message = Message(
        open.layout.links.isEmpty ? "This post has no links" : "No link is chosen; ) and ( go from link to link")
      return []
    }
    return [.openInBrowser(url)]
  }

  mutating func openPage() -> [Effect] {
    guard let link = pageLink() else { return [] }
    return [.openInBrowser(link)]
  }

  // MARK: Copying

  mutating func copyURL() -> [Effect] {
    guard let url = focusedURL ?? pageLink() else { return [] }
    message = Message("Copied \(url)")
    return [.copy(url)]
  }

  mutating func copyMarkdown() -> [Effect] {
    guard let url = focusedURL ?? pageLink() else { return [] }
    let words = focusedURL == nil ? currentRow?.title : article?.focusedLink?.run.text
    let text = Markdown.link(words ?? "", url: url)
    message = Message("Copied \(text)")
    return [.copy(text)]
  }

  mutating func copyCode() -> [Effect] {
    guard let open = article else { return [] }
    guard let code = open.firstCode(height: articleHeight) else {
      message = Message("No block of code is on the screen")
      return []
    }
    let lines = code.text.split(separator: "\n", omittingEmptySubsequences: false).count
    message = Message(lines == 1 ? "Copied 1 line of code" : "Copied \(lines) lines of code")
    return [.copy(code.text)]
  }

  private var focusedURL: String? { focus == .article ? article?.focusedURL : nil }

  /// The address of the current post; where there is none, the status line says why.
  private mutating func pageLink() -> String? {
    guard let row = currentRow else {
      message = Message("No post is selected")
      return nil
    }
    if row.link == nil { message = Message("This post has no link") }
    return row.link
  }

  // MARK: Headings

  mutating func goToHeading(forward: Bool) -> [Effect] {
    guard let open = article else { return [] }
    let lines = open.layout.headings.map(\.line)
    guard let line = forward ? lines.first(where: { $0 > open.top }) : lines.last(where: { $0 < open.top }) else {
      message = Message(
        lines.isEmpty ? "This post has no headings" : forward ? "No heading follows" : "No heading comes before")
      return []
    }
    let effects = scrollArticle(to: line)
    if article?.top == open.top { message = Message("No heading follows that is not on the screen") }
    return effects
  }
}

extension OpenArticle {
  fileprivate var focusedURL: String? {
    guard let link = focusedLink?.run.link, layout.links.indices.contains(link) else { return nil }
    return layout.links[link]
  }
}

/// Links as Markdown writes them (CommonMark 0.31, section 6.3).
enum Markdown {
  static func link(_ words: String, url: String) -> String {
    var label = ""
    for character in words {
      if "[]\\".contains(character) { label.append("\\") }
      label.append(character)
    }
    let target = url.contains { "() <>".contains($0) } ? "<\(url)>" : url
    return "[\(label)](\(target))"
  }
}
