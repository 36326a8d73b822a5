import Typography

/// Collects the runs of one block of text; white space collapses as in CSS (`white-space: normal`).
struct InlineCollector {
  private enum Space { case none, blank, newline }

  /// What the text that comes next is.
  var style: InlineStyle = []
  var link: String?

  private var inlines: [Inline] = []
  private var buffer: [UInt8] = []
  private var runStyle: InlineStyle = []
  private var runLink: String?
  private var space = Space.none
  private var isAtLineStart = true
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
    for inline in inlines[mark...] {
      if case .text(let run, _, _) = inline { text += run }
      if case .image(let label, _) = inline { text += label }
    }
    return text + String(decoding: buffer, as: UTF8.self)
  }

  /// Rewrites the text of the runs since a mark, the whole of each style at once.
  mutating func rewrite(since mark: Int, _ change: (String) -> String) {
    closeRun()
    for index in mark..<max(mark, inlines.count) {
      if case .text(let run, let style, let link) = inlines[index] {
        inlines[index] = .text(change(run), style, link: link)
      }
    }
  }

  mutating func append(_ text: String) { append(Array(text.utf8)[...]) }

  mutating func append(_ bytes: ArraySlice<UInt8>) {
    var at = bytes.startIndex
    while at < bytes.endIndex {
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
      while at < bytes.endIndex, !isSpace(bytes[at]) { at += 1 }
      appendWord(bytes[start..<at])
    }
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

  mutating func appendImage(_ label: String, link target: String?) {
    beginText(startsWithCJK: false)
    closeRun()
    inlines.append(.image(TerminalText.line(label), link: target))
    isAtLineStart = false
    endsWithCJK = false
  }

  /// Ends the line. Two ends in a row are for the caller to see: they make a new paragraph.
  /// - Returns: whether the line was empty.
  mutating func breakLine() -> Bool {
    if isAtLineStart { return true }
    closeRun()
    inlines.append(.lineBreak)
    space = .none
    isAtLineStart = true
    return false
  }

  /// The runs so far; the collector starts anew.
  mutating func take() -> [Inline] {
    closeRun()
    while inlines.last == .lineBreak { inlines.removeLast() }
    defer {
      inlines = []
      space = .none
      isAtLineStart = true
      endsWithCJK = false
    }
    return inlines
  }

  private mutating func appendWord(_ word: ArraySlice<UInt8>) {
    beginText(startsWithCJK: isCJK(word))
    buffer.append(contentsOf: word)
    isAtLineStart = false
    endsWithCJK = endsInCJK(word)
  }

  /// Places the blank that was pending and opens a run in the present style.
  private mutating func beginText(startsWithCJK: Bool) {
    let needsBlank =
      !isAtLineStart && !isAfterOpening
      && (space == .blank || space == .newline && !(endsWithCJK && startsWithCJK))
    space = .none
    isAfterOpening = false
    if !buffer.isEmpty, runStyle != style || runLink != link {
      // A blank between a link and plain text belongs to the plain text.
      if needsBlank, runLink == nil || runLink == link {
        buffer.append(0x20)
        closeRun()
        (runStyle, runLink) = (style, link)
        return
      }
      closeRun()
    }
    (runStyle, runLink) = (style, link)
    guard needsBlank else { return }
    if buffer.isEmpty, case .text(let run, let style, nil) = inlines.last {
      inlines[inlines.count - 1] = .text(run + " ", style)
    } else if buffer.isEmpty, link != nil {
      inlines.append(.text(" "))
    } else {
      buffer.append(0x20)
    }
  }

  private mutating func closeRun() {
    guard !buffer.isEmpty else { return }
    let text = String(decoding: buffer, as: UTF8.self)
    let isASCII = buffer.allSatisfy { $0 < 0x7F }
    inlines.append(.text(isASCII ? text : TerminalText.run(text), runStyle, link: runLink))
    buffer.removeAll(keepingCapacity: true)
  }

  private func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0A || byte == 0x09 || byte == 0x0D || byte == 0x0C
  }

  /// Whether UTF-8 starts with an ideograph, kana or a full-width sign.
  private func isCJK(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let lead = bytes.first, lead >= 0xE2 else { return false }
    let second = bytes.dropFirst().first ?? 0
    switch lead {
    case 0xE2: return second >= 0xBA  // U+2E80, radicals
    case 0xE3...0xE9: return true
    case 0xEA: return second <= 0x93  // up to U+A4CF, Yi
    case 0xEF: return second >= 0xA4 && second <= 0xAB || second >= 0xBC  // compatibility, full width
    case 0xF0: return second >= 0xA0  // U+20000 and on
    default: return false
    }
  }

  private func endsInCJK(_ word: ArraySlice<UInt8>) -> Bool {
    guard let lead = word.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return false }
    return isCJK(word[lead...])
  }
}

extension TerminalText {
  /// A run within a line: made safe, its blanks at the ends kept.
  static func run(_ raw: String) -> String {
    let safe = lines(raw)
    let leading = raw.hasPrefix(" ") && !safe.hasPrefix(" ")
    let trailing = raw.hasSuffix(" ") && !safe.hasSuffix(" ") && !safe.isEmpty
    return (leading ? " " : "") + safe + (trailing ? " " : "")
  }
}
