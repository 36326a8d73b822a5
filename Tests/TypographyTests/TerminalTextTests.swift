import Testing
import Typography

struct TerminalTextTests {
  @Test(
    "A line is trimmed, its white space made blanks",
    arguments: [
      ("plain", "plain"), ("  two \t words \r\n", "two words"), ("a\u{2028}b\u{85}c", "a b c"), ("", ""), (" \n", ""),
      ("no\u{A0}break", "no\u{A0}break"), ("漢\u{3000}字", "漢\u{3000}字"), ("soft\u{AD}hyphen", "softhyphen"),
    ])
  func line(raw: String, expected: String) {
    #expect(TerminalText.line(raw) == expected)
  }

  @Test("Several lines keep newlines, tabs, blanks and soft hyphens")
  func lines() {
    #expect(TerminalText.lines("a\r\nb\rc\u{85}d\u{2029}e") == "a\nb\nc\nd\ne")
    #expect(TerminalText.lines("\tif  x {\n\n}\n") == "\tif  x {\n\n}\n")
    #expect(TerminalText.lines("a\u{AD}b\u{200B}c") == "a\u{AD}b\u{200B}c")
  }

  @Test("A value keeps what cannot be seen but was written, and nothing that a terminal would obey")
  func value() {
    #expect(TerminalText.value(" soft\u{AD}hy\u{200F}phen\n") == "soft\u{AD}hy\u{200F}phen")
    #expect(TerminalText.value("a\u{202E}b\u{2066}c\u{1B}[2Jd\u{61C}e") == "abcde")
  }

  @Test("Text comes out in normal form C")
  func normalForm() {
    #expect(Array(TerminalText.line("e\u{301}").utf8) == Array("é".utf8))
    #expect(Array(TerminalText.line("e\u{1B}\u{301}").utf8) == Array("é".utf8))
    #expect(Array(TerminalText.lines("q\u{307}\u{323}").utf8) == Array("q\u{323}\u{307}".utf8))
    #expect(Array(TerminalText.line("\u{1112}\u{1161}\u{11AB}").utf8) == Array("한".utf8))
  }

  @Test("What a terminal would obey is gone")
  func controls() {
    #expect(TerminalText.line("\u{1B}]0;owned\u{7}title") == "]0;ownedtitle")
    #expect(TerminalText.lines("\u{1B}[1;31mred\u{1B}[0m \u{9B}2Jtext\u{1B}[") == "red text[")
    #expect(TerminalText.line("abc\u{202E}def\u{2066}g\u{200F}") == "abcdefg")
    #expect(TerminalText.line("flag\u{E0041}\u{E007F}s\u{FEFF}!") == "flags!")
    #expect(TerminalText.line("bad\u{FFFF}") == "bad\u{FFFD}")
  }

  @Test("The flag of a part of a country keeps its tags; no other tag stays")
  func flags() {
    let scotland = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}"
    #expect(Array(TerminalText.line(scotland + "!").utf8) == Array((scotland + "!").utf8))
    #expect(scotland.count == 1)
    #expect(DisplayWidth.cells(of: scotland) == 2)
    #expect(TerminalText.drawable(Character(scotland)) == "\u{1F3F4}")
    #expect(TerminalText.line("\u{1F3F4}\u{E0067}\u{E0062} x") == "\u{1F3F4} x")
    #expect(TerminalText.line("\u{1F600}\u{E0067}\u{E0062}\u{E0073}\u{E007F}") == "\u{1F600}")
  }

  @Test("Marks do not heap up, nor stand without a base")
  func marks() {
    let heap = "a" + String(repeating: "\u{30D}", count: 1000) + "b"
    #expect(TerminalText.line(heap).unicodeScalars.count == 6)
    #expect(TerminalText.line("\u{301}x") == "x")
    #expect(TerminalText.line("👩🏿‍❤️‍💋‍👨🏿") == "👩🏿‍❤️‍💋‍👨🏿")
    #expect(TerminalText.line("1️⃣ ก็ שָׁ हिन्दी") == "1️⃣ ก็ שָׁ हिन्दी")
  }

  @Test("Whatever comes in, the result is safe and cleaning it again changes nothing")
  func anything() {
    for text in RandomTexts(seed: 5).prefix(600) {
      let line = TerminalText.line(text)
      #expect(!line.unicodeScalars.contains { $0.properties.generalCategory == .control })
      #expect(!line.unicodeScalars.contains { $0.properties.isBidiControl })
      #expect(TerminalText.line(line).unicodeScalars.elementsEqual(line.unicodeScalars), "\(text.debugDescription)")
      let lines = TerminalText.lines(text)
      #expect(!lines.unicodeScalars.contains { $0.properties.generalCategory == .control && $0 != "\n" && $0 != "\t" })
      #expect(TerminalText.lines(lines).unicodeScalars.elementsEqual(lines.unicodeScalars), "\(text.debugDescription)")
    }
  }

  @Test(
    "Clipped text ends in a mark where something was cut",
    arguments: [
      ("hello", 5, "hello"), ("hello", 4, "hel…"), ("hello", 1, "…"), ("hello", 0, ""), ("漢字漢字", 8, "漢字漢字"),
      ("漢字漢字", 7, "漢字漢…"), ("漢字漢字", 6, "漢字…"), ("one two", 5, "one…"), ("", 3, ""),
      ("e\u{301}e\u{301}", 2, "e\u{301}e\u{301}"),
      ("👩‍👩‍👧 family", 4, "👩‍👩‍👧…"),
    ])
  func clipped(text: String, cells: Int, expected: String) {
    #expect(TerminalText.clipped(text, to: cells) == expected)
    #expect(DisplayWidth.cells(of: TerminalText.clipped(text, to: cells)) <= cells)
  }
}
