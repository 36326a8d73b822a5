import CLibXML2

/// The text of an HTML source: bytes → characters, character references → characters.
public enum HTMLText {
  /// Decodes a page: by byte order mark, as UTF-8, by the charset its first kilobyte declares, else as windows-1252.
  ///
  /// The order is that of the HTML standard (13.2.3.2), but valid UTF-8 comes before what a page says of itself.
  public static func decode(_ bytes: [UInt8]) -> String {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return String(decoding: bytes.dropFirst(3), as: UTF8.self) }
    if bytes.starts(with: [0xFF, 0xFE]) { return utf16(bytes.dropFirst(2), bigEndian: false) }
    if bytes.starts(with: [0xFE, 0xFF]) { return utf16(bytes.dropFirst(2), bigEndian: true) }
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    if let name = declaredCharset(bytes.prefix(1024)), let text = convert(bytes, from: name) { return text }
    return windows1252(bytes)
  }

  /// Replaces character references (`&eacute;`, `&#8217;`) as the HTML standard says; markup is left as it is.
  public static func resolvingReferences(in text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var source = text
    return source.withUTF8 { input in
      var output: [UInt8] = []
      var at = 0
      while at < input.count {
        if input[at] == UInt8(ascii: "&"), let found = CharacterReference(in: input, at: at, isAttribute: false) {
          output += found.utf8
          at = found.end
        } else {
          output.append(input[at])
          at += 1
        }
      }
      return String(decoding: output, as: UTF8.self)
    }
  }

  private static func utf16(_ bytes: ArraySlice<UInt8>, bigEndian: Bool) -> String {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var first: UInt16?
    for byte in bytes {
      if let one = first {
        units.append(bigEndian ? one << 8 | UInt16(byte) : UInt16(byte) << 8 | one)
        first = nil
      } else {
        first = UInt16(byte)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }

  /// The value of the first `charset=` or `encoding=` in a page's first bytes.
  public static func declaredCharset(_ head: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: head.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self).lowercased()
    for key in ["charset", "encoding"] {
      guard let start = text.firstRange(of: key)?.upperBound else { continue }
      let value = text[start...].drop { $0 == " " || $0 == "=" || $0 == "\"" || $0 == "'" }
      let name = value.prefix { $0.isLetter || $0.isNumber || "-_.:".contains($0) }
      if !name.isEmpty { return String(name) }
    }
    return nil
  }

  private static func convert(_ bytes: [UInt8], from charset: String) -> String? {
    // What pages call Latin-1 and ASCII is windows-1252 (Encoding standard, 4.2).
    guard !["iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252", "utf-8"].contains(charset),
      bytes.count < Int(Int32.max) / 4, let handler = xmlFindCharEncodingHandler(charset)
    else { return nil }
    defer { xmlCharEncCloseFunc(handler) }
    let source = xmlBufferCreateSize(bytes.count)
    let target = xmlBufferCreate()
    defer {
      xmlBufferFree(source)
      xmlBufferFree(target)
    }
    xmlBufferAdd(source, bytes, Int32(bytes.count))
    guard xmlCharEncInFunc(handler, target, source) >= 0, let content = xmlBufferContent(target) else { return nil }
    return String(validating: UnsafeBufferPointer(start: content, count: Int(xmlBufferLength(target))), as: UTF8.self)
  }

  private static func windows1252(_ bytes: [UInt8]) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(windows1252Scalar(UInt32(byte)) ?? Unicode.Scalar(byte)) }
    return String(text)
  }

  /// What windows-1252 has where Latin-1 has C1 controls; pages mean it also by `&#150;`.
  static func windows1252Scalar(_ value: UInt32) -> Unicode.Scalar? {
    let table: [Unicode.Scalar] = [
      "€", "\u{81}", "‚", "ƒ", "„", "…", "†", "‡", "ˆ", "‰", "Š", "‹", "Œ", "\u{8D}", "Ž", "\u{8F}",
      "\u{90}", "‘", "’", "“", "”", "•", "–", "—", "˜", "™", "š", "›", "œ", "\u{9D}", "ž", "Ÿ",
    ]
    return (0x80...0x9F).contains(value) ? table[Int(value) - 0x80] : nil
  }
}
