import Typography

/// Plain text → Document.
public enum TextReader {
  public static func read(_ text: String) -> Document {
    let lines = TerminalText.lines(text).split(separator: "\n", omittingEmptySubsequences: false).map(TextLine.init)
    var reading = TextReading(lines: lines[...])
    return Document(blocks: reading.readBlocks().map(\.asProse))
  }
}

/// A line of a text, and what it looks like.
struct TextLine {
  enum Shape: Equatable {
    case blank, text, code, rule, fence
    /// What stands after the mark.
    case bullet(String)
    case number(String, String)
    case quote(String)

    var isNumber: Bool { if case .number = self { true } else { false } }
  }

  var text: String
  var shape: Shape
  /// Cells of white space before the text.
  var indent: Int

  init(_ line: Substring) { self.init(String(line)) }

  init(_ line: String) {
    var column = 0
    var rest = line[...]
    while let first = rest.first, first == " " || first == "\t" || first == "\u{3000}" {
      column += first == "\t" ? 8 - column % 8 : first == " " ? 1 : 2
      rest.removeFirst()
    }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    text = String(rest)
    indent = rest.isEmpty ? 0 : column
    shape = Self.shape(text)
    // An ideographic blank begins a paragraph; other deep indentation means that the lines are the text's own.
    if shape == .text, indent >= 4, !line.hasPrefix("\u{3000}") { shape = .code }
  }

  private static func shape(_ text: String) -> Shape {
    guard let first = text.first else { return .blank }
    if text.hasPrefix("```") || text.hasPrefix("~~~") { return .fence }
    if text.count >= 3, let sign = text.first(where: { $0 != " " }), "-*_=─—~".contains(sign),
      text.allSatisfy({ $0 == sign || $0 == " " })
    {
      return .rule
    }
    if first == ">" || first == "＞" {
      let rest = text.dropFirst()
      return .quote(String(rest.hasPrefix(" ") ? rest.dropFirst() : rest))
    }
    if "-*+•◦▪‣–·●○■".contains(first), text.dropFirst().first?.isWhitespace == true {
      return .bullet(String(text.drop { !$0.isWhitespace }.drop { $0.isWhitespace }))
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    let rest = text.dropFirst(digits.count)
    if (1...3).contains(digits.count), let sign = rest.first, sign == "." || sign == ")",
      rest.dropFirst().first?.isWhitespace == true
    {
      return .number(digits + String(sign), String(rest.dropFirst().drop { $0.isWhitespace }))
    }
    return .text
  }
}

/// One reading of a text's lines.
struct TextReading {
  /// A right margin beyond this is no margin: each line is a paragraph.
  private static let widestMargin = 100
  /// Lines that all end before this column are not text broken into lines.
  private static let narrowestMargin = 50
  /// A line may end this much before the margin though the next word would have fitted.
  private static let slack = 10

  var lines: ArraySlice<TextLine>

  mutating func readBlocks() -> [Block] {
    var blocks: [Block] = []
    while let line = lines.first {
      switch line.shape {
      case .blank: lines.removeFirst()
      case .rule:
        lines.removeFirst()
        blocks.append(.rule)
      case .fence: blocks.append(readFence())
      case .quote: blocks.append(readQuote())
      case .bullet, .number: blocks.append(readList(indent: line.indent))
      case .code where isCode(after: blocks.last): blocks.append(readCode())
      case .code, .text: blocks += readParagraphs()
      }
    }
    return blocks
  }

  /// Indented lines are code, unless they only begin a paragraph in the old way.
  private func isCode(after previous: Block?) -> Bool {
    let next = lines.dropFirst().first
    return next.map { $0.shape == .code || $0.shape == .blank } ?? (previous != nil)
  }

  /// The lines up to a blank one: text broken into lines is joined, long lines are paragraphs, and short ones stay
  /// lines, as in verse or an address.
  private mutating func readParagraphs() -> [Block] {
    var chunk: [String] = []
    while let line = lines.first, line.shape == .text || chunk.isEmpty {
      chunk.append(line.text)
      lines.removeFirst()
    }
    if let level = underline(of: chunk.last ?? "") {
      lines.removeFirst()
      let heading = Block.heading(level: level, [.text(chunk.removeLast())])
      return chunk.isEmpty ? [heading] : joined(chunk) + [heading]
    }
    return joined(chunk)
  }

  private func joined(_ chunk: [String]) -> [Block] {
    let widths = chunk.map { DisplayWidth.cells(of: $0) }
    let margin = widths.max() ?? 0
    if margin > Self.widestMargin { return chunk.map { .paragraph([.text($0)]) } }
    var inlines: [Inline] = []
    for (index, line) in chunk.enumerated() {
      if index > 0 {
        let word = line.prefix { !$0.isWhitespace }
        let reach = widths[index - 1] + 1 + DisplayWidth.cells(of: String(word))
        let goesOn = margin >= Self.narrowestMargin && reach > margin - Self.slack
        inlines.append(goesOn ? .text(blank(chunk[index - 1], line)) : .lineBreak)
      }
      inlines.append(.text(line))
    }
    return [.paragraph(inlines)]
  }

  /// The level of the heading that a rule of `=` or `-` right under a line makes of it.
  private func underline(of text: String) -> Int? {
    guard let rule = lines.first, rule.shape == .rule, let sign = rule.text.first, sign == "=" || sign == "-",
      abs(DisplayWidth.cells(of: text) - rule.text.count) <= 2
    else { return nil }
    return sign == "=" ? 1 : 2
  }

  private func blank(_ line: String, _ next: String) -> String {
    guard let last = line.last, let first = next.first else { return "" }
    let isWide = DisplayWidth.cells(of: last) == 2 && DisplayWidth.cells(of: first) == 2
    return isWide ? "" : " "
  }

  private mutating func readFence() -> Block {
    let language = lines.removeFirst().text.drop { $0 == "`" || $0 == "~" }
    var code: [String] = []
    while let line = lines.first {
      lines.removeFirst()
      if line.shape == .fence { break }
      code.append(String(repeating: " ", count: line.indent) + line.text)
    }
    return .code(Code(code.joined(separator: "\n"), language: language.isEmpty ? nil : String(language)))
  }

  private mutating func readCode() -> Block {
    var code: [TextLine] = []
    while let line = lines.first, line.shape == .code || line.shape == .blank || line.indent >= 4 {
      code.append(line)
      lines.removeFirst()
    }
    while code.last?.shape == .blank { code.removeLast() }
    let indent = code.filter { $0.shape != .blank }.map(\.indent).min() ?? 0
    let text = code.map { String(repeating: " ", count: max(0, $0.indent - indent)) + $0.text }
    return .code(Code(text.joined(separator: "\n")))
  }

  private mutating func readQuote() -> Block {
    var inner: [TextLine] = []
    while let line = lines.first, case .quote(let text) = line.shape {
      inner.append(TextLine(text))
      lines.removeFirst()
    }
    var reading = TextReading(lines: inner[...])
    return .quote(reading.readBlocks())
  }

  private mutating func readList(indent: Int) -> Block {
    var items: [List.Item] = []
    while let line = lines.first {
      if line.shape == .blank {
        // A blank line between two items does not end the list.
        guard let next = lines.dropFirst().first, next.isItem, next.indent >= indent, next.indent < indent + 8
        else { break }
        lines.removeFirst()
        continue
      }
      guard line.indent >= indent, line.isItem || line.indent > indent && !items.isEmpty else { break }
      if line.indent < indent + 2, let first = items.first, line.isItem,
        (line.shape.isNumber) != (first.marker != .bullet)
      {
        break
      }
      if line.isItem, line.indent >= indent + 2, !items.isEmpty {
        items[items.count - 1].blocks.append(readList(indent: line.indent))
        continue
      }
      lines.removeFirst()
      switch line.shape {
      case .bullet(let text): items.append(List.Item(marker: .bullet, blocks: [.line([.text(text)])]))
      case .number(let mark, let text): items.append(List.Item(marker: .label(mark), blocks: [.line([.text(text)])]))
      default: extend(&items[items.count - 1], line.text)
      }
    }
    return .list(List(items: items))
  }

  /// A line indented under an item goes on with it.
  private func extend(_ item: inout List.Item, _ text: String) {
    if case .line(let inlines) = item.blocks.last, case .text(let previous, _, _) = inlines.last {
      item.blocks[item.blocks.count - 1] = .line(inlines + [.text(blank(previous, text)), .text(text)])
    } else {
      item.blocks.append(.line([.text(text)]))
    }
  }
}

extension TextLine {
  var isItem: Bool {
    switch shape {
    case .bullet, .number: true
    default: false
    }
  }
}

extension Block {
  /// The same with a link where an address stands in the text, and a blank for a tab.
  fileprivate var asProse: Block {
    switch self {
    case .heading(let level, let text): .heading(level: level, text.asProse)
    case .paragraph(let text): .paragraph(text.asProse)
    case .line(let text): .line(text.asProse)
    case .quote(let blocks): .quote(blocks.map(\.asProse))
    case .list(let list):
      .list(
        List(
          items: list.items.map { item in
            List.Item(marker: item.marker, blocks: item.blocks.map(\.asProse))
          }))
    default: self
    }
  }
}

extension [Inline] {
  fileprivate var asProse: [Inline] {
    flatMap { inline -> [Inline] in
      guard case .text(let written, let style, nil) = inline else { return [inline] }
      let text = written.replacing("\t", with: " ")
      return BareLinks.runs(text, style) ?? [.text(text, style)]
    }
  }
}
