import LibXML
import Typography

/// Text whose lines and blanks are its own.
extension HTMLReading {
  mutating func readCode(_ node: Int) {
    flush()
    var code = CodeText()
    var language = codeLanguage(node)
    var linkEnd = 0
    var target: String?
    /// Where the blocks end that the code holds.
    var blockEnds: [Int] = []
    for index in tree.descendants(of: node) {
      if index >= linkEnd { target = nil }
      while let end = blockEnds.last, index >= end {
        blockEnds.removeLast()
        code.endLine()
      }
      switch tree.nodes[index].element {
      case nil: code.append(String(decoding: tree.text(at: index), as: UTF8.self), target)
      case .br?: code.append("\n", nil)
      case .code?: language = language ?? codeLanguage(index)
      case .div?, .p?, .li?, .tr?, .dt?, .dd?, .section?, .blockquote?, .h1?, .h2?, .h3?, .h4?, .h5?, .h6?:
        code.startLine()
        blockEnds.append(tree.nodes[index].end)
      case .img?: code.append(tree.attribute("alt", of: index) ?? "", target)
      case .a?:
        target = tree.attribute("href", of: index).flatMap { LinkTarget.resolve($0, against: baseURL) }
        linkEnd = tree.nodes[index].end
      default: break
      }
    }
    if let code = code.trimmed(language: language) { blocks.append(.code(code)) }
  }

  private func codeLanguage(_ node: Int) -> String? {
    for name in (tree.attribute("class", of: node) ?? "").split(separator: " ") {
      for prefix in ["language-", "lang-", "highlight-source-", "brush:"] where name.hasPrefix(prefix) {
        let language = name.dropFirst(prefix.count)
        if !language.isEmpty { return TerminalText.line(String(language)) }
      }
    }
    return nil
  }
}

/// Collects the text of a block of code, and where its links are.
private struct CodeText {
  private var text = ""
  private var links: [Code.Link] = []
  /// Whether a block ended and its line did not.
  private var endsLine = false

  mutating func append(_ raw: String, _ target: String?) {
    let safe = TerminalText.lines(raw)
    if endsLine, !safe.isEmpty {
      endsLine = false
      if safe.utf8.first != 0x0A { startLine() }
    }
    let start = text.utf8.count
    text += safe
    let end = text.utf8.count
    guard let target, end > start else { return }
    if let last = links.last, last.target == target, last.range.upperBound == start {
      links[links.count - 1].range = last.range.lowerBound..<end
    } else {
      links.append(Code.Link(range: start..<end, target: target))
    }
  }

  mutating func startLine() {
    if !text.isEmpty, text.utf8.last != 0x0A { text += "\n" }
  }

  mutating func endLine() { endsLine = true }

  /// Without the blank lines at either end, which are no part of it; nil if there is nothing else.
  func trimmed(language: String?) -> Code? {
    let lineEnd = UInt8(ascii: "\n")
    var lines = text.utf8.split(separator: lineEnd, omittingEmptySubsequences: false)[...]
    var dropped = 0
    while let first = lines.first, Substring(first).isBlank {
      dropped += first.count + 1
      lines.removeFirst()
    }
    while let last = lines.last, Substring(last).isBlank { lines.removeLast() }
    guard let first = lines.first, let last = lines.last else { return nil }
    let kept = String(text[first.startIndex..<last.endIndex])
    let shifted = links.compactMap { link -> Code.Link? in
      let range = link.range.clamped(to: dropped..<dropped + kept.utf8.count)
      if range.isEmpty { return nil }
      return Code.Link(range: range.lowerBound - dropped..<range.upperBound - dropped, target: link.target)
    }
    return Code(kept, language: language, links: shifted)
  }
}
