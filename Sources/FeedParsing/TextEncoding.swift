import Glibc
import LibXML

/// Bytes → UTF-8, by what they say of themselves: byte order mark, HTTP charset, XML declaration, then a guess.
///
/// Names are read as the Web reads them (WHATWG Encoding): Latin-1 is windows-1252, gb2312 is gb18030.
enum TextEncoding {
  struct Decoded {
    /// UTF-8, but for single bad bytes if `isChecked` is false.
    var bytes: [UInt8]
    /// Where the text begins, behind a byte order mark.
    var start: Int
    /// Whether every byte is known to be part of valid UTF-8.
    var isChecked: Bool
    var warnings: [String] = []

    /// The text behind the mark, all of it valid UTF-8.
    var utf8: [UInt8] {
      bytes.withUnsafeBufferPointer {
        TextEncoding.repairedUTF8(UnsafeBufferPointer(rebasing: $0[min(start, $0.count)...])).bytes
      }
    }
  }

  static func decode(_ bytes: [UInt8], contentType: String?) -> Decoded {
    if let (name, length) = byteOrderMark(bytes) ?? shapeOfWideText(bytes) {
      guard name != "UTF-8" else { return Decoded(bytes: bytes, start: length, isChecked: false) }
      return convert(bytes, from: name, skipping: length).decoded(name)
    }
    if bytes.starts(with: [0x4C, 0x6F, 0xA7, 0x94]) { return decodeEBCDIC(bytes) }
    let named = [charset(ofContentType: contentType), declaredEncoding(bytes)].compactMap { $0 }
    let known = named.compactMap { canonical($0) }.filter { !$0.hasPrefix("UTF-16") && !$0.hasPrefix("UTF-32") }
    var warnings: [String] = []
    if known.count < named.count { warnings.append("The encoding that the feed names is not its own; it was guessed.") }
    guard let first = known.first else { return Decoded(bytes: bytes, start: 0, isChecked: false, warnings: warnings) }
    if first == "UTF-8" {
      // A charset of the server's that cannot be right gives way to the document's own.
      if let second = known.dropFirst().first, second != "UTF-8", !isUTF8(bytes) {
        let converted = convert(bytes, from: second, skipping: 0)
        if converted.faults == 0 { return converted.decoded(second) }
      }
      return Decoded(bytes: bytes, start: 0, isChecked: false, warnings: warnings)
    }
    let converted = convert(bytes, from: first, skipping: 0)
    if converted.faults > 0, isUTF8(bytes) {
      return Decoded(
        bytes: bytes, start: 0, isChecked: true, warnings: ["The feed is UTF-8 although it says \(named[0])."])
    }
    var decoded = converted.decoded(first)
    decoded.warnings += warnings
    return decoded
  }

  /// UTF-8 in which each byte that cannot be part of it is read as windows-1252.
  /// - Returns: the repaired text, and how many bytes were bad.
  static func repairedUTF8(_ source: UnsafeBufferPointer<UInt8>) -> (bytes: [UInt8], bad: Int) {
    var result: [UInt8] = []
    result.reserveCapacity(source.count + source.count / 16)
    var bad = 0
    var good = 0
    var index = 0
    while index < source.count {
      let byte = source[index]
      if byte < 0x80 {
        result.append(byte)
        index += 1
      } else if let length = sequenceLength(source, at: index) {
        result.append(contentsOf: source[index..<index + length])
        index += length
        good += 1
      } else {
        bad += 1
        if let scalar = windows1252(byte) { result.append(contentsOf: Array(String(Character(scalar)).utf8)) }
        index += 1
      }
    }
    // Mostly bad: it is no UTF-8 at all, and what looked like it is chance.
    if bad > 8, bad > good { return (convert(Array(source), from: "CP1252", skipping: 0).bytes, bad) }
    return (result, bad)
  }

  /// What a byte means in windows-1252; nil if nothing.
  private static func windows1252(_ byte: UInt8) -> Unicode.Scalar? {
    (0x80...0x9F).contains(byte) ? Windows1252.character(UInt32(byte)) : Unicode.Scalar(byte)
  }

  // MARK: What the bytes and labels say

  private static func byteOrderMark(_ bytes: [UInt8]) -> (String, Int)? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return ("UTF-8", 3) }
    if bytes.starts(with: [0xFF, 0xFE, 0, 0]) { return ("UTF-32LE", 4) }
    if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return ("UTF-32BE", 4) }
    if bytes.starts(with: [0xFF, 0xFE]) { return ("UTF-16LE", 2) }
    if bytes.starts(with: [0xFE, 0xFF]) { return ("UTF-16BE", 2) }
    return nil
  }

  /// UTF-16 and UTF-32 without a mark begin with a character of ASCII and its zeros.
  private static func shapeOfWideText(_ bytes: [UInt8]) -> (String, Int)? {
    guard bytes.count >= 4 else { return nil }
    switch (bytes[0] == 0, bytes[1] == 0, bytes[2] == 0, bytes[3] == 0) {
    case (true, true, true, false): return ("UTF-32BE", 0)
    case (false, true, true, true): return ("UTF-32LE", 0)
    case (true, false, true, false): return ("UTF-16BE", 0)
    case (false, true, false, true): return ("UTF-16LE", 0)
    default: return nil
    }
  }

  private static func charset(ofContentType contentType: String?) -> String? {
    guard let contentType, let range = contentType.lowercased().firstRange(of: "charset") else { return nil }
    let rest = contentType.lowercased()[range.upperBound...].drop { $0 == " " }
    guard rest.first == "=" else { return nil }
    let value = rest.dropFirst().drop { $0 == " " || $0 == "\"" || $0 == "'" }
    return String(value.prefix { $0 != "\"" && $0 != "'" && $0 != ";" && $0 != " " && $0 != "," })
  }

  /// The encoding of the XML declaration, looked for where one may stand.
  private static func declaredEncoding(_ bytes: [UInt8]) -> String? {
    let head = bytes.prefix(2_048)
    guard let start = end(of: "<?xml", in: head), let close = end(of: "?>", in: head[start...]),
      let label = end(of: "encoding", in: head[start..<close])
    else { return nil }
    let marks = Set(" =\"'".utf8)
    let value = head[label..<close - 2].drop { marks.contains($0) }.prefix { !marks.contains($0) }
    return String(decoding: value.map { $0 < 0x80 ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }

  /// Where a text's first occurrence ends.
  private static func end(of text: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
    text.withUTF8Buffer { text in
      bytes.indices.first { bytes[$0] == text[0] && bytes[$0...].starts(with: text) }.map { $0 + text.count }
    }
  }

  /// The name under which iconv knows an encoding; nil if it knows none, or none that is safe to follow.
  private static func canonical(_ label: String) -> String? {
    let name = label.uppercased()
    let isName = name.utf8.allSatisfy {
      ($0 >= 0x30 && $0 <= 0x39) || ($0 >= 0x41 && $0 <= 0x5A) || [45, 46, 58, 95].contains($0)
    }
    guard !name.isEmpty, name.utf8.count <= 40, isName, name != "UTF-7" else { return nil }
    let key = String(name.filter { $0 != "-" && $0 != "_" })
    let read = webNames[key] ?? name
    guard read != "UTF-8" else { return read }
    guard let converter = open(read) else { return nil }
    iconv_close(converter)
    return read
  }

  private static let webNames = [
    "UTF8": "UTF-8", "USASCII": "CP1252", "ASCII": "CP1252", "ISO88591": "CP1252", "LATIN1": "CP1252", "L1": "CP1252",
    "ISO885911987": "CP1252", "WINDOWS1252": "CP1252", "CP1252": "CP1252", "ANSIX3.41968": "CP1252",
    "GB2312": "GB18030", "GBK": "GB18030", "GB231280": "GB18030", "XGBK": "GB18030", "CP936": "GB18030",
    "SHIFTJIS": "CP932", "SJIS": "CP932", "XSJIS": "CP932", "WINDOWS31J": "CP932", "EUCKR": "CP949",
    "KSC56011987": "CP949",
    "KSC5601": "CP949", "BIG5": "BIG5-HKSCS", "ISO88599": "CP1254", "LATIN5": "CP1254", "TIS620": "CP874",
    "ISO885911": "CP874", "WINDOWS874": "CP874", "ISO88598I": "ISO-8859-8", "XMACROMAN": "MACINTOSH",
  ]

  private static func decodeEBCDIC(_ bytes: [UInt8]) -> Decoded {
    let head = convert(Array(bytes.prefix(256)), from: "IBM037", skipping: 0)
    let name = declaredEncoding(head.bytes).flatMap(canonical) ?? "IBM037"
    return convert(bytes, from: name, skipping: 0).decoded(name)
  }

  // MARK: iconv

  private struct Converted {
    var bytes: [UInt8]
    var faults: Int

    func decoded(_ name: String) -> Decoded {
      let warning = "\(faults) bytes are no \(name) and were replaced."
      return Decoded(bytes: bytes, start: 0, isChecked: true, warnings: faults > 0 ? [warning] : [])
    }
  }

  private static func open(_ name: String) -> iconv_t? {
    let converter = iconv_open("UTF-8", name)
    return converter == iconv_t(bitPattern: -1) ? nil : converter
  }

  /// Converts, with U+FFFD for every byte that fits nowhere.
  private static func convert(_ bytes: [UInt8], from name: String, skipping start: Int) -> Converted {
    guard let converter = open(name) else { return Converted(bytes: bytes, faults: 1) }
    defer { iconv_close(converter) }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + bytes.count / 2)
    var faults = 0
    var input = Array(bytes[min(start, bytes.count)...])
    var output = [UInt8](repeating: 0, count: 1 << 16)
    input.withUnsafeMutableBytes { source in
      var from = source.baseAddress?.assumingMemoryBound(to: CChar.self)
      var left = source.count
      while left > 0 {
        let written = output.withUnsafeMutableBytes { target -> (count: Int, error: Int32) in
          var to = target.baseAddress?.assumingMemoryBound(to: CChar.self)
          var room = target.count
          let status = iconv(converter, &from, &left, &to, &room)
          return (target.count - room, status == -1 ? errno : 0)
        }
        result.append(contentsOf: output[..<written.count])
        guard written.error == EILSEQ || written.error == EINVAL else { continue }
        faults += 1
        result.append(contentsOf: [0xEF, 0xBF, 0xBD])
        guard left > 0 else { break }
        from = from?.advanced(by: 1)
        left -= 1
      }
    }
    return Converted(bytes: result, faults: faults)
  }

  // MARK: UTF-8

  private static func isUTF8(_ bytes: [UInt8]) -> Bool { bytes.withUnsafeBufferPointer { isUTF8($0) } }

  /// Whether every byte is part of well-formed UTF-8; nothing is copied.
  static func isUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      if bytes[index] < 0x80 {
        index += 1
      } else if let length = sequenceLength(bytes, at: index) {
        index += length
      } else {
        return false
      }
    }
    return true
  }

  /// The length of the well-formed sequence that begins at `index`; nil if none does.
  private static func sequenceLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    let lead = bytes[index]
    let length: Int
    switch lead {
    case 0xC2...0xDF: length = 2
    case 0xE0...0xEF: length = 3
    case 0xF0...0xF4: length = 4
    default: return nil
    }
    guard index + length <= bytes.count else { return nil }
    for offset in 1..<length where bytes[index + offset] & 0xC0 != 0x80 { return nil }
    let second = bytes[index + 1]
    switch lead {
    case 0xE0 where second < 0xA0, 0xED where second > 0x9F, 0xF0 where second < 0x90, 0xF4 where second > 0x8F:
      return nil
    default: return length
    }
  }
}
