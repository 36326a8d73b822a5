/// What was edited in an article, word by word, to be read.
public enum DocumentChanges {
  /// The paragraphs of the newer version in which something differs, each with the one before and after it. What was
  /// taken out stands in `[-…-]`, what came in stands in `{+…+}`, so that no colour is needed.
  /// - Returns: empty if the words are the same.
  public static func blocks(from old: Document, to new: Document) -> [Block] {
    let old = old.blocks.flatMap(\.paragraphs)
    let new = new.blocks.flatMap(\.paragraphs)
    var numbers = Numbering()
    let parts = SequenceEdits(from: old.map { numbers.number(of: $0) }, to: new.map { numbers.number(of: $0) }).parts
    guard parts.contains(where: { !$0.isSame }) else { return [] }
    var blocks: [Block] = []
    for (index, part) in parts.enumerated() {
      if part.isSame {
        let isFirst = index == 0
        let isLast = index == parts.count - 1
        blocks += context(Array(new[part.new]), isFirst: isFirst, isLast: isLast)
      } else {
        blocks += MarkedWords(from: Array(old[part.old]), to: Array(new[part.new])).blocks
      }
    }
    return blocks
  }

  /// Of what stayed as it was, the paragraphs next to a change.
  private static func context(_ same: [String], isFirst: Bool, isLast: Bool) -> [Block] {
    let head = isFirst ? 0 : 1
    let tail = isLast ? 0 : 1
    let left = same.count - head - tail
    guard left > 0 else { return same.map { .paragraph([.text($0)]) } }
    let note = left == 1 ? "… one paragraph as it was …" : "… \(left) paragraphs as they were …"
    return same.prefix(head).map { .paragraph([.text($0)]) } + [.paragraph([.text(note, .small)])]
      + same.suffix(tail).map { .paragraph([.text($0)]) }
  }
}

/// Numbers for things, the same for equal ones.
private struct Numbering {
  private var numbers: [String: Int] = [:]

  mutating func number(of text: String) -> Int {
    if let number = numbers[text] { return number }
    numbers[text] = numbers.count
    return numbers.count - 1
  }
}

/// Paragraphs that became others, with the words marked that went and came.
private struct MarkedWords {
  private enum Change { case same, removed, added }

  private struct Word {
    var text: String
    /// Whether a blank stands before it.
    var isApart: Bool

    /// Stands between two paragraphs.
    static let lineEnd = Word(text: "\n", isApart: false)
    var isLineEnd: Bool { text == "\n" }
  }

  private(set) var blocks: [Block] = []
  private var line: [Inline] = []

  /// Words beyond which paragraphs are shown whole, the old and then the new.
  private static let most = 20_000

  init(from old: [String], to new: [String]) {
    let (a, b) = (MarkedWords.words(of: old), MarkedWords.words(of: new))
    guard a.count + b.count <= MarkedWords.most, let runs = MarkedWords.runs(a, b) else {
      for text in old { blocks.append(.paragraph([MarkedWords.marked(text, .removed)])) }
      for text in new { blocks.append(.paragraph([MarkedWords.marked(text, .added)])) }
      return
    }
    for (change, words) in runs {
      for (index, piece) in words.split(omittingEmptySubsequences: false, whereSeparator: \.isLineEnd).enumerated() {
        if index > 0 { endLine() }
        add(piece, change)
      }
    }
    endLine()
  }

  private mutating func endLine() {
    if !line.isEmpty { blocks.append(.paragraph(line)) }
    line = []
  }

  private mutating func add(_ words: ArraySlice<Word>, _ change: Change) {
    guard let first = words.first else { return }
    var text = first.text
    for word in words.dropFirst() { text += (word.isApart ? " " : "") + word.text }
    if first.isApart, !line.isEmpty { line.append(.text(" ")) }
    line.append(MarkedWords.marked(text, change))
  }

  private static func marked(_ text: String, _ change: Change) -> Inline {
    switch change {
    case .same: .text(text)
    case .removed: .text("[-\(text)-]", .struck)
    case .added: .text("{+\(text)+}", .inserted)
    }
  }

  // MARK: Words

  /// What is the same, gone and new, in order; nil if so little is the same that marks would only confuse.
  private static func runs(_ old: [Word], _ new: [Word]) -> [(Change, [Word])]? {
    guard !old.isEmpty, !new.isEmpty else { return nil }
    var numbers = Numbering()
    let parts = SequenceEdits(
      from: old.map { numbers.number(of: $0.text) }, to: new.map { numbers.number(of: $0.text) }
    ).parts
    let kept = parts.filter(\.isSame).reduce(0) { $0 + $1.new.count }
    guard kept * 3 >= max(old.count, new.count) else { return nil }
    var runs: [(Change, [Word])] = []
    var (gone, come): ([Word], [Word]) = ([], [])
    func end() {
      if !gone.isEmpty { runs.append((.removed, gone)) }
      if !come.isEmpty { runs.append((.added, come)) }
      (gone, come) = ([], [])
    }
    for (index, part) in parts.enumerated() {
      // One word that stayed between two changes is read better as part of them.
      let isStray = part.isSame && part.new.count == 1 && index > 0 && index < parts.count - 1
      if part.isSame, !isStray || new[part.new.lowerBound].isLineEnd {
        end()
        runs.append((.same, Array(new[part.new])))
      } else {
        gone += old[part.old]
        come += new[part.new]
      }
    }
    end()
    return runs
  }

  /// Words parted by blanks; characters of scripts without blanks stand alone.
  private static func words(of paragraphs: [String]) -> [Word] {
    var words: [Word] = []
    for (index, paragraph) in paragraphs.enumerated() {
      if index > 0 { words.append(.lineEnd) }
      var word = Word(text: "", isApart: false)
      func end(isApart: Bool) {
        if !word.text.isEmpty { words.append(word) }
        word = Word(text: "", isApart: isApart)
      }
      for character in paragraph {
        if character.isWhitespace {
          end(isApart: true)
        } else if let scalar = character.unicodeScalars.first, scalar.value >= 0x2E80 {
          end(isApart: word.text.isEmpty && word.isApart)
          words.append(Word(text: String(character), isApart: word.isApart))
          word.isApart = false
        } else {
          word.text.append(character)
        }
      }
      end(isApart: false)
    }
    return words
  }
}

extension Block {
  /// The texts in a block, one for each line that starts anew.
  fileprivate var paragraphs: [String] {
    switch self {
    case .title(let text), .byline(let text), .heading(_, let text), .paragraph(let text), .line(let text),
      .caption(let text), .summary(let text):
      [plainText(of: text)].filter { !$0.isEmpty }
    case .list(let list): list.items.flatMap { $0.blocks.flatMap(\.paragraphs) }
    case .definitions(let definitions):
      definitions.flatMap { definition in
        switch definition {
        case .term(let text): [plainText(of: text)]
        case .meaning(let blocks): blocks.flatMap(\.paragraphs)
        }
      }
    case .quote(let blocks): blocks.flatMap(\.paragraphs)
    case .code(let code): code.text.split(separator: "\n").map(String.init)
    case .table(let table):
      table.rows.map { row in
        row.map { $0.blocks.flatMap(\.paragraphs).joined(separator: " ") }.joined(separator: " | ")
      }
    case .rule: []
    }
  }

  private func plainText(of inlines: [Inline]) -> String {
    inlines.reduce(into: "") { text, inline in
      switch inline {
      case .text(let run, _, _): text += run
      case .image(let label, _): text += "[\(label)]"
      case .lineBreak: text += " "
      }
    }
  }
}
