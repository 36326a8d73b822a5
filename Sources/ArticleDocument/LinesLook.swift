/// What the lines between two blank ones look like together.
///
/// Of many lines the first tell; so a look takes no time that grows with the text.
struct LinesLook {
  private static let enough = 64

  private let lines: ArraySlice<TextLine>
  private let texts: [Substring]

  init(_ lines: ArraySlice<TextLine>) {
    self.lines = lines.prefix(Self.enough)
    texts = self.lines.map(\.text)
  }

  var count: Int { lines.count }
  private var looks: [CodeLook] { texts.map(CodeLook.init) }
  private var least: Int { lines.map(\.indent).min() ?? 0 }

  /// Whether lines are indented unlike each other.
  var hasSteps: Bool { lines.contains { $0.indent != lines.first?.indent } }

  // MARK: - Code

  /// Signs of programs outweigh sentences.
  var isCode: Bool {
    guard count > 1 else { return false }
    let looks = looks
    let scores = looks.map { min(3, $0.score) }
    let strong = scores.count { $0 >= 2 }
    let sentences = looks.count(where: \.isSentence)
    if hasSteps {
      if isFields(looks) { return true }
      return strong * 2 >= count && sentences * 2 < count
        || strong > 0 && scores.reduce(0, +) >= count && sentences * 4 <= count
    }
    return strong * 3 >= count * 2 && sentences == 0 && !beginAlike
  }

  /// Whether the first line only says what follows: words and a colon.
  var hasLeadIn: Bool {
    guard let first = texts.first, first.hasSuffix(":"), CodeLook(first).score == 1 else { return false }
    return count > 2 && first.contains(" ") && lines.dropFirst().allSatisfy { $0.indent >= lines.first?.indent ?? 0 }
  }

  /// Names and values that are nested by indentation, as in YAML.
  private func isFields(_ looks: [CodeLook]) -> Bool {
    guard let first = looks.first, first.isField, lines.first?.text.hasSuffix(":") == true else { return false }
    let nested = zip(lines, looks).dropFirst()
    return nested.contains { $0.indent > least && $1.isField }
      && nested.allSatisfy { $0.isItem || $1.isField || $0.text.first == "#" }
  }

  /// Lines that only a sentence would fill.
  var isProse: Bool {
    let looks = looks
    let sentences = looks.count(where: \.isSentence)
    return sentences > 0 && sentences * 3 >= looks.count { !$0.isShort } * 2 && !looks.contains { $0.score >= 3 }
  }

  /// Sentences, and nothing that only programs have: a message that was set off by indentation.
  var isIndentedText: Bool {
    let looks = looks
    let sentences = looks.count(where: \.isSentence)
    return sentences > 1 && sentences * 5 >= lines.count { !$0.isBlank } * 2 && !looks.contains { $0.score >= 2 }
  }

  /// Hardly a line that only a program would have.
  var isHardlyCode: Bool { looks.count { $0.score >= 3 } * 10 <= count }

  var hasSentence: Bool { looks.contains(where: \.isSentence) }

  // MARK: - Drawings and tables

  /// Lines that signs make up rather than words, or that a frame of signs surrounds.
  var isDrawing: Bool {
    guard count > 1, !lines.allSatisfy(\.isItem) else { return false }
    var letters = 0
    var signs = 0
    var drawn = 0
    for (line, text) in zip(lines, texts) {
      switch line.shape {
      case .row, .rule, .fence: continue
      default: drawn += 1
      }
      for character in text where !character.isWhitespace {
        if character.isLetter || character.isNumber { letters += 1 } else { signs += 1 }
      }
    }
    return isBox || drawn > 1 && signs * 10 > letters * 11
  }

  /// A row of a sign, and lines that begin and end with a sign.
  private var isBox: Bool {
    guard count > 2 else { return false }
    let framed = zip(lines, texts).count { line, text in
      if case .row = line.shape { return true }
      guard let first = text.utf8.first, let last = text.utf8.last, text.utf8.count > 1 else { return false }
      return first == last && "*#|+-=/!:%".utf8.contains(first)
    }
    return framed == count
      && texts.contains { text in text.contains { $0.isLetter } }
  }

  /// Columns that tabs part.
  var isTabbed: Bool { count > 1 && texts.allSatisfy { $0.utf8.contains(0x09) } }

  /// Columns that blanks, bars or dots part.
  var isColumns: Bool {
    guard count > 1 else { return false }
    if texts.allSatisfy({ $0.first == "|" || $0.first == "+" }) { return true }
    let dotted = texts.count { $0.contains(".....") || $0.contains(". . . .") || $0.contains("……") }
    if dotted > 1, dotted * 2 >= count { return true }
    return hasAlignedGaps
  }

  /// Most lines have a gap of two blanks or more, and after it their text stands in the same columns.
  private var hasAlignedGaps: Bool {
    var stops: [Int: Int] = [:]
    var gapped = 0
    for (line, text) in zip(lines, texts) {
      let found = Self.gaps(text)
      if !found.isEmpty { gapped += 1 }
      for stop in Set(found.map { $0 + line.indent }) { stops[stop, default: 0] += 1 }
    }
    return gapped > 1 && gapped * 3 >= count * 2 && (stops.values.max() ?? 0) * 2 > gapped
  }

  /// Where text goes on after two blanks that end no sentence.
  private static func gaps(_ text: Substring) -> [Int] {
    var found: [Int] = []
    var column = 0
    var blanks = 0
    var previous: UInt8 = 0
    for byte in text.utf8 {
      if byte == 0x20 {
        blanks += 1
      } else {
        let endsSentence = blanks == 2 && [0x2E, 0x3F, 0x21, 0x3A, 0x22, 0x29].contains(previous)
        if blanks >= 2, !endsSentence { found.append(column) }
        blanks = 0
        previous = byte
      }
      // Bytes within a character take no column.
      if byte & 0xC0 != 0x80 { column += 1 }
    }
    return found
  }

  // MARK: - Lines that are lines

  /// Every line begins in one way that words do not: with a date, a name in brackets, a key.
  /// What is indented under such a line goes on with it.
  var beginAlike: Bool {
    let beginnings = zip(lines, texts).compactMap { $0.indent == least ? Self.beginning($1) : nil }
    guard beginnings.count > 1, let first = beginnings.first, first != "a" else { return false }
    let alike = beginnings.count { $0 == first }
    return beginnings.count > 2 ? alike * 5 >= beginnings.count * 4 : alike == beginnings.count
  }

  /// Each ends a sentence, and none goes on in the next.
  var areSentences: Bool {
    count > 1 && texts.allSatisfy { $0.endsSentence } && texts.allSatisfy { $0.first?.isLowercase != true }
  }

  /// The first word with `9` for digits and `a` for letters.
  private static func beginning(_ text: Substring) -> String {
    var result = ""
    for character in text.prefix(40) {
      if character.isWhitespace { break }
      let sign: Character = character.isNumber ? "9" : character.isLetter ? "a" : character
      if sign != "9" && sign != "a" || result.last != sign { result.append(sign) }
      if "、：）".contains(character) { break }
    }
    while let last = result.last, ",.;!?\"'”’)".contains(last), result.count > 1 { result.removeLast() }
    // What opens a phrase or parts a word in two is no key.
    return result.contains { !"a\"'(“‘-_’*`/".contains($0) } ? result : "a"
  }
}

extension StringProtocol {
  /// Whether it ends as a sentence does, quotes and brackets behind it left aside.
  var endsSentence: Bool {
    var rest = self[...]
    while let last = rest.last, "\"'”’」』）)》】".contains(last) { rest.removeLast() }
    return rest.last.map { ".!?。！？…．｡".contains($0) } ?? false
  }
}
