import LibXML
import Typography

/// HTML → Document. Takes over known elements and http(s) targets only.
public enum HTMLReader {
  /// Reads a page or fragment.
  /// - Parameters:
  ///   - html: the source, as received.
  ///   - baseURL: what relative URLs are resolved against.
  ///   - address: the article's own URL; links to parts of it lead nowhere else.
  /// - Returns: the document; empty if there is nothing to read.
  public static func read(_ html: String, baseURL: String? = nil, address: String? = nil) -> Document {
    let tree = HTMLTree(parsing: html)
    var reading = HTMLReading(tree: tree, baseURL: baseURL)
    if let address = address ?? baseURL { reading.addresses = [address] }
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

  /// Whether a figure is read, and whether a caption speaks of its pictures.
  enum Figure { case none, bare, captioned }

  let tree: HTMLTree
  var baseURL: String?
  /// What the page itself may be called in links to its parts.
  var addresses: [String] = []
  private var knowsCanonical = false
  /// The names of the parts of the page, once they are asked for.
  var fragments: Set<String>?
  var blocks: [Block] = []
  var collector = InlineCollector()
  var kind = TextKind.line
  var title: String?
  var language: String?
  var otherLanguages: [String] = []
  var quoteDepth = 0
  /// The targets that words have been linked to.
  var spokenTargets: Set<String> = []
  /// What `abbr` has been told of once.
  var knownAbbreviations: Set<String> = []
  /// The element whose text is being collected.
  var block = -1
  /// The block that holds the number of a note, and nothing else.
  var noteNumber: Int?
  /// The same, if the note is the rest of the element.
  var hangingNote: Int?
  /// What is read of a figure.
  var figure = Figure.none
  /// Whether line ends and blanks of the source are its own.
  var keepsLines = false
  /// Whether a list of options to choose from is read.
  var isInSelect = false

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
    if let note = noteNumber, note == blocks.count - 1, case .line(let number) = blocks[note] {
      noteNumber = nil
      blocks[note] = .paragraph(number + [.text(". ")] + inlines)
      return
    }
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
    let outer = (self.kind, block)
    (self.kind, block) = (kind, node)
    let first = blocks.count
    readChildren(of: node)
    flush()
    (self.kind, block) = outer
    if let note = hangingNote, note == first { hang(from: note) }
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
      keepsLines ? readLines(tree.text(at: node)) : collector.append(tree.text(at: node))
      return
    }
    guard tree.hasAttributes(node) else {
      if element != .dialog { readElement(node, element) }
      return
    }
    if tree.isHidden(node, element) { return }
    let keptLines = keepsLines
    defer { keepsLines = keptLines }
    if let whiteSpace = tree.style("white-space", of: node) {
      if whiteSpace == "pre", isPlainBlock(node, element) { return readCode(node) }
      keepsLines = whiteSpace.hasPrefix("pre") || whiteSpace == "break-spaces"
    }
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

  /// Whether a block holds lines of text and nothing else, which can be shown as code is.
  private func isPlainBlock(_ node: Int, _ element: HTMLElement) -> Bool {
    guard element == .p || element == .div || element == .section || element == .article else { return false }
    var hasLines = false
    for index in tree.descendants(of: node) {
      switch tree.nodes[index].element {
      case nil: hasLines = hasLines || tree.text(at: index).dropLast().contains(0x0A)
      case .br?: hasLines = true
      case .p?, .div?, .span?, .a?, .b?, .i?, .em?, .strong?, .code?, .font?, .u?, .s?, .mark?, .small?: break
      default: return false
      }
    }
    return hasLines
  }

  private mutating func readLines(_ text: ArraySlice<UInt8>) {
    for (index, line) in text.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
      if index > 0, !collector.isEmpty { _ = collector.breakLine() }
      collector.appendAsIs(line)
    }
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
      .annotation, .annotationXML, .canvas, .datalist, .input:
      readSilent(node, element)
    case .select:
      let outer = isInSelect
      isInSelect = true
      readChildren(of: node)
      isInSelect = outer
    // Outside of a list of options it has no meaning.
    case .option: if !isInSelect { readChildren(of: node) }
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
      .form, .fieldset, .legend, .details, .dialog, .noscript:
      textBlock(node, kind)
    case .figure: readFigure(node)
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
    case .link:
      guard !knowsCanonical, tree.attribute("rel", of: node)?.lowercased() == "canonical" else { return }
      knowsCanonical = true
      if let address = tree.attribute("href", of: node) { addresses.append(address) }
    case .title:
      let text = TerminalText.line(tree.allText(of: node))
      if title == nil, !text.isEmpty { title = text }
    default: break
    }
  }
}

extension HTMLTree {
  /// All that is within a node, in the page's order; the children of a child right after it.
  func descendants(of node: Int) -> Range<Int> { node + 1..<max(node + 1, nodes[node].end) }

  /// Whether a browser would not show an element.
  func isHidden(_ node: Int, _ element: HTMLElement) -> Bool {
    if attribute("hidden", of: node) != nil { return true }
    if element == .dialog, attribute("open", of: node) == nil { return true }
    if attribute("aria-hidden", of: node) == "true", element != .img { return true }
    return style("display", of: node) == "none" || style("visibility", of: node) == "hidden"
      || style("mso-hide", of: node) == "all"
  }

  /// Whether there is text other than white space below a node.
  func hasVisibleText(_ node: Int) -> Bool {
    (node..<nodes[node].end).contains { text(at: $0).contains { $0 > 0x20 } }
  }
}
