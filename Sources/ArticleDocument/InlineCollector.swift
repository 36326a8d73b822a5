import Typography

/// Collects the runs of one block of text; white space collapses as in CSS (`white-space: normal`).
struct InlineCollector {
  private enum Space { case none, blank, newline }

  /// What the text that comes next is.
  var style: InlineStyle = []
  var link: String?
  /// A place in the article that the text is a link to, where it is a link to no page.
  var place: String?
  /// The place that begins with the text that comes next, as in `InlineStyle.anchor`.
  var anchor = 0

  private var inlines: [Inline] = []
  private var buffer: [UInt8] = []
  private var runStyle: InlineStyle = []
  private var runLink: String?
  private var space = Space.none
  /// Blanks at the start of a line that are its own.
  private var indentation = 0
  private var isAtLineStart = true
  /// Whether what comes next begins a line of its own.
  private var endsLine = false
  /// After an opening mark no blank comes, whatever the source has there.
  private var isAfterOpening = false
  /// Whether the last character was Chinese or Japanese: a line end between two of them is no space.
  private var endsWithCJK = false

  var isEmpty: Bool { inlines.isEmpty && buffer.isEmpty }

  /// How many runs there are; what comes next makes new ones.
  mutating func mark() -> Int {
    closeRun()
    return inlines.count
  }

  /// The text since a mark.
  func text(since mark: Int) -> String {
    var text = ""
    for inline in inlines.dropFirst(mark) {
      if case .text(let run, _, _) = inline { text += run }
      if case .image(let label, _) = inline { text += label }
    }
    return text + String(decoding: buffer, as: UTF8.self)
  }

  /// Rewrites the text of the runs since a mark as raised or lowered text; a blank before it stays before it.
  mutating func rewrite(since mark: Int, as form: Scripts.Form) {
    closeRun()
    let runs = (mark..<max(mark, inlines.count)).filter { if case .text = inlines[$0] { true } else { false } }
    for index in runs {
      guard case .text(let run, let style, let link) = inlines[index] else { continue }
      let blank = run.prefix { $0 == " " }
      var text = String(run.dropFirst(blank.count))
      switch form {
      case .mapped(let table): text = Scripts.mapped(text, in: table)
      case .plain: break
      case .instead(let other): text = index == runs.first ? other : ""
      case .marked(let before, let after):
        if index == runs.first { text = before + text }
        if index == runs.last { text += after }
      }
      inlines[index] = .text(blank + text, style, link: link)
    }
  }

  mutating func append(_ text: String) { append(Array(text.utf8)[...]) }

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    bytes.withUnsafeBufferPointer { bytes in
      var at = 0
      while at < bytes.count {
        let byte = bytes[at]
        if isSpace(byte) {
          if byte == 0x0A || byte == 0x0D {
            space = .newline
          } else if space == .none {
            space = .blank
          }
          at += 1
          continue
        }
        let start = at
        // A single blank between words is taken with them.
        while at < bytes.count {
          if isSpace(bytes[at]), bytes[at] != 0x20 || at + 1 == bytes.count || isSpace(bytes[at + 1]) { break }
          at += 1
        }
        appendText(UnsafeBufferPointer(rebasing: bytes[start..<at]))
      }
    }
  }

  /// Appends text whose blanks are its own; it has no line ends.
  mutating func appendAsIs(_ bytes: ArraySlice<UInt8>) {
    guard let last = bytes.lastIndex(where: { !isSpace($0) }) else {
      // Blanks alone show where text stands before or after them.
      if isAtLineStart { indentation += Self.withoutTabs(bytes).count } else if !bytes.isEmpty { space = .blank }
      return
    }
    var line = [UInt8](repeating: 0x20, count: indentation) + Self.withoutTabs(bytes[...last])
    indentation = 0
    // The first of the blanks within a line stands as all blanks do.
    if !isAtLineStart, line.first == 0x20 {
      line.removeFirst()
      if space == .none { space = .blank }
    }
    line.withUnsafeBufferPointer { appendText($0) }
    if last + 1 < bytes.endIndex { space = .blank }
  }

  /// Where the tab stops are, only code knows, which has lines of its own.
  private static func withoutTabs(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    bytes.flatMap { $0 == 0x09 ? [0x20, 0x20, 0x20, 0x20] : $0 == 0x0D ? [] : [$0] }
  }

  /// Appends a mark that the next word follows at once.
  mutating func appendOpening(_ mark: String) {
    append(mark)
    isAfterOpening = true
  }

  /// Appends text right after what stands there, a blank that was pending after it.
  mutating func appendGlued(_ text: String) {
    let pending = space
    space = .none
    append(text)
    space = pending
  }

  /// The last character on the line; nil at its start.
  var lastCharacter: Character? {
    if isAtLineStart || space != .none { return nil }
    if !buffer.isEmpty { return String(decoding: buffer.suffix(8), as: UTF8.self).last }
    if case .text(let run, _, _) = inlines.last { return run.last }
    return nil
  }

  /// Appends what stands for a picture, on a line of its own if it is to stand apart.
  mutating func appendImage(_ label: String, link target: String?, isApart: Bool = false) {
    if isApart { endsLine = true }
    beginText(startsWithCJK: false)
    closeRun()
    inlines.append(.image(Self.shortened(TerminalText.line(label)), link: target))
    isAtLineStart = false
    endsLine = isApart
    endsWithCJK = false
  }

  /// `image: Image 3` says it twice.
  private static func shortened(_ label: String) -> String {
    guard label.hasPrefix("image: ") else { return label }
    let name = label.dropFirst("image: ".count)
    let first = name.prefix { $0 != " " }.lowercased()
    return ["image", "photo", "picture", "figure", "screenshot"].contains(first) ? String(name) : label
  }

  /// Ends the line. Two ends in a row are for the caller to see: they make a new paragraph.
  /// - Returns: whether the line was empty.
  mutating func breakLine() -> Bool {
    endsLine = false
    if isAtLineStart { return true }
    closeRun()
    inlines.append(.lineBreak)
    space = .none
    indentation = 0
    isAtLineStart = true
    return false
  }

  /// The runs so far; the collector starts anew.
  mutating func take() -> [Inline] {
    closeRun()
    while inlines.last == .lineBreak { inlines.removeLast() }
    // Editors keep empty paragraphs open with a no-break space.
    if inlines.allSatisfy(\.isBlank) { inlines = [] }
    defer {
      inlines = []
      space = .none
      indentation = 0
      isAtLineStart = true
      endsLine = false
      endsWithCJK = false
    }
    return inlines
  }

  /// Appends text that neither starts nor ends with white space.
  private mutating func appendText(_ text: UnsafeBufferPointer<UInt8>) {
    beginText(startsWithCJK: isCJK(text, at: 0))
    buffer.append(contentsOf: text)
    isAtLineStart = false
    let last = text.lastIndex { $0 & 0xC0 != 0x80 }
    endsWithCJK = last.map { isCJK(text, at: $0) } ?? false
  }

  /// Places the blank that was pending and opens a run in the present style.
  private mutating func beginText(startsWithCJK: Bool) {
    if endsLine { _ = breakLine() }
    let needsBlank =
      !isAtLineStart && !isAfterOpening
      && (space == .blank || space == .newline && !(endsWithCJK && startsWithCJK))
    space = .none
    isAfterOpening = false
    let link = link ?? place
    var style = style
    if anchor != 0 {
      closeRun()
      style.anchor = anchor
      anchor = 0
    }
    if !buffer.isEmpty, runStyle != style || runLink != link {
      // A blank between a link or a style and plain text belongs to the plain text.
      if needsBlank, runLink == nil || runLink == link, runStyle.isSubset(of: style) {
        buffer.append(0x20)
        closeRun()
        (runStyle, runLink) = (style, link)
        return
      }
      closeRun()
    }
    (runStyle, runLink) = (style, link)
    guard needsBlank else { return }
    if buffer.isEmpty, case .text(let run, let plainer, nil) = inlines.last, plainer.isSubset(of: style) {
      inlines[inlines.count - 1] = .text(run + " ", plainer)
    } else if buffer.isEmpty, link != nil {
      inlines.append(.text(" "))
    } else {
      buffer.append(0x20)
    }
  }

  private mutating func closeRun() {
    guard !buffer.isEmpty else { return }
    // Blanks at the ends of a run are its own.
    let safe = TerminalText.lines(String(decoding: buffer, as: UTF8.self))
    if runLink == nil, !runStyle.contains(.code), let runs = BareLinks.runs(safe, runStyle) {
      inlines += runs
    } else {
      inlines.append(.text(safe, runStyle, link: runLink))
    }
    buffer.removeAll(keepingCapacity: true)
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
  }

  /// Whether UTF-8 starts with an ideograph, kana or a full-width sign.
  private func isCJK(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    guard start < bytes.count, bytes[start] >= 0xE2 else { return false }
    let lead = bytes[start]
    let second = start + 1 < bytes.count ? bytes[start + 1] : 0
    switch lead {
    case 0xE2: return second >= 0xBA  // U+2E80, radicals
    case 0xE3...0xE9: return true
    case 0xEA: return second <= 0x93  // up to U+A4CF, Yi
    case 0xEF: return second >= 0xA4 && second <= 0xAB || second >= 0xBC  // compatibility, full width
    case 0xF0: return second >= 0xA0  // U+20000 and on
    default: return false
    }
  }
}

extension Inline {
  /// Whether nothing of it would be seen.
  fileprivate var isBlank: Bool {
    switch self {
    case .text(let text, _, _):
      // Most text begins with a letter.
      !(text.utf8.first.map { 0x21..<0x7F ~= $0 } ?? false)
        && text.unicodeScalars.allSatisfy {
          $0.properties.isWhitespace || $0.properties.isDefaultIgnorableCodePoint
        }
    case .image: false
    case .lineBreak: true
    }
  }
}
