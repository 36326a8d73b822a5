import LibXML

/// Lists, and terms with their meanings.
extension HTMLReading {
  mutating func readList(_ node: Int, _ element: HTMLElement) {
    flush()
    let outer = kind
    defer { kind = outer }
    kind = .line
    var items: [List.Item] = []
    var counter = ListCounter(of: node, isOrdered: element == .ol, in: tree)
    var child = node + 1
    while child < tree.nodes[node].end {
      if tree.nodes[child].element == .li {
        let marker = counter.next(child, in: tree)
        let blocks = container { $0.readChildren(of: child) }
        if !blocks.isEmpty { items.append(List.Item(marker: tick(child) ?? marker, blocks: blocks)) }
      } else {
        // A list right in a list belongs to the item before it.
        let blocks = container { $0.read(child) }
        if let last = items.indices.last {
          items[last].blocks += blocks
        } else if !blocks.isEmpty {
          items.append(List.Item(marker: .none, blocks: blocks))
        }
      }
      child = tree.nodes[child].end
    }
    if !items.isEmpty { blocks.append(.list(List(items: items))) }
  }

  /// An item outside of any list; items in a row make one list.
  mutating func readStrayItem(_ node: Int) {
    let inner = container { $0.readChildren(of: node) }
    guard !inner.isEmpty else { return }
    guard tree.nodes[node].element == .li else {
      blocks += inner
      return
    }
    let item = List.Item(marker: tick(node) ?? .bullet, blocks: inner)
    if case .list(var list) = blocks.last, list.items.last?.marker == .bullet {
      list.items.append(item)
      blocks[blocks.count - 1] = .list(list)
    } else {
      blocks.append(.list(List(items: [item])))
    }
  }

  /// The box of a task list's item.
  private func tick(_ node: Int) -> List.Marker? {
    var child = node + 1
    while child < tree.nodes[node].end {
      switch tree.nodes[child].element {
      case .p?, .label?: break
      case .input? where tree.attribute("type", of: child) == "checkbox":
        return .label(tree.attribute("checked", of: child) == nil ? "[ ]" : "[x]")
      case nil where !tree.text(at: child).contains { $0 > 0x20 }: break
      default: return nil
      }
      child += 1
    }
    return nil
  }

  mutating func readDefinitions(_ node: Int) {
    flush()
    var definitions: [Definition] = []
    gatherDefinitions(node, into: &definitions)
    if !definitions.isEmpty { blocks.append(.definitions(definitions)) }
  }

  private mutating func gatherDefinitions(_ node: Int, into definitions: inout [Definition]) {
    var child = node + 1
    while child < tree.nodes[node].end {
      switch tree.nodes[child].element {
      case .dt?:
        let inner = container { $0.readChildren(of: child) }
        if let inlines = inner.joinedInlines { definitions.append(.term(inlines)) }
      case .div?: gatherDefinitions(child, into: &definitions)
      default:
        let isMeaning = tree.nodes[child].element == .dd
        let inner = container { if isMeaning { $0.readChildren(of: child) } else { $0.read(child) } }
        if !inner.isEmpty { definitions.append(.meaning(inner)) }
      }
      child = tree.nodes[child].end
    }
  }
}

/// Counts the items of a list as HTML says (`start`, `value`, `reversed`, `type`).
private struct ListCounter {
  private enum Style { case none, bullet, decimal, lowerAlpha, upperAlpha, lowerRoman, upperRoman }

  private var style: Style
  private var value: Int
  private let step: Int

  init(of node: Int, isOrdered: Bool, in tree: HTMLTree) {
    style = isOrdered ? .decimal : .bullet
    step = tree.attribute("reversed", of: node) == nil ? 1 : -1
    var count = 0
    var child = node + 1
    while child < tree.nodes[node].end {
      if tree.nodes[child].element == .li { count += 1 }
      child = tree.nodes[child].end
    }
    value = Self.number(tree.attribute("start", of: node)) ?? (step < 0 ? count : 1)
    style = Self.style(tree.attribute("type", of: node)) ?? Self.style(of: node, in: tree) ?? style
  }

  mutating func next(_ item: Int, in tree: HTMLTree) -> List.Marker {
    if let given = Self.number(tree.attribute("value", of: item)) { value = given }
    defer { value += step }
    switch style {
    case .none: return .none
    case .bullet: return .bullet
    case .decimal: return .label("\(value).")
    case .lowerAlpha: return .label(Self.letters(value).map { $0 + "." } ?? "\(value).")
    case .upperAlpha: return .label(Self.letters(value).map { $0.uppercased() + "." } ?? "\(value).")
    case .lowerRoman: return .label(Self.roman(value).map { $0 + "." } ?? "\(value).")
    case .upperRoman: return .label(Self.roman(value).map { $0.uppercased() + "." } ?? "\(value).")
    }
  }

  private static func number(_ text: String?) -> Int? {
    text.flatMap { Int($0.filter { $0 != " " }) }.map { max(-999_999_999, min(999_999_999, $0)) }
  }

  private static func style(_ type: String?) -> Style? {
    switch type {
    case "1": .decimal
    case "a": .lowerAlpha
    case "A": .upperAlpha
    case "i": .lowerRoman
    case "I": .upperRoman
    default: nil
    }
  }

  private static func style(of node: Int, in tree: HTMLTree) -> Style? {
    let css = tree.style("list-style-type", of: node) ?? tree.style("list-style", of: node) ?? ""
    for word in css.split(separator: " ") {
      switch word {
      case "none": return Style.none
      case "lower-alpha", "lower-latin": return .lowerAlpha
      case "upper-alpha", "upper-latin": return .upperAlpha
      case "lower-roman": return .lowerRoman
      case "upper-roman": return .upperRoman
      case "decimal": return .decimal
      default: continue
      }
    }
    return nil
  }

  /// a…z, aa…; nil below 1.
  private static func letters(_ value: Int) -> String? {
    guard value > 0 else { return nil }
    var rest = value
    var text = ""
    while rest > 0 {
      rest -= 1
      text = String(UnicodeScalar(UInt8(97 + rest % 26))) + text
      rest /= 26
    }
    return text
  }

  /// nil beyond 1…3999.
  private static func roman(_ value: Int) -> String? {
    guard (1...3999).contains(value) else { return nil }
    let signs = [
      (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
      (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
    ]
    var rest = value
    var text = ""
    for (number, sign) in signs {
      while rest >= number {
        text += sign
        rest -= number
      }
    }
    return text
  }
}

extension [Block] {
  /// The text of all blocks as one block's, a line end between two; nil if there is none.
  var joinedInlines: [Inline]? {
    var result: [Inline] = []
    for block in self {
      let inlines: [Inline]
      switch block {
      case .title(let text), .byline(let text), .heading(_, let text), .paragraph(let text), .line(let text),
        .caption(let text), .summary(let text):
        inlines = text
      case .quote(let inner): inlines = inner.joinedInlines ?? []
      case .list(let list): inlines = list.items.flatMap { $0.blocks }.joinedInlines ?? []
      case .code(let code):
        inlines = [Inline](
          code.text.split(separator: "\n").map { [Inline.text(String($0), .code)] }.joined(separator: [.lineBreak]))
      case .definitions(let definitions):
        inlines =
          definitions.compactMap { definition in
            switch definition {
            case .term(let text): text
            case .meaning(let blocks): blocks.joinedInlines
            }
          }.joinedLines
      case .table(let table): inlines = table.rows.joined().compactMap(\.blocks.joinedInlines).joinedLines
      case .rule: inlines = []
      }
      if !inlines.isEmpty { result += (result.isEmpty ? [] : [.lineBreak]) + inlines }
    }
    return result.isEmpty ? nil : result
  }
}

extension [[Inline]] {
  /// Texts one under the other.
  fileprivate var joinedLines: [Inline] { [Inline](joined(separator: [.lineBreak])) }
}
