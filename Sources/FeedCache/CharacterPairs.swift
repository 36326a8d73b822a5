import FeedModel

/// Text as the search index takes it: beyond ASCII only plain letters, and each run of Chinese, Japanese or Korean
/// characters as its overlapping pairs: 春夏秋 becomes 春夏 夏秋, so that any two characters of it can be found.
enum CharacterPairs {
  /// Writes a text so. In the index a run's last character stands once more alone, so that it is found as the
  /// beginning of a pair too; at the end of what is looked for it does not (`endsLastRun: false`).
  static func written(_ text: String, endsLastRun: Bool = true) -> String {
    var text = text
    return text.withUTF8 { bytes($0, endsLastRun: endsLastRun).map { String(decoding: $0, as: UTF8.self) } } ?? text
  }

  /// As bytes, for the index, which would check a String once more; nil if the text is ASCII, and stays as it is.
  static func bytes(_ bytes: UnsafeBufferPointer<UInt8>, endsLastRun: Bool = true) -> [UInt8]? {
    var index = bytes.endOfASCII(from: 0)
    guard index < bytes.count else { return nil }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count)
    output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[..<index]))
    while index < bytes.count {
      if pairedLength(bytes, at: index) > 0 {
        index = appendPairs(bytes, at: index, endsLastRun: endsLastRun, to: &output)
      } else if bytes[index] >= 0x80 {
        index = PlainLetters.append(bytes, at: index, to: &output)
      } else {
        let start = index
        index = bytes.endOfASCII(from: start)
        output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
      }
    }
    return output
  }

  /// - Returns: the index after the run.
  private static func appendPairs(
    _ bytes: UnsafeBufferPointer<UInt8>, at start: Int, endsLastRun: Bool, to output: inout [UInt8]
  ) -> Int {
    func copy(_ range: Range<Int>) { output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[range])) }
    output.append(0x20)
    var index = start
    var last = index..<index
    while true {
      let length = pairedLength(bytes, at: index)
      guard length > 0 else { break }
      if index > start {
        copy(last.lowerBound..<index + length)
        output.append(0x20)
      }
      last = index..<index + length
      index += length
    }
    if endsLastRun || index < bytes.count || last.lowerBound == start { copy(last) }
    output.append(0x20)
    return index
  }

  /// Whether a character is written in pairs.
  static func isPaired(_ character: Character) -> Bool {
    var text = String(character)
    return text.withUTF8 { pairedLength($0, at: 0) > 0 }
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
      0xE3_8085...0xE3_8087,  // U+3005–3007, the marks 々 and 〆, and 〇
      0xE3_8181...0xE3_86BF,  // U+3041–31BF, kana, bopomofo, Hangul compatibility jamo
      0xE3_9080...0xE4_B6BF, 0xE4_B880...0xE9_BFBF,  // U+3400–4DBF, U+4E00–9FFF, Han
      0xEA_B080...0xED_9EAF,  // U+AC00–D7AF, Hangul
      0xEF_A480...0xEF_ABBF, 0xEF_BDA6...0xEF_BE9F,  // compatibility Han, halfwidth kana
      0xF0A0_8080...0xF0BF_BFBF:  // U+20000–3FFFF, Han
      return length
    default: return 0
    }
  }
}
