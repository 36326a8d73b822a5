import ArticleDocument
import Typography

/// Sets blocks in a column: keeps the indentation, the distance between blocks, and the place in the document.
struct Composer {
  /// What stands left of the text of a list item, a quote or a block of code.
  private struct Frame {
    /// On the first line; used once.
    var first: [Span]?
    var rest: [Span]
  }

  /// Text is never set narrower than this by indentation alone.
  private static let narrowest = 16

  let options: LayoutOptions
  let links: LinkNumbers
  /// By the number of the language (`RunStyle.language`); empty if words are not to be divided.
  var hyphenators: [Hyphenator?] = []
  private(set) var lines: [Line] = []
  private(set) var headings: [Layout.Heading] = []
  var position = DocumentPosition(block: 0, offset: 0)
  /// Cells for the text within the frames.
  private(set) var width: Int
  private var frames: [Frame] = []
  /// How many frames run through the blank line that stands before the next line; nil if there is none.
  private var gap: Int?
  /// A list mark that has no room of its own and goes before the text.
  private var pendingMark: [Span] = []

  var signs: Signs { options.asciiOnly ? .ascii : .unicode }

  init(options: LayoutOptions, links: LinkNumbers) {
    self.options = options
    self.links = links
    width = max(1, options.width)
  }

  // MARK: - Lines

  /// Leaves a blank line before what comes next; more than one in a row are one.
  mutating func leaveBlank() {
    guard !lines.isEmpty else { return }
    gap = min(gap ?? frames.count, frames.count)
  }

  mutating func add(_ spans: [Span], isShiftable: Bool = false) {
    if let depth = gap {
      gap = nil
      var marks: [Span] = []
      for frame in frames.prefix(depth) { Self.merge(frame.rest, into: &marks) }
      lines.append(Line(spans: Self.trimmed(marks), position: position))
    }
    if frames.isEmpty {
      lines.append(Line(spans: Self.trimmed(spans), position: position, isShiftable: isShiftable))
      return
    }
    var all: [Span] = []
    all.reserveCapacity(frames.count + spans.count)
    for index in frames.indices {
      Self.merge(frames[index].first ?? frames[index].rest, into: &all)
      frames[index].first = nil
    }
    all += spans
    lines.append(Line(spans: Self.trimmed(all), position: position, isShiftable: isShiftable))
  }

  /// Sets what has been set before once more: the place in the document stays.
  mutating func staying(_ body: (inout Composer) -> Void) {
    let (place, first) = (position, lines.count)
    body(&self)
    for index in first..<max(first, lines.count) { lines[index].position = place }
    position = place
  }

  mutating func markHeading(level: Int) {
    headings.append(Layout.Heading(line: lines.count + (gap == nil ? 0 : 1), level: level))
  }

  /// Sets what `body` composes to the right of `first` (on its first line) and `rest` (on all others).
  mutating func indented(first: [Span]? = nil, rest: [Span], cells: Int, _ body: (inout Composer) -> Void) {
    let room = min(cells, width)
    let fits = width - cells >= min(Self.narrowest, max(1, options.width / 2))
    let outer = width
    if fits {
      frames.append(Frame(first: first, rest: rest))
      width -= room
    } else {
      // Too deep for the column: marks still show, further indentation does not.
      frames.append(Frame(first: nil, rest: []))
      if let first { pendingMark = first }
    }
    body(&self)
    frames.removeLast()
    width = outer
    if let depth = gap { gap = min(depth, frames.count) }
  }

  /// Appends spans; those of one style become one.
  private static func merge(_ spans: [Span], into result: inout [Span]) {
    for span in spans where !span.text.isEmpty {
      if let last = result.last, last.role == span.role, last.traits == span.traits, last.link == span.link {
        result[result.count - 1].text += span.text
      } else {
        result.append(span)
      }
    }
  }

  /// Without white space at the end, of whatever kind.
  private static func trimmed(_ spans: [Span]) -> [Span] {
    guard let last = spans.last, last.text.utf8.last.map({ $0 <= 0x20 || $0 >= 0x80 }) ?? true else { return spans }
    var spans = spans
    while let last = spans.last {
      var text = last.text[...]
      while let scalar = text.unicodeScalars.last, scalar.properties.isWhitespace { text.unicodeScalars.removeLast() }
      if !text.isEmpty {
        if text.endIndex < last.text.endIndex { spans[spans.count - 1].text = String(text) }
        break
      }
      spans.removeLast()
    }
    return spans
  }

  // MARK: - Text

  /// Sets a block of text.
  /// - Returns: the cells of its widest line.
  @discardableResult
  mutating func flow(_ inlines: [Inline], _ style: RunStyle = RunStyle(), lead: [Span] = []) -> Int {
    var widest = 0
    var isFirst = true
    for text in texts(of: inlines, style) {
      var text = text
      var leading = 0
      if isFirst {
        isFirst = false
        let marks = pendingMark + lead
        pendingMark = []
        if !marks.isEmpty {
          text = Self.joined(marks, text)
          leading = marks.reduce(0) { $0 + $1.text.count }
        }
      }
      widest = max(widest, set(text, style, leading: leading))
    }
    return widest
  }

  /// Bytes that are measured and broken at once, which takes many times their size.
  private static let partSize = 1 << 20
  /// The last lines of a part, which are broken once more, with what follows.
  private static let unsettledLines = 8

  /// Sets one line of text, a very long one in parts.
  ///
  /// The first `leading` clusters stand before the text: they depend on the width, and places in the text do not.
  private mutating func set(_ text: InlineText, _ style: RunStyle, leading: Int) -> Int {
    let start = position.offset
    var passed = -leading
    var widest = 0
    var part = text.part(from: 0, size: max(Self.partSize, width &* 64))
    while true {
      let measured = measured(text, in: part, style)
      var lines = ParagraphBreaker.lines(of: measured, width: width, firstWidth: width)
      var end = measured.clusters.count
      let isLast = part.upperBound == text.text.utf8.count
      if !isLast, lines.count > 1 {
        let settled = lines.count - min(Self.unsettledLines, lines.count / 2)
        end = lines[settled].clusters.lowerBound
        lines.removeSubrange(settled...)
      }
      for line in lines {
        position.offset = start + max(0, passed + line.clusters.lowerBound)
        widest = max(widest, line.cells)
        add(line, of: measured, spans: spans(of: line, in: measured, at: part.lowerBound, of: text), style)
      }
      passed += end
      if isLast { break }
      part = text.part(from: part.lowerBound + measured.offset(ofCluster: end), size: part.count)
    }
    position.offset = start + max(0, passed) + 1
    return widest
  }

  private mutating func add(
    _ line: ParagraphBreaker.Line, of measured: MeasuredText, spans: [Span], _ style: RunStyle
  ) {
    var spans = spans
    if line.endsWithHyphen, let last = spans.indices.last { spans[last].text += "-" }
    if options.isJustified, style.role == .body, line.clusters.upperBound < measured.clusters.count {
      spans = Justification.spread(spans, over: width - line.cells)
    }
    if spans.isBlank { leaveBlank() } else { add(spans) }
  }

  /// Headings, names and code are never divided.
  private func measured(_ text: InlineText, in part: Range<Int>, _ style: RunStyle) -> MeasuredText {
    var measured = MeasuredText(text.text(in: part))
    guard !hyphenators.isEmpty, style.role == .body || style.role == .caption else { return measured }
    var from = 0
    for run in text.runs {
      let range = (from..<run.end).clamped(to: part)
      if !range.isEmpty, !run.style.traits.contains(.code), run.style.language < hyphenators.count,
        let hyphenator = hyphenators[run.style.language]
      {
        measured.hyphenate(
          with: hyphenator, in: range.lowerBound - part.lowerBound..<range.upperBound - part.lowerBound)
      }
      from = run.end
    }
    return measured
  }

  private static func joined(_ marks: [Span], _ text: InlineText) -> InlineText {
    var result = InlineText()
    for mark in marks { result.append(mark.text, RunStyle(role: mark.role, traits: mark.traits, link: mark.link)) }
    var from = 0
    for run in text.runs {
      let utf8 = text.text.utf8
      let start = utf8.index(utf8.startIndex, offsetBy: from)
      let end = utf8.index(utf8.startIndex, offsetBy: run.end)
      result.append(String(text.text[start..<end]), run.style)
      from = run.end
    }
    return result
  }

  /// What is on a line of a part that starts at a UTF-8 offset of the text.
  private func spans(
    of line: ParagraphBreaker.Line, in measured: MeasuredText, at start: Int, of text: InlineText
  ) -> [Span] {
    let from = measured.offset(ofCluster: line.clusters.lowerBound)
    let to = measured.offset(ofCluster: line.clusters.upperBound)
    return text.spans(from: start + from, to: start + to, in: text.text)
  }

  /// The lines of text that a block's inlines hold, before they are broken to the column's width.
  func texts(of inlines: [Inline], _ base: RunStyle = RunStyle()) -> [InlineText] {
    var texts: [InlineText] = []
    var text = InlineText()
    var open: Int?
    var isAfterImage = false
    for inline in inlines {
      let target = inline.target.flatMap(links.index)
      if let ended = open, ended != target { appendNumber(ended, to: &text) }
      open = target
      // A label is a word of its own.
      if isAfterImage, inline.startsWithWord { text.append(" ", base) }
      isAfterImage = false
      switch inline {
      case .text(let run, let style, _): text.append(run, self.style(base, style, link: target))
      case .image(let label, _):
        isAfterImage = true
        if let last = text.text.last, last.isLetter || last.isNumber || last == "]" { text.append(" ", base) }
        text.append("[" + label + "]", RunStyle(role: .image, traits: base.traits, link: target))
      case .lineBreak:
        texts.append(text)
        text = InlineText()
      }
    }
    if let open { appendNumber(open, to: &text) }
    texts.append(text)
    return texts
  }

  /// A link's number, which no line end parts from the link's text.
  private func appendNumber(_ index: Int, to text: inout InlineText) {
    guard links.isShown(index) else { return }
    text.append("\u{2060}[\(index + 1)]", RunStyle(role: .linkNumber, link: index))
  }

  private func style(_ base: RunStyle, _ style: InlineStyle, link: Int?) -> RunStyle {
    var traits = base.traits
    if style.contains(.strong) { traits.insert(.strong) }
    if style.contains(.emphasized) { traits.insert(.emphasized) }
    if style.contains(.struck) { traits.insert(.struck) }
    if style.contains(.inserted) { traits.insert(.underlined) }
    if style.contains(.code) { traits.insert(.code) }
    if style.contains(.marked) { traits.insert(.marked) }
    return RunStyle(role: link == nil ? base.role : .link, traits: traits, link: link, language: style.language)
  }
}

extension Inline {
  var startsWithWord: Bool {
    switch self {
    case .text(let text, _, _): text.first.map { $0.isLetter || $0.isNumber } ?? false
    case .image: true
    case .lineBreak: false
    }
  }

  var target: String? {
    switch self {
    case .text(_, _, let link), .image(_, let link): link
    case .lineBreak: nil
    }
  }
}

extension [Span] {
  /// Whether nothing but white space is on the line.
  fileprivate var isBlank: Bool {
    // Most lines begin with a letter.
    if let first = first?.text.utf8.first, first > 0x20, first < 0x7F { return false }
    return allSatisfy { $0.text.allSatisfy(\.isWhitespace) }
  }
}
