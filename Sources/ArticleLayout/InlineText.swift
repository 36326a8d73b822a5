import ArticleDocument
import Typography

/// The style of a run on a line.
struct RunStyle: Equatable {
  var role: TextRole = .body
  var traits: TextTraits = []
  var link: Int?
  /// As in `InlineStyle.language`.
  var language = 0
  /// As in `InlineStyle.anchor`.
  var anchor = 0
}

/// One line of text before it is broken: its characters, and where which style ends.
struct InlineText {
  struct Run {
    /// UTF-8 offset after the run.
    var end: Int
    var style: RunStyle
  }

  private(set) var text = ""
  private(set) var runs: [Run] = []
  private var hasInvisible = false
  /// Whether characters that are not seen stay, as in code.
  private let keepsInvisible: Bool

  init(keepsInvisible: Bool = false) { self.keepsInvisible = keepsInvisible }

  var isEmpty: Bool { text.isEmpty }

  mutating func append(_ addition: String, _ style: RunStyle) {
    guard !addition.isEmpty else { return }
    if text.isEmpty { text = addition } else { text += addition }
    if !keepsInvisible, !hasInvisible { hasInvisible = Self.hasInvisible(addition) }
    if let last = runs.indices.last, runs[last].style == style {
      runs[last].end = text.utf8.count
    } else {
      runs.append(Run(end: text.utf8.count, style: style))
    }
  }

  /// UTF-8 offsets of so many bytes from a place on, up to the end of a code point.
  func part(from start: Int, size: Int) -> Range<Int> {
    let utf8 = text.utf8
    var end = min(start + size, utf8.count)
    while end < utf8.count, utf8[utf8.index(utf8.startIndex, offsetBy: end)] & 0xC0 == 0x80 { end += 1 }
    return start..<end
  }

  func text(in part: Range<Int>) -> String {
    let utf8 = text.utf8
    guard part.count < utf8.count else { return text }
    let start = utf8.index(utf8.startIndex, offsetBy: part.lowerBound)
    return String(text[start..<utf8.index(start, offsetBy: part.count)])
  }

  /// The spans of a part, given in UTF-8 offsets; what only steers line ends is left out.
  func spans(from start: Int, to end: Int, in text: String) -> [Span] {
    var text = text
    return text.withUTF8 { bytes in
      var spans: [Span] = []
      var from = start
      // Paragraphs have few runs; the first that matters is found by halving.
      var index = firstRun(endingAfter: start)
      while from < end, index < runs.count {
        let to = min(end, runs[index].end)
        let style = runs[index].style
        let slice = String(decoding: bytes[from..<to], as: UTF8.self)
        let piece = hasInvisible ? Self.visible(slice) : slice
        if !piece.isEmpty {
          spans.append(Span(piece, role: style.role, traits: style.traits, link: style.link))
          if style.anchor != 0 { spans[spans.count - 1].anchor = UInt16(clamping: style.anchor) }
        }
        from = to
        index += 1
      }
      return spans
    }
  }

  private func firstRun(endingAfter offset: Int) -> Int {
    var low = 0
    var high = runs.count
    while low < high {
      let middle = (low + high) / 2
      if runs[middle].end > offset { high = middle } else { low = middle + 1 }
    }
    return low
  }

  /// Without soft hyphens, zero-width spaces and word joiners.
  private static func visible(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where !isInvisible(scalar) { scalars.append(scalar) }
    return String(scalars)
  }

  private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\u{AD}" || scalar == "\u{200B}" || scalar == "\u{2060}" || scalar == "\u{FEFF}"
  }

  /// Whether there may be a character that is not to be seen: U+00AD, U+200B, U+2060 or U+FEFF.
  private static func hasInvisible(_ text: String) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var index = 0
      while index + 8 <= bytes.count {
        // Most text is ASCII; eight bytes are looked at at once.
        let eight = UnsafeRawBufferPointer(bytes).loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if eight & 0x8080_8080_8080_8080 != 0, hasInvisible(bytes, in: index..<index + 8) { return true }
        index += 8
      }
      return hasInvisible(bytes, in: index..<bytes.count)
    }
  }

  private static func hasInvisible(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) -> Bool {
    for index in range where bytes[index] >= 0xC2 && index + 1 < bytes.count {
      switch (bytes[index], bytes[index + 1]) {
      case (0xC2, 0xAD): return true
      case (0xE2, 0x80): if index + 2 < bytes.count, bytes[index + 2] == 0x8B { return true }
      case (0xE2, 0x81): if index + 2 < bytes.count, bytes[index + 2] == 0xA0 { return true }
      case (0xEF, 0xBB): return true
      default: break
      }
    }
    return false
  }
}

/// The numbers of an article's links, in the order in which they are met.
struct LinkNumbers {
  private(set) var targets: [String] = []
  /// Links to places in the article have no numbers; they are counted on from the targets.
  private(set) var places: [String] = []
  private var placeNumbers: [String: Int] = [:]
  /// Whether a target stands in the text in full.
  private var spelled: [Bool] = []
  private var numbers: [String: Int] = [:]
  private let hidesSpelled: Bool

  /// Numbers every link of a document.
  init(of document: Document) {
    hidesSpelled = document.spellsLinks
    for block in document.blocks { visit(block) }
  }

  /// Whether the number of a link stands after its text.
  func isShown(_ index: Int) -> Bool { index < targets.count && (!hidesSpelled || !spelled[index]) }

  /// The links that the list at the end shows: the text does not spell them out.
  var listed: [Int] { targets.indices.filter { !spelled[$0] } }

  func index(of target: String) -> Int? {
    if target.hasPrefix("#") { return placeNumbers[target].map { targets.count + $0 } }
    return numbers[HostName.canonical(target)]
  }

  private mutating func visit(_ block: Block) {
    switch block {
    case .title(let text), .byline(let text), .heading(_, let text), .paragraph(let text), .line(let text),
      .caption(let text), .summary(let text):
      visit(text)
    case .list(let list): for item in list.items { for block in item.blocks { visit(block) } }
    case .definitions(let definitions):
      for definition in definitions {
        switch definition {
        case .term(let text): visit(text)
        case .meaning(let blocks): for block in blocks { visit(block) }
        }
      }
    case .quote(let blocks): for block in blocks { visit(block) }
    case .table(let table): for row in table.rows { for cell in row { for block in cell.blocks { visit(block) } } }
    case .code(let code):
      let utf8 = Array(code.links.isEmpty ? "".utf8 : code.text.utf8)
      for link in code.links {
        spell(number(link.target), by: String(decoding: utf8[link.range.clamped(to: utf8.indices)], as: UTF8.self))
      }
    case .rule: break
    }
  }

  private mutating func visit(_ inlines: [Inline]) {
    for inline in inlines {
      switch inline {
      case .text(_, _, let target?) where target.hasPrefix("#"):
        guard placeNumbers[target] == nil else { continue }
        placeNumbers[target] = places.count
        places.append(target)
      case .text(let text, _, let target?):
        spell(number(target), by: text)
      case .image(_, let target?): _ = number(target)
      default: break
      }
    }
  }

  /// Notes whether a link's text is its target; one that looks like another host's does not count.
  private mutating func spell(_ index: Int, by text: String) {
    let target = targets[index]
    if text == target || target == "http://" + text, HostName.revealed(target) == target { spelled[index] = true }
  }

  private mutating func number(_ target: String) -> Int {
    let key = HostName.canonical(target)
    if let index = numbers[key] { return index }
    numbers[key] = targets.count
    targets.append(target)
    spelled.append(false)
    return targets.count - 1
  }
}
