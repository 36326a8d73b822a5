import LibXML
import Typography

/// HTML → Document. Takes over known elements and http(s) targets only.
public enum HTMLReader {
  /// Reads a page or fragment.
  /// - Parameters:
  ///   - html: the source, as received.
  ///   - baseURL: what relative URLs are resolved against.
  /// - Returns: the document; empty if there is nothing to read.
  public static func read(_ html: String, baseURL: String? = nil) -> Document {
    let tree = HTMLTree(parsing: html)
    var reading = HTMLReading(tree: tree, baseURL: baseURL)
    var node = 0
    while node < tree.nodes.count {
      reading.read(node)
      node = tree.nodes[node].end
    }
    reading.flush()
    var document = Document(blocks: reading.blocks, title: reading.title, language: reading.language)
    document.otherLanguages = reading.otherLanguages
    return document
  }
}

/// One reading of a tree: the blocks so far, and the block of text that is being collected.
struct HTMLReading {
  /// What the text that is being collected becomes.
  enum TextKind: Equatable { case paragraph, line, heading(Int), caption, summary }

  let tree: HTMLTree
  var baseURL: String?
  var blocks: [Block] = []
  var collector = InlineCollector()
  var kind = TextKind.line
  var title: String?
  var language: String?
  var otherLanguages: [String] = []
  private var quoteDepth = 0

  init(tree: HTMLTree, baseURL: String?) {
    self.tree = tree
    self.baseURL = baseURL
  }

  // MARK: - Blocks

  /// Ends the block of text under way.
  mutating func flush(as other: TextKind? = nil) {
    guard !collector.isEmpty else { return }
    let inlines = collector.take()
    guard !inlines.isEmpty else { return }
    switch other ?? kind {
    case .paragraph: blocks.append(.paragraph(inlines))
    case .line: blocks.append(.line(inlines))
    case .heading(let level): blocks.append(.heading(level: level, inlines))
    case .caption: blocks.append(.caption(inlines))
    case .summary: blocks.append(.summary(inlines))
    }
  }

  /// The blocks that `body` reads, apart from those around it.
  mutating func container(_ body: (inout HTMLReading) -> Void) -> [Block] {
    flush()
    let (outer, outerKind) = (blocks, kind)
    blocks = []
    kind = .line
    body(&self)
    flush()
    defer { (blocks, kind) = (outer, outerKind) }
    return blocks
  }

  mutating func textBlock(_ node: Int, _ kind: TextKind) {
    flush()
    let outer = self.kind
    self.kind = kind
    readChildren(of: node)
    flush()
    self.kind = outer
  }

  mutating func readChildren(of node: Int) {
    var child = node + 1
    while child < tree.nodes[node].end {
      read(child)
      child = tree.nodes[child].end
    }
  }

  mutating func read(_ node: Int) {
    guard let element = tree.nodes[node].element else {
      collector.append(tree.text(at: node))
      return
    }
    guard tree.hasAttributes(node) else {
      if element != .dialog { readElement(node, element) }
      return
    }
    if isHidden(node, element) { return }
    guard let tag = language(of: node) else {
      readElement(node, element)
      return
    }
    let outer = collector.style.language
    if element == .html || element == .body, language == nil || language == tag { language = tag }
    collector.style.language = number(ofLanguage: tag)
    readElement(node, element)
    collector.style.language = outer
  }

  private func language(of node: Int) -> String? {
    let tag = tree.attribute("lang", of: node) ?? tree.attribute("xml:lang", of: node)
    return tag.flatMap { $0.isEmpty ? nil : $0 }
  }

  /// As in `InlineStyle.language`.
  private mutating func number(ofLanguage tag: String) -> Int {
    if tag == language { return 0 }
    if let index = otherLanguages.firstIndex(of: tag) { return index + 1 }
    guard otherLanguages.count < 255 else { return 0 }
    otherLanguages.append(tag)
    return otherLanguages.count
  }

  private mutating func readElement(_ node: Int, _ element: HTMLElement) {
    switch element {
    case .script, .style, .template, .meta, .link, .head, .title, .rp, .colgroup, .col, .source, .track, .area,
      .annotation, .annotationXML, .canvas, .option, .input:
      readSilent(node, element)
    case .base:
      baseURL = tree.attribute("href", of: node).flatMap { LinkTarget.resolve($0, against: baseURL) } ?? baseURL
    case .html: readChildren(of: node)
    case .p: textBlock(node, kind == .line ? .paragraph : kind)
    case .h1: textBlock(node, .heading(1))
    case .h2: textBlock(node, .heading(2))
    case .h3: textBlock(node, .heading(3))
    case .h4: textBlock(node, .heading(4))
    case .h5: textBlock(node, .heading(5))
    case .h6: textBlock(node, .heading(6))
    case .body, .article, .section, .nav, .aside, .header, .footer, .main, .address, .hgroup, .search, .div, .center,
      .form, .fieldset, .legend, .figure, .details, .dialog, .noscript:
      textBlock(node, kind)
    case .figcaption: textBlock(node, .caption)
    case .summary: textBlock(node, .summary)
    case .hr:
      flush()
      blocks.append(.rule)
    case .blockquote:
      let inner = container { $0.readChildren(of: node) }
      if !inner.isEmpty { blocks.append(.quote(inner)) }
    case .pre, .xmp, .listing, .plaintext: readCode(node)
    case .ul, .ol, .menu, .dir: readList(node, element)
    case .li, .dt, .dd: readStrayItem(node)
    case .dl: readDefinitions(node)
    case .table: readTable(node)
    default: readInline(node, element)
    }
  }

  private mutating func readSilent(_ node: Int, _ element: HTMLElement) {
    switch element {
    case .head: readChildren(of: node)
    case .title:
      let text = TerminalText.line(tree.allText(of: node))
      if title == nil, !text.isEmpty { title = text }
    default: break
    }
  }

  private func isHidden(_ node: Int, _ element: HTMLElement) -> Bool {
    if tree.attribute("hidden", of: node) != nil { return true }
    if element == .dialog, tree.attribute("open", of: node) == nil { return true }
    if tree.attribute("aria-hidden", of: node) == "true", element != .img { return true }
    guard let style = tree.attribute("style", of: node), style.utf8.contains(UInt8(ascii: ":")) else { return false }
    let plain = style.lowercased().filter { $0 != " " }
    return plain.contains("display:none") || plain.contains("visibility:hidden") || plain.contains("mso-hide:all")
  }

  // MARK: - Inlines

  private mutating func readInline(_ node: Int, _ element: HTMLElement) {
    switch element {
    case .em, .i, .cite, .dfn, .var: styled(.emphasized, node)
    case .strong, .b: styled(.strong, node)
    case .code, .tt, .kbd, .samp: styled(.code, node)
    case .small: styled(.small, node)
    case .mark: styled(.marked, node)
    case .u: styled(.inserted, node)
    case .ins: styled(.inserted, node)
    case .del, .s, .strike: readDeleted(node)
    case .a: readLink(node)
    case .br: if collector.breakLine() { flush(as: kind == .line ? .paragraph : nil) }
    case .wbr: collector.append("\u{200B}")
    case .q: readQuotation(node)
    case .sup, .sub: readScript(node, element)
    case .ruby: readRuby(node)
    case .img, .picture, .svg: readImage(node, element)
    case .video, .audio, .iframe, .embed, .object: readMedia(node, element)
    case .math: readMath(node)
    case .caption: textBlock(node, .caption)
    case .tr: textBlock(node, kind)
    case .td, .th, .tbody, .thead, .tfoot: textBlock(node, kind)
    default: readChildren(of: node)
    }
  }

  mutating func styled(_ style: InlineStyle, _ node: Int) {
    let outer = collector.style
    collector.style.insert(style)
    readChildren(of: node)
    collector.style = outer
  }

  /// A terminal may have no struck text: the marks say what the line through it would.
  private mutating func readDeleted(_ node: Int) {
    let outer = collector.style
    collector.style.insert(.struck)
    if !outer.contains(.struck), tree.hasVisibleText(node) {
      surrounded(by: "~~", "~~", node)
    } else {
      readChildren(of: node)
    }
    collector.style = outer
  }

  private mutating func readQuotation(_ node: Int) {
    quoteDepth += 1
    if quoteDepth % 2 == 1 { surrounded(by: "“", "”", node) } else { surrounded(by: "‘", "’", node) }
    quoteDepth -= 1
  }

  /// White space just within an element stays outside of the marks around it.
  private mutating func surrounded(by opening: String, _ closing: String, _ node: Int) {
    collector.appendOpening(opening)
    readChildren(of: node)
    collector.appendGlued(closing)
  }

  private mutating func readScript(_ node: Int, _ element: HTMLElement) {
    let previous = collector.lastCharacter
    let mark = collector.mark()
    let count = blocks.count
    readChildren(of: node)
    guard blocks.count == count else { return }
    let text = collector.text(since: mark).trimmingPrefix(" ")
    let form =
      element == .sup
      ? Scripts.superscriptForm(String(text), after: previous) : Scripts.subscriptForm(String(text))
    collector.rewrite(since: mark, as: form)
  }

  /// A formula that its page shows as a block is a block.
  private mutating func readMath(_ node: Int) {
    let text = MathText.text(of: node, in: tree)
    let isBlock = tree.attribute("display", of: node) == "block" && kind == .line
    if isBlock { flush() }
    collector.append(text)
    if isBlock { flush(as: .paragraph) }
  }

  /// A reading stands in brackets after what it is the reading of: `東京(とうきょう)`, also if it comes in parts.
  private mutating func readRuby(_ node: Int) {
    var isInReading = false
    var child = node + 1
    while child < tree.nodes[node].end {
      switch tree.nodes[child].element {
      case .rp?: break
      case .rt?, .rtc?:
        guard tree.hasVisibleText(child) else { break }
        if !isInReading { collector.appendGlued("(") }
        isInReading = true
        readChildren(of: child)
      case nil where isInReading && !tree.hasVisibleText(child): break
      default:
        if isInReading { collector.appendGlued(")") }
        isInReading = false
        read(child)
      }
      child = tree.nodes[child].end
    }
    if isInReading { collector.appendGlued(")") }
  }

  private mutating func readLink(_ node: Int) {
    let href = tree.attribute("href", of: node) ?? ""
    if href.hasPrefix("#"), isMark(tree.allText(of: node)) { return }
    let outer = collector.link
    let target = LinkTarget.resolve(href, against: baseURL)
    collector.link = target ?? outer
    let mark = collector.mark()
    let count = blocks.count
    readChildren(of: node)
    if blocks.count == count, let address = mailAddress(href) {
      let text = collector.text(since: mark)
      if !text.contains(address) { collector.append(text.isEmpty ? address : " <" + address + ">") }
    }
    if blocks.count == count, let target, collector.mark() == mark, let image = firstImage(below: node) {
      collector.appendImage(
        "image: " + (imageName(image) ?? HostName.authority(of: target)?.host ?? "link"), link: target)
    }
    collector.link = outer
  }

  /// Whether the text of a link into the page is only a sign: `#`, `¶`, `↩`.
  private func isMark(_ text: String) -> Bool {
    !text.contains { $0.isLetter || $0.isNumber }
  }

  private func mailAddress(_ href: String) -> String? {
    guard href.lowercased().hasPrefix("mailto:") else { return nil }
    let address = TerminalText.line(String(href.dropFirst(7).prefix { $0 != "?" }))
    return address.isEmpty ? nil : address
  }
}

extension HTMLTree {
  /// Whether there is text other than white space below a node.
  fileprivate func hasVisibleText(_ node: Int) -> Bool {
    (node..<nodes[node].end).contains { text(at: $0).contains { $0 > 0x20 } }
  }
}
