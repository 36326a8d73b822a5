/// An article as blocks and inlines; knows no width and no colour.
public struct Document: Equatable, Sendable {
  public var blocks: [Block]

  public init(blocks: [Block] = []) { self.blocks = blocks }
}

/// A place in a document: a top-level block, and characters of its text before the place.
public struct DocumentPosition: Equatable, Hashable, Comparable, Sendable {
  public var block: Int
  public var offset: Int

  public init(block: Int, offset: Int) {
    self.block = block
    self.offset = offset
  }

  public static func < (a: DocumentPosition, b: DocumentPosition) -> Bool {
    (a.block, a.offset) < (b.block, b.offset)
  }
}

public indirect enum Block: Equatable, Sendable {
  /// The article's own title and the line under it, set by the reader above the body.
  case title([Inline])
  case byline([Inline])
  case paragraph([Inline])
}

public indirect enum Inline: Equatable, Sendable {
  case text(String)
}
