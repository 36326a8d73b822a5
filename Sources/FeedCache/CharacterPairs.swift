import FeedModel

/// Text in which each run of Chinese, Japanese or Korean characters is written as its overlapping pairs: 春夏秋 becomes
/// 春夏 夏秋, so that any two characters of it can be found.
enum CharacterPairs {
  /// Writes a text so. In the index a run's last character stands once more alone, so that it is found as the
  /// beginning of a pair too; at the end of what is looked for it does not (`endsLastRun: false`).
  static func written(_ text: String, endsLastRun: Bool = true) -> String {
    var text = text
    return text.withUTF8 { written($0, endsLastRun: endsLastRun) }
  }

  static func written(_ bytes: UnsafeBufferPointer<UInt8>, endsLastRun: Bool = true) -> String {
    String(decoding: self.bytes(bytes, endsLastRun: endsLastRun) ?? Array(bytes), as: UTF8.self)
  }

  /// As bytes, for the index, which would check a String once more; nil if nothing in the text is paired.
  static func bytes(_ bytes: UnsafeBufferPointer<UInt8>, endsLastRun: Bool = true) -> [UInt8]? {
    guard holdsPaired(bytes) else { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 2)
    func copy(_ range: Range<Int>) {
      output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range]))
    }
    var index = 0
    while index < bytes.count {
      let plain = index
      while index < bytes.count, pairedLength(bytes, at: index) == 0 { index += 1 }
      copy(plain..<index)
      guard index < bytes.count else { break }
      output.append(0x20)
      let run = index
      var last = index..<index
      while true {
        let length = pairedLength(bytes, at: index)
        guard length > 0 else { break }
        if index > run {
          copy(last.lowerBound..<index + length)
          output.append(0x20)
        }
        last = index..<index + length
        index += length
      }
      if endsLastRun || index < bytes.count || last.lowerBound == run { copy(last) }
      output.append(0x20)
    }
    return output
  }

  /// Whether a character is written in pairs.
  static func isPaired(_ character: Character) -> Bool {
    var text = String(character)
    return text.withUTF8 { pairedLength($0, at: 0) > 0 }
  }

  private static func holdsPaired(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var index = bytes.endOfASCII(from: 0)
    while index < bytes.count {
      if mayLeadPaired(bytes[index]) { return true }
      index = bytes.endOfASCII(from: index + 1)
    }
    return false
  }

  /// The lead bytes of what is paired; E2, which leads dashes and quotation marks, is none.
  private static func mayLeadPaired(_ byte: UInt8) -> Bool {
    byte > 0xE0 && byte != 0xE2 && byte < 0xF1
  }

  /// The length in bytes of a character that is paired: kana, bopomofo, Han and Hangul; 0 for any other.
  private static func pairedLength(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
    guard index < bytes.count, mayLeadPaired(bytes[index]) else { return 0 }
    let length = bytes[index] < 0xF0 ? 3 : 4
    guard index + length <= bytes.count else { return 0 }
    var code: UInt32 = 0
    for byte in bytes[index..<index + length] { code = code << 8 | UInt32(byte) }
    switch code {
    case 0xE1_8480...0xE1_87BF,  // U+1100–11FF, Hangul jamo
      0xE3_8185...0xE3_86BF,  // U+3045–31BF, kana, bopomofo, Hangul compatibility jamo
      0xE3_9080...0xE4_B6BF, 0xE4_B880...0xE9_BFBF,  // U+3400–4DBF, U+4E00–9FFF, Han
      0xEA_B080...0xED_9EAF,  // U+AC00–D7AF, Hangul
      0xEF_A480...0xEF_ABBF, 0xEF_BDA6...0xEF_BE9F,  // compatibility Han, halfwidth kana
      0xF0A0_8080...0xF0BF_BFBF:  // U+20000–3FFFF, Han
      return length
    default: return 0
    }
  }
}
