import CLibXML2

/// An HTML page or fragment as a flat tree, read by libxml2's parser without network, messages or trust.
///
/// Nodes stand in document order; the descendants of node `i` are `i + 1 ..< nodes[i].end`. Scripts, styles and
/// comments are left out, elements below depth 256 are read through, and no text is ever lost.
public struct HTMLTree: Sendable {
  /// An element or a text.
  public struct Node: Sendable {
    /// What the element is; nil for text.
    public var element: HTMLElement?
    /// The index after the node's last descendant.
    public var end: Int
    /// A text's bytes, or an element's attributes.
    fileprivate var range: Range<Int>
  }

  fileprivate struct Attribute: Sendable {
    var name: Range<Int>
    var value: Range<Int>
  }

  /// Elements deeper than this are not kept; their text is.
  public static let maximumDepth = 256

  public fileprivate(set) var nodes: [Node] = []
  /// The UTF-8 of all texts, then of the attributes.
  fileprivate var bytes: [UInt8] = []
  private var attributes: [Attribute] = []
  /// Whether the last thing read was text: the parser hands on long texts in pieces.
  fileprivate var isInText = false

  /// Parses a page or a fragment; what is broken is repaired as browsers do, as far as libxml2 can.
  public init(parsing html: String) {
    let source = HTMLTextMender.mend(html)
    var builder = HTMLTreeBuilder(source)
    // libxml2 counts in Int32: what is beyond 2 GB is not read.
    let size = Int32(clamping: source.markup.count)
    guard Library.isReady, size > 0, let parser = htmlNewParserCtxt() else { return }
    defer { htmlFreeParserCtxt(parser) }
    let options = Int32(
      HTML_PARSE_NOIMPLIED.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue | HTML_PARSE_IGNORE_ENC.rawValue | HTML_PARSE_NODEFDTD.rawValue)
    withUnsafeMutablePointer(to: &builder) { pointer in
      pointer.pointee.parser = parser
      HTMLTreeBuilder.install(in: parser, builder: pointer)
      source.markup.withUnsafeBytes { input in
        let start = input.baseAddress?.assumingMemoryBound(to: CChar.self)
        if let document = htmlCtxtReadMemory(parser, start, size, nil, "UTF-8", options) { xmlFreeDoc(document) }
      }
    }
    builder.closeAll()
    self = builder.tree
  }

  fileprivate init() {}

  /// The bytes of a text node, UTF-8; empty for an element.
  public func text(at node: Int) -> ArraySlice<UInt8> {
    nodes[node].element == nil ? bytes[nodes[node].range] : []
  }

  /// All text below a node, or of it.
  public func allText(of node: Int) -> String {
    var text: [UInt8] = []
    for index in node..<nodes[node].end where nodes[index].element == nil { text += bytes[nodes[index].range] }
    return String(decoding: text, as: UTF8.self)
  }

  /// The value of an element's attribute, named in lower case; empty if it is there without a value.
  public func attribute(_ name: StaticString, of node: Int) -> String? {
    attributeBytes(name, of: node).map { String(decoding: $0, as: UTF8.self) }
  }

  /// The same as UTF-8, without a copy.
  public func attributeBytes(_ name: StaticString, of node: Int) -> ArraySlice<UInt8>? {
    guard nodes[node].element != nil else { return nil }
    for attribute in attributes[nodes[node].range] where isNamed(attribute, name) { return bytes[attribute.value] }
    return nil
  }

  /// Whether a node is an element with an attribute at least.
  public func hasAttributes(_ node: Int) -> Bool { nodes[node].element != nil && !nodes[node].range.isEmpty }

  /// The attributes of an element in their order, as UTF-8: names in lower case, values with their references resolved.
  public func forEachAttribute(of node: Int, _ body: (_ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>) -> Void) {
    guard nodes[node].element != nil else { return }
    for attribute in attributes[nodes[node].range] { body(bytes[attribute.name], bytes[attribute.value]) }
  }

  private func isNamed(_ attribute: Attribute, _ name: StaticString) -> Bool {
    attribute.name.count == name.utf8CodeUnitCount
      && name.withUTF8Buffer { bytes[attribute.name].elementsEqual($0) }
  }

  fileprivate mutating func appendBytes(_ start: UnsafePointer<UInt8>, _ count: Int) -> Range<Int> {
    let from = bytes.count
    bytes.append(contentsOf: UnsafeBufferPointer(start: start, count: count))
    return from..<bytes.count
  }

  fileprivate mutating func appendText(_ range: Range<Int>) {
    if isInText, let last = nodes.indices.last {
      nodes[last].range = nodes[last].range.lowerBound..<range.upperBound
    } else {
      nodes.append(Node(element: nil, end: nodes.count + 1, range: range))
      isInText = true
    }
  }

  fileprivate mutating func appendElement(
    _ element: HTMLElement, _ list: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  ) {
    let first = attributes.count
    var next = list
    while let current = next, let name = current[0] {
      let nameRange = appendBytes(name, length(of: name))
      let value = current[1]
      attributes.append(
        Attribute(name: nameRange, value: value.map { appendBytes($0, length(of: $0)) } ?? bytes.count..<bytes.count))
      next = current + 2
    }
    nodes.append(Node(element: element, end: nodes.count + 1, range: first..<attributes.count))
  }

  private func length(of text: UnsafePointer<UInt8>) -> Int { Int(xmlStrlen(text)) }
}

/// Builds the tree from libxml2's SAX events: its own tree stops at depth 256 and would lose the rest.
private struct HTMLTreeBuilder {
  var tree = HTMLTree()
  /// The runs of text that are still to come.
  private var runs: ArraySlice<HTMLTextMender.Run>
  var parser: htmlParserCtxtPtr?
  /// Whether the element around everything has begun; it is no part of the tree.
  private var isInRoot = false
  private var open: [Int] = []
  /// Open elements that were too deep to be kept.
  private var skipped = 0
  /// The parser's names are unique by address. A page has few, and a dictionary costs a first use.
  private var known: [(name: UnsafePointer<UInt8>, element: HTMLElement)] = []

  init(_ source: HTMLTextMender.Result) {
    runs = source.runs[...]
    tree.bytes = source.text
    tree.nodes.reserveCapacity(2 * source.runs.count)
  }

  static func install(in parser: htmlParserCtxtPtr, builder: UnsafeMutablePointer<HTMLTreeBuilder>) {
    guard let sax = parser.pointee.sax else { return }
    sax.pointee = xmlSAXHandler()
    sax.pointee.startElement = { context, name, attributes in
      context?.assumingMemoryBound(to: HTMLTreeBuilder.self).pointee.start(name, attributes)
    }
    sax.pointee.endElement = { context, _ in
      context?.assumingMemoryBound(to: HTMLTreeBuilder.self).pointee.end()
    }
    sax.pointee.characters = { context, text, count in
      guard let text, count > 0 else { return }
      let standIns = UnsafeBufferPointer(start: text, count: Int(count))
      context?.assumingMemoryBound(to: HTMLTreeBuilder.self).pointee.appendText(standIns)
    }
    sax.pointee.ignorableWhitespace = sax.pointee.characters
    sax.pointee.cdataBlock = sax.pointee.characters
    parser.pointee.userData = UnsafeMutableRawPointer(builder)
  }

  mutating func start(_ name: UnsafePointer<UInt8>?, _ attributes: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
    guard let name else { return }
    guard isInRoot else {
      isInRoot = true
      return
    }
    guard open.count < HTMLTree.maximumDepth else {
      skipped += 1
      forgetDeepElement()
      return
    }
    let element = element(named: name)
    tree.isInText = false
    open.append(tree.nodes.count)
    tree.appendElement(element, attributes)
  }

  /// Takes over the text that some characters of the markup stand for. The parser may leave white space out.
  private mutating func appendText(_ standIns: UnsafeBufferPointer<UInt8>) {
    for standIn in standIns {
      while let run = runs.popFirst() {
        if run.isBlank, standIn == HTMLTextMender.standIn { continue }
        tree.appendText(run.range)
        break
      }
    }
  }

  private mutating func element(named name: UnsafePointer<UInt8>) -> HTMLElement {
    if let found = known.first(where: { $0.name == name }) { return found.element }
    let text = String(cString: name)
    let element = HTMLElement(rawValue: HTMLTextMender.originalName(text)) ?? .other
    // A page that makes names up is searched no longer than this.
    if known.count < 200 { known.append((name, element)) }
    return element
  }

  mutating func end() {
    if skipped > 0 {
      skipped -= 1
    } else if let node = open.popLast() {
      tree.isInText = false
      tree.nodes[node].end = tree.nodes.count
    }
  }

  mutating func closeAll() {
    skipped = 0
    while !open.isEmpty { end() }
    // Were the parser to stop early, the text would still be there.
    for run in runs { tree.appendText(run.range) }
  }

  /// Keeps the parser's own stack of names short: it searches the whole of it for each stray end tag.
  private mutating func forgetDeepElement() {
    guard let parser, let names = parser.pointee.nameTab else { return }
    let count = Int(parser.pointee.nameNr)
    let victim = HTMLTree.maximumDepth + 100
    guard count > victim + 100, skipped > 1 else { return }
    for index in victim..<count - 1 { names[index] = names[index + 1] }
    names[count - 1] = nil
    parser.pointee.nameNr -= 1
    skipped -= 1
  }
}
