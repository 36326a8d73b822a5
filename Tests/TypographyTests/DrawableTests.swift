import Glibc
import Testing
import Typography

struct DrawableTests {
  /// libc's own count, which ncurses goes by; nil for what it cannot print.
  private static let wcwidth: @convention(c) (wchar_t) -> Int32 = {
    setlocale(LC_CTYPE, "C.UTF-8")
    return unsafeBitCast(dlsym(nil, "wcwidth"), to: (@convention(c) (wchar_t) -> Int32).self)
  }()

  private func cellsInLibc(_ text: String) -> Int? {
    var sum = 0
    for scalar in text.unicodeScalars {
      let width = Int(Self.wcwidth(wchar_t(scalar.value)))
      if width < 0 { return nil }
      sum += width
    }
    return sum
  }

  @Test("libc counts the same cells for every assigned code point, and a sample of the empty planes, as it is drawn")
  func everyCodePoint() {
    var wrong: [String] = []
    let sample = Array(stride(from: 0x33FF0, to: 0x110000, by: 101)) + [0xE1000, 0xFFFFD, 0xFFFFF, 0x10FFFE]
    for value in Array(0..<0x33000) + Array(0xE0000..<0xE0200) + sample {
      guard let scalar = Unicode.Scalar(UInt32(value)) else { continue }
      let cluster = Character(scalar)
      if cellsInLibc(TerminalText.drawable(cluster)) != DisplayWidth.cells(of: cluster) {
        wrong.append("U+" + String(value, radix: 16, uppercase: true))
      }
    }
    #expect(wrong == [])
  }

  @Test("libc counts the same cells for random clusters as they are drawn")
  func randomClusters() {
    for text in RandomTexts(seed: 9).prefix(1000) {
      for cluster in text {
        #expect(
          cellsInLibc(TerminalText.drawable(cluster)) == DisplayWidth.cells(of: cluster), "\(cluster.debugDescription)")
      }
    }
  }

  @Test("Every combination of emoji with selector, tone, joiner, keycap and flag is drawn in two cells")
  func emojiSequences() {
    let emoji = (0x203C..<0x1FB00).compactMap(Unicode.Scalar.init).filter(\.properties.isEmoji)
    #expect(emoji.count > 1300)
    for first in emoji {
      var sequences = [
        String(first) + "\u{FE0F}", String(first) + "\u{FE0F}\u{200D}♂\u{FE0F}", "🧑\u{200D}" + String(first),
      ]
      if first.properties.isEmojiModifierBase {
        sequences += [String(first) + "🏽", String(first) + "🏿\u{200D}❤\u{FE0F}\u{200D}" + String(first) + "🏻"]
      }
      for sequence in sequences where sequence.count == 1 { expectTwoCells(sequence) }
    }
    for first in 0x1F1E6...0x1F1FF {
      for second in 0x1F1E6...0x1F1FF {
        expectTwoCells(String(String.UnicodeScalarView([first, second].compactMap(Unicode.Scalar.init))))
      }
    }
    for key in "0123456789#*" { expectTwoCells("\(key)\u{FE0F}\u{20E3}") }
  }

  private func expectTwoCells(_ sequence: String) {
    let cluster = Character(sequence)
    #expect(DisplayWidth.cells(of: cluster) == 2, "\(sequence.debugDescription)")
    #expect(cellsInLibc(TerminalText.drawable(cluster)) == 2, "\(sequence.debugDescription)")
  }

  @Test(
    "A cluster is drawn as simply as it must be",
    arguments: [
      ("a", "a"), ("é", "é"), ("漢", "漢"), ("❤️", "❤ "), ("👩‍👩‍👧", "👩"), ("👍🏿", "👍"), ("1️⃣", "1\u{20E3} "), ("🇹🇼", "🇹🇼"),
      ("\u{200B}", ""), ("\u{AD}", ""), ("\n", ""), ("\t", " "), ("\u{1B}", ""), ("\u{1FAFF}", "\u{FFFD} "), ("क्षी", "क्षी"),
    ])
  func forms(cluster: String, expected: String) {
    #expect(TerminalText.drawable(Character(cluster)) == expected)
  }
}
