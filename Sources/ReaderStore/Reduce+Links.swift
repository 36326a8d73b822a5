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
    guard runs.indices.contains(index), let target = layout.target(ofLink: runs[index].link) else {
      focusedLink = nil
      return
    }
    let run = runs[index]
    focusedLink = FocusedLink(run: run, index: index, destination: LinkDestination(url: target, text: run.text))
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

  mutating func focusLink(forward: Bool, count: Int) -> [Effect] {
    guard let layout = article?.layout else { return [] }
    let runs = LinkRun.all(in: layout)
    var effects: [Effect] = []
    for _ in 0..<min(count, 1000) {
      effects += focusLink(forward: forward, of: runs)
      if message != nil { break }
    }
    return effects
  }

  private mutating func focusLink(forward: Bool, of runs: [LinkRun]) -> [Effect] {
    guard let open = article else { return [] }
    guard let index = open.link(forward: forward, in: runs, height: articleHeight) else {
      message = Message(runs.isEmpty ? "This post has no links" : forward ? "No link follows" : "No link comes before")
      return []
    }
    let line = runs[index].line
    let effects = open.isOnScreen(line, height: articleHeight) ? [] : scrollArticle(to: line - articleHeight / 3)
    article?.focus(index, of: runs)
    return effects
  }

  /// Opens the focused link, or the one with a number, which may also stand after the command's name.
  mutating func followLink(_ argument: String = "", number: Int? = nil) -> [Effect] {
    guard let open = article else { return [] }
    guard argument.isEmpty || Int(argument) != nil else {
      message = Message("'\(argument)' is no number of a link; write :follow-link 7", kind: .error)
      return []
    }
    if let number = number ?? Int(argument) { return link(number).map { [.openInBrowser($0)] } ?? [] }
    guard let target = (open.focusedLink?.run.link).flatMap(open.layout.target) else {
      message = Message(
        open.layout.hasLinks ? "No link is chosen; ) and ( go from link to link" : "This post has no links")
      return []
    }
    return follow(target)
  }

  /// Opens the page that a link leads to, or goes to the place in the post.
  mutating func follow(_ target: String) -> [Effect] {
    guard target.hasPrefix("#") else { return [.openInBrowser(target)] }
    guard var open = article, let anchor = open.document.anchors[String(target.dropFirst())],
      let line = open.layout.line(ofAnchor: anchor)
    else {
      message = Message("The place that the link names is not in the post")
      return []
    }
    open.waysBack = open.waysBack.suffix(State.longestWayBack) + [open.place]
    open.focusedLink = nil
    article = open
    let effects = scrollArticle(to: line)
    message = Message("^O goes back to where the link is")
    return effects
  }

  /// Back to where a link was followed to a place in the post; nil if none was.
  mutating func goBackInPost() -> [Effect]? {
    guard focus == .article, let place = article?.waysBack.popLast(), let open = article else { return nil }
    return scrollArticle(to: open.layout.line(at: open.shown.position(of: place)))
  }

  /// The link with a number, as it is printed; where there is none, the status line says so.
  private mutating func link(_ number: Int) -> String? {
    let links = article?.layout.links ?? []
    if number > 0, number <= links.count { return links[number - 1] }
    message = Message(
      links.isEmpty ? "This post has no links" : "There is no link \(number); the last one is \(links.count)")
    return nil
  }

  mutating func openPage() -> [Effect] {
    guard let link = pageLink() else { return [] }
    return [.openInBrowser(link)]
  }

  mutating func openPageAndGoOn() -> [Effect] {
    guard let row = currentRow, let link = pageLink() else { return [] }
    return [.openInBrowser(link), .change(.read(true), [row.id])] + goToUnread(forward: true)
  }

  mutating func openComments() -> [Effect] {
    guard let open = currentArticle() else { return [] }
    guard let url = open.entry.comments else {
      message = Message("This post names no page for comments")
      return []
    }
    return [.openInBrowser(url)]
  }

  /// The article of the current post; where it is not open, the status line says how it is.
  mutating func currentArticle() -> OpenArticle? {
    guard let row = currentRow else {
      message = Message("No post is selected")
      return nil
    }
    guard let article, article.id == row.id else {
      message = Message("Open the post first: Enter")
      return nil
    }
    return article
  }

  // MARK: Lists to choose from

  mutating func showLinks() -> [Effect] {
    guard let open = article else { return [] }
    guard !open.layout.links.isEmpty else {
      message = Message("This post has no links")
      return []
    }
    let words = Dictionary(LinkRun.all(in: open.layout).map { ($0.link, $0.text) }) { first, _ in first }
    let items = open.layout.links.enumerated().map { index, url in
      let destination = LinkDestination(url: url, text: words[index] ?? "")
      let text = [words[index] ?? "", destination.description].filter { !$0.isEmpty }.joined(separator: " · ")
      return Menu.Item(
        String(index + 1), text, isWarning: !destination.warnings.isEmpty, choice: .openLink(url))
    }
    overlay = .menu(
      Menu(title: "Links", hint: "Enter opens, y copies, / finds", items: items, labelCells: 4))
    return []
  }

  mutating func showEnclosures() -> [Effect] {
    guard let open = currentArticle() else { return [] }
    guard !open.entry.enclosures.isEmpty else {
      message = Message("This post has no enclosures")
      return []
    }
    let items = open.entry.enclosures.enumerated().map { index, enclosure in
      Menu.Item(
        String(index + 1), enclosure.url, note: enclosure.summary, choice: .openEnclosure(enclosure))
    }
    overlay = .menu(
      Menu(title: "Enclosures", hint: "Enter opens, w saves, y copies the address", items: items, labelCells: 4))
    return []
  }

  mutating func showOutline() -> [Effect] {
    guard let open = article else { return [] }
    let headings = open.layout.headings
    guard !headings.isEmpty else {
      message = Message("This post has no headings")
      return []
    }
    let items = headings.map { heading in
      Menu.Item(
        "", String(repeating: "  ", count: max(0, heading.level - 1)) + open.layout.words(of: heading),
        choice: .goToLine(heading.line))
    }
    overlay = .menu(Menu(title: "Headings", hint: "Enter goes there", items: items, labelCells: 0))
    return []
  }

  // MARK: Copying

  mutating func copyURL(link number: Int?) -> [Effect] {
    guard let url = address(link: number) else { return [] }
    message = Message("Copied \(url)")
    return [.copy(url)]
  }

  mutating func copyMarkdown(link number: Int?) -> [Effect] {
    guard let url = address(link: number) else { return [] }
    let words = number == nil && focusedURL == nil ? currentRow?.title : linkWords(number)
    let text = MarkdownWriter.link(words ?? url, to: url)
    message = Message("Copied \(text)")
    return [.copy(text)]
  }

  private mutating func address(link number: Int?) -> String? {
    if let number { return link(number) }
    return focusedURL ?? pageLink()
  }

  private func linkWords(_ number: Int?) -> String? {
    guard let number, let open = article else { return article?.focusedLink?.run.text }
    return LinkRun.all(in: open.layout).first { $0.link == number - 1 }?.text
  }

  mutating func copyCode() -> [Effect] {
    guard let open = article else { return [] }
    guard let code = open.firstCode(height: articleHeight) else {
      message = Message("No block of code is on the screen")
      return []
    }
    let lines = code.text.split(separator: "\n", omittingEmptySubsequences: false).count
    message = Message("Copied \(counted(lines, "line")) of code")
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
  /// The number of a link, as it is printed; links to places in the post have none.
  public func number(of link: FocusedLink) -> Int? {
    layout.links.indices.contains(link.run.link) ? link.run.link + 1 : nil
  }

  fileprivate var focusedURL: String? {
    guard let link = focusedLink?.run.link, layout.links.indices.contains(link) else { return nil }
    return layout.links[link]
  }
}

extension Layout {
  /// A heading's text, over its line ends.
  fileprivate func words(of heading: Heading) -> String {
    let roles: Set<TextRole> = [.heading1, .heading2, .heading3]
    let lines = lines.dropFirst(heading.line).prefix(4).prefix { $0.spans.contains { roles.contains($0.role) } }
    return lines.map { $0.spans.map(\.text).joined() }.joined(separator: " ")
  }
}

extension Enclosure {
  /// `audio/mpeg, 12.3 MB`.
  fileprivate var summary: String {
    return [type, length.map(ByteCount.text)].compactMap { $0 }.joined(separator: ", ")
  }
}
