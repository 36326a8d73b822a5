import LibXML

/// Tells which elements say a formula once more.
///
/// MathJax leaves a formula's source in the page and puts what is seen before it: a preview, then the formula as it is
/// set, in pieces that make no sense one after the other unless there is MathML among them.
struct FormulaCopies {
  private let tree: HTMLTree
  private let hasFormulas: Bool
  /// The source of a formula that has been read as MathML.
  private var spoken = -1

  init(_ tree: HTMLTree) {
    self.tree = tree
    hasFormulas = tree.nodes.indices.contains { tree.isFormula($0) }
  }

  /// Whether an element is to be left out; asked of all elements in their order.
  mutating func contains(_ node: Int) -> Bool {
    guard hasFormulas else { return false }
    if node == spoken { return true }
    guard let names = mathJaxNames(node), let source = source(after: node) else { return false }
    if !names.contains("Preview"), (node..<tree.nodes[node].end).contains(where: { tree.nodes[$0].element == .math }) {
      spoken = source
      return false
    }
    return true
  }

  private func mathJaxNames(_ node: Int) -> String? {
    tree.attribute("class", of: node).flatMap { $0.hasPrefix("MathJax") || $0.hasPrefix("mjx-") ? $0 : nil }
  }

  /// The formula that follows, other copies of it left aside.
  private func source(after node: Int) -> Int? {
    var next = tree.nodes[node].end
    for _ in 0..<8 where next < tree.nodes.count {
      if tree.isFormula(next) { return next }
      let isBlank = tree.nodes[next].element == nil && !tree.hasVisibleText(next)
      guard isBlank || mathJaxNames(next) != nil else { return nil }
      next = tree.nodes[next].end
    }
    return nil
  }
}

extension HTMLTree {
  /// Whether a script held the text of an element, as the source of a formula.
  func isFormula(_ node: Int) -> Bool {
    guard nodes[node].element == .code || nodes[node].element == .pre,
      let name = attributeBytes("class", of: node)
    else { return false }
    return HTMLTree.formulaClass.withUTF8Buffer { name.elementsEqual($0) }
  }
}
