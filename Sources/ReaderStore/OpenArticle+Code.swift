import ArticleDocument
import ArticleLayout

extension OpenArticle {
  /// The first block of code that has a line on the screen, as its author wrote it.
  func firstCode(height: Int) -> Code? {
    let blocks = shown.shown.blocks
    let lines = top..<min(layout.lines.count, top + max(1, height))
    for line in lines {
      guard layout.lines[line].isCode else { continue }
      let block = layout.lines[line].position.block
      guard blocks.indices.contains(block) else { continue }
      if let code = code(at: line, in: blocks[block], number: block) { return code }
    }
    return nil
  }

  /// The code of a top-level block that a line belongs to: in the pane each line of code is one line of the layout.
  private func code(at line: Int, in block: Block, number: Int) -> Code? {
    var next = line
    while next > 0, layout.lines[next - 1].position.block == number { next -= 1 }
    for code in block.codes {
      while next < layout.lines.count, !layout.lines[next].isCode { next += 1 }
      next += code.text.split(separator: "\n", omittingEmptySubsequences: false).count
      if line < next { return code }
    }
    return nil
  }
}

extension Line {
  fileprivate var isCode: Bool { isShiftable && spans.contains { $0.role == .code } }
}

extension Block {
  /// The blocks of code within, in reading order; not those in the cells of tables.
  fileprivate var codes: [Code] {
    switch self {
    case .code(let code): [code]
    case .quote(let blocks): blocks.flatMap(\.codes)
    case .list(let list): list.items.flatMap { $0.blocks.flatMap(\.codes) }
    case .definitions(let definitions):
      definitions.flatMap { definition in
        if case .meaning(let blocks) = definition { blocks.flatMap(\.codes) } else { [Code]() }
      }
    default: []
    }
  }
}
