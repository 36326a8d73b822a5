/// Endless random texts of awkward characters, the same for the same seed.
struct RandomTexts: Sequence, IteratorProtocol {
  private static let pieces = [
    "a", "word", "Nobody", "x", " ", " ", " ", "  ", "\t", "\n", "\r\n", "-", "—", "…", ",", ".", "!", "(", ")", "“",
    "”", "'", "\"",
    "漢", "字", "「", "」", "。", "、", "っ", "ー", "한", "글", "é", "e\u{301}", "\u{301}", "\u{AD}", "\u{200B}", "\u{200D}",
    "\u{A0}", "\u{2060}", "\u{3000}", "👍🏿", "👩‍👩‍👧", "🇹🇼", "🇹", "❤️", "1️⃣", "क्ष", "नी", "ไทย", "ก็", "שָׁ", "/", "%", "$", "3.14",
    "1",
    "https://example.org/a/b", "\u{FEFF}", "\u{202E}", "\u{1B}[31m", "\u{85}", "\u{2028}", "\u{E0041}", "\u{FFFF}",
    "\u{0}",
    "donau\u{AD}dampf\u{AD}schiff", "\u{1100}", "\u{1161}", "\u{11A8}", "\u{600}",
  ]

  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> String? {
    var text = ""
    for _ in 0..<below(60) { text += Self.pieces[below(Self.pieces.count)] }
    return text
  }

  mutating func below(_ bound: Int) -> Int {
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return Int(state >> 33) % bound
  }
}
