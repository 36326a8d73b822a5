/// Superscripts and subscripts as plain text: `mc²`, `H₂O`, otherwise `x^n` and `x_n`.
enum Scripts {
  /// How raised or lowered text is written on the line.
  enum Form {
    /// In characters of its own: ², ₙ.
    case mapped([Character: Character])
    case plain
    case instead(String)
    /// Between two marks: `^(` and `)`.
    case marked(String, String)
  }

  static func superscript(_ text: String, after previous: Character?) -> String {
    written(text, superscriptForm(text, after: previous))
  }

  static func `subscript`(_ text: String) -> String { written(text, subscriptForm(text)) }

  static func superscriptForm(_ text: String, after previous: Character?) -> Form {
    if mapped(text, through: superscripts) != nil { return .mapped(superscripts) }
    // In brackets, the number of a note would look like that of a link.
    if text.first == "[", text.last == "]", previous?.isNumber != true,
      let number = mapped(String(text.dropFirst().dropLast()), through: superscripts), !number.isEmpty
    {
      return .instead(number)
    }
    if text == "TM" || text == "tm" { return .instead("™") }
    // The endings of ordinals and titles read well on the line: 10th, 2nd, 1er, XIXe, Mme.
    if previous?.isNumber == true, text.count <= 3, text.allSatisfy({ $0.isLetter && $0.isLowercase }) { return .plain }
    if previous?.isUppercase == true, endings.contains(text) { return .plain }
    return marked(text, with: "^")
  }

  static func subscriptForm(_ text: String) -> Form {
    mapped(text, through: subscripts) != nil ? .mapped(subscripts) : marked(text, with: "_")
  }

  static func mapped(_ text: String, in table: [Character: Character]) -> String {
    mapped(text, through: table) ?? text
  }

  private static let endings: Set = [
    "e", "er", "ers", "re", "ère", "ème", "me", "mes", "lle", "lles", "nd", "nde", "th",
  ]

  private static func written(_ text: String, _ form: Form) -> String {
    switch form {
    case .mapped(let table): mapped(text, in: table)
    case .plain: text
    case .instead(let other): other
    case .marked(let before, let after): before + text + after
    }
  }

  /// A mark before letters and digits; references like `[3]` and `*` speak for themselves.
  private static func marked(_ text: String, with mark: String) -> Form {
    guard let first = text.first, !isRaised(first),
      first.isLetter || first.isNumber || first == "-" || first == "−" || first == "+"
    else { return .plain }
    let isOne = text.allSatisfy { ($0.isLetter || $0.isNumber) && !isRaised($0) }
    return isOne ? .marked(mark, "") : .marked(mark + "(", ")")
  }

  private static func isRaised(_ character: Character) -> Bool {
    superscripts.values.contains(character) || subscripts.values.contains(character)
  }

  private static func mapped(_ text: String, through table: [Character: Character]) -> String? {
    var result = ""
    for character in text {
      guard let found = table[character] else { return nil }
      result.append(found)
    }
    return result
  }

  private static let superscripts: [Character: Character] = [
    "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸", "9": "⁹",
    "+": "⁺", "-": "⁻", "−": "⁻", "=": "⁼", "(": "⁽", ")": "⁾", "n": "ⁿ", "i": "ⁱ",
  ]

  private static let subscripts: [Character: Character] = [
    "0": "₀", "1": "₁", "2": "₂", "3": "₃", "4": "₄", "5": "₅", "6": "₆", "7": "₇", "8": "₈", "9": "₉",
    "+": "₊", "-": "₋", "−": "₋", "=": "₌", "(": "₍", ")": "₎",
  ]
}
