import LibXML
import Typography

/// Links: those that lead elsewhere, and those within the page.
extension HTMLReading {
  mutating func readLink(_ node: Int) {
    let href = tree.attribute("href", of: node) ?? ""
    var target = LinkTarget.resolve(href, against: baseURL)
    if href.hasPrefix("#") {
      if readNoteLink(node) { return }
      target = nil
    } else if let fragment = target.flatMap(fragmentOfPage) {
      if readNoteLink(node) { return }
      // A summary names parts of the page that it does not hold.
      if noteNumber(TerminalText.line(tree.allText(of: node))) != nil || isHere(fragment) { target = nil }
    }
    let outer = collector.link
    collector.link = target ?? outer
    let mark = collector.mark()
    let count = blocks.count
    readChildren(of: node)
    if blocks.count == count, let address = SpokenAddress(of: href) {
      let text = collector.text(since: mark)
      if !address.isSaid(in: text) { collector.append(text.isEmpty ? address.text : " <" + address.text + ">") }
    }
    if let target {
      if blocks.count > count || collector.mark() > mark {
        spokenTargets.insert(target)
      } else if !spokenTargets.contains(target), let image = firstImage(below: node) {
        collector.appendImage(
          "image: " + (imageName(image) ?? HostName.authority(of: target)?.host ?? "link"), link: target)
      } else if !spokenTargets.contains(target), let name = iconName(node) {
        collector.append(name)
      }
    }
    collector.link = outer
  }

  /// What a link says to those who cannot see the sign that it shows; nil if it shows none.
  private func iconName(_ node: Int) -> String? {
    guard tree.descendants(of: node).contains(where: { tree.nodes[$0].element != nil }) else { return nil }
    return firstLine(of: [tree.attribute("aria-label", of: node), tree.attribute("title", of: node)])
  }

  /// The fragment of a target that is a part of the page itself, by any of the names that the page has.
  private func fragmentOfPage(_ target: String) -> String? {
    guard let hash = target.utf8.firstIndex(of: UInt8(ascii: "#")),
      addresses.contains(where: { LinkTarget.isSamePage(target[..<hash], $0) })
    else { return nil }
    return PercentCoding.decoded(String(target[hash...].dropFirst()))
  }

  /// Whether what is read holds the part of the page that a fragment names.
  private mutating func isHere(_ fragment: String) -> Bool {
    if fragments == nil {
      fragments = Set(
        tree.nodes.indices.compactMap { tree.attribute("id", of: $0) ?? tree.attribute("name", of: $0) })
    }
    return fragments?.contains(fragment) ?? false
  }

  /// The number of a note, as the text of its link gives it. In brackets it would look like the number of a link.
  private func noteNumber(_ text: String) -> String? {
    let number = text.first == "[" && text.last == "]" ? String(text.dropFirst().dropLast()) : text
    return (1...3).contains(number.count) && number.allSatisfy(\.isNumber) ? number : nil
  }

  /// A link within the page that only leads from a word to its note, or back.
  /// - Returns: whether it was one.
  private mutating func readNoteLink(_ node: Int) -> Bool {
    let text = TerminalText.line(tree.allText(of: node))
    if isMark(text) { return !text.isEmpty || firstImage(below: node) == nil }
    guard let number = noteNumber(text) else { return false }
    if let previous = collector.lastCharacter {
      // Right after a word, a number would look like a part of it.
      guard previous.isLetter || previous.isPunctuation, previous != "[", previous != "(" else { return false }
      collector.append(Scripts.superscript(number, after: nil))
    } else if collector.isEmpty, kind == .line || kind == .paragraph, node + 2 == tree.nodes[node].end {
      collector.append(number)
      let count = blocks.count
      if endsBlock(node) { flush(as: .line) }
      guard blocks.count > count else { return true }
      if firstChild(of: block) == node { hangingNote = count } else { noteNumber = count }
    } else {
      return false
    }
    return true
  }

  /// Sets the blocks of a note beside its number.
  mutating func hang(from first: Int) {
    hangingNote = nil
    guard first + 1 < blocks.count, case .line(let number) = blocks[first], case .text(let label, _, _) = number.first
    else { return }
    let item = List.Item(marker: .label(label + "."), blocks: Array(blocks[(first + 1)...]))
    blocks.replaceSubrange(first..., with: [.list(List(items: [item]))])
  }

  /// The first child that is seen.
  private func firstChild(of node: Int) -> Int? {
    guard node >= 0 else { return nil }
    return tree.descendants(of: node).first {
      tree.nodes[$0].element != nil || tree.text(at: $0).contains { $0 > 0x20 }
    }
  }

  /// Whether what comes next in the source is a block.
  private func endsBlock(_ node: Int) -> Bool {
    var next = tree.nodes[node].end
    while next < tree.nodes.count, tree.nodes[next].element == nil {
      if tree.text(at: next).contains(where: { $0 > 0x20 }) { return false }
      next += 1
    }
    guard next < tree.nodes.count else { return false }
    switch tree.nodes[next].element {
    case .div?, .p?, .section?: return true
    default: return false
    }
  }

  /// Whether the text of a link into the page is only a sign: `#`, `¶`, `↩`.
  private func isMark(_ text: String) -> Bool {
    !text.contains { $0.isLetter || $0.isNumber }
  }
}

/// What a link says that leads to no page and is opened by none: a mail address, a telephone number.
private struct SpokenAddress {
  let text: String

  /// Schemes whose links are shown whole.
  private static let schemes: Set = [
    "ftp", "ftps", "sftp", "gemini", "geo", "gopher", "irc", "ircs", "magnet", "matrix", "news", "nntp", "sip", "ssh",
    "xmpp",
  ]

  /// nil for what a page does itself (`javascript:`), and for what is opened.
  init?(of href: String) {
    guard let colon = href.firstIndex(of: ":") else { return nil }
    let rest = href[href.index(after: colon)...]
    switch href[..<colon].drop(while: \.isWhitespace).lowercased() {
    case "mailto": text = TerminalText.line(PercentCoding.decoded(String(rest.prefix { $0 != "?" })))
    case "tel", "sms": text = TerminalText.line(String(rest.prefix { $0 != "?" && $0 != ";" }))
    case let scheme where Self.schemes.contains(scheme): text = TerminalText.line(href)
    default: return nil
    }
    if text.isEmpty { return nil }
  }

  /// Whether a link's own words tell it, blanks and signs between digits aside.
  func isSaid(in words: String) -> Bool {
    if words.contains(text) { return true }
    let digits = text.filter(\.isNumber)
    return !digits.isEmpty && text.allSatisfy { !$0.isLetter } && words.filter(\.isNumber) == digits
  }
}
