/// What tells a text that is plainly Markdown from scripts, settings and letters, in which a line with `#` is a comment.
struct MarkdownSigns {
  private var headings = 0
  private var others = 0
  /// Whether a line begins with `#` where no heading would stand.
  private var hasComment = false

  init(_ lines: [TextLine]) {
    guard lines.contains(where: { $0.hashes > 0 }) else { return }
    var fence: UInt8?
    for (index, line) in lines.enumerated() where line.depth == 0 {
      if case .fence(let sign, _, let isBare) = line.shape {
        if fence == nil {
          fence = sign
        } else if fence == sign, isBare {
          fence = nil
          others += 1
        }
      } else if fence == nil {
        let above = index > 0 ? lines[index - 1] : nil
        // Comments of several lines begin alike; under a heading one of a lower level may stand.
        let isAlone = above.map { $0.isBlank || 1..<max(1, line.hashes) ~= $0.hashes } ?? true
        look(at: line, isAlone: isAlone)
      }
    }
    if fence != nil { hasComment = true }
  }

  /// Headings that stand where headings stand, and signs that only Markdown has.
  var areEnough: Bool { !hasComment && headings > 0 && others > 0 && headings + others > 2 }

  private mutating func look(at line: TextLine, isAlone: Bool) {
    if line.hashes > 0 {
      if isAlone { headings += 1 } else { hasComment = true }
    } else if line.text.utf8.first == UInt8(ascii: "#") {
      hasComment = true
    } else if others < 4, line.indent < 4, Self.hasMarkup(line.text) {
      others += 1
    }
  }

  /// A link, strong words or code within the line: `[text](https://a.example)`, `**word**`, `` `word` ``.
  private static func hasMarkup(_ text: Substring) -> Bool {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    if parts.count > 2, parts.count % 2 == 1, !parts[1].isEmpty { return true }
    if text.contains("](") && text.contains("[") { return true }
    let strong = text.split(separator: "**", omittingEmptySubsequences: false)
    return strong.count > 2 && strong[1].first?.isWhitespace == false && strong[1].last?.isWhitespace == false
  }
}
