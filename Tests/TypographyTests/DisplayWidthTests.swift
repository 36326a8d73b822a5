import Testing
import Typography

struct DisplayWidthTests {
  @Test(
    "A cluster takes the cells a terminal gives it",
    arguments: [
      ("a", 1), ("é", 1), ("e\u{301}", 1), ("漢", 2), ("Ａ", 2), ("ｱ", 1), ("ｶﾞ", 2), ("가", 2),
      ("\u{1100}\u{1161}\u{11A8}", 2), ("\u{1161}", 0), ("\u{301}", 0), ("\u{200B}", 0), ("\u{AD}", 0),
      ("\u{200D}", 0), ("ก\u{E33}", 2), ("…", 1), ("─", 1), ("㎞", 2), ("\u{10FFFF}", 1), ("\u{1FAFF}", 2),
    ])
  func clusters(text: String, cells: Int) {
    #expect(DisplayWidth.cells(of: text) == cells)
    #expect(text.reduce(0) { $0 + DisplayWidth.cells(of: $1) } == cells)
  }

  @Test(
    "Emoji sequences, flags and keycaps take two",
    arguments: [
      "😀", "👍🏿", "☝🏿", "👩‍👩‍👧‍👦", "🏳️‍🌈", "❤️", "❤️‍🔥", "1️⃣", "🇹🇼", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🇹",
    ])
  func emoji(text: String) {
    #expect(text.count == 1)
    #expect(DisplayWidth.cells(of: text) == 2)
  }

  @Test("A selector makes only emoji wide, and text style keeps one cell")
  func selectors() {
    #expect(DisplayWidth.cells(of: "❤") == 1)
    #expect(DisplayWidth.cells(of: "❤\u{FE0E}") == 1)
    #expect(DisplayWidth.cells(of: "x\u{FE0F}") == 1)
    #expect(DisplayWidth.cells(of: "1\u{20E3}") == 1)
  }

  @Test("The letters of an Indic conjunct stand side by side, up to a limit")
  func conjuncts() {
    #expect(DisplayWidth.cells(of: "क्ष") == 2)
    #expect(DisplayWidth.cells(of: "क्षी") == 3)
    let chain = "क" + String(repeating: "्क", count: 50)
    #expect(chain.count == 1)
    #expect(DisplayWidth.cells(of: chain) == DisplayWidth.widestCluster)
  }

  @Test("A text takes what its clusters take")
  func sums() {
    #expect(DisplayWidth.cells(of: "") == 0)
    #expect(DisplayWidth.cells(of: "Wu相信(AI)的潛力 👩‍👧 e\u{301}t\u{e9}") == 23)
    for text in RandomTexts(seed: 3).prefix(300) {
      #expect(
        DisplayWidth.cells(of: text) == text.reduce(0) { $0 + DisplayWidth.cells(of: $1) }, "\(text.debugDescription)")
    }
  }
}
