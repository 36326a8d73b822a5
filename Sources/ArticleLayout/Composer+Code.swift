import ArticleDocument
import Typography

/// Code: its lines and blanks are its own; its links are numbered at the ends of the lines.
extension Composer {
  mutating func composeCode(_ code: Code) {
    indented(rest: [Span("  ")], cells: 2) { composer in
      var blanks = 0
      var start = 0
      var links = code.links[...]
      var left: [Span] = []
      for utf8 in code.text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
        let line = Substring(utf8)
        let lineStart = start
        start += utf8.count + 1
        blanks = line.isBlank ? blanks + 1 : 0
        if blanks > 2, composer.options.wideLines == .fold { continue }
        while let first = links.first, first.range.upperBound <= lineStart { links.removeFirst() }
        left += composer.composeCodeLine(composer.codeText(line, from: lineStart, links))
      }
      composer.addNumbers(left)
    }
  }

  /// A line as runs: links and what is between them, tabs as blanks.
  private func codeText(_ line: Substring, from start: Int, _ links: ArraySlice<Code.Link>) -> InlineText {
    var text = InlineText(keepsInvisible: true)
    var column = 0
    var from = line.startIndex
    for link in links {
      guard link.range.lowerBound < start + line.utf8.count else { break }
      let lower = line.utf8.index(line.startIndex, offsetBy: max(0, link.range.lowerBound - start))
      let upper = line.utf8.index(line.startIndex, offsetBy: min(line.utf8.count, link.range.upperBound - start))
      text.append(Self.withoutTabs(line[from..<lower], &column), RunStyle(role: .code))
      let style = RunStyle(role: .code, link: self.links.index(of: link.target))
      text.append(Self.withoutTabs(line[lower..<upper], &column), style)
      from = upper
    }
    text.append(Self.withoutTabs(line[from...], &column), RunStyle(role: .code))
    return text
  }

  /// - Returns: the numbers of links that the line has no room for.
  private mutating func composeCodeLine(_ text: InlineText) -> [Span] {
    let line = MeasuredText(text.text)
    let clusters = line.clusters
    let total = clusters.reduce(0) { $0 + $1.cells }
    let start = position.offset
    let numbers = self.numbers(in: text)
    let numbersCells = numbers.reduce(0) { $0 + $1.text.utf8.count }
    defer { position.offset = start + clusters.count + 1 }
    if total <= width || options.wideLines == .scroll {
      let hasRoom = total + numbersCells <= width || options.wideLines == .scroll
      let spans = text.spans(from: 0, to: text.text.utf8.count, in: text.text)
      add(hasRoom ? spans + numbers : spans, isShiftable: true)
      return hasRoom ? [] : numbers
    }
    // The mark at the end says that the line goes on, and that a blank before it is the line's own.
    var from = 0
    while true {
      let end = Self.fold(clusters, from: from, width: width)
      position.offset = start + from
      let upper = end < clusters.count ? clusters[end].utf8Offset : line.text.utf8.count
      let spans = text.spans(from: clusters[from].utf8Offset, to: upper, in: line.text)
      if end == clusters.count {
        let hasRoom = clusters[from..<end].reduce(numbersCells) { $0 + $1.cells } <= width
        add(hasRoom ? spans + numbers : spans)
        return hasRoom ? [] : numbers
      }
      add(spans + [Span(signs.fold, role: .note)])
      from = end
    }
  }

  /// Numbers that stand under the code since its lines are full.
  private mutating func addNumbers(_ numbers: [Span]) {
    var line: [Span] = []
    var cells = 0
    for number in numbers where number.link != nil {
      if cells > 0, cells + 1 + number.text.utf8.count > width {
        add(line)
        (line, cells) = ([], 0)
      }
      if cells > 0 { line.append(Span(" ")) }
      line.append(number)
      cells += (cells > 0 ? 1 : 0) + number.text.utf8.count
    }
    if !line.isEmpty { add(line) }
  }

  /// The numbers of a line's links, each once.
  private func numbers(in text: InlineText) -> [Span] {
    var numbers: [Span] = []
    for run in text.runs {
      guard let link = run.style.link, links.isShown(link), !numbers.contains(where: { $0.link == link }) else {
        continue
      }
      if numbers.isEmpty { numbers.append(Span(" ", role: .code)) }
      numbers.append(Span("[\(link + 1)]", role: .linkNumber, link: link))
    }
    return numbers
  }

  /// Where a line of code is folded: at its end, or after a blank in the last third, or where the column ends.
  private static func fold(_ clusters: [MeasuredText.Cluster], from: Int, width: Int) -> Int {
    var cells = 0
    var end = from
    while end < clusters.count, cells + clusters[end].cells <= width {
      cells += clusters[end].cells
      end += 1
    }
    if end == clusters.count { return end }
    while end > from + 1, cells > width - 1 {
      end -= 1
      cells -= clusters[end].cells
    }
    var blank = end
    while blank > from, !clusters[blank - 1].isSpace { blank -= 1 }
    return blank > from + (end - from) * 2 / 3 ? blank : max(end, from + 1)
  }

  /// Tabs become blanks up to the next column that 8 divides; `column` is where the text starts, then where it ends.
  private static func withoutTabs(_ text: Substring, _ column: inout Int) -> String {
    guard text.utf8.contains(0x09) else {
      column += DisplayWidth.cells(of: String(text))
      return String(text)
    }
    var result = ""
    for character in text {
      if character == "\t" {
        let blanks = 8 - column % 8
        result += String(repeating: " ", count: blanks)
        column += blanks
      } else {
        result.append(character)
        column += DisplayWidth.cells(of: character)
      }
    }
    return result
  }
}
