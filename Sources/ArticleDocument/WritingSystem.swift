/// The script in which most of a text is written, as far as telling one language from another needs it.
public enum WritingSystem: String, Equatable, Hashable, CaseIterable, Sendable {
  case latin, greek, cyrillic, armenian, hebrew, arabic, indic, thai, georgian
  /// Chinese characters without kana.
  case chinese
  case japanese, korean

  /// The script of most letters; nil if there are none.
  ///
  /// A Chinese character or a syllable counts as three letters, for it says as much.
  public init?(of text: String) {
    var counts: [WritingSystem: Int] = [:]
    var kana = 0
    for scalar in text.unicodeScalars {
      if 0x3041...0x30FF ~= scalar.value { kana += 1 }
      guard let script = Self.script(of: scalar.value) else { continue }
      counts[script, default: 0] += script == .chinese || script == .korean ? 3 : 1
    }
    // Kana stand in every Japanese sentence and in no Chinese one.
    if kana > 0, let characters = counts[.chinese], kana * 12 > characters { counts[.japanese] = characters + kana * 3 }
    guard let most = counts.max(by: { ($0.value, $0.key.rawValue) < ($1.value, $1.key.rawValue) }) else { return nil }
    self = most.key
  }

  private static func script(of scalar: UInt32) -> WritingSystem? {
    switch scalar {
    case 0x41...0x5A, 0x61...0x7A, 0xC0...0xD6, 0xD8...0xF6, 0xF8...0x24F, 0x1E00...0x1EFF: .latin
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F: .cyrillic
    case 0x531...0x58F: .armenian
    case 0x5D0...0x5F2: .hebrew
    case 0x620...0x6D3, 0x750...0x77F, 0x8A0...0x8FF: .arabic
    case 0x900...0xDFF: .indic
    case 0xE01...0xE4F, 0xE81...0xEDF: .thai
    case 0x10A0...0x10FF, 0x1C90...0x1CBF: .georgian
    case 0x3041...0x30FF: .japanese
    case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF: .chinese
    case 0x1100...0x11FF, 0xAC00...0xD7A3: .korean
    default: nil
    }
  }
}
