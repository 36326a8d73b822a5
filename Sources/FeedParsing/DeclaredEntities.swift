/// Short texts that a document type declares for itself: `<!ENTITY site "tag:example.com,">`.
///
/// Only plain text is taken, no entity is looked for inside another's, and nothing outside the document is named, so
/// that nothing can grow or reach out.
struct DeclaredEntities {
  private var texts: [String: [UInt8]] = [:]
  /// Bytes that all uses together may still add.
  private var budget = 1 << 20

  private static let countLimit = 200
  private static let lengthLimit = 1_000

  init() {}

  /// - Parameter prolog: what stands before the root element.
  init(_ prolog: UnsafeBufferPointer<UInt8>) {
    var position = 0
    while texts.count < Self.countLimit,
      let found = ByteSearch.first(Array("<!ENTITY".utf8), in: prolog, from: position)
    {
      position = found + 8
      declaration(prolog, &position)
    }
  }

  /// The text of an entity, unless its uses have grown too many.
  mutating func text(named name: String) -> [UInt8]? {
    guard let text = texts[name], budget >= text.count else { return nil }
    budget -= text.count
    return text
  }

  private mutating func declaration(_ prolog: UnsafeBufferPointer<UInt8>, _ position: inout Int) {
    func skipBlanks() { while position < prolog.count, prolog[position] <= 0x20 { position += 1 } }
    skipBlanks()
    let start = position
    while position < prolog.count, prolog[position] > 0x20, position - start < 64 { position += 1 }
    let name = String(decoding: UnsafeBufferPointer(rebasing: prolog[start..<position]), as: UTF8.self)
    skipBlanks()
    guard position < prolog.count, prolog[position] == UInt8(ascii: "\"") || prolog[position] == UInt8(ascii: "'"),
      let end = ByteSearch.first(prolog[position], in: prolog, from: position + 1)
    else { return }
    let value = prolog[(position + 1)..<end]
    position = end + 1
    guard value.count <= Self.lengthLimit, !value.contains(UInt8(ascii: "<")), !value.contains(UInt8(ascii: "%")) else {
      return
    }
    var text: [UInt8] = []
    HTMLCharacters.decode(value, into: &text)
    texts[name] = text
  }
}
