/// An article as blocks and inlines; knows no width and no colour.
public struct Document: Equatable, Sendable {
  public var blocks: [Block]
  /// The page's own title, if it has one.
  public var title: String?
  /// The language the page says it is in (BCP 47).
  public var language: String?
  /// Other languages that parts of it are in; `InlineStyle.language` counts them from 1.
  public var otherLanguages: [String] = []
  /// Whether every address stands in the text in full, so that links need no number to be told by.
  public var spellsLinks = false

  public init(blocks: [Block] = [], title: String? = nil, language: String? = nil) {
    self.blocks = blocks
    self.title = title
    self.language = language
  }
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

/// A part of an article that starts a new line.
public indirect enum Block: Equatable, Sendable {
  /// The article's own title and the line under it, set by the reader above the body.
  case title([Inline])
  case byline([Inline])
  /// Level 1 to 6.
  case heading(level: Int, [Inline])
  case paragraph([Inline])
  /// Text that starts a new line but keeps no distance from other lines, as in a `div`.
  case line([Inline])
  /// What stands under a figure or above a table.
  case caption([Inline])
  /// The visible line of what a browser would fold away.
  case summary([Inline])
  case list(List)
  case definitions([Definition])
  case quote([Block])
  case code(Code)
  case table(Table)
  case rule
}

/// A list with its markers.
public struct List: Equatable, Sendable {
  /// A marker, and what stands beside it.
  public struct Item: Equatable, Sendable {
    public var marker: Marker
    public var blocks: [Block]

    public init(marker: Marker, blocks: [Block]) {
      self.marker = marker
      self.blocks = blocks
    }
  }

  /// What stands before an item.
  public enum Marker: Equatable, Sendable {
    case bullet
    /// A number as it is shown, as in `3.` or `iv.`, or a box to tick, `[x]`.
    case label(String)
    case none
  }

  public var items: [Item]

  public init(items: [Item]) { self.items = items }

  /// Whether the items stand apart: one of them holds more than one block beside nested lists.
  public var isLoose: Bool {
    items.contains { item in
      item.blocks.count { block in
        if case .list = block { false } else if case .line = block { false } else { true }
      } > 1
    }
  }
}

/// A term, or what it means.
public enum Definition: Equatable, Sendable {
  case term([Inline])
  case meaning([Block])
}

/// Text whose lines and blanks are its own.
public struct Code: Equatable, Sendable {
  /// The lines, joined by newlines, tabs kept.
  public var text: String
  public var language: String?
  /// The links in it, in order.
  public var links: [Link]

  /// A part of the text that is a link.
  public struct Link: Equatable, Sendable {
    /// UTF-8 offsets in the text.
    public var range: Range<Int>
    public var target: String

    public init(range: Range<Int>, target: String) {
      self.range = range
      self.target = target
    }
  }

  public init(_ text: String, language: String? = nil, links: [Link] = []) {
    self.text = text
    self.language = language
    self.links = links
  }
}

/// A table of data; tables that only arrange a page are read as their blocks.
public struct Table: Equatable, Sendable {
  /// A cell, in its place among the columns.
  public struct Cell: Equatable, Sendable {
    public var blocks: [Block]
    /// The first column the cell stands in.
    public var column: Int
    public var columnSpan: Int
    public var rowSpan: Int
    public var isHeader: Bool
    public var alignment: Alignment

    public init(
      _ blocks: [Block], column: Int, columnSpan: Int = 1, rowSpan: Int = 1, isHeader: Bool = false,
      alignment: Alignment = .automatic
    ) {
      self.blocks = blocks
      self.column = max(0, column)
      self.columnSpan = max(1, columnSpan)
      self.rowSpan = max(1, rowSpan)
      self.isHeader = isHeader
      self.alignment = alignment
    }
  }

  /// Where a cell's text stands in its column.
  public enum Alignment: Equatable, Sendable {
    /// Numbers to the right, all else to the left.
    case automatic
    case leading, centered, trailing
  }

  /// How many columns the cells fill.
  public let columns: Int
  /// The first rows that hold header cells only.
  public let headerRows: Int
  public let rows: [[Cell]]

  public init(headerRows: Int, rows: [[Cell]]) {
    columns = rows.joined().map { $0.column + $0.columnSpan }.max() ?? 0
    self.headerRows = headerRows
    self.rows = rows
  }
}

/// A run within a line of text.
public enum Inline: Equatable, Sendable {
  /// Text in one style; safe for a terminal, white space already collapsed. `link` is an absolute http(s) URL.
  case text(String, InlineStyle = [], link: String? = nil)
  /// What stands for a picture, a film or a sound: its label.
  case image(String, link: String? = nil)
  case lineBreak
}

/// How a run of text differs from the text around it.
public struct InlineStyle: OptionSet, Equatable, Hashable, Sendable {
  public private(set) var rawValue: UInt16
  public init(rawValue: UInt16) { self.rawValue = rawValue }
  public static let strong = InlineStyle(rawValue: 1)
  public static let emphasized = InlineStyle(rawValue: 2)
  public static let struck = InlineStyle(rawValue: 4)
  public static let inserted = InlineStyle(rawValue: 8)
  public static let code = InlineStyle(rawValue: 16)
  public static let marked = InlineStyle(rawValue: 32)
  public static let small = InlineStyle(rawValue: 64)

  /// The language of the text: 0 for that of the article, else a number of its `otherLanguages`, counted from 1.
  public var language: Int {
    get { Int(rawValue >> 8) }
    set { rawValue = rawValue & 0xFF | UInt16(max(0, min(255, newValue))) << 8 }
  }
}
