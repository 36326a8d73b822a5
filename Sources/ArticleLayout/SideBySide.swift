public import ArticleDocument

/// An article in two languages as two columns, each paragraph beside its translation.
extension Layout {
  /// Narrower than this, two columns are no pleasure to read.
  public static let narrowestSideBySide = 100
  private static let gutter = 4

  /// Lays both halves out beside each other; what stands only once goes over both columns.
  ///
  /// Positions are those of the whole article; in a pair, those of its first paragraph.
  /// - Parameters:
  ///   - article: the article and its pairs.
  ///   - options: `width` is that of both columns together.
  public init(sideBySide article: Bilingual, options: LayoutOptions) {
    var options = options
    options.width = max(1, options.width)
    let numbers = LinkNumbers(of: article.document)
    var composer = Composer(options: options, links: numbers)
    composer.hyphenators = options.hyphenators(for: article.document)
    var above: Block?
    for row in article.rows {
      switch row {
      case .shared(let number):
        let block = article.document.blocks[number]
        if above.map({ composer.hasBlank(between: $0, block, before: nil) }) ?? true { composer.leaveBlank() }
        composer.compose(block, number: number)
        above = block
      case .pair(let first, let second):
        composer.leaveBlank()
        composer.compose(
          article.document.blocks[first], beside: article.document.blocks[second], number: first, gutter: Self.gutter)
        above = nil
      }
    }
    composer.composeLinks(block: article.document.blocks.count)
    self.init(lines: composer.lines, links: numbers.targets, headings: composer.headings)
  }
}

extension Composer {
  fileprivate mutating func compose(_ block: Block, number: Int) {
    position = DocumentPosition(block: number, offset: 0)
    compose(block)
  }

  fileprivate mutating func compose(_ left: Block, beside right: Block, number: Int, gutter: Int) {
    let column = max(1, (width - gutter) / 2)
    var options = options
    options.width = column
    options.wideLines = .fold
    let halves = [left, right].map { block in
      var half = Composer(options: options, links: links)
      half.hyphenators = hyphenators
      half.compose(block, number: number)
      return half
    }
    position = DocumentPosition(block: number, offset: 0)
    if let heading = halves[0].headings.first { markHeading(level: heading.level) }
    for index in 0..<max(halves[0].lines.count, halves[1].lines.count) {
      var spans: [Span] = []
      var cells = 0
      if index < halves[0].lines.count {
        let line = halves[0].lines[index]
        position = line.position
        spans = line.spans
        cells = line.cells
      }
      if index < halves[1].lines.count, !halves[1].lines[index].spans.isEmpty {
        spans.append(Span(String(repeating: " ", count: max(1, column + gutter - cells))))
        spans += halves[1].lines[index].spans
      }
      add(spans)
    }
  }
}
