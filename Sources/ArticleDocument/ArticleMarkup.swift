import LibXML

/// Writes what was kept of a page as HTML: what is read, without scripts, styles, controls and the page's furniture.
struct ArticleMarkup {
  private let tree: HTMLTree
  private let head: PageHead
  private let isStrict: Bool
  /// The blocks that were dropped.
  private let dropped: Set<Int>
  private var reader: ClassHints.Reader
  private var html: [UInt8] = []
  /// Elements to be closed: where they end, and their names.
  private var open: [(end: Int, name: String)] = []
  private var hasFoundTitle = false
  /// Where the last picture stands in what is written, and whether it can be had.
  private var lastImage: (range: Range<Int>, hasSource: Bool)?

  init(_ page: PageBlocks, _ head: PageHead) {
    tree = page.tree
    self.head = head
    isStrict = page.reading == .strict
    dropped = Set(page.blocks.lazy.filter(\.isDropped).map(\.nodes.lowerBound))
    reader = ClassHints.Reader(page.tree)
  }

  /// All that is kept of some nodes.
  mutating func write(_ nodes: Range<Int>) -> String {
    html = Array("<body".utf8)
    if let language = head.language { writeAttribute("lang", Array(language.utf8)[...]) }
    html.append(UInt8(ascii: ">"))
    var node = nodes.lowerBound
    while node < nodes.upperBound {
      close(before: node)
      node = writeNode(node)
    }
    close(before: nodes.upperBound)
    html += "</body>".utf8
    return String(decoding: html, as: UTF8.self)
  }

  /// - Returns: the node to go on with.
  private mutating func writeNode(_ node: Int) -> Int {
    let end = tree.nodes[node].end
    guard let element = tree.nodes[node].element else {
      writeText(tree.text(at: node))
      return end
    }
    if isLeftOut(node, element) { return end }
    switch element {
    case .img, .ampImage:
      writeImage(node)
      return end
    case .noscript:
      if !holdsMissingImage(node) { return end }
    case .html, .body, .other, .form, .fieldset: break
    default:
      writeStart(element.rawValue, of: node)
      if !element.isVoid { open.append((end, element.rawValue)) }
    }
    return node + 1
  }

  private mutating func close(before node: Int) {
    while let last = open.last, last.end <= node {
      html += "</\(last.name)>".utf8
      open.removeLast()
    }
  }

  // MARK: What is left out

  private mutating func isLeftOut(_ node: Int, _ element: HTMLElement) -> Bool {
    if dropped.contains(node) { return true }
    switch element {
    case .noscript, .video, .audio: break
    case .iframe, .embed: return !isPlayer(node)
    case .input: return tree.attribute("type", of: node) != "checkbox"
    case .h1, .h2, .h3:
      if !hasFoundTitle, isTitle(node) {
        hasFoundTitle = true
        return true
      }
    case _ where element.isWithoutText: return true
    default: break
    }
    guard isStrict, tree.hasAttributes(node) else { return false }
    if tree.isHidden(node, element) { return true }
    let hints = reader.hints(of: node)
    if hints.contains(.unseen) { return true }
    // Blocks are judged by what they hold; a button within a line by its name alone.
    let isInline = element == .a || element == .span
    return isInline && hints.contains(.noise) && tree.nodes[node].end - node < 6
  }

  private func isTitle(_ node: Int) -> Bool {
    tree.nodes[node].end - node < 50 && head.isTitle(tree.allText(of: node))
  }

  /// Films are part of an article; other frames show advertisements, forms and counters.
  private func isPlayer(_ node: Int) -> Bool {
    let source = (tree.attribute("src", of: node) ?? tree.attribute("data-src", of: node) ?? "").lowercased()
    return ["video", "youtube", "youtu.be", "vimeo", "player", "embed"].contains { source.contains($0) }
  }

  // MARK: Pictures

  private mutating func writeImage(_ node: Int) {
    let start = html.count
    writeStart("img", of: node)
    lastImage = (start..<html.count, hasSource(node))
  }

  private func hasSource(_ node: Int) -> Bool {
    (HTMLTree.imageSources + HTMLTree.imageSourceSets).contains { name in
      tree.attribute(name, of: node).map { !$0.isEmpty && !$0.hasPrefix("data:") } ?? false
    }
  }

  /// Whether a part for readers without scripts holds the picture that stands before it only as a blank; the blank
  /// is then taken back.
  private mutating func holdsMissingImage(_ node: Int) -> Bool {
    let hasImage = tree.descendants(of: node).contains { tree.nodes[$0].element == .img && hasSource($0) }
    guard hasImage else { return false }
    guard let image = lastImage, html.count - image.range.upperBound < 200,
      html[image.range.upperBound...].allSatisfy({ $0 <= 0x20 })
    else { return true }
    if image.hasSource { return false }
    html.removeSubrange(image.range)
    return true
  }

  // MARK: Markup

  private mutating func writeText(_ text: ArraySlice<UInt8>) {
    html.reserveCapacity(html.count + text.count)
    for byte in text { writeEscaped(byte) }
  }

  private mutating func writeEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): html += "&amp;".utf8
    case UInt8(ascii: "<"): html += "&lt;".utf8
    case UInt8(ascii: ">"): html += "&gt;".utf8
    default: html.append(byte)
    }
  }

  private mutating func writeStart(_ name: String, of node: Int) {
    html.append(UInt8(ascii: "<"))
    html += name.utf8
    tree.forEachAttribute(of: node) { name, value in
      let name = String(decoding: name, as: UTF8.self)
      if ArticleMarkup.keptAttributes.contains(name) { writeAttribute(name, value) }
    }
    html.append(UInt8(ascii: ">"))
  }

  private mutating func writeAttribute(_ name: String, _ value: ArraySlice<UInt8>) {
    html += " \(name)=\"".utf8
    for byte in value {
      if byte == UInt8(ascii: "\"") { html += "&quot;".utf8 } else { writeEscaped(byte) }
    }
    html.append(UInt8(ascii: "\""))
  }

  private static let keptAttributes: Set = [
    "href", "src", "srcset", "alt", "title", "width", "height", "lang", "dir", "class", "colspan", "rowspan", "role",
    "start", "reversed", "value", "type", "checked", "cite", "display", "datetime", "data-src", "data-lazy-src",
    "data-original", "data-orig-file", "data-full-url", "data-srcset", "data-lazy-srcset", "data-lang",
    "data-language",
  ]
}

extension HTMLElement {
  /// Elements without content and end tag.
  fileprivate var isVoid: Bool {
    switch self {
    case .br, .hr, .wbr, .source, .track, .area, .col, .input, .embed, .base, .meta, .link: true
    default: false
    }
  }
}
