public import ArticleDocument
import Typography

/// How an article is laid out.
public struct LayoutOptions: Equatable, Hashable, Sendable {
  /// What becomes of lines of code, and of rows, that are wider than the column.
  public enum WideLines: Equatable, Hashable, Sendable {
    /// Lines of code that are too wide are folded, with a mark.
    case fold
    /// They run on; the pane shifts sideways.
    case scroll
  }

  /// Cells of a line, at least 1.
  public var width: Int
  public var wideLines: WideLines
  /// A line under the headings of levels 1 to 3, where neither colour nor bold tells them from the text.
  public var headingRules = false
  /// Nothing but ASCII for what the layout itself draws: bullets, bars, rules, marks.
  public var asciiOnly = false
  /// Words may be divided as the dictionary of their language says; soft hyphens are always honoured.
  public var hyphenates = false
  /// Gaps between words are widened so that lines end in one column.
  public var isJustified = false
  /// The language of articles that do not name theirs (BCP 47).
  public var language: String?
  /// Where the dictionaries of words that may be divided are.
  public var dictionaryFolder = Hyphenator.systemFolder

  public init(width: Int, wideLines: WideLines = .scroll) {
    self.width = width
    self.wideLines = wideLines
  }
}

extension LayoutOptions {
  /// The dictionary of the article's language, then those of `Document.otherLanguages`; none if words stay whole.
  func hyphenators(for document: Document) -> [Hyphenator?] {
    guard hyphenates else { return [] }
    return ([document.language ?? language] + document.otherLanguages).map { tag in
      tag.flatMap { Hyphenator.for(language: $0, folder: dictionaryFolder) }
    }
  }
}

/// An article as lines of styled spans for one width.
public struct Layout: Equatable, Sendable {
  public var lines: [Line]
  /// The targets, in the order of their numbers; number 1 is at index 0.
  public var links: [String]
  /// Where the headings stand, for an outline and for jumps.
  public var headings: [Heading]

  /// A heading, as it stands in the lines.
  public struct Heading: Equatable, Sendable {
    /// Index into `lines`.
    public var line: Int
    /// 1 to 6.
    public var level: Int
  }

  public init(lines: [Line] = [], links: [String] = [], headings: [Heading] = []) {
    self.lines = lines
    self.links = links
    self.headings = headings
  }

  /// Lays a document out: the body, then the targets of its links under a rule.
  public init(_ document: Document, options: LayoutOptions) {
    var options = options
    options.width = max(1, options.width)
    let numbers = LinkNumbers(of: document)
    var composer = Composer(options: options, links: numbers)
    composer.hyphenators = options.hyphenators(for: document)
    composer.composeBody(document.blocks)
    composer.composeLinks(block: document.blocks.count)
    self.init(lines: composer.lines, links: numbers.targets, headings: composer.headings)
  }

  /// The line on which a position stands: the last that starts at or before it.
  public func line(at position: DocumentPosition) -> Int {
    var low = 0
    var high = lines.count
    while low < high {
      let middle = (low + high) / 2
      if lines[middle].position <= position { low = middle + 1 } else { high = middle }
    }
    return max(0, low - 1)
  }
}

/// One line of an article.
public struct Line: Equatable, Sendable {
  public var spans: [Span]
  /// Where in the document the line starts.
  public var position: DocumentPosition
  /// Whether the line may be wider than the layout and is shifted sideways (code, wide tables).
  public var isShiftable: Bool

  public init(spans: [Span], position: DocumentPosition, isShiftable: Bool = false) {
    self.spans = spans
    self.position = position
    self.isShiftable = isShiftable
  }

  /// Cells from the left edge to the line's end.
  public var cells: Int { spans.cells }
}

extension [Span] {
  var cells: Int { reduce(0) { $0 + DisplayWidth.cells(of: $1.text) } }
}

/// A run of text in one style. `text` is safe to print; it may hold clusters that drawing simplifies.
public struct Span: Equatable, Sendable {
  public var text: String
  public var role: TextRole
  public var traits: TextTraits
  /// Index into `Layout.links` of the link that this run belongs to.
  public var link: Int?

  public init(_ text: String, role: TextRole = .body, traits: TextTraits = [], link: Int? = nil) {
    self.text = text
    self.role = role
    self.traits = traits
    self.link = link
  }
}

/// What a run of text is; a theme gives each a style.
public enum TextRole: String, CaseIterable, Equatable, Hashable, Sendable {
  case body, title, byline
  case heading1, heading2, heading3
  case quote, quoteBar
  case listMarker
  case code
  case link, linkNumber
  case image, caption
  case tableHeader, tableRule
  case rule
  case note
}

/// How a run differs from its role's style.
public struct TextTraits: OptionSet, Equatable, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }
  public static let strong = TextTraits(rawValue: 1)
  public static let emphasized = TextTraits(rawValue: 2)
  public static let struck = TextTraits(rawValue: 4)
  public static let underlined = TextTraits(rawValue: 8)
  public static let code = TextTraits(rawValue: 16)
  public static let marked = TextTraits(rawValue: 32)
}
