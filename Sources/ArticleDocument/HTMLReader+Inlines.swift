import LibXML
import Typography

/// Elements of text.
extension HTMLReading {
  mutating func readInline(_ node: Int, _ element: HTMLElement) {
    switch element {
    case .em, .i, .cite, .dfn, .var: styled(.emphasized, node)
    case .strong, .b: styled(.strong, node)
    case .code, .tt, .kbd, .samp: styled(.code, node)
    case .small: styled(.small, node)
    case .mark: styled(.marked, node)
    case .u, .ins: styled(.inserted, node)
    case .del, .s, .strike: readDeleted(node)
    case .a: readLink(node)
    case .br: if collector.breakLine() { flush(as: kind == .line ? .paragraph : nil) }
    case .wbr: collector.append("\u{200B}")
    case .q: readQuotation(node)
    case .sup, .sub: readScript(node, element)
    case .ruby: readRuby(node)
    case .img, .ampImage, .picture, .svg: readImage(node, element)
    case .video, .audio, .iframe, .embed, .object: readMedia(node, element)
    case .math: readMath(node)
    case .caption: textBlock(node, .caption)
    case .tr, .td, .th, .tbody, .thead, .tfoot: textBlock(node, kind)
    case .abbr: readAbbreviation(node)
    case .button, .textarea:
      // Controls stand apart from the text.
      collector.append(" ")
      readChildren(of: node)
      collector.append(" ")
    default: readChildren(of: node)
    }
  }

  /// What a short form stands for follows it where it is first used: no pointer rests on words in a terminal.
  private mutating func readAbbreviation(_ node: Int) {
    let text = TerminalText.line(tree.allText(of: node))
    readChildren(of: node)
    guard let title = tree.attribute("title", of: node).map(TerminalText.line), title.count > text.count,
      text.contains(where: \.isUppercase), title.contains(where: \.isLetter), title.first?.isNumber == false,
      !title.contains(text), knownAbbreviations.insert(text).inserted
    else { return }
    collector.appendGlued(" (" + title + ")")
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
    let number = collector.style.language
    let marks = QuotationMarks(language: number > 0 ? otherLanguages[number - 1] : language)
    quoteDepth += 1
    if quoteDepth % 2 == 1 {
      surrounded(by: marks.outer.opening, marks.outer.closing, node)
    } else {
      surrounded(by: marks.inner.opening, marks.inner.closing, node)
    }
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
}
