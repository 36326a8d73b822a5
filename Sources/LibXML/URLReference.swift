/// URL references as feeds and pages write them, resolved as RFC 3986 section 5.2 says.
///
/// libxml2's own `xmlBuildURI` refuses whatever is not a strict URI: blanks, brackets and letters outside ASCII, which
/// are everyday things in feeds.
public enum URLReference {
  /// Resolves a reference. Surrounding blanks and line breaks inside are dropped; nothing is escaped.
  ///
  /// No base, or one that is not absolute, leaves a relative reference as it is.
  public static func resolve(_ reference: String, against base: String?) -> String {
    let bytes = trimmed(reference.utf8)
    if schemeLength(bytes[...]) != nil { return String(decoding: bytes, as: UTF8.self) }
    guard let base else { return String(decoding: bytes, as: UTF8.self) }
    let baseBytes = trimmed(base.utf8)
    guard let scheme = schemeLength(baseBytes[...]) else { return String(decoding: bytes, as: UTF8.self) }
    return String(decoding: join(bytes, Parts(baseBytes, scheme: scheme)), as: UTF8.self)
  }

  /// The scheme in lower case, nil if the reference is relative.
  public static func scheme(of reference: String) -> String? {
    let bytes = trimmed(reference.utf8)
    guard let length = schemeLength(bytes[...]) else { return nil }
    return String(decoding: bytes[..<length], as: UTF8.self).lowercased()
  }

  /// The positions of an absolute URL's parts.
  private struct Parts {
    let bytes: [UInt8]
    /// Behind the colon.
    let schemeEnd: Int
    let authorityEnd: Int
    let pathEnd: Int
    let queryEnd: Int

    init(_ bytes: [UInt8], scheme: Int) {
      self.bytes = bytes
      schemeEnd = scheme + 1
      let rest = bytes[schemeEnd...]
      var authority = schemeEnd
      if rest.starts(with: [slash, slash]) {
        authority = rest.dropFirst(2).firstIndex { $0 == slash || $0 == question || $0 == hash } ?? bytes.count
      }
      authorityEnd = authority
      queryEnd = bytes[authority...].firstIndex(of: hash) ?? bytes.count
      pathEnd = bytes[authority..<queryEnd].firstIndex(of: question) ?? queryEnd
    }
  }

  private static let slash = UInt8(ascii: "/")
  private static let question = UInt8(ascii: "?")
  private static let hash = UInt8(ascii: "#")

  private static func join(_ reference: [UInt8], _ base: Parts) -> [UInt8] {
    guard let first = reference.first else { return Array(base.bytes[..<base.queryEnd]) }
    if reference.starts(with: [slash, slash]) { return base.bytes[..<base.schemeEnd] + reference }
    if first == hash { return base.bytes[..<base.queryEnd] + reference }
    if first == question { return base.bytes[..<base.pathEnd] + reference }
    let end = reference.firstIndex { $0 == question || $0 == hash } ?? reference.count
    var path = Array(reference[..<end])
    if first != slash {
      let basePath = base.bytes[base.authorityEnd..<base.pathEnd]
      if basePath.isEmpty {
        path = [slash] + path
      } else if let last = basePath.lastIndex(of: slash) {
        path = basePath[...last] + path
      }
    }
    return base.bytes[..<base.authorityEnd] + withoutDots(path) + reference[end...]
  }

  /// RFC 3986, 5.2.4.
  private static func withoutDots(_ path: [UInt8]) -> [UInt8] {
    let dot = UInt8(ascii: ".")
    var kept: [ArraySlice<UInt8>] = []
    let segments = path.split(separator: slash, omittingEmptySubsequences: false)
    for (index, segment) in segments.enumerated() {
      let isLast = index == segments.count - 1
      if segment.elementsEqual([dot]) {
        if isLast { kept.append([]) }
      } else if segment.elementsEqual([dot, dot]) {
        if kept.count > 1 { kept.removeLast() }
        if isLast { kept.append([]) }
      } else {
        kept.append(segment)
      }
    }
    return Array(kept.joined(separator: [slash]))
  }

  private static func trimmed(_ text: String.UTF8View) -> [UInt8] {
    var bytes = Array(text)
    while let last = bytes.last, last <= 0x20 { bytes.removeLast() }
    bytes.removeFirst(bytes.prefix { $0 <= 0x20 }.count)
    if bytes.contains(where: { $0 == 9 || $0 == 10 || $0 == 13 }) {
      bytes.removeAll { $0 == 9 || $0 == 10 || $0 == 13 }
    }
    return bytes
  }

  private static func schemeLength(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard let first = bytes.first, isASCIILetter(first) else { return nil }
    for (index, byte) in bytes.enumerated() {
      if byte == UInt8(ascii: ":") { return index }
      let isPart =
        isASCIIAlphanumeric(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
      if !isPart { return nil }
    }
    return nil
  }
}
