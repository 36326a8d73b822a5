/// Text in which each run of Chinese, Japanese or Korean characters is written as its overlapping pairs: 春夏秋 becomes
/// 春夏 夏秋, so that any two characters of it can be found.
enum CharacterPairs {
  /// - Parameter endsRuns: whether a run's last character stands once more alone, so that it is found as a beginning
  ///   too; for the index, not for what is looked for.
  static func written(_ text: String, endsRuns: Bool = true) -> String {
    var text = text
    return text.withUTF8 { bytes in
      // Below U+1100 every character takes at most two bytes, or leads with E0.
      guard bytes.contains(where: { $0 > 0xE0 }) else { return String(decoding: bytes, as: UTF8.self) }
      var output: [UInt8] = []
      output.reserveCapacity(bytes.count * 2)
      var run: [ArraySlice<UInt8>] = []
      var index = 0
      while index < bytes.count {
        let length = min(Self.length(bytes[index]), bytes.count - index)
        let character = Array(bytes[index..<index + length])[...]
        index += length
        if isPaired(character) {
          run.append(character)
          continue
        }
        end(&run, into: &output, endsRuns: endsRuns)
        output += character
      }
      end(&run, into: &output, endsRuns: endsRuns)
      return String(decoding: output, as: UTF8.self)
    }
  }

  private static func end(_ run: inout [ArraySlice<UInt8>], into output: inout [UInt8], endsRuns: Bool) {
    guard let last = run.last else { return }
    output.append(0x20)
    for (first, second) in zip(run, run.dropFirst()) {
      output += first
      output += second
      output.append(0x20)
    }
    if endsRuns || run.count == 1 { output += last }
    output.append(0x20)
    run.removeAll(keepingCapacity: true)
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
  private static func isPaired(_ character: ArraySlice<UInt8>) -> Bool {
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
