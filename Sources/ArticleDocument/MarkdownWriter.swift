/// Writes a document as Markdown (CommonMark 0.31, with the tables and the struck text of GitHub's), such that a reader
/// of Markdown gets the same article back: what is no markup in the article is none in the text.
public enum MarkdownWriter {
  /// The whole document; ends with a newline unless it is empty.
  public static func markdown(_ document: Document) -> String {
    let hasTitle = document.blocks.contains { if case .title = $0 { true } else { false } }
    var writer = MarkdownBlocks(level: hasTitle ? 2 : 1)
    writer.fitHeadings(to: document.blocks)
    let lines = writer.lines(of: document.blocks)
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  /// A link: `[words](address)`.
  public static func link(_ words: String, to url: String) -> String {
    "[\(MarkdownText.escaped(words))](\(MarkdownText.target(url)))"
  }
}

/// Blocks as lines of Markdown, without the line ends.
struct MarkdownBlocks {
  /// The level that the article's own headings begin with.
  private let level: Int
  private var shift = 0

  init(level: Int) { self.level = level }

  /// The headings of the body stand below the title, as many levels apart as they were.
  mutating func fitHeadings(to blocks: [Block]) {
    let levels = blocks.compactMap { if case .heading(let level, _) = $0 { level } else { nil } }
    shift = max(0, level - (levels.min() ?? level))
  }

  func lines(of blocks: [Block]) -> [String] {
    var lines: [String] = []
    var former: Block?
    var isOtherList = false
    for block in blocks {
      isOtherList = former.isList && Optional(block).isList && !isOtherList
      let own = self.lines(of: block, otherMarker: isOtherList)
      guard !own.isEmpty else { continue }
      if case .line = block, case .line = former, let last = lines.indices.last {
        lines[last] += "\\"
      } else if !lines.isEmpty, !block.mayFollow(former) {
        lines.append("")
      }
      lines += own
      former = block
    }
    return lines
  }

  private func lines(of block: Block, otherMarker: Bool) -> [String] {
    switch block {
    case .title(let text): return heading(level: 1, text)
    case .heading(let level, let text): return heading(level: level + shift, text)
    case .byline(let text), .paragraph(let text), .line(let text), .caption(let text): return paragraph(text)
    case .summary(let text): return paragraph(text.map(\.strong))
    case .list(let list): return lines(of: list, otherMarker: otherMarker)
    case .definitions(let definitions): return lines(of: definitions)
    case .quote(let blocks): return lines(of: blocks).map { $0.isEmpty ? ">" : "> " + $0 }
    case .code(let code): return lines(of: code)
    case .table(let table): return lines(of: table)
    case .rule: return ["***"]
    }
  }

  // MARK: Lines of text

  func paragraph(_ text: [Inline]) -> [String] {
    let lines = text.split { $0 == .lineBreak }.map { MarkdownText.line(Array($0)) }.filter { !$0.isEmpty }
    return lines.enumerated().map { index, line in
      MarkdownText.guarded(line) + (index < lines.count - 1 ? "\\" : "")
    }
  }

  private func heading(level: Int, _ text: [Inline]) -> [String] {
    var line = MarkdownText.line(text.map { $0 == .lineBreak ? .text(" ") : $0 })
    guard !line.isEmpty else { return [] }
    // Number signs at the end would close the heading.
    if line.hasSuffix("#") { line = line.dropLast() + "\\#" }
    return [String(repeating: "#", count: max(1, min(level, 6))) + " " + line]
  }

  // MARK: Containers

  /// Lines of which the first begins with a marker, and the others as far from the edge.
  private func item(_ marker: String, _ lines: [String]) -> [String] {
    guard let first = lines.first else { return [marker] }
    let indent = String(repeating: " ", count: marker.count + 1)
    return ["\(marker) \(first)"] + lines.dropFirst().map { $0.isEmpty ? "" : indent + $0 }
  }

  /// A list; with other markers than usual where it would be one list with the list before it.
  private func lines(of list: List, otherMarker: Bool) -> [String] {
    var lines: [String] = []
    var isOther = otherMarker
    var expected: Int?
    for element in list.items {
      // A list counts on by itself; where the numbers do not, another list begins.
      let number = element.marker.number
      if let expected, let number, number != expected { isOther.toggle() }
      expected = number.map { $0 &+ 1 }
      let (marker, label) = marker(of: element.marker, other: isOther)
      var own = self.lines(of: element.blocks)
      if let label { own = own.isEmpty ? [label] : ["\(label) \(own[0])"] + own.dropFirst() }
      if list.isLoose, !lines.isEmpty { lines.append("") }
      lines += item(marker, own)
    }
    return lines
  }

  /// The marker, and what stands in the text since Markdown has no such marker.
  private func marker(of marker: List.Marker, other: Bool) -> (String, label: String?) {
    let bullet = other ? "+" : "-"
    guard case .label(let label) = marker else { return (bullet, nil) }
    let digits = label.prefix { $0.isASCII && $0.isNumber }
    let end = label.dropFirst(digits.count)
    if (1...9).contains(digits.count), end.isEmpty || end == "." || end == ")" {
      let usual = end.isEmpty ? "." : String(end)
      return (digits + (other ? (usual == "." ? ")" : ".") : usual), nil)
    }
    let box = label.lowercased()
    return (bullet, box == "[x]" || box == "[ ]" ? box : MarkdownText.escaped(label))
  }

  private func lines(of definitions: [Definition]) -> [String] {
    var lines: [String] = []
    var followsMeaning = true
    for definition in definitions {
      switch definition {
      case .term(let text):
        if !lines.isEmpty { followsMeaning ? lines.append("") : lines[lines.count - 1].append("\\") }
        lines += paragraph(text.map(\.strong))
        followsMeaning = false
      case .meaning(let blocks):
        if !followsMeaning { lines.append("") }
        lines += item("-", self.lines(of: blocks))
        followsMeaning = true
      }
    }
    return lines
  }

  private func lines(of code: Code) -> [String] {
    let fence = String(repeating: "`", count: max(3, MarkdownText.longestBackticks(in: code.text) + 1))
    let language = code.language ?? ""
    let isWord = !language.contains { $0 == "`" || $0.isWhitespace }
    let text = code.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    return [fence + (isWord ? language : "")] + text + [fence]
  }
}

extension Block? {
  fileprivate var isList: Bool { if case .list = self { true } else { false } }
}

extension List.Marker {
  /// Of a label that begins with one.
  fileprivate var number: Int? {
    guard case .label(let label) = self else { return nil }
    return Int(label.prefix { $0.isASCII && $0.isNumber })
  }
}

extension Block {
  /// Whether it is a block of its own right under the line before, as a list in an item of a list is.
  fileprivate func mayFollow(_ former: Block?) -> Bool {
    guard case .line = former, case .list(let list) = self, !list.isLoose else { return false }
    guard case .label(let label) = list.items.first?.marker, let number = label.first else { return true }
    return label.hasPrefix("1.") || !number.isNumber
  }
}

extension Inline {
  /// The same in strong type.
  var strong: Inline {
    guard case .text(let text, let style, let link) = self else { return self }
    return .text(text, style.union(.strong), link: link)
  }
}
