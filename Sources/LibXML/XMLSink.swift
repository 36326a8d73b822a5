import CLibXML2
import Glibc

/// Where libxml2's callbacks arrive: a plain struct behind a pointer and one growing buffer, since millions of calls
/// with a few bytes each are what a feed costs.
struct XMLSink {
  private let handler: any XMLEventHandler
  private let context: xmlParserCtxtPtr
  private let stopsAtFault: Bool
  private(set) var fault: XMLFault?

  private var bytes: UnsafeMutablePointer<UInt8>
  private var count = 0
  private var capacity = 1 << 16

  /// How the element at hand is read; `children` when none is collected or skipped.
  private var reading = XMLReading.children
  private var keepsText = false
  /// Elements open inside the one that is collected or skipped.
  private var depthInside = 0
  private var hasTags = false
  /// The numbers of the elements that the handler was told of and that are open.
  private var open: [Int] = []
  private var numbers: [NameKey: Int] = [:]
  /// The base URLs in effect, each with the depth of the element that set it.
  private var bases: [(depth: Int, url: String?)]
  private var depth = 0
  private var collectedBase: String?

  /// libxml2 keeps one copy of each name for a whole document, so that pointers stand for names.
  private struct NameKey: Hashable {
    let local: UnsafePointer<UInt8>?
    let prefix: UnsafePointer<UInt8>?
    let uri: UnsafePointer<UInt8>?
  }

  init(handler: any XMLEventHandler, context: xmlParserCtxtPtr, baseURL: String?, stopsAtFault: Bool) {
    self.handler = handler
    self.context = context
    self.stopsAtFault = stopsAtFault
    bytes = Self.resized(nil, to: capacity)
    bases = [(0, baseURL)]
  }

  func free() { Glibc.free(bytes) }

  // MARK: Callbacks

  static var callbacks: xmlSAXHandler {
    var sax = xmlSAXHandler()
    sax.initialized = UInt32(XML_SAX2_MAGIC)
    sax.getEntity = { _, name in name.flatMap { xmlGetPredefinedEntity($0) } }
    sax.startElementNs = { sink, local, prefix, uri, namespaceCount, namespaces, attributeCount, _, attributes in
      guard let sink = sink?.assumingMemoryBound(to: XMLSink.self) else { return }
      sink.pointee.start(
        NameKey(local: local, prefix: prefix, uri: uri), attributes, count: Int(max(0, attributeCount)), namespaces,
        Int(max(0, namespaceCount)))
    }
    sax.endElementNs = { sink, local, _, _ in
      sink?.assumingMemoryBound(to: XMLSink.self).pointee.end(local)
    }
    sax.characters = XMLSink.characters
    sax.ignorableWhitespace = XMLSink.characters
    sax.cdataBlock = XMLSink.characters
    sax.serror = { sink, error in
      guard let error else { return }
      sink?.assumingMemoryBound(to: XMLSink.self).pointee.note(error.pointee)
    }
    return sax
  }

  private static let characters: @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<UInt8>?, Int32) -> Void = {
    sink, text, count in
    guard let sink = sink?.assumingMemoryBound(to: XMLSink.self), sink.pointee.keepsText, let text, count > 0
    else { return }
    sink.pointee.append(UnsafeBufferPointer(start: text, count: Int(count)))
  }

  private mutating func note(_ error: xmlError) {
    // An undeclared prefix loses nothing: the name is told with its prefix.
    guard error.level.rawValue >= XML_ERR_ERROR.rawValue, error.domain != Int32(XML_FROM_NAMESPACE.rawValue) else {
      return
    }
    if fault == nil {
      let message = error.message.map { String(cString: $0) } ?? "it is not well-formed"
      fault = XMLFault(
        String(message.prefix { $0 != "\n" }),
        isAfterEnd: error.code == Int32(XML_ERR_DOCUMENT_END.rawValue))
    }
    if stopsAtFault { xmlStopParser(context) }
  }

  // MARK: Elements

  private mutating func start(
    _ name: NameKey, _ fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, count: Int,
    _ namespaces: UnsafeMutablePointer<UnsafePointer<UInt8>?>?, _ namespaceCount: Int
  ) {
    func attributes() -> XMLAttributes {
      XMLAttributes(
        fields: fields, count: count, namespaces: namespaces, namespaceCount: namespaceCount, baseURL: bases.last?.url)
    }
    depth += 1
    guard reading != .skip else {
      depthInside += 1
      return
    }
    if count > 0, let base = attributes().value(prefix: "xml", "base") {
      bases.append((depth, URLReference.resolve(base, against: bases.last?.url)))
    }
    guard reading == .children else {
      depthInside += 1
      hasTags = true
      appendTag(name, attributes())
      return
    }
    let number = number(for: name)
    open.append(number)
    reading = handler.start(number, attributes())
    if reading == .skip { open.removeLast() }
    keepsText = reading == .text || reading == .markup
    self.count = 0
    hasTags = false
    collectedBase = bases.last?.url
  }

  private mutating func end(_ local: UnsafePointer<UInt8>?) {
    if let base = bases.last, base.depth == depth, depth > 0 { bases.removeLast() }
    depth -= 1
    if depthInside > 0 {
      depthInside -= 1
      if keepsText { appendEndTag(local) }
      return
    }
    let wasReading = reading
    reading = .children
    keepsText = false
    guard wasReading != .skip, let number = open.popLast() else { return }
    guard wasReading != .children else { return handler.end(number, nil) }
    handler.end(number, XMLText(bytes: UnsafeBufferPointer(start: bytes, count: count), hasTags: hasTags))
  }

  private mutating func number(for key: NameKey) -> Int {
    if let known = numbers[key] { return known }
    func string(_ pointer: UnsafePointer<UInt8>?) -> String { pointer.map { String(cString: $0) } ?? "" }
    let number = handler.number(
      for: XMLName(prefix: string(key.prefix), local: string(key.local), uri: string(key.uri)))
    numbers[key] = number
    return number
  }

  // MARK: The buffer

  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    if reading == .markup {
      appendEscaped(text)
    } else {
      appendRaw(text)
    }
  }

  private mutating func appendRaw(_ text: UnsafeBufferPointer<UInt8>) {
    guard let start = text.baseAddress else { return }
    if count + text.count > capacity { grow(to: count + text.count) }
    memcpy(bytes + count, start, text.count)
    count += text.count
  }

  private mutating func append(_ text: StaticString) {
    appendRaw(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func append(_ byte: UInt8) {
    if count == capacity { grow(to: count + 1) }
    bytes[count] = byte
    count += 1
  }

  private mutating func grow(to needed: Int) {
    capacity = max(needed, capacity * 2)
    bytes = Self.resized(bytes, to: capacity)
  }

  /// The system moves the pages of a large block; nothing is copied or held twice.
  private static func resized(_ bytes: UnsafeMutablePointer<UInt8>?, to size: Int) -> UnsafeMutablePointer<UInt8> {
    guard let moved = realloc(bytes, size) else { abort() }
    return moved.assumingMemoryBound(to: UInt8.self)
  }

  private mutating func appendEscaped(_ text: UnsafeBufferPointer<UInt8>) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): append("&amp;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      case UInt8(ascii: "\""): append("&quot;")
      default: append(byte)
      }
    }
  }

  /// Writes a child element's start tag. Names lose their prefix: HTML has none.
  private mutating func appendTag(_ name: NameKey, _ attributes: XMLAttributes) {
    append(UInt8(ascii: "<"))
    appendName(name.local)
    let base = bases.last?.url
    for index in 0..<attributes.count {
      if attributes.field(index, 1) != nil { continue }
      append(UInt8(ascii: " "))
      appendName(attributes.local(index))
      append("=\"")
      if base != collectedBase, isAddress(attributes.local(index)) {
        var url = URLReference.resolve(attributes.value(at: index), against: base)
        url.withUTF8 { appendEscaped($0) }
      } else {
        appendEscaped(attributes.valueBytes(at: index))
      }
      append(UInt8(ascii: "\""))
    }
    append(UInt8(ascii: ">"))
  }

  private mutating func appendEndTag(_ local: UnsafePointer<UInt8>?) {
    guard let local, !isVoid(local) else { return }
    append("</")
    appendName(local)
    append(UInt8(ascii: ">"))
  }

  private mutating func appendName(_ name: UnsafePointer<UInt8>?) {
    guard let name else { return }
    appendRaw(
      UnsafeBufferPointer(start: name, count: strlen(UnsafeRawPointer(name).assumingMemoryBound(to: CChar.self))))
  }

  /// Whether HTML has an element of this name that is always empty and has no end tag, as far as libxml2 knows HTML.
  private func isVoid(_ name: UnsafePointer<UInt8>) -> Bool {
    guard let element = htmlTagLookup(name) else { return false }
    return element.pointee.empty != 0
  }

  /// Whether an attribute of this name holds one URL, for `xml:base` inside a body.
  private func isAddress(_ name: UnsafePointer<UInt8>?) -> Bool {
    guard let name else { return false }
    return ["href", "src", "cite", "longdesc", "poster", "data", "background"].contains(String(cString: name))
  }
}
