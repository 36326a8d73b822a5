import LibXML

/// The blocks of a web page with what is counted of them.
///
/// They stand in document order, so that the blocks within block `i` are `i + 1 ..< blocks[i].end`, and a sum over
/// them is the difference of two running sums.
struct PageBlocks {
  /// Whether the names of elements, and styles that hide them, are believed.
  enum Reading { case strict, lenient }

  struct Block {
    /// The element and all in it.
    var nodes: Range<Int>
    var element: HTMLElement
    /// The block around it; -1 for the first, which stands for the page: one need not have an element around all.
    var parent: Int
    /// The index after its last descendant.
    var end: Int
    var hints: ClassHints
    /// Letters of its own text, that of blocks within not counted; a Chinese character counts for two.
    var letters = 0
    /// Those of them in links.
    var linkLetters = 0
    /// Commas and full stops of East Asia, and commas elsewhere.
    var commas = 0
    var breaks = 0
    var isDropped = false

    /// The points of its own text as a paragraph.
    var points: Double {
      guard letters >= 25, linkLetters * 2 <= letters else { return 0 }
      switch element {
      case .h1, .h2, .h3, .h4, .h5, .h6, .figcaption, .caption, .dt, .summary, .legend, .address: return 0
      default:
        let length = Double(letters)
        return 1 + min(Double(commas), length / 30) + min(length / 100, 3 + Double(breaks))
      }
    }

    /// Whether its text is more than one paragraph, parted by line breaks as on old pages.
    var holdsParagraphs: Bool { breaks >= 2 && letters > 400 }
  }

  let tree: HTMLTree
  let reading: Reading
  private(set) var blocks: [Block] = []
  /// Running sums over the blocks that are not dropped: of points, letters, letters of links, first headings.
  private var points: [Double] = []
  private var letters: [Int] = []
  private var linkLetters: [Int] = []
  private var titles: [Int] = []

  init(_ tree: HTMLTree, _ reading: Reading) {
    self.tree = tree
    self.reading = reading
    var reader = ClassHints.Reader(tree)
    collect(&reader)
    sum()
    dropBoilerplate()
    sum()
  }

  // MARK: Sums

  func points(of block: Int) -> Double { points[blocks[block].end] - points[block] }
  func letters(of block: Int) -> Int { letters[blocks[block].end] - letters[block] }
  func linkLetters(of block: Int) -> Int { linkLetters[blocks[block].end] - linkLetters[block] }

  func linkDensity(of block: Int) -> Double {
    let all = letters(of: block)
    return all > 0 ? Double(linkLetters(of: block)) / Double(all) : 0
  }

  private mutating func sum() {
    points = [0]
    letters = [0]
    linkLetters = [0]
    titles = [0]
    for block in blocks {
      points.append((points.last ?? 0) + (block.isDropped ? 0 : block.points))
      letters.append((letters.last ?? 0) + (block.isDropped ? 0 : block.letters))
      linkLetters.append((linkLetters.last ?? 0) + (block.isDropped ? 0 : block.linkLetters))
      titles.append((titles.last ?? 0) + (block.element == .h1 ? 1 : 0))
    }
  }

  // MARK: Reading the tree

  private mutating func collect(_ reader: inout ClassHints.Reader) {
    blocks = [Block(nodes: 0..<tree.nodes.count, element: .body, parent: -1, end: 1, hints: [])]
    var open = [0]
    var linkEnd = 0
    var node = 0
    while node < tree.nodes.count {
      while let last = open.last, blocks[last].nodes.upperBound <= node {
        blocks[last].end = blocks.count
        open.removeLast()
      }
      guard let element = tree.nodes[node].element else {
        if let holder = open.last { count(tree.text(at: node), in: holder, isLink: node < linkEnd) }
        node += 1
        continue
      }
      if element.isWithoutText || isHidden(node, element) {
        node = tree.nodes[node].end
        continue
      }
      switch element {
      case .a: if tree.attribute("href", of: node) != nil { linkEnd = max(linkEnd, tree.nodes[node].end) }
      case .br: if let holder = open.last { blocks[holder].breaks += 1 }
      case _ where element.isBlock:
        let hints = reading == .strict ? reader.hints(of: node) : []
        let nodes = node..<tree.nodes[node].end
        blocks.append(
          Block(nodes: nodes, element: element, parent: open.last ?? 0, end: blocks.count + 1, hints: hints))
        open.append(blocks.count - 1)
      default: break
      }
      node += 1
    }
    for block in open { blocks[block].end = blocks.count }
  }

  private func isHidden(_ node: Int, _ element: HTMLElement) -> Bool {
    reading == .strict && element != .body && element != .html && tree.isHidden(node, element)
  }

  private mutating func count(_ text: ArraySlice<UInt8>, in holder: Int, isLink: Bool) {
    let count = LetterCount(text)
    blocks[holder].letters += count.letters
    blocks[holder].commas += count.commas
    if isLink { blocks[holder].linkLetters += count.letters }
  }

  // MARK: Dropping

  private mutating func dropBoilerplate() {
    let all = points.last ?? 0
    var index = 0
    while index < blocks.count {
      if isBoilerplate(index, of: all) {
        drop(index)
        index = blocks[index].end
      } else {
        index += 1
      }
    }
  }

  private mutating func drop(_ block: Int) {
    for index in block..<blocks[block].end { blocks[index].isDropped = true }
  }

  private func isBoilerplate(_ index: Int, of all: Double) -> Bool {
    let block = blocks[index]
    let share = all > 0 ? points(of: index) / all : 0
    switch block.element {
    case .html, .body, .main: return false
    case .nav, .search, .dialog: return true
    case .aside, .footer, .form, .fieldset, .address, .menu: if share < 0.5 { return true }
    case .header: if !isInArticle(index), share < 0.5 { return true }
    default: break
    }
    if block.hints.contains(.comments) {
      // Comments may be longer than the article; on a page whose title is elsewhere they are comments still.
      let holdsTitle = titles[block.end] > titles[index]
      if !holdsTitle, share < 0.8 || titles.last ?? 0 > 0 { return true }
    }
    guard block.element != .article else { return false }
    if block.hints.contains(.noise), share < 0.5 { return true }
    return block.hints.contains(.byline) && letters(of: index) < 200 && !block.hints.contains(.article)
  }

  private func isInArticle(_ index: Int) -> Bool {
    var parent = blocks[index].parent
    while parent >= 0 {
      if [.article, .main].contains(blocks[parent].element) { return true }
      parent = blocks[parent].parent
    }
    return false
  }

  /// Drops what stands before and behind the article's paragraphs and is mostly links, and headings with nothing below.
  /// - Returns: the letters that are left.
  mutating func trim(_ root: Int) -> Int {
    let range = root..<blocks[root].end
    guard let first = range.first(where: { isParagraph($0) }), let last = range.last(where: { isParagraph($0) }) else {
      return 0
    }
    let bodies = Set([blocks[first].parent, blocks[last].parent])
    var index = root + 1
    while index < blocks[root].end {
      let block = blocks[index]
      let isOutside = block.end <= first || index > last
      if isOutside, !block.isDropped, isLinky(index, bodies) {
        drop(index)
        index = block.end
      } else {
        index += 1
      }
    }
    dropEmptyHeadings(in: root, after: last)
    sum()
    return letters(of: root)
  }

  private func isParagraph(_ index: Int) -> Bool { !blocks[index].isDropped && blocks[index].points > 0 }

  /// Whether a block is a box of links; a list that stands among the paragraphs is the author's own.
  private func isLinky(_ index: Int, _ bodies: Set<Int>) -> Bool {
    switch blocks[index].element {
    case .p, .li, .blockquote, .pre, .figure, .td, .th, .h1, .h2, .h3, .h4, .h5, .h6: return false
    case .ul, .ol, .dl: return !bodies.contains(blocks[index].parent) && linkDensity(of: index) > 0.4
    default: return linkDensity(of: index) > 0.4
    }
  }

  private mutating func dropEmptyHeadings(in root: Int, after last: Int) {
    for index in (max(root, last) + 1..<max(last + 1, blocks[root].end)).reversed() where !blocks[index].isDropped {
      switch blocks[index].element {
      case .h1, .h2, .h3, .h4, .h5, .h6: blocks[index].isDropped = true
      default: if blocks[index].letters > 0 { return }
      }
    }
  }
}

/// How much text there is, and how much of a sentence it has.
private struct LetterCount {
  /// Blanks are none; a character of East Asia says as much as two letters.
  private(set) var letters = 0
  /// The Latin, Arabic and East Asian comma, and the East Asian full stop.
  private(set) var commas = 0

  init(_ text: ArraySlice<UInt8>) {
    var lead: UInt8 = 0
    var second: UInt8 = 0
    for byte in text {
      switch byte {
      case 0x80..<0xC0:
        if isComma(lead, second, byte) { commas += 1 }
        second = byte
        continue
      case 0...0x20: break
      case 0xE3...0xED: letters += 2
      default: letters += 1
      }
      if byte == UInt8(ascii: ",") { commas += 1 }
      (lead, second) = (byte, 0)
    }
  }

  private func isComma(_ lead: UInt8, _ second: UInt8, _ last: UInt8) -> Bool {
    switch (lead, second, last) {
    case (0xD8, 0, 0x8C), (0xE3, 0x80, 0x81), (0xE3, 0x80, 0x82), (0xEF, 0xBC, 0x8C): true
    default: false
    }
  }
}

extension HTMLElement {
  /// Elements without text that is read.
  var isWithoutText: Bool {
    switch self {
    case .script, .style, .template, .noscript, .head, .title, .meta, .link, .base, .select, .option, .button,
      .textarea, .input, .svg, .canvas, .iframe, .object, .embed, .video, .audio, .label:
      true
    default: false
    }
  }

  /// Elements that stand apart from the text around them.
  fileprivate var isBlock: Bool {
    switch self {
    case .html, .body, .article, .section, .nav, .aside, .header, .footer, .main, .address, .hgroup, .search, .h1, .h2,
      .h3, .h4, .h5, .h6, .p, .div, .center, .form, .fieldset, .legend, .blockquote, .pre, .xmp, .listing, .plaintext,
      .figure, .figcaption, .ul, .ol, .menu, .dir, .li, .dl, .dt, .dd, .table, .caption, .tbody, .thead, .tfoot, .tr,
      .td, .th, .details, .summary, .dialog:
      true
    default: false
    }
  }
}
