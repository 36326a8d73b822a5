import Testing
import Typography

struct LineBreaksTests {
  /// The text with `|` wherever a line may end, and `!` where it must.
  private func marked(_ text: String) -> String {
    var result = ""
    for (scalar, opportunity) in zip(text.unicodeScalars, LineBreaks.opportunities(in: text)) {
      result.unicodeScalars.append(scalar)
      switch opportunity {
      case .prohibited: break
      case .allowed: result += "|"
      case .mandatory: result += "!"
      }
    }
    return String(result.dropLast())
  }

  @Test(
    "Lines end between words, and punctuation stays with its word",
    arguments: [
      "Is |this |it? |(Yes, |\"it\" |is.)", "well-|known", "and/|or", "a |— |b", "wait…", "C# |or |F#", "it’s",
      "“So |what” |they |said", "no\u{A0}break", "zero\u{200B}|width", "word\u{2060}joiner",
    ])
  func words(expected: String) {
    #expect(marked(expected.replacing("|", with: "")) == expected)
  }

  @Test(
    "Numbers, prices and options stay whole",
    arguments: [
      "$3.50 |each", "3.14%", "(12)", "-5 |°C", "1,000.00 |and |2/3", "use |-v |now", "‐ism", "US$12", "10 |000",
    ])
  func numbers(expected: String) {
    #expect(marked(expected.replacing("|", with: "")) == expected)
  }

  @Test(
    "No line starts with a closing mark or small kana, none ends with an opening one",
    arguments: ["「漢|字」|と。", "ちょっ|と", "サー|バー", "他|說:“好”", "他|說|“好”|嗎", "(漢)|字", "50%|的", "Eddie |Wu|相|信", "《書》、|《畫》"])
  func kinsoku(expected: String) {
    #expect(marked(expected.replacing("|", with: "")) == expected)
  }

  @Test("Clusters are not cut")
  func clusters() {
    #expect(marked("👩‍👩‍👧👍🏿🇹🇼🇯🇵") == "👩‍👩‍👧|👍🏿|🇹🇼|🇯🇵")
    #expect(marked("e\u{301} e\u{301}") == "e\u{301} |e\u{301}")
    #expect(marked("한글") == "한|글")
  }

  @Test("Line ends must be kept")
  func lineEnds() {
    #expect(marked("a\nb\r\nc\u{85}d\u{2028}e") == "a\n!b\r\n!c\u{85}!d\u{2028}!e")
    #expect(LineBreaks.opportunities(in: "").isEmpty)
    #expect(LineBreaks.opportunities(in: "a") == [.mandatory])
  }
}
