import LibXML

/// The text of HTML: its character references, and what stands for characters that were meant.
enum HTMLCharacters {
  /// Appends text with its references replaced; what is no reference stays as it is.
  static func decode(_ text: Slice<UnsafeBufferPointer<UInt8>>, into result: inout [UInt8]) {
    CharacterReference.append(UnsafeBufferPointer(rebasing: text), to: &result)
  }

  /// The text with U+0080–U+009F, which are never meant, read as the windows-1252 characters that they come from.
  static func withoutControls(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var position = 0
    while let lead = ByteSearch.first(0xC2, in: bytes, from: position), lead + 1 < bytes.count {
      if bytes[lead + 1] < 0xA0 {
        let scalars = String(decoding: bytes, as: UTF8.self).unicodeScalars
        return String(String.UnicodeScalarView(scalars.map { Windows1252.character($0.value) ?? $0 }))
      }
      position = lead + 2
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7A }
}
