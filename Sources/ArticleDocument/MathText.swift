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
    case .msup where parts.count == 2: return parts[0] + Scripts.superscript(parts[1], after: nil)
    case .msub where parts.count == 2: return parts[0] + Scripts.subscript(parts[1])
    case .msubsup where parts.count == 3:
      return parts[0] + Scripts.subscript(parts[1]) + Scripts.superscript(parts[2], after: nil)
    case .mo:
      let sign = parts.joined()
      return ["=", "≤", "≥", "<", ">", "≈", "≠", "→", "+", "−", "±", "∈"].contains(sign) ? " " + sign + " " : sign
    default: return parts.joined()
    }
  }

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
