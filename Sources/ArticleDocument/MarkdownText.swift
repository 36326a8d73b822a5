/// A line of text as Markdown writes it.
enum MarkdownText {
  /// One line: a paragraph, a heading, the cell of a table. Line breaks are not in it.
  static func line(_ inlines: [Inline]) -> String {
    var line = MarkdownLine()
    var rest = inlines[...]
    while let first = rest.first {
      let run = first.isImage ? rest.prefix(1) : rest.prefix { $0.address == first.address && !$0.isImage }
      rest = rest.dropFirst(run.count)
      line.append(Array(run), link: first.address, next: rest.first)
    }
    return line.text.trimmed
  }

  /// A line that begins no block other than a paragraph.
  static func guarded(_ line: String) -> String {
    guard let first = line.first else { return line }
    let isMarker: (Substring) -> Bool = { $0.isEmpty || $0.first == " " }
    switch first {
    case ">": return "\\" + line
    case "#" where isMarker(line.drop { $0 == "#" }): return "\\" + line
    case "+", "-": if isMarker(line.dropFirst()) { return "\\" + line }
    case "0"..."9":
      let digits = line.prefix { $0.isASCII && $0.isNumber }
      let rest = line.dropFirst(digits.count)
      if let end = rest.first, end == "." || end == ")", isMarker(rest.dropFirst()) { return digits + "\\" + rest }
      return line
    default: break
    }
    // A line under a heading, or under the head of a table.
    return line.allSatisfy { "-=:| ".contains($0) } ? "\\" + line : line
  }

  /// Text in which nothing is markup, inside a line.
  static func escaped(_ text: String) -> String {
    var escaped = ""
    var former: Character?
    var rest = text[...]
    while let character = rest.popFirst() {
      if isMarkup(character, after: former, before: rest) { escaped.append("\\") }
      escaped.append(character)
      former = character
    }
    return escaped
  }

  private static func isMarkup(_ character: Character, after former: Character?, before rest: Substring) -> Bool {
    switch character {
    case "\\", "`", "*", "[", "]", "<", "~": return true
    case "_":
      // Within a word it is no markup.
      return !(former.map { $0.isLetter || $0.isNumber } ?? false)
        || !(rest.first.map { $0.isLetter || $0.isNumber } ?? false)
    case "&":
      let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "#") }
      return !name.isEmpty && rest.dropFirst(name.count).first == ";"
    default: return false
    }
  }

  /// The target of a link, as it stands in round brackets.
  static func target(_ url: String) -> String {
    guard url.contains(where: { "() <>\\".contains($0) }) else { return url }
    var target = ""
    for character in url {
      switch character {
      case "<": target += "%3C"
      case ">": target += "%3E"
      case "\\": target += "%5C"
      default: target.append(character)
      }
    }
    return "<\(target)>"
  }

  static func longestBackticks(in text: String) -> Int {
    var (longest, length) = (0, 0)
    for byte in text.utf8 {
      length = byte == UInt8(ascii: "`") ? length + 1 : 0
      longest = max(longest, length)
    }
    return longest
  }
}

/// A line that grows by runs of text in one style.
private struct MarkdownLine {
  private(set) var text = ""
  /// The last run ended with a mark of emphasis, which another that follows at once would run into.
  private var endsWithMark = false

  private var endsWithImage = false

  /// Appends what has one link, or none.
  mutating func append(_ runs: [Inline], link: String?, next: Inline?) {
    // An image is no part of the word beside it.
    let isImage = runs.first?.isImage == true
    if isImage || endsWithImage, let last = text.last, last != " ", runs.first?.words.first != " " { text += " " }
    endsWithImage = isImage
    guard let link else {
      append(runs, next: next?.firstCharacter)
      return
    }
    // Before a bracket the sign would make an image of the link.
    if text.hasSuffix("!") { text = text.dropLast() + "\\!" }
    endsWithMark = false
    if case .image(let label, _) = runs.first {
      text += MarkdownLine.image(label, url: link)
      return
    }
    let words = runs.map(\.words).joined()
    if words == link, !link.contains(where: { "<> \\".contains($0) }) {
      text += "<\(link)>"
      return
    }
    var inner = MarkdownLine()
    inner.append(runs, next: nil)
    let (lead, body, trail) = inner.text.parted
    text += lead + (body.isEmpty ? "" : "[\(body)](\(MarkdownText.target(link)))") + trail
  }

  private mutating func append(_ runs: [Inline], next: Character?) {
    var rest = runs[...]
    while let first = rest.first {
      let same = rest.prefix { $0.marks == first.marks }
      rest = rest.dropFirst(same.count)
      append(same.map(\.words).joined(), marks: first.marks, next: rest.first?.firstCharacter ?? next)
    }
  }

  private mutating func append(_ words: String, marks: InlineStyle, next: Character?) {
    // The document itself writes such marks into the text, for terminals that strike nothing through.
    let words = marks.contains(.struck) ? words.replacing("~~", with: "") : words
    let (lead, body, trail) = words.parted
    if !lead.isEmpty { endsWithMark = false }
    text += lead
    guard !body.isEmpty else { return }
    let inner = marks.contains(.code) ? MarkdownLine.code(body) : MarkdownText.escaped(body)
    let outer = marks.subtracting(.code)
    guard !outer.isEmpty else {
      text += inner + trail
      endsWithMark = false
      return
    }
    let follower = trail.first ?? next
    let isPlain = marksHold(before: inner.first, after: text.last) && marksHold(before: inner.last, after: follower)
    let (open, close) = MarkdownLine.delimiters(outer, asTags: endsWithMark || !isPlain)
    text += open + inner + close + trail
    endsWithMark = trail.isEmpty && close.hasSuffix("*") || close.hasSuffix("~")
  }

  /// Whether a mark between a character of the emphasised text and one outside is taken for one (CommonMark, 6.2): not
  /// where a quotation mark or the like is inside and a letter outside, as happens in Chinese and Japanese.
  private func marksHold(before inside: Character?, after outside: Character?) -> Bool {
    guard let inside, let outside else { return true }
    if outside.isWhitespace || outside.isSign { return outside != "*" && outside != "~" && outside != "_" }
    return !inside.isSign
  }

  private static func delimiters(_ style: InlineStyle, asTags: Bool) -> (open: String, close: String) {
    var (open, close) = ("", "")
    let marks: [(InlineStyle, mark: String?, tag: String)] = [
      (.marked, nil, "mark"), (.inserted, nil, "ins"), (.struck, "~~", "del"), (.strong, "**", "strong"),
      (.emphasized, "*", "em"),
    ]
    for (part, mark, tag) in marks where style.contains(part) {
      let isTag = asTags || mark == nil
      open += isTag ? "<\(tag)>" : mark ?? ""
      close = (isTag ? "</\(tag)>" : mark ?? "") + close
    }
    return (open, close)
  }

  private static func code(_ words: String) -> String {
    let fence = String(repeating: "`", count: MarkdownText.longestBackticks(in: words) + 1)
    let padding = words.hasPrefix("`") || words.hasSuffix("`") ? " " : ""
    return fence + padding + words + padding + fence
  }

  /// A picture where the address is that of a picture; it may as well be the page that the picture is a link to.
  private static func image(_ label: String, url: String) -> String {
    let prefix = "image: "
    let path = url.prefix { $0 != "?" && $0 != "#" }.lowercased()
    let isPicture = [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"].contains { path.hasSuffix($0) }
    guard isPicture else { return "[\(MarkdownText.escaped(label))](\(MarkdownText.target(url)))" }
    let alt = label.hasPrefix(prefix) ? String(label.dropFirst(prefix.count)) : label == "image" ? "" : label
    return "![\(MarkdownText.escaped(alt))](\(MarkdownText.target(url)))"
  }
}

extension Inline {
  fileprivate var isImage: Bool { if case .image = self { true } else { false } }

  /// Its words; those of an image in brackets.
  fileprivate var words: String {
    switch self {
    case .text(let text, _, _): text
    case .image(let label, _): "[\(label)]"
    case .lineBreak: " "
    }
  }

  /// What of its style Markdown can say.
  fileprivate var marks: InlineStyle {
    guard case .text(_, let style, _) = self else { return [] }
    return style.intersection([.strong, .emphasized, .struck, .inserted, .marked, .code])
  }

  /// What stands first of it in the text.
  fileprivate var firstCharacter: Character? {
    address != nil ? "[" : marks.contains(.code) ? "`" : words.first
  }
}

extension Character {
  /// Punctuation or a symbol.
  fileprivate var isSign: Bool { isPunctuation || isSymbol }
}

extension String {
  fileprivate var trimmed: String { parted.body }

  /// The blanks at the start, what stands between, and those at the end.
  fileprivate var parted: (lead: String, body: String, trail: String) {
    let lead = prefix { $0 == " " }
    let rest = dropFirst(lead.count)
    let body = String(rest.reversed().drop { $0 == " " }.reversed())
    return (String(lead), body, String(rest.dropFirst(body.count)))
  }
}
