/// Which entries: the filter language as a value.
///
/// The reader, `query`, `mark`, `export json` and saved views share it. In a filter
/// - `swift` is a word, found as the beginning of a word in title, author or text;
/// - `"swift package"` is a phrase of whole words; with Chinese and Japanese, both are found wherever they stand;
/// - `title:` and `author:` take a word or a phrase, `feed:` a part of the feed's title or URL, `folder:` a folder's
///   name or path, `tag:` a tag; a value with blanks is quoted: `feed:"Planet X"`;
/// - `unread` `read` `starred` `changed` `hidden` `tagged` are states;
/// - `newer:3d` and `older:2026-01-01` are times (`Moment`);
/// - terms side by side must all hold; `or` stands between alternatives, `-` before what is to be left out, and
///   `( )` make a group.
///
/// Full-width and other compatibility forms count as the plain ones. Hidden entries are left out unless `hidden` is
/// named.
public indirect enum Filter: Hashable, Sendable {
  case text(Text, in: Field)
  /// A part of the feed's title or URL, in any case.
  case feed(String)
  /// The name of a folder, or several joined by `/`; empty for the feeds in none.
  case folder(String)
  case tag(String)
  case state(State)
  /// Published, or first seen where that is unknown, at a moment or after it.
  case newer(Moment)
  /// Published, or first seen where that is unknown, before a moment.
  case older(Moment)
  case not(Filter)
  /// All of these; every entry if there are none.
  case all([Filter])
  /// One of these at least.
  case any([Filter])

  /// What is looked for.
  public enum Text: Hashable, Sendable {
    /// The beginning of a word.
    case word(String)
    /// Whole words in a row.
    case phrase(String)
  }

  /// Where a text is looked for.
  public enum Field: String, Hashable, Sendable, CaseIterable {
    case anywhere
    case title
    case author
  }

  /// What is known of an entry, by its name in an expression.
  public enum State: String, Hashable, Sendable, CaseIterable {
    case unread
    case read
    case starred
    case changed
    case hidden
    case tagged
  }

  /// Reads an expression; an empty one is every entry.
  public init(parsing source: String) throws(FilterError) {
    var parser = try FilterParser(source)
    self = try parser.parse()
  }

  /// Words that must all be there, in a text that is no expression: what is typed to narrow a list.
  public init(words text: String) {
    let words = CompatibilityForms.folded(text).split(whereSeparator: \.isWhitespace)
    self = .all(of: words.map { .text(.word(String($0)), in: .anywhere) })
  }

  /// Whether hidden entries are asked about, and so are not left out of themselves.
  public var namesHidden: Bool {
    switch self {
    case .state(let state): state == .hidden
    case .not(let filter): filter.namesHidden
    case .all(let filters), .any(let filters): filters.contains(where: \.namesHidden)
    case .text, .feed, .folder, .tag, .newer, .older: false
    }
  }

  /// The texts that an entry is found by, those that are to be left out not among them.
  public var texts: [Filter] {
    switch self {
    case .text: [self]
    case .all(let filters), .any(let filters): filters.flatMap(\.texts)
    case .feed, .folder, .tag, .state, .newer, .older, .not: []
    }
  }

  /// `all` in its plainest form.
  public static func all(of filters: [Filter]) -> Filter {
    let flat = filters.flatMap { filter -> [Filter] in
      if case .all(let inner) = filter { inner } else { [filter] }
    }
    return flat.count == 1 ? flat[0] : .all(flat)
  }

  /// `any` in its plainest form.
  static func any(of filters: [Filter]) -> Filter {
    let flat = filters.flatMap { filter -> [Filter] in
      if case .any(let inner) = filter { inner } else { [filter] }
    }
    return flat.count == 1 ? flat[0] : .any(flat)
  }
}

extension Filter: CustomStringConvertible {
  /// The filter as an expression, which reads as the same filter.
  public var description: String {
    switch self {
    case .text(let text, in: .anywhere): text.description
    case .text(let text, in: let field): "\(field.rawValue):\(text)"
    case .feed(let value): "feed:\(Filter.written(value))"
    case .folder(let value): "folder:\(Filter.written(value))"
    case .tag(let value): "tag:\(Filter.written(value))"
    case .state(let state): state.rawValue
    case .newer(let moment): "newer:\(moment)"
    case .older(let moment): "older:\(moment)"
    case .not(let filter): "-" + filter.asOperand
    case .all(let filters):
      filters.map { if case .any = $0 { $0.asOperand } else { $0.description } }.joined(separator: " ")
    case .any(let filters):
      filters.map(\.description).joined(separator: " or ")
    }
  }

  private var asOperand: String {
    switch self {
    case .all, .any: "(\(description))"
    default: description
    }
  }

  /// A value as it stands, or in quotes where it could be misread.
  private static func written(_ value: String) -> String {
    let scalars = value.unicodeScalars
    let isPlain =
      scalars.first.map { FilterParser.closingQuote(for: $0) == nil } == true
      && !scalars.contains { $0.properties.isWhitespace || $0 == "(" || $0 == ")" }
    return isPlain ? value : "\"\(value)\""
  }
}

extension Filter.Text: CustomStringConvertible {
  /// As an expression has it.
  public var description: String {
    switch self {
    case .word(let word): word
    case .phrase(let phrase): "\"\(phrase)\""
    }
  }
}
