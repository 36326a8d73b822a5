/// Text in which each run of Chinese, Japanese or Korean characters is written as its overlapping pairs: 春夏秋 becomes
/// 春夏 夏秋, so that any two characters of it can be found.
enum CharacterPairs {
  /// Writes a text so. In the index a run's last character stands once more alone, so that it is found as the
  /// beginning of a pair too; in what is looked for it does not (`endsRuns: false`).
  static func written(_ text: String, endsRuns: Bool = true) -> String {
    var text = text
    return text.withUTF8 { bytes in
      guard bytes.contains(where: mayLeadPaired) else { return String(decoding: bytes, as: UTF8.self) }
      var output: [UInt8] = []
      output.reserveCapacity(bytes.count * 2)
      /// The run's last character.
      var last: Range<Int>?
      var isAlone = true
      func endRun() {
        guard let character = last else { return }
        if endsRuns || isAlone { output += bytes[character] }
        output.append(0x20)
        last = nil
      }
      var index = 0
      while index < bytes.count {
        let character = index..<min(index + Self.length(bytes[index]), bytes.count)
        index = character.upperBound
        guard isPaired(bytes[character]) else {
          endRun()
          output += bytes[character]
          continue
        }
        if let before = last {
          output += bytes[before.lowerBound..<character.upperBound]
          isAlone = false
        } else {
          isAlone = true
        }
        output.append(0x20)
        last = character
      }
      endRun()
      return String(decoding: output, as: UTF8.self)
    }
  }

  /// The lead bytes of what is paired; E2, which leads dashes and quotation marks, is none.
  private static func mayLeadPaired(_ byte: UInt8) -> Bool {
    byte > 0xE0 && byte != 0xE2 && byte < 0xF1
  }

  private static func length(_ lead: UInt8) -> Int {
    switch lead {
    case ..<0xC0: 1
    case ..<0xE0: 2
    case ..<0xF0: 3
    default: 4
    }
  }

  /// Kana, bopomofo, Han and Hangul; punctuation is left to the tokenizer.
  private static func isPaired(_ character: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
    guard character.count >= 3 else { return false }
    let code = character.reduce(into: UInt32(0)) { $0 = $0 << 8 | UInt32($1) }
    switch code {
    case 0xE1_8480...0xE1_87BF: return true  // U+1100–11FF, Hangul jamo
    case 0xE3_8185...0xE3_86BF: return true  // U+3045–31BF, kana, bopomofo, Hangul compatibility jamo
    case 0xE3_9080...0xE4_B6BF, 0xE4_B880...0xE9_BFBF: return true  // U+3400–4DBF, U+4E00–9FFF, Han
    case 0xEA_B080...0xED_9EAF: return true  // U+AC00–D7AF, Hangul
    case 0xEF_A480...0xEF_ABBF, 0xEF_BDA6...0xEF_BE9F: return true  // compatibility Han, halfwidth kana
    case 0xF0A0_8080...0xF0BF_BFBF: return true  // U+20000–3FFFF, Han
    default: return false
    }
  }
}
