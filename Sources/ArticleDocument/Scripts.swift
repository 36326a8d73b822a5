/// Superscripts and subscripts as plain text: `mc²`, `H₂O`, otherwise `x^n` and `x_n`.
enum Scripts {
  static func superscript(_ text: String, after previous: Character?) -> String {
    if let mapped = mapped(text, through: superscripts) { return mapped }
    if text == "TM" || text == "tm" { return "™" }
    // The endings of ordinals read well on the line: 10th, 2nd, 1er.
    if previous?.isNumber == true, text.count <= 3, text.allSatisfy({ $0.isLetter && $0.isLowercase }) { return text }
    return marked(text, with: "^")
  }

  static func `subscript`(_ text: String) -> String {
    mapped(text, through: subscripts) ?? marked(text, with: "_")
  }

  /// A mark before letters and digits; references like `[3]` and `*` speak for themselves.
  private static func marked(_ text: String, with mark: String) -> String {
    guard let first = text.first, first.isLetter || first.isNumber || first == "-" || first == "−" else { return text }
    return text.contains { !$0.isLetter && !$0.isNumber } ? mark + "(" + text + ")" : mark + text
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
