import FeedModel

/// Newsboat's filter expressions, as its query feeds hold them, said in Martlet's filter language where they can be.
///
/// A pattern becomes the words that it is made of, so it finds them as words and not in the midst of words.
enum NewsboatFilter {
  /// Why an expression cannot be taken over.
  struct Fault: Error, Equatable {
    /// One clause, safe to show.
    var reason: String
  }

  /// What a feed's tag has become.
  enum Tagged: Equatable, Hashable {
    case inFolder(String)
    case feed(String)
  }

  /// Says an expression such as `unread = "yes" and age between 0:7` as a filter, given the feeds of each tag.
  static func translated(_ expression: String, tags: [String: [Tagged]]) throws(Fault) -> Filter {
    var parser = Parser(expression)
    let found = try parser.expression(depth: 0)
    guard parser.isAtEnd else { throw Fault(reason: "its filter cannot be read beyond '\(parser.nextWords)'") }
    return try NewsboatFilterTranslation(tags: tags).filter(of: found)
  }

  /// An expression as newsboat reads it: `and` and `or` bind alike, and from the right.
  indirect enum Expression: Equatable {
    case and(Expression, Expression)
    case or(Expression, Expression)
    case comparison(Comparison)
  }

  struct Comparison: Equatable {
    var attribute: String
    var sign: String
    var value: String

    /// The sign without its negation, and whether there was one.
    var plain: (sign: String, isNegated: Bool) {
      switch sign {
      case "!=": ("=", true)
      case "!~": ("=~", true)
      case "!#": ("#", true)
      case "==": ("=", false)
      default: (sign, false)
      }
    }
  }

  private struct Parser {
    private var rest: Substring
    private static let depthLimit = 100

    init(_ text: String) { rest = text[...] }

    var isAtEnd: Bool { rest.allSatisfy(\.isWhitespace) }
    var nextWords: String { PlainText.line(String(rest.prefix(30))) }

    mutating func expression(depth: Int) throws(Fault) -> Expression {
      guard depth < Self.depthLimit else { throw Fault(reason: "its filter is nested too deep") }
      let left = try block(depth: depth)
      if take(word: "and") { return .and(left, try expression(depth: depth + 1)) }
      if take(word: "or") { return .or(left, try expression(depth: depth + 1)) }
      return left
    }

    private mutating func block(depth: Int) throws(Fault) -> Expression {
      guard take("(") else { return .comparison(try comparison()) }
      let inner = try expression(depth: depth + 1)
      guard take(")") else { throw Fault(reason: "its filter lacks a )") }
      return inner
    }

    private mutating func comparison() throws(Fault) -> Comparison {
      skipBlanks()
      let attribute = rest.prefix { $0.isLetter || $0 == "_" }
      rest = rest.dropFirst(attribute.count)
      let signs = ["==", "=~", "=", "!=", "!~", "!#", "#", "<=", ">=", "<", ">", "between"]
      guard !attribute.isEmpty, let sign = signs.first(where: { take($0) }) else {
        throw Fault(reason: "its filter cannot be read from '\(attribute)\(nextWords)' on")
      }
      return Comparison(attribute: String(attribute), sign: sign, value: try value())
    }

    private mutating func value() throws(Fault) -> String {
      skipBlanks()
      guard rest.first == "\"" else {
        let number = rest.prefix { $0.isNumber || $0 == ":" || $0 == "-" }
        guard !number.isEmpty else { throw Fault(reason: "its filter lacks a value before '\(nextWords)'") }
        rest = rest.dropFirst(number.count)
        return String(number)
      }
      rest = rest.dropFirst()
      var value = ""
      while let character = rest.popFirst() {
        if character == "\"" { return value }
        if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
          rest = rest.dropFirst()
          value.append(next)
        } else {
          value.append(character)
        }
      }
      throw Fault(reason: "its filter lacks a closing quote")
    }

    private mutating func skipBlanks() { rest = rest.drop(while: \.isWhitespace) }

    private mutating func take(_ sign: String) -> Bool {
      let next = rest.drop(while: \.isWhitespace)
      guard next.hasPrefix(sign) else { return false }
      rest = next.dropFirst(sign.count)
      return true
    }

    private mutating func take(word: String) -> Bool {
      let next = rest.drop(while: \.isWhitespace)
      guard next.prefix(while: \.isLetter).lowercased() == word else { return false }
      rest = next.dropFirst(word.count)
      return true
    }
  }
}
