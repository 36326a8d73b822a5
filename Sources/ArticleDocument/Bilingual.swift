/// An article that says everything twice: each paragraph in one script, and then in another.
public struct Bilingual: Equatable, Sendable {
  /// Which of the two is shown; what stands there only once is always shown.
  public enum Showing: String, Equatable, Hashable, CaseIterable, Sendable {
    case both, first, second
  }

  /// What stands side by side; the numbers are those of blocks of the document.
  public enum Row: Equatable, Sendable {
    /// A block that is said only once.
    case shared(Int)
    case pair(first: Int, second: Int)
  }

  /// The article as it came.
  public let document: Document
  /// All blocks of the document, in its order.
  public let rows: [Row]
  /// The script of the paragraphs that come first, and that of their translations.
  public let scripts: (first: WritingSystem, second: WritingSystem)

  public static func == (a: Bilingual, b: Bilingual) -> Bool { a.document == b.document && a.rows == b.rows }

  /// Fewer pairs are a quotation or an example.
  private static let fewestPairs = 3

  /// Recognises an article whose paragraphs alternate between two scripts.
  /// - Returns: nil if it does not, or if more than two fifths of its paragraphs stand alone.
  public static func detect(_ document: Document) -> Bilingual? {
    let scripts = document.blocks.map(\.writingSystem)
    guard let (first, second) = commonest(scripts) else { return nil }
    let candidates = [(first, second), (second, first)].map { (scripts: $0, rows: rows(scripts, $0.0, $0.1)) }
    let best = candidates.max { a, b in
      let (countA, countB) = (pairCount(a.rows), pairCount(b.rows))
      if countA != countB { return countA < countB }
      // As good either way: the script that opens the article is the first.
      return scripts.compactMap { $0 }.first { $0 == first || $0 == second } == b.scripts.0
    }
    guard let best else { return nil }
    let pairs = pairCount(best.rows)
    guard pairs >= fewestPairs, pairs * 10 >= scripts.count(where: { $0 != nil }) * 3 else { return nil }
    return Bilingual(document: document, rows: best.rows, scripts: best.scripts)
  }

  /// The article in both scripts, or with the paragraphs of one of them left out.
  public func document(showing: Showing) -> Document {
    var shown = document
    shown.blocks = indices(showing: showing).map { document.blocks[$0] }
    return shown
  }

  /// The place where a reader stays who changes what is shown: in the same paragraph, or in its translation.
  public func position(_ position: DocumentPosition, from old: Showing, to new: Showing) -> DocumentPosition {
    let (before, after) = (indices(showing: old), indices(showing: new))
    guard position.block < before.count, position.block >= 0 else {
      return DocumentPosition(block: after.count, offset: position.offset)
    }
    let block = before[position.block]
    if let found = after.firstIndex(of: block) { return DocumentPosition(block: found, offset: position.offset) }
    for case .pair(let first, let second) in rows where first == block || second == block {
      if let found = after.firstIndex(of: first == block ? second : first) {
        return DocumentPosition(block: found, offset: 0)
      }
    }
    return DocumentPosition(block: after.firstIndex { $0 >= block } ?? after.count, offset: 0)
  }

  /// The blocks that are shown, in the document's order.
  private func indices(showing: Showing) -> [Int] {
    if showing == .both { return Array(document.blocks.indices) }
    return rows.map { row in
      switch row {
      case .shared(let block): block
      case .pair(let first, let second): showing == .first ? first : second
      }
    }.sorted()
  }

  // MARK: - Pairs

  private static func commonest(_ scripts: [WritingSystem?]) -> (WritingSystem, WritingSystem)? {
    var counts: [WritingSystem: Int] = [:]
    for case let script? in scripts { counts[script, default: 0] += 1 }
    let order = counts.sorted { ($0.value, $0.key.rawValue) > ($1.value, $1.key.rawValue) }
    guard order.count >= 2, order[1].value >= fewestPairs else { return nil }
    return (order[0].key, order[1].key)
  }

  private static func pairCount(_ rows: [Row]) -> Int {
    rows.count { if case .pair = $0 { true } else { false } }
  }

  /// Pairs the last blocks of each run in the first script with as many that follow in the second.
  private static func rows(_ scripts: [WritingSystem?], _ first: WritingSystem, _ second: WritingSystem) -> [Row] {
    var rows: [Row] = []
    var index = 0
    while index < scripts.count {
      let firsts = run(of: first, in: scripts, from: index)
      let seconds = run(of: second, in: scripts, from: firsts.upperBound)
      let count = min(firsts.count, seconds.count)
      if count == 0 {
        let end = max(firsts.upperBound, index + 1)
        rows += (index..<end).map(Row.shared)
        index = end
        continue
      }
      rows += firsts.dropLast(count).map(Row.shared)
      rows += (0..<count).map { .pair(first: firsts.upperBound - count + $0, second: seconds.lowerBound + $0) }
      index = seconds.lowerBound + count
    }
    return rows
  }

  private static func run(of script: WritingSystem, in scripts: [WritingSystem?], from start: Int) -> Range<Int> {
    var end = start
    while end < scripts.count, scripts[end] == script { end += 1 }
    return start..<end
  }
}

extension Block {
  /// The script of the block's text; nil for what belongs to both halves of an article.
  fileprivate var writingSystem: WritingSystem? {
    switch self {
    case .title, .byline, .code, .rule: return nil
    default: break
    }
    let text = ([self].joinedInlines ?? []).reduce(into: "") { text, inline in
      if case .text(let run, _, _) = inline { text += run }
    }
    return WritingSystem(of: text)
  }
}
