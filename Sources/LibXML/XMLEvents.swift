import CLibXML2

/// An element's or attribute's name as written and as its namespace declarations read.
public struct XMLName: Equatable, Hashable, Sendable {
  public var prefix: String
  public var local: String
  /// The namespace's URI; empty if there is none, also if the prefix was never declared.
  public var uri: String

  public init(prefix: String, local: String, uri: String) {
    self.prefix = prefix
    self.local = local
    self.uri = uri
  }
}

/// What the handler of an element wants of its content.
public enum XMLReading: Equatable, Sendable {
  /// The child elements one by one; text between them is dropped.
  case children
  /// Nothing: the element and all inside it are passed over.
  case skip
  /// The text as one value. Child elements are written into it as tags, their text as it is: an RSS description, in
  /// which escaped and unescaped HTML are mixed.
  case text
  /// The content as markup: child elements as tags, text escaped.
  case markup
}

/// The content of an element read as `text` or `markup`; valid during the call only.
public struct XMLText {
  /// UTF-8.
  public let bytes: UnsafeBufferPointer<UInt8>
  /// Whether child elements were written into it.
  public let hasTags: Bool

  /// The text as a string of its own.
  public var string: String { String(decoding: bytes, as: UTF8.self) }
}

/// One who is told of the elements of a document, in document order.
///
/// Elements inside one that is read as `skip`, `text` or `markup` are not told.
public protocol XMLEventHandler: AnyObject {
  /// The number that `name` shall be known by; asked once for each distinct name, so that no string is compared later.
  func number(for name: XMLName) -> Int
  /// The beginning of an element, by the number that `number` gave its name.
  /// - Returns: how its content is to be read.
  func start(_ element: Int, _ attributes: XMLAttributes) -> XMLReading
  /// The end of an element that `start` was called for and that was not skipped; `text` is nil if it was read as
  /// `children`.
  func end(_ element: Int, _ text: XMLText?)
}

/// A pass over an XML document that tells its elements as they come (SAX), keeping no tree.
///
/// No DTD is read, no entity but the five predefined ones is known, no file and no address is opened, and nesting is
/// limited to 256 elements: a document can neither make the parser grow nor make it look elsewhere.
public enum XMLEvents {
  /// Parses a document that is UTF-8, whatever its declaration says.
  /// - Parameters:
  ///   - bytes: the document from its first tag on (what stands before the root element may be left out).
  ///   - baseURL: what `xml:base` is resolved against.
  ///   - stopsAtFault: whether to stop at the first thing that is not well-formed, or to go on as well as it goes.
  ///   - handler: who is told.
  /// - Returns: the first fault; nil if the document is well-formed.
  public static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, baseURL: String?, stopsAtFault: Bool, handler: any XMLEventHandler
  ) -> XMLFault? {
    guard Library.isReady, !bytes.isEmpty else { return XMLFault("it is empty") }
    // Read in pieces, as from a file: given the whole, libxml2 copies it first.
    var source = bytes[...]
    return withUnsafeMutablePointer(to: &source) { source in
      let created = xmlCreateIOParserCtxt(nil, nil, Self.read, nil, source, XML_CHAR_ENCODING_UTF8)
      guard let context = created else { return XMLFault("there is no memory for it") }
      return run(context, baseURL, stopsAtFault, handler)
    }
  }

  private static let read: @convention(c) (UnsafeMutableRawPointer?, UnsafeMutablePointer<CChar>?, Int32) -> Int32 = {
    source, target, room in
    guard let source = source?.assumingMemoryBound(to: Slice<UnsafeBufferPointer<UInt8>>.self), let target else {
      return -1
    }
    let piece = UnsafeBufferPointer(rebasing: source.pointee.prefix(Int(max(0, room))))
    guard let start = piece.baseAddress else { return 0 }
    UnsafeMutableRawPointer(target).copyMemory(from: start, byteCount: piece.count)
    source.pointee.removeFirst(piece.count)
    return Int32(piece.count)
  }

  private static func run(
    _ context: xmlParserCtxtPtr, _ baseURL: String?, _ stopsAtFault: Bool, _ handler: any XMLEventHandler
  ) -> XMLFault? {
    let options =
      XML_PARSE_NOENT.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_IGNORE_ENC.rawValue
      | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue | (stopsAtFault ? 0 : XML_PARSE_RECOVER.rawValue)
    xmlCtxtUseOptions(context, Int32(options))

    let sink = UnsafeMutablePointer<XMLSink>.allocate(capacity: 1)
    sink.initialize(
      to: XMLSink(handler: handler, context: context, baseURL: baseURL, stopsAtFault: stopsAtFault))
    var callbacks = XMLSink.callbacks
    return withUnsafeMutablePointer(to: &callbacks) { own in
      let original = context.pointee.sax
      context.pointee.sax = own
      context.pointee.userData = UnsafeMutableRawPointer(sink)
      xmlParseDocument(context)
      context.pointee.sax = original
      let fault = sink.pointee.fault
      xmlFreeParserCtxt(context)
      sink.pointee.free()
      sink.deinitialize(count: 1)
      sink.deallocate()
      return fault
    }
  }
}
