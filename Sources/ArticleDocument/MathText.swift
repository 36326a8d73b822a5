import LibXML
import Typography

/// MathML as a line of text: `x²`, `(a+b)/c`, `√(x+1)`.
enum MathText {
  static func text(of node: Int, in tree: HTMLTree) -> String {
    guard let element = tree.nodes[node].element else {
      return String(decoding: tree.text(at: node), as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
    }
    let parts = children(of: node, in: tree)
    switch element {
    case .annotation, .annotationXML: return ""
    case .mfrac: return parts.map(grouped).joined(separator: "/")
    case .msqrt: return "√" + grouped(parts.joined())
    case .mroot:
      return parts.count == 2 ? Scripts.superscript(parts[1], after: nil) + "√" + grouped(parts[0]) : parts.joined()
    case .mover where parts.count == 2 && accents[parts[1]] != nil:
      return parts[0] + (accents[parts[1]] ?? "")
    case .msup where parts.count == 2, .mover where parts.count == 2:
      return parts[0] + Scripts.superscript(parts[1], after: nil)
    case .msub where parts.count == 2, .munder where parts.count == 2: return parts[0] + Scripts.subscript(parts[1])
    case .msubsup where parts.count == 3, .munderover where parts.count == 3:
      return parts[0] + Scripts.subscript(parts[1]) + Scripts.superscript(parts[2], after: nil)
    case .mtable: return "[" + parts.joined(separator: "; ") + "]"
    case .mtr: return parts.joined(separator: ", ")
    case .mfenced:
      let marks = [tree.attribute("open", of: node) ?? "(", tree.attribute("close", of: node) ?? ")"]
      return marks[0] + parts.joined(separator: ", ") + marks[1]
    case .mphantom: return ""
    case .mo:
      let sign = parts.joined()
      return ["=", "≤", "≥", "<", ">", "≈", "≠", "→", "+", "−", "±", "∈"].contains(sign) ? " " + sign + " " : sign
    default: return parts.joined()
    }
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
      let text = text(of: child, in: tree)
      if !text.isEmpty { parts.append(text) }
      child = tree.nodes[child].end
    }
    return parts
  }

  private static func grouped(_ text: String) -> String {
    text.count > 1 && text.contains { !$0.isLetter && !$0.isNumber } ? "(" + text + ")" : text
  }
}
