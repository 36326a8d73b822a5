import LibXML

/// Character references of HTML: `&eacute;`, `&#233;`, `&#xE9;`, with or without the semicolon.
enum HTMLCharacters {
  /// Appends text with its references replaced; what is no reference stays as it is.
  static func decode(_ text: Slice<UnsafeBufferPointer<UInt8>>, into result: inout [UInt8]) {
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      if byte == UInt8(ascii: "&"), let (scalar, length) = reference(text[index...]) {
        result.append(contentsOf: Array(String(Character(scalar)).utf8))
        index += length
      } else {
        result.append(byte)
        index += 1
      }
    }
  }

  /// The character that a reference at the start of `text` stands for, and the reference's length.
  static func reference(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> (Unicode.Scalar, length: Int)? {
    let longest = text.prefix(33)
    guard longest.first == UInt8(ascii: "&"), longest.count > 2 else { return nil }
    let body = longest.dropFirst()
    if body.first == UInt8(ascii: "#") { return numeric(body.dropFirst()).map { ($0, $1 + 2) } }
    let name = body.prefix { isLetter($0) || ($0 >= 0x30 && $0 <= 0x39) }
    guard !name.isEmpty else { return nil }
    let ends = body.dropFirst(name.count).first == UInt8(ascii: ";")
    guard let scalar = HTMLNames.character(named: String(decoding: name, as: UTF8.self)) else { return nil }
    // Without a semicolon only the Latin-1 names count, as in browsers; `&copy=` in a URL stays.
    guard ends || (scalar.value <= 0xFF && body.dropFirst(name.count).first != UInt8(ascii: "=")) else { return nil }
    return (scalar, 1 + name.count + (ends ? 1 : 0))
  }

  /// A number, decimal or with a leading `x`; anything that is no character is U+FFFD.
  private static func numeric(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> (Unicode.Scalar, Int)? {
    let isHex = text.first.map { $0 | 0x20 == UInt8(ascii: "x") } ?? false
    var value: UInt32 = 0
    var length = isHex ? 1 : 0
    let start = length
    for byte in text.dropFirst(length) {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, isHex || digit < 10 else { break }
      value = min(0x20_0000, value &* (isHex ? 16 : 10) &+ UInt32(digit))
      length += 1
    }
    guard length > start else { return nil }
    if text.dropFirst(length).first == UInt8(ascii: ";") { length += 1 }
    guard value != 0, let scalar = Unicode.Scalar(value) else { return ("\u{FFFD}", length) }
    return (windows1252(scalar), length)
  }

  /// U+0080–U+009F read as windows-1252 (the WHATWG table of numeric references), all others as they are.
  static func windows1252(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
    guard (0x80..<0xA0).contains(scalar.value) else { return scalar }
    return TextEncoding.windows1252(UInt8(truncatingIfNeeded: scalar.value)) ?? scalar
  }

  /// The text with U+0080–U+009F, which are never meant, read as the windows-1252 characters that they come from.
  static func withoutControls(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var position = 0
    while let lead = ByteSearch.first(0xC2, in: bytes, from: position), lead + 1 < bytes.count {
      if bytes[lead + 1] < 0xA0 {
        let text = String(decoding: bytes, as: UTF8.self)
        return String(String.UnicodeScalarView(text.unicodeScalars.map(windows1252)))
      }
      position = lead + 2
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
}
