import ArticleDocument
import Typography

/// How each kind of block is set.
extension Composer {
  /// Sets blocks one under the other; `depth` is how many lists they stand in.
  mutating func compose(_ blocks: [Block], depth: Int = 0, isTight: Bool = false) {
    var previous: Block?
    for (index, block) in blocks.enumerated() {
      if let previous, hasBlank(between: previous, block, before: blocks.following(index)),
        !(isTight && isTightPair(previous, block))
      {
        leaveBlank()
      }
      compose(block, depth: depth)
      previous = block
    }
  }

  /// Sets an article's top-level blocks, and counts them for the positions of their lines.
  mutating func composeBody(_ blocks: [Block]) {
    var previous: Block?
    for (index, block) in blocks.enumerated() {
      position = DocumentPosition(block: index, offset: 0)
      if let previous, hasBlank(between: previous, block, before: blocks.following(index)) { leaveBlank() }
      compose(block)
      previous = block
    }
  }

  /// Lists the targets that the text itself does not show, under a short rule.
  mutating func composeLinks(block: Int) {
    position = DocumentPosition(block: block, offset: 0)
    let shown = links.listed
    guard !shown.isEmpty else { return }
    leaveBlank()
    add([Span(String(repeating: signs.rule, count: min(width, 16)), role: .rule)])
    let cells = "[\(links.targets.count)] ".utf8.count
    for index in shown {
      let number = "[\(index + 1)]"
      let blank = String(repeating: " ", count: max(1, cells - number.utf8.count))
      indented(
        first: [Span(number, role: .linkNumber, link: index), Span(blank)],
        rest: [Span(String(repeating: " ", count: cells))], cells: cells
      ) {
        $0.composeTarget(index)
      }
    }
  }

  /// In a tight list, an item's text and the list under it stand together.
  private func isTightPair(_ above: Block, _ below: Block) -> Bool {
    switch (above, below) {
    case (.paragraph, .list), (.line, .list), (.list, .list), (.line, .line), (.line, .paragraph),
      (.list, .line), (.list, .paragraph):
      true
    default: false
    }
  }

  /// A caption stands right over its table, else right under what comes before it.
  func hasBlank(between above: Block, _ below: Block, before next: Block?) -> Bool {
    switch (above, below, next) {
    // The header of a table looks like a heading: they would run together.
    case (.heading, .table, _): true
    // No rule and hardly a colour tells the lower levels from the first line of a paragraph.
    case (.heading(let level, _), .paragraph, _), (.heading(let level, _), .line, _): level > 3
    case (.line, .line, _), (.heading, _, _), (.title, .byline, _), (.summary, .line, _), (.summary, .paragraph, _):
      false
    case (.caption, .table, _): false
    case (_, .caption, .table?): true
    case (.paragraph, .caption, _), (.line, .caption, _), (.code, .caption, _), (.quote, .caption, _),
      (.table, .caption, _):
      false
    default: true
    }
  }

  mutating func compose(_ block: Block, depth: Int = 0) {
    switch block {
    case .title(let text): flow(text, RunStyle(role: .title, traits: .strong))
    case .byline(let text): flow(text, RunStyle(role: .byline))
    case .heading(let level, let text): composeHeading(level, text)
    case .paragraph(let text), .line(let text): flow(text)
    case .caption(let text): flow(text, RunStyle(role: .caption, traits: .emphasized))
    case .summary(let text):
      flow(text, RunStyle(traits: .strong), lead: [Span(signs.opened, role: .listMarker)])
    case .list(let list): compose(list, depth: depth)
    case .definitions(let definitions): compose(definitions, depth: depth)
    case .quote(let blocks):
      indented(rest: [Span(signs.quoteBar, role: .quoteBar)], cells: 2) { $0.compose(blocks, depth: depth) }
    case .code(let code): composeCode(code)
    case .table(let table): compose(table, depth: depth)
    case .rule:
      let sign = "* * *"
      let indent = max(0, (width - sign.utf8.count) / 2)
      add([Span(String(repeating: " ", count: indent)), Span(sign, role: .rule)])
      position.offset += 1
    }
  }

  /// A rule under the heading tells its level where there is neither colour nor bold.
  private mutating func composeHeading(_ level: Int, _ text: [Inline]) {
    let roles: [TextRole] = [.heading1, .heading2, .heading3]
    let role = roles[max(0, min(2, level - 1))]
    markHeading(level: level)
    let cells = flow(text, RunStyle(role: role, traits: level > 4 ? [.strong, .emphasized] : .strong))
    if options.headingRules, level >= 1, level <= 3, cells > 0 {
      add([Span(String(repeating: signs.headingRules[level - 1], count: min(cells, width)), role: .rule)])
    }
  }

  private mutating func compose(_ list: List, depth: Int) {
    let bullets = signs.bullets
    let isLoose = list.isLoose
    let markers: [String] = list.items.map { item in
      switch item.marker {
      case .bullet: bullets[min(depth, bullets.count - 1)]
      case .label(let text): text
      case .none: ""
      }
    }
    let cells = (markers.map { DisplayWidth.cells(of: $0) }.max() ?? 0) + 1
    let hangs = list.items.contains { $0.marker != .none }
    for (index, item) in list.items.enumerated() {
      if index > 0, isLoose { leaveBlank() }
      // Numbers stand flush right, so that the text starts in one column.
      let blank = String(repeating: " ", count: max(0, cells - 1 - DisplayWidth.cells(of: markers[index])))
      let marker = Span(markers[index], role: .listMarker)
      // Bullets stand where the boxes to tick begin.
      let first = item.marker == .bullet ? [marker, Span(blank + " ")] : [Span(blank), marker, Span(" ")]
      indented(
        first: hangs ? first : nil, rest: hangs ? [Span(String(repeating: " ", count: cells))] : [],
        cells: hangs ? cells : 0
      ) {
        $0.compose(item.blocks, depth: depth + 1, isTight: !isLoose)
      }
    }
  }

  private mutating func compose(_ definitions: [Definition], depth: Int) {
    let isLoose = definitions.contains { if case .meaning(let blocks) = $0 { blocks.count > 1 } else { false } }
    var isAfterMeaning = false
    for definition in definitions {
      switch definition {
      case .term(let text):
        if isAfterMeaning, isLoose { leaveBlank() }
        flow(text, RunStyle(traits: .strong))
        isAfterMeaning = false
      case .meaning(let blocks):
        indented(rest: [Span("  ")], cells: 2) { $0.compose(blocks, depth: depth) }
        isAfterMeaning = true
      }
    }
  }

  /// A URL, folded where the column ends: it can be read back by joining its lines.
  private mutating func composeTarget(_ index: Int) {
    let text = MeasuredText(HostName.revealed(links.targets[index]))
    var from = 0
    while from < text.clusters.count {
      var cells = 0
      var to = from
      while to < text.clusters.count, cells + text.clusters[to].cells <= width || to == from {
        cells += text.clusters[to].cells
        to += 1
      }
      let utf8 = text.text.utf8
      let lower = utf8.index(utf8.startIndex, offsetBy: text.clusters[from].utf8Offset)
      let upper =
        to < text.clusters.count ? utf8.index(utf8.startIndex, offsetBy: text.clusters[to].utf8Offset) : utf8.endIndex
      add([Span(String(text.text[lower..<upper]), role: .link, link: index)])
      position.offset += to - from
      from = to
    }
    position.offset += 1
  }
}

extension [Block] {
  fileprivate func following(_ index: Int) -> Block? { index + 1 < count ? self[index + 1] : nil }
}
