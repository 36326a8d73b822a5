/// How much a line looks like code, and how much like a sentence.
struct CodeLook {
  /// 0 for none; from 2 on hardly anybody writes this in prose.
  private(set) var score = 0
  /// Whether most of its words are plain words, four or more.
  private(set) var isSentence = false
  /// Whether there are too few words to tell.
  private(set) var isShort = true
  /// `key:` or `key: value`.
  private(set) var isField = false

  private static let endings: [Substring: Int] = [
    "{": 3, "}": 3, ";": 3, "};": 3, "},": 3, ");": 3, "[": 2, "(": 2, "],": 2, "\\": 2, "),": 1, ":": 1, "]": 1,
  ]
  private static let beginnings = [
    "}", "{", "#include", "#define", "#if", "#!/", "//", "/*", "*/", "@@", "<?", "</", "<!",
  ]
  private static let operators: Set<UInt16> = Set(
    ["==", "!=", "<=", ">=", "->", "=>", "::", "&&", "||", "+=", "-=", ":=", "</"].map {
      pair($0.utf8.first, $0.utf8.last)
    })
  private static let keywords: Set<Substring> = [
    "import", "from", "def", "class", "fn", "func", "function", "public", "private", "static", "const", "let", "var",
    "return", "if", "for", "while", "else", "elif", "try", "except", "struct", "enum", "package", "use", "using",
    "void", "int", "end", "export", "type",
  ]

  init(_ line: Substring) {
    // Of a longer line, the beginning tells enough.
    let text = line.utf8.count > 400 ? line.prefix(400) : line
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last else { return }
    score += max(Self.endings[text.suffix(1)] ?? 0, Self.endings[text.suffix(2)] ?? 0)
    if Self.beginnings.contains(where: text.hasPrefix) { score += 3 }
    if first == UInt8(ascii: "\""), text.contains("\":") { score += 2 }
    if first == UInt8(ascii: "<"), last == UInt8(ascii: ">"), !text.contains("://"), !text.contains("@") { score += 2 }
    // At the start of a line they are arrows and dashes.
    if hasOperator(bytes.dropFirst(3)) { score += 2 }
    if hasCall(bytes) { score += 1 }
    lookAtWords(text)
  }

  private static func pair(_ first: UInt8?, _ second: UInt8?) -> UInt16 {
    UInt16(first ?? 0) << 8 | UInt16(second ?? 0)
  }

  private func hasOperator(_ bytes: Substring.UTF8View) -> Bool {
    var previous: UInt8 = 0
    var before: UInt8 = 0
    for byte in bytes {
      if before == 0x20, previous == UInt8(ascii: "="), byte == 0x20 { return true }
      // Letters and digits are in no operator.
      if byte < 0x7F, byte > 0x20, !byte.isASCIILetter, !byte.isASCIIDigit,
        Self.operators.contains(Self.pair(previous, byte))
      {
        return true
      }
      (before, previous) = (previous, byte)
    }
    return false
  }

  /// `name(`: in prose a blank stands before a bracket.
  private func hasCall(_ bytes: Substring.UTF8View) -> Bool {
    var previous: UInt8 = 0
    for byte in bytes {
      if byte == UInt8(ascii: "("), previous.isASCIILetter || previous == UInt8(ascii: "_") { return true }
      previous = byte
    }
    return false
  }

  private mutating func lookAtWords(_ text: Substring) {
    let tokens = text.split(whereSeparator: { $0 == " " || $0 == "\t" })
    guard let first = tokens.first else { return }
    if Self.keywords.contains(first), score > 0 { score += 1 }
    let isCapitals = first.utf8.count > 1 && first.utf8.allSatisfy { 0x41...0x5A ~= $0 }
    if isCapitals, tokens.count > 1, text.contains(where: \.isLowercase), score > 0 { score += 1 }
    let key = first.dropLast()
    isField =
      first.hasSuffix(":") && !key.isEmpty
      && key.utf8.allSatisfy { byte in
        byte.isASCIILetter || byte.isASCIIDigit || [0x2D, 0x2E, 0x5F, 0x2F].contains(byte)
      }
    var words = 0
    for token in tokens {
      if token.utf8.count > 2, token.utf8.dropFirst().contains(UInt8(ascii: "_")), token.utf8.first != 0x5F {
        score += 1
      }
      if Self.isWord(token) { words += 1 }
    }
    isShort = tokens.count < 4 && score < 2
    isSentence = words >= 4 && words * 5 >= tokens.count * 4 && score < 3
  }

  /// Letters, with the signs of a sentence around them.
  private static func isWord(_ token: Substring) -> Bool {
    var letters = 0
    var others = 0
    for byte in token.utf8 {
      if byte.isASCIILetter || byte >= 0x80 {
        letters += 1
      } else if !",.;:!?'\"()-".utf8.contains(byte) {
        others += 1
      }
    }
    return letters > 0 && others == 0
  }
}
