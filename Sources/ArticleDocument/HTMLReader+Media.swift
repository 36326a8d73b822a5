import LibXML
import Typography

/// Pictures, films and sounds: a label stands for them, and their source is the link.
extension HTMLReading {
  /// A figure stands apart from what is around it.
  mutating func readFigure(_ node: Int) {
    let outer = figure
    figure = firstElement(.figcaption, below: node) == nil ? .bare : .captioned
    let inner = container { $0.readChildren(of: node) }
    figure = outer
    var lines: [Inline] = []
    for block in inner {
      if case .line(let text) = block {
        lines += (lines.isEmpty ? [] : [.lineBreak]) + text
        continue
      }
      if !lines.isEmpty { blocks.append(.paragraph(lines)) }
      lines = []
      blocks.append(block)
    }
    if !lines.isEmpty { blocks.append(.paragraph(lines)) }
  }

  mutating func readImage(_ node: Int, _ element: HTMLElement) {
    switch element {
    case .picture: readChildren(of: node)
    case .svg:
      if let text = drawingName(node) { collector.appendImage("image: " + text, link: collector.link) }
    default: readPicture(node)
    }
  }

  /// A drawing's title, or else the words in it.
  private func drawingName(_ node: Int) -> String? {
    let title = firstElement(.title, below: node).map(tree.allText)
    var words: [String] = []
    var index = node + 1
    while index < tree.nodes[node].end {
      switch tree.nodes[index].element {
      case .style?, .script?, .title?: index = tree.nodes[index].end
      case nil:
        words.append(String(decoding: tree.text(at: index), as: UTF8.self))
        index += 1
      default: index += 1
      }
    }
    return firstLine(of: [title, tree.attribute("aria-label", of: node), words.joined(separator: " ")])
  }

  /// The first of some texts that says anything, as one line.
  func firstLine(of texts: [String?]) -> String? {
    texts.lazy.compactMap { $0.map(TerminalText.line) }.first { !$0.isEmpty }
  }

  private mutating func readPicture(_ node: Int) {
    guard !isPixel(node) else { return }
    let alt = tree.attribute("alt", of: node).map(TerminalText.line)
    if let alt, alt.isEmpty {
      // What a figure shows is no decoration; its caption names it better than its file.
      guard figure != .none, collector.link == nil, let source = imageSource(node) else { return }
      collector.appendImage(figure == .bare ? imageLabel(node) ?? "image" : "image", link: source)
      return
    }
    if alt == nil, isIcon(node) { return }
    if let alt, isTextual(alt, node) {
      collector.append(alt)
      return
    }
    guard let label = alt.map({ "image: " + titled($0, node) }) ?? imageLabel(node) else { return }
    collector.appendImage(label, link: collector.link ?? imageSource(node))
  }

  /// What a pointer that rests on a picture would show is said after what the picture shows, if it is more than a name.
  private func titled(_ alt: String, _ node: Int) -> String {
    guard let title = tree.attribute("title", of: node).map(TerminalText.line),
      title.contains(where: { $0 == " " || !$0.isASCII }),
      !alt.lowercased().contains(title.lowercased())
    else { return alt }
    return title.lowercased().contains(alt.lowercased()) ? title : alt + " — “" + title + "”"
  }

  /// What stands for a picture without alternative text; nil if nothing is known of it.
  private func imageLabel(_ node: Int) -> String? {
    if let name = imageName(node) { return "image: " + name }
    return imageSource(node) == nil ? nil : "image"
  }

  /// A picture that stands for characters: an emoji, a formula.
  private func isTextual(_ alt: String, _ node: Int) -> Bool {
    if alt.count == 1, let scalar = alt.unicodeScalars.first, scalar.value > 0xFF { return true }
    guard let names = tree.attribute("class", of: node) else { return false }
    let classes = names.split(separator: " ")
    return classes.contains { ["emoji", "wp-smiley", "emojione", "twemoji", "latex"].contains($0) }
  }

  /// Whether a picture only counts readers.
  private func isPixel(_ node: Int) -> Bool {
    let sizes = [tree.attribute("width", of: node), tree.attribute("height", of: node)]
    if sizes.contains(where: { $0 == "0" || $0 == "1" || $0 == "0px" || $0 == "1px" }) { return true }
    return tree.style("width", of: node) == "1px" || tree.style("height", of: node) == "1px"
  }

  /// Whether a picture without a text is as small as those beside names.
  private func isIcon(_ node: Int) -> Bool {
    let sizes = [tree.attribute("width", of: node), tree.attribute("height", of: node)]
    return sizes.allSatisfy { $0.flatMap { Int($0) }.map { $0 <= 32 } ?? false }
  }

  private func imageSource(_ node: Int) -> String? {
    for name in HTMLTree.imageSources {
      if let target = tree.attribute(name, of: node).flatMap({ LinkTarget.resolve($0, against: baseURL) }) {
        return target
      }
    }
    for name in HTMLTree.imageSourceSets {
      let first = tree.attribute(name, of: node)?.split(whereSeparator: { $0.isWhitespace || $0 == "," }).first
      if let target = first.flatMap({ LinkTarget.resolve(String($0), against: baseURL) }) { return target }
    }
    return nil
  }

  /// What to call a picture without alternative text.
  func imageName(_ node: Int) -> String? {
    if let title = tree.attribute("title", of: node).map(TerminalText.line), !title.isEmpty { return title }
    let source = imageSource(node) ?? tree.attribute("src", of: node) ?? ""
    if source.isEmpty || source.lowercased().hasPrefix("data:") { return nil }
    return LinkTarget.fileName(of: source).map(TerminalText.line)
  }

  func firstImage(below node: Int) -> Int? {
    firstElement(.img, below: node).flatMap { isPixel($0) ? nil : $0 }
  }

  func firstElement(_ element: HTMLElement, below node: Int) -> Int? {
    tree.descendants(of: node).first { tree.nodes[$0].element == element }
  }

  mutating func readMedia(_ node: Int, _ element: HTMLElement) {
    var reference = tree.attribute(element == .object ? "data" : "src", of: node) ?? ""
    if reference.isEmpty, let source = firstElement(.source, below: node) {
      reference = tree.attribute("src", of: source) ?? ""
    }
    if reference.isEmpty { reference = tree.attribute("data-src", of: node) ?? "" }
    guard let target = LinkTarget.resolve(reference, against: baseURL) else {
      if element == .object { readChildren(of: node) }
      return
    }
    if element == .object, tree.allText(of: node).contains(where: { !$0.isWhitespace }) {
      // What its page shows where the object cannot be shown.
      readChildren(of: node)
      return
    }
    if element == .iframe || element == .embed, isPixel(node) { return }
    let title = firstLine(of: [tree.attribute("title", of: node), tree.attribute("aria-label", of: node)])
    let isFile = element == .video || element == .audio
    let name = isFile ? LinkTarget.fileName(of: target) : HostName.authority(of: target)?.host
    flush()
    collector.appendImage(
      (isFile ? element.rawValue : "embedded") + ": " + (title ?? name ?? target), link: target)
    flush(as: !isFile && kind == .line ? .paragraph : nil)
  }
}

extension HTMLTree {
  /// The attributes in which a picture's address may stand, the best first: pages that load pictures late keep the true
  /// one elsewhere than in `src`.
  static let imageSources: [StaticString] = [
    "data-src", "data-lazy-src", "data-original", "data-orig-file", "data-full-url", "src",
  ]
  /// Those with several, for screens of several sizes.
  static let imageSourceSets: [StaticString] = ["srcset", "data-srcset", "data-lazy-srcset"]
}
