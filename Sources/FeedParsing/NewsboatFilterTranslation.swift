import FeedModel

/// Says an expression of newsboat's as a filter.
struct NewsboatFilterTranslation {
  typealias Fault = NewsboatFilter.Fault

  /// The feeds of each tag.
  var tags: [String: [NewsboatFilter.Tagged]]

  func filter(of expression: NewsboatFilter.Expression) throws(Fault) -> Filter {
    switch expression {
    case .and(let left, let right): .all([try filter(of: left), try filter(of: right)])
    case .or(let left, let right): .any([try filter(of: left), try filter(of: right)])
    case .comparison(let comparison): try filter(of: comparison)
    }
  }

  private func filter(of comparison: NewsboatFilter.Comparison) throws(Fault) -> Filter {
    let (sign, isNegated) = comparison.plain
    let value = comparison.value
    let filter: Filter =
      switch comparison.attribute {
      case "unread": try unread(sign, value)
      case "age": try age(sign, value)
      case "tags": try tagged(sign, value)
      case "flags": try one(of: texts(sign, value, isExact: true)) { .tag($0) }
      case "title": try one(of: texts(sign, value)) { .text(Self.words($0), in: .title) }
      case "author": try one(of: texts(sign, value, isExact: true)) { .text(Self.words($0), in: .author) }
      case "content": try one(of: texts(sign, value)) { .text(Self.words($0), in: .anywhere) }
      case "feedtitle": try one(of: texts(sign, value, isExact: true)) { .feed($0) }
      case "rssurl": try one(of: texts(sign, value, isExact: true, isAddress: true)) { .feed($0) }
      default: throw Fault(reason: "Martlet's filters know no '\(PlainText.line(comparison.attribute))'")
      }
    return isNegated ? .not(filter) : filter
  }

  private func one(of texts: [String], _ term: (String) -> Filter) -> Filter {
    texts.count == 1 ? term(texts[0]) : .any(texts.map(term))
  }

  private static func words(_ text: String) -> Filter.Text {
    text.contains(where: { !$0.isLetter && !$0.isNumber }) ? .phrase(text) : .word(text)
  }

  private func unread(_ sign: String, _ value: String) throws(Fault) -> Filter {
    switch (sign, value) {
    case ("=", "yes"), ("=~", "yes"), ("#", "yes"): return .state(.unread)
    case ("=", "no"), ("=~", "no"), ("#", "no"): return .state(.read)
    default: throw Fault(reason: "it compares unread with something other than yes and no")
    }
  }

  // MARK: Age

  /// In days: a post is n days old from n days after its date until a day later.
  private func age(_ sign: String, _ value: String) throws(Fault) -> Filter {
    let ends = value.split(separator: ":").compactMap { Int($0) }.filter { 0...10_000 ~= $0 }
    guard let first = ends.first, let last = ends.last, ends.count == (sign == "between" ? 2 : 1) else {
      throw Fault(reason: "it compares age with something other than days")
    }
    switch sign {
    case "<": return try days(nil, first - 1)
    case "<=": return try days(nil, first)
    case ">": return try days(first + 1, nil)
    case ">=": return try days(first, nil)
    case "=", "between": return try days(min(first, last), max(first, last))
    default: throw Fault(reason: "it compares age by \(sign)")
    }
  }

  private func days(_ youngest: Int?, _ oldest: Int?) throws(Fault) -> Filter {
    var filters: [Filter] = []
    if let oldest {
      guard oldest >= 0 else { throw Fault(reason: "no post is younger than new") }
      filters.append(.newer(.ago(oldest + 1, .days)))
    }
    if let youngest, youngest > 0 { filters.append(.older(.ago(youngest, .days))) }
    guard let only = filters.first else { throw Fault(reason: "every post is that old") }
    return filters.count == 1 ? only : .all(filters)
  }

  // MARK: Tags

  private static let feedLimit = 50

  /// The folders that feeds with a tag are in, and the feeds that have it beside another.
  private func tagged(_ sign: String, _ value: String) throws(Fault) -> Filter {
    let names: [String]
    switch sign {
    case "#", "=": names = [value]
    case "=~":
      let parts = try literals(value).map { $0.lowercased() }
      names = tags.keys.filter { tag in parts.contains { tag.lowercased().contains($0) } }
    default: throw Fault(reason: "it compares tags by \(sign)")
    }
    var seen: Set<NewsboatFilter.Tagged> = []
    let feeds = names.sorted().flatMap { tags[$0] ?? [] }.filter { seen.insert($0).inserted }
    guard !feeds.isEmpty else {
      throw Fault(reason: "no feed has the tag \(PlainText.line(String(value.prefix(60))))")
    }
    guard feeds.count <= Self.feedLimit else { throw Fault(reason: "too many feeds have that tag beside another") }
    let filters: [Filter] = feeds.map { feed in
      switch feed {
      case .inFolder(let folder): .folder(folder)
      case .feed(let url): .feed(url)
      }
    }
    return filters.count == 1 ? filters[0] : .any(filters)
  }

  // MARK: Words

  private func texts(_ sign: String, _ value: String, isExact: Bool = false, isAddress: Bool = false) throws(Fault)
    -> [String]
  {
    switch sign {
    case "=~": return try literals(value, isAddress: isAddress)
    case "#": return [try checked(value)]
    case "=" where isExact: return [try checked(value)]
    default: throw Fault(reason: "Martlet looks for words there, and does not compare by \(sign)")
    }
  }

  private func checked(_ value: String) throws(Fault) -> String {
    guard value.contains(where: { $0.isLetter || $0.isNumber }) else {
      throw Fault(reason: "it compares with a text that has no words")
    }
    return PlainText.line(value.replacing("\"", with: " "))
  }

  /// The texts that a pattern looks for, if it is made of nothing but texts and alternatives. In an address a dot is
  /// taken to be meant as a dot.
  private func literals(_ pattern: String, isAddress: Bool = false) throws(Fault) -> [String] {
    var rest = pattern[...]
    if rest.first == "(", rest.last == ")", !rest.dropFirst().dropLast().contains(where: { "()".contains($0) }) {
      rest = rest.dropFirst().dropLast()
    }
    var texts: [String] = []
    var text = ""
    while let character = rest.popFirst() {
      switch character {
      case "\\" where rest.first.map { !$0.isLetter && !$0.isNumber } == true: text.append(rest.removeFirst())
      case "|":
        texts.append(text)
        text = ""
      case "." where rest.first == "*" && (text.isEmpty || rest.dropFirst().first ?? "|" == "|"): rest.removeFirst()
      case "." where isAddress: text.append(character)
      case "^" where isAddress && text.isEmpty: continue
      case "\\", "[", "]", "{", "}", "(", ")", "*", "+", "?", ".", "^", "$":
        throw Fault(reason: "Martlet looks for words, and not for patterns with \(character)")
      default: text.append(character)
      }
    }
    texts.append(text)
    var found: [String] = []
    for text in texts { found.append(try checked(text)) }
    return found
  }
}
