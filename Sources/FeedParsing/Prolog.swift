/// What stands before a document's root element, and which element that is.
struct Prolog {
  /// Offset of the root element's `<`.
  var root: Int
  /// The root element's name without prefix, in lower case.
  var rootName: String
  /// Whether text stands before the first tag or declaration.
  var hasGarbage: Bool

  /// - Returns: nil if there is no element at all.
  init?(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) {
    guard let first = Self.nextElement(bytes, from: start) else { return nil }
    self = first
    hasGarbage =
      bytes[start..<min(first.root, bytes.count)].first { $0 > 0x20 && $0 < 0xFE } != UInt8(ascii: "<")
      && first.root > start
    guard !isFeed, rootName != "html" else { return }
    // A script's messages, in HTML as like as not, may stand before the feed.
    var element = first
    for _ in 0..<200 {
      guard element.root < 65_536, let next = Self.nextElement(bytes, from: element.root + 1) else { return }
      if next.isFeed {
        self = next
        hasGarbage = true
        return
      }
      element = next
    }
  }

  var isFeed: Bool {
    switch rootName {
    case "rss", "rdf", "feed", "channel", "entry", "item": true
    default: false
    }
  }

  private init(root: Int, rootName: String) {
    self.root = root
    self.rootName = rootName
    hasGarbage = false
  }

  private static func nextElement(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Prolog? {
    var position = start
    // Set when a search found no end, so that no later one looks for it again.
    var hasNoInstructionEnd = false
    var hasNoDeclarationEnd = false
    while let tag = ByteSearch.first(UInt8(ascii: "<"), in: bytes, from: position) {
      guard tag + 1 < bytes.count else { return nil }
      switch bytes[tag + 1] {
      case UInt8(ascii: "!") where !hasNoDeclarationEnd:
        let end = afterDeclaration(bytes, tag)
        hasNoDeclarationEnd = end == nil
        position = end ?? tag + 1
      case UInt8(ascii: "?") where !hasNoInstructionEnd:
        let end = ByteSearch.first(Array("?>".utf8), in: bytes, from: tag)
        hasNoInstructionEnd = end == nil
        position = end.map { $0 + 2 } ?? tag + 1
      case let byte where HTMLCharacters.isLetter(byte) || byte >= 0x80 || byte == UInt8(ascii: "_"):
        return Prolog(root: tag, rootName: name(bytes, tag + 1))
      default: position = tag + 1
      }
    }
    return nil
  }

  private static func name(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> String {
    let part = bytes[start...].prefix(128).prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
    let name = String(decoding: part, as: UTF8.self).lowercased()
    return name.split(separator: ":").last.map(String.init) ?? name
  }

  /// Behind a comment or a document type with its own brackets and quotes; its entities are nobody's business here.
  /// - Returns: nil if it has no end.
  private static func afterDeclaration(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int? {
    if bytes[start...].starts(with: Array("<!--".utf8)) {
      return ByteSearch.first(Array("-->".utf8), in: bytes, from: start + 4).map { $0 + 3 }
    }
    var depth = 0
    var index = start + 2
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        index = ByteSearch.first(bytes[index], in: bytes, from: index + 1) ?? index
      case UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "]"): depth = max(0, depth - 1)
      case UInt8(ascii: "<") where depth > 0 && bytes[index...].starts(with: Array("<!--".utf8)):
        guard let end = ByteSearch.first(Array("-->".utf8), in: bytes, from: index) else { return nil }
        index = end + 2
      case UInt8(ascii: ">") where depth == 0: return index + 1
      case UInt8(ascii: "<") where depth == 0: return index
      default: break
      }
      index += 1
    }
    return nil
  }
}
