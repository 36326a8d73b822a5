/// Reads the filter language; `Filter` tells what it is.
///
///     alternatives = terms { "or" terms }
///     terms        = term { ["and"] term }
///     term         = "-" term | "(" alternatives ")" | state | field ":" value | word | phrase
struct FilterParser {
  /// A code point of the expression in its plain form, and the index of the character that it was written in.
  ///
  /// No grapheme clusters here: a mark after a blank would make another character of it.
  private struct Letter {
    var scalar: Unicode.Scalar
    var position: Int

    var isBlank: Bool { scalar.properties.isWhitespace }
    var endsWord: Bool { isBlank || scalar == "(" || scalar == ")" }
  }

  private let source: String
  private let letters: [Letter]
  private var index = 0
  private var depth = 0
  private var terms = 0

  /// Deeper groups are refused: SQLite could not follow.
  private static let greatestDepth = 50
  private static let mostTerms = 200
  private static let greatestLength = 4000

  init(_ source: String) throws(FilterError) {
    self.source = source
    guard source.utf8.count <= Self.greatestLength else {
      throw FilterError(position: 0, term: "", problem: "the expression is too long")
    }
    letters = source.enumerated().flatMap { position, character in
      CompatibilityForms.folded(String(character)).unicodeScalars.map { Letter(scalar: $0, position: position) }
    }
  }

  mutating func parse() throws(FilterError) -> Filter {
    skipBlanks()
    if index == letters.count { return .all([]) }
    let filter = try alternatives()
    guard index == letters.count else { throw fault(")", at: index, "no group is open here") }
    return filter
  }

  // MARK: Groups

  private mutating func alternatives() throws(FilterError) -> Filter {
    var filters = [try allTerms()]
    while let or = take(keyword: "or") {
      guard startsTerm else { throw fault("or", at: or, "expected something to look for on both sides") }
      filters.append(try allTerms())
    }
    return .any(of: filters)
  }

  private mutating func allTerms() throws(FilterError) -> Filter {
    var filters = [try term()]
    while true {
      if let and = take(keyword: "and") {
        guard startsTerm else { throw fault("and", at: and, "expected something to look for on both sides") }
      }
      guard startsTerm else { break }
      filters.append(try term())
    }
    return .all(of: filters)
  }

  /// Whether a term begins here, after blanks.
  private var startsTerm: Bool { index < letters.count && letters[index].scalar != ")" && !isAt("or") }

  /// The index is at a letter, and at no blank.
  private mutating func term() throws(FilterError) -> Filter {
    terms += 1
    guard terms <= Self.mostTerms else { throw fault("", at: index, "the expression has too many terms") }
    defer { skipBlanks() }
    switch letters[index].scalar {
    case ")": throw fault(")", at: index, "no group is open here")
    case "-": return .not(try negated())
    case "(": return try group()
    case let scalar where Self.closingQuote(for: scalar) != nil:
      return .text(.phrase(try quoted()), in: .anywhere)
    default: return try word()
    }
  }

  private mutating func negated() throws(FilterError) -> Filter {
    let start = index
    index += 1
    guard index < letters.count, !letters[index].isBlank, letters[index].scalar != ")" else {
      throw fault("-", at: start, "expected what is to be left out right after it")
    }
    return try nested(from: start) { parser throws(FilterError) in try parser.term() }
  }

  private mutating func group() throws(FilterError) -> Filter {
    let start = index
    index += 1
    skipBlanks()
    guard index == letters.count || letters[index].scalar != ")" else {
      throw fault("()", at: start, "expected something to look for in the group")
    }
    guard index < letters.count else { throw fault("(", at: start, "expected ) to close the group") }
    let filter = try nested(from: start) { parser throws(FilterError) in try parser.alternatives() }
    guard index < letters.count else { throw fault("(", at: start, "expected ) to close the group") }
    index += 1
    return filter
  }

  private mutating func nested(
    from start: Int, _ read: (inout FilterParser) throws(FilterError) -> Filter
  ) throws(FilterError) -> Filter {
    depth += 1
    defer { depth -= 1 }
    guard depth <= Self.greatestDepth else { throw fault("", at: start, "groups are nested too deep") }
    return try read(&self)
  }

  // MARK: Words

  /// A word, a state, or a field with its value.
  private mutating func word() throws(FilterError) -> Filter {
    let start = index
    if isAt("or") || isAt("and") {
      throw fault(bareWord(), at: start, "expected something to look for on both sides; quote it to search for it")
    }
    let word = bareWord()
    if let state = Filter.State(rawValue: word.lowercased()) { return .state(state) }
    // As a character the colon might have a mark of the value's.
    guard let colon = word.unicodeScalars.firstIndex(of: ":") else { return .text(.word(word), in: .anywhere) }
    let name = word[..<colon]
    guard !name.isEmpty, name.allSatisfy({ $0.isASCII && $0.isLetter }) else {
      return .text(.word(word), in: .anywhere)
    }
    guard let field = FieldName(rawValue: name.lowercased()) else {
      // An address, C++, `10:30`: no field was meant.
      if word[colon...].hasPrefix("://") || word[colon...].hasPrefix("::") { return .text(.word(word), in: .anywhere) }
      let known = FieldName.allCases.map { $0.rawValue + ":" }.joined(separator: " ")
      throw fault(word, at: start, "there is no \(name): but \(known); quote it to search for it")
    }
    index = start + name.count + 1
    return try value(of: field, from: start)
  }

  /// The names that take a value.
  private enum FieldName: String, CaseIterable {
    case feed
    case folder
    case tag
    case title
    case author
    case newer
    case older
  }

  private mutating func value(of field: FieldName, from start: Int) throws(FilterError) -> Filter {
    let first = index
    guard first < letters.count, !letters[first].endsWord else {
      throw fault("\(field.rawValue):", at: first, "expected a value right after the colon")
    }
    let isQuoted = Self.closingQuote(for: letters[first].scalar) != nil
    let value = isQuoted ? try quoted(orNothing: field == .folder) : bareWord()
    switch field {
    case .feed: return .feed(value)
    case .folder: return .folder(value)
    case .tag: return .tag(value)
    case .title: return .text(isQuoted ? .phrase(value) : .word(value), in: .title)
    case .author: return .text(isQuoted ? .phrase(value) : .word(value), in: .author)
    case .newer, .older:
      guard let moment = Filter.Moment(value) else {
        throw fault("\(field.rawValue):\(value)", at: first, "expected a number with h, d, w, m or y, or a date")
      }
      return field == .newer ? .newer(moment) : .older(moment)
    }
  }

  private mutating func bareWord() -> String {
    let start = index
    while index < letters.count, !letters[index].endsWord { index += 1 }
    return text(start..<index)
  }

  /// What stands between two quotes, with single blanks.
  private mutating func quoted(orNothing mayBeEmpty: Bool = false) throws(FilterError) -> String {
    let start = index
    let closing = Self.closingQuote(for: letters[start].scalar)
    guard let end = letters[(start + 1)...].firstIndex(where: { $0.scalar == closing }) else {
      throw fault(text(start..<letters.count), at: start, "expected a closing quote")
    }
    index = end + 1
    let words = letters[start + 1..<end].split { $0.isBlank || $0.scalar == "\"" }.map { text($0.indices) }
    guard mayBeEmpty || !words.isEmpty else {
      throw fault(text(start..<index), at: start, "expected something between the quotes")
    }
    return words.joined(separator: " ")
  }

  /// The quote that ends what a quote begins; nil for any other character.
  static func closingQuote(for scalar: Unicode.Scalar) -> Unicode.Scalar? {
    switch scalar {
    case "\"": "\""
    case "“": "”"
    case "„": "“"
    case "«": "»"
    default: nil
    }
  }

  // MARK: Letters

  private func text(_ range: Range<Int>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: letters[range].lazy.map(\.scalar))
    return text
  }

  private mutating func skipBlanks() {
    while index < letters.count, letters[index].isBlank { index += 1 }
  }

  private func isAt(_ keyword: String) -> Bool {
    let end = index + keyword.count
    guard end <= letters.count, end == letters.count || letters[end].endsWord else { return false }
    return text(index..<end).lowercased() == keyword
  }

  /// - Returns: where the keyword stood; nil if it is not here.
  private mutating func take(keyword: String) -> Int? {
    guard isAt(keyword) else { return nil }
    let start = index
    index += keyword.count
    skipBlanks()
    return start
  }

  private func fault(_ term: String, at index: Int, _ problem: String) -> FilterError {
    let position = index < letters.count ? letters[index].position : source.count
    return FilterError(position: position, term: term, problem: problem)
  }
}
