import LibXML

/// Which block holds the article.
extension PageBlocks {
  /// - Returns: nil if the page has no paragraph worth the name.
  func articleRoot() -> Int? {
    guard let best = bestCandidate() else { return nil }
    return widened(best)
  }

  /// Each paragraph gives its points to the block around it, half of them to the next, and less to those further out.
  private func bestCandidate() -> Int? {
    var scores = [Double](repeating: 0, count: blocks.count)
    for index in blocks.indices where !blocks[index].isDropped {
      let points = blocks[index].points
      guard points > 0 else { continue }
      if blocks[index].holdsParagraphs || blocks[index].parent < 0 { scores[index] += points }
      var holder = blocks[index].parent
      for level in 0..<PageBlocks.levels where holder >= 0 {
        scores[holder] += points / (level < 2 ? Double(level + 1) : Double(level * 3))
        holder = blocks[holder].parent
      }
    }
    var best: (block: Int, score: Double)?
    for index in blocks.indices where scores[index] > 0 && !blocks[index].isDropped {
      let score = (scores[index] + bonus(of: index)) * (1 - linkDensity(of: index))
      if score > best?.score ?? 0 { best = (index, score) }
    }
    return best?.block
  }

  private static let levels = 5

  private func bonus(of index: Int) -> Double {
    let named: Double = blocks[index].hints.contains(.article) ? 15 : 0
    switch blocks[index].element {
    case .article, .main: return named + 15
    case .div, .section: return named + 5
    case .td, .blockquote, .pre: return named + 3
    case .ul, .ol, .dl, .form, .li, .address, .html: return named - 5
    default: return named
    }
  }

  /// The block with those around it that hold more of the same article: its sections, and what is quoted in it.
  private func widened(_ best: Int) -> Int {
    var root = best
    var outer = best
    while ![.article, .main, .body, .html].contains(blocks[outer].element), blocks[outer].parent >= 0 {
      outer = blocks[outer].parent
      let gained = points(of: outer) - points(of: root)
      guard gained > 0 else { continue }
      let letters = max(1, letters(of: outer) - letters(of: root))
      let links = linkLetters(of: outer) - linkLetters(of: root)
      let density = Double(links) / Double(letters)
      let isArticle = blocks[outer].element == .article || blocks[outer].element == .main
      let enough = points(of: root) * (isArticle ? 0.02 : 0.3)
      let isMore = gained >= enough || ownParagraphs(of: outer) >= points(of: root) * 0.05
      if isMore, density < (isArticle ? 0.5 : 0.3) { root = outer }
    }
    return root
  }

  /// The points of the paragraphs that stand in a block itself: beside a part of it that a page unfolds, perhaps.
  private func ownParagraphs(of outer: Int) -> Double {
    var points = 0.0
    var child = outer + 1
    while child < blocks[outer].end {
      if blocks[child].element == .p, !blocks[child].isDropped { points += blocks[child].points }
      child = blocks[child].end
    }
    return points
  }
}
