import LibXML

/// Reads documents that ought to be XML: strictly first, as most are well-formed; only what is not is repaired and read
/// again.
enum LenientXML {
  /// Tells a handler of a document.
  /// - Parameters:
  ///   - bytes: the document from its root element on.
  ///   - isUTF8: whether every byte is known to be part of valid UTF-8.
  ///   - baseURL: what `xml:base` is resolved against.
  ///   - entities: what the document's type declares.
  ///   - makeHandler: makes one for each pass.
  /// - Returns: the handler that was told of all of it, and a sentence for each thing repaired or passed over.
  static func read<Handler: XMLEventHandler>(
    _ bytes: UnsafeBufferPointer<UInt8>, isUTF8: Bool = false, baseURL: String? = nil,
    entities: DeclaredEntities = DeclaredEntities(), _ makeHandler: () -> Handler
  ) -> (handler: Handler, warnings: [String]) {
    if !OversizedTags.arePresent(in: bytes) {
      let handler = makeHandler()
      let fault = XMLEvents.parse(bytes, baseURL: baseURL, stopsAtFault: true, handler: handler)
      if fault == nil { return (handler, []) }
      if fault?.isAfterEnd == true { return (handler, ["There is text after the feed; it was passed over."]) }
    }
    var (repaired, warnings): ([UInt8], [String])
    if isUTF8 || TextEncoding.isUTF8(bytes) {
      (repaired, warnings) = MarkupRepair.repaired(bytes, entities: entities)
    } else {
      let checked = TextEncoding.repairedUTF8(bytes)
      (repaired, warnings) = checked.bytes.withUnsafeBufferPointer { MarkupRepair.repaired($0, entities: entities) }
      warnings.insert("\(checked.bad) bytes are no UTF-8 and were read as windows-1252.", at: 0)
    }
    let handler = makeHandler()
    repaired.withUnsafeBufferPointer {
      _ = XMLEvents.parse($0, baseURL: baseURL, stopsAtFault: false, handler: handler)
    }
    return (handler, warnings)
  }
}
