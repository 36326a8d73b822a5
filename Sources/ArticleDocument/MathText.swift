import LibXML
import Typography

/// MathML as a line of text: `x²`, `(a+b)/c`, `√(x+1)`.
enum MathText {
  static func text(of node: Int, in tree: HTMLTree) -> String {
    written(node, in: tree).trimmingBlanks
  }

  private static func written(_ node: Int, in tree: HTMLTree) -> String {
    guard let element = tree.nodes[node].element else {
      return String(decoding: tree.text(at: node), as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
    }
    let parts = children(of: node, in: tree)
    switch element {
    case .annotation, .annotationXML, .mphantom: return ""
    case .mfrac:
      // Without a bar it is no fraction: a binomial coefficient, or two lines of a condition.
      let bar = tree.attribute("linethickness", of: node)?.first == "0" ? "¦" : "/"
      return parts.map(grouped).joined(separator: bar)
    case .msqrt: return "√" + grouped(row(parts))
    case .mroot: return parts.count == 2 ? raised(parts[1]) + "√" + grouped(parts[0]) : row(parts)
    case .mover where parts.count == 2 && accents[parts[1].trimmingBlanks] != nil:
      return parts[0] + (accents[parts[1].trimmingBlanks] ?? "")
    case .msup where parts.count == 2, .mover where parts.count == 2: return parts[0] + raised(parts[1])
    case .msub where parts.count == 2, .munder where parts.count == 2: return parts[0] + lowered(parts[1])
    case .msubsup where parts.count == 3, .munderover where parts.count == 3:
      return parts[0] + lowered(parts[1]) + raised(parts[2])
    case .mtable:
      // Equations under each other need no brackets, as a matrix does.
      let rows = parts.joined(separator: "; ")
      return parts.contains { $0.contains(where: relations.contains) } ? rows : "[" + rows + "]"
    case .mtr: return cells(parts)
    case .mfenced:
      let marks = [tree.attribute("open", of: node) ?? "(", tree.attribute("close", of: node) ?? ")"]
      return marks[0] + parts.joined(separator: ", ") + marks[1]
    case .mo:
      let sign = row(parts)
      return isSpaced(sign) ? " " + sign + " " : sign
    case .mtext:
      let text = tree.allText(of: node)
      let (lead, trail) = (text.first?.isWhitespace == true, text.last?.isWhitespace == true)
      return (lead ? " " : "") + row(parts) + (trail ? " " : "")
    default: return row(parts)
    }
  }

  private static let relations: Set<Character> = ["=", "≤", "≥", "<", ">", "≈", "≠", "→", "∈"]
  /// Signs that may also stand before a single thing, and touch it then.
  private static let signs: Set<Character> = ["+", "−", "±"]

  private static func isSpaced(_ sign: String) -> Bool {
    guard sign.count == 1, let sign = sign.first else { return false }
    return relations.contains(sign) || signs.contains(sign)
  }

  /// What stands over a letter, as the combining mark that it is.
  private static let accents = [
    "¯": "\u{304}", "‾": "\u{304}", "^": "\u{302}", "ˆ": "\u{302}", "~": "\u{303}", "˜": "\u{303}", "→": "\u{20D7}",
    "⃗": "\u{20D7}", "˙": "\u{307}", "¨": "\u{308}", "ˇ": "\u{30C}",
  ]

  private static func children(of node: Int, in tree: HTMLTree) -> [String] {
    var parts: [String] = []
    var child = node + 1
    while child < tree.nodes[node].end {
      let text = written(child, in: tree)
      if !text.isEmpty { parts.append(text) }
      child = tree.nodes[child].end
    }
    return parts
  }

  /// Things one after the other, as they are read.
  private static func row(_ parts: [String]) -> String {
    var text = ""
    for part in parts {
      let sign = part.trimmingBlanks
      if sign.count == 1, let only = sign.first, signs.contains(only), text.last.map({ "([{,; ".contains($0) }) ?? true
      {
        text += sign
      } else if let last = text.last, last == " ", part.first == " " {
        text += part.dropFirst()
      } else if part.first == "[", part.last == "]", part.count > 1, let last = text.last, "([{|".contains(last) {
        // The matrix has brackets of its own.
        text += part.dropFirst().dropLast()
      } else {
        let touches = text.last.map { $0.isLetter || $0.isNumber } ?? false
        if touches, endsWithScript(text), part.first.map({ $0.isLetter || $0.isNumber }) ?? false { text += " " }
        text += part
      }
    }
    return text
  }

  /// Whether the last word was raised or lowered by a sign: `x_k`.
  private static func endsWithScript(_ text: String) -> Bool {
    let script = text.reversed().prefix { $0.isLetter || $0.isNumber }
    return text.dropLast(script.count).last.map { "_^".contains($0) } ?? false
  }

  /// A row of a table; a column of equals signs parts nothing.
  private static func cells(_ cells: [String]) -> String {
    cells.reduce(into: "") { row, cell in
      let cell = cell.trimmingBlanks
      let goesOn = cell.first.map { relations.contains($0) } ?? false
      if !row.isEmpty { row += goesOn || row.last.map(relations.contains) == true ? " " : ", " }
      row += cell
    }
  }

  private static func raised(_ text: String) -> String {
    scripted(text, Scripts.superscript(text.trimmingBlanks, after: nil), "^")
  }

  private static func lowered(_ text: String) -> String {
    scripted(text, Scripts.subscript(text.trimmingBlanks), "_")
  }

  /// In a formula no sign but a prime speaks for itself.
  private static func scripted(_ text: String, _ written: String, _ mark: String) -> String {
    let text = text.trimmingBlanks
    if written != text || text.allSatisfy({ "′″‴*†°'".contains($0) }) { return written }
    return text.count == 1 ? mark + text : mark + "(" + text + ")"
  }

  private static func grouped(_ text: String) -> String {
    let text = text.trimmingBlanks
    return text.count > 1 && !isBracketed(text) && text.contains { !$0.isLetter && !$0.isNumber }
      ? "(" + text + ")" : text
  }

  /// Whether the first bracket is closed by the last.
  private static func isBracketed(_ text: String) -> Bool {
    guard text.first == "(", text.last == ")" else { return false }
    var depth = 0
    for character in text.dropLast() {
      if character == "(" { depth += 1 } else if character == ")" { depth -= 1 }
      if depth == 0 { return false }
    }
    return true
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    var text = self[...].drop { $0 == " " }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
