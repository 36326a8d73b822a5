/// Blocks known by their first words, so that a place is found again in an article that was edited above it.
extension Document {
  /// A number made from a block's first words, the same in every version of the article; nil if it has none.
  public func fingerprint(of block: Int) -> Int64? {
    guard blocks.indices.contains(block) else { return nil }
    var sum = Fingerprint()
    sum.add(blocks[block])
    return sum.value
  }

  /// The block with a fingerprint; of several, the nearest to a number.
  public func block(with fingerprint: Int64, near number: Int) -> Int? {
    blocks.indices.filter { self.fingerprint(of: $0) == fingerprint }.min { abs($0 - number) < abs($1 - number) }
  }
}

/// FNV-1a over the first letters of a text; blanks do not count.
private struct Fingerprint {
  /// Enough to tell paragraphs apart that begin alike; edits further on change nothing.
  private static let most = 60

  private var sum: UInt64 = 0xCBF2_9CE4_8422_2325
  private var count = 0

  var value: Int64? { count > 0 ? Int64(bitPattern: sum) : nil }

  mutating func add(_ block: Block) {
    switch block {
    case .title(let text), .byline(let text), .heading(_, let text), .paragraph(let text), .line(let text),
      .caption(let text), .summary(let text):
      for inline in text { add(inline) }
    case .list(let list): for item in list.items { add(item.blocks) }
    case .definitions(let definitions):
      for definition in definitions {
        switch definition {
        case .term(let text): for inline in text { add(inline) }
        case .meaning(let blocks): add(blocks)
        }
      }
    case .quote(let blocks): add(blocks)
    case .code(let code): add(code.text)
    case .table(let table): for cell in table.rows.joined() { add(cell.blocks) }
    case .rule: break
    }
  }

  private mutating func add(_ blocks: [Block]) {
    for block in blocks where count < Self.most { add(block) }
  }

  private mutating func add(_ inline: Inline) {
    switch inline {
    case .text(let text, _, _), .image(let text, _): add(text)
    case .lineBreak: break
    }
  }

  private mutating func add(_ text: String) {
    for byte in text.utf8 where byte > 0x20 {
      guard count < Self.most else { return }
      sum = (sum ^ UInt64(byte)) &* 0x100_0000_01B3
      count += 1
    }
  }
}
