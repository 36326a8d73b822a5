import Screens
import TestSupport
import Testing

@Suite("Screens")
struct ScreenTests {
  private static let plain = Style()
  private static let bold = Style(attributes: .bold)

  @Test("text is written where it belongs, and the column after it comes back")
  func write() {
    var screen = Screen(width: 12, height: 2)
    #expect(screen.write("abc", x: 1, y: 0, style: Self.plain, clip: screen.bounds) == 4)
    #expect(screen.write("日本", x: 4, y: 0, style: Self.bold, clip: screen.bounds) == 8)
    #expect(screen.write("é!", x: 0, y: 1, style: Self.plain, clip: screen.bounds) == 2)
    #expect(screen.rows == [" abc日本", "é!"])
    #expect(screen.cell(x: 4, y: 0) == Cell("日", style: Self.bold))
    #expect(screen.cell(x: 5, y: 0) == Cell("", style: Self.bold))
  }

  @Test("text is clipped on both sides, and a wide cluster is never cut")
  func clip() {
    var screen = Screen(width: 10, height: 1)
    let clip = Rect(x: 2, y: 0, width: 5, height: 1)
    #expect(screen.write("abcdefghij", x: 0, y: 0, style: Self.plain, clip: clip) == 7)
    #expect(screen.rows == ["  cdefg"])
    #expect(screen.write("日本語日本", x: 1, y: 0, style: Self.plain, clip: clip) == 7)
    #expect(screen.rows == ["   本語"])
    #expect(screen.write("x日本語", x: 1, y: 0, style: Self.bold, clip: clip) == 7)
    #expect(screen.rows == ["  日本"])
    #expect(screen.cell(x: 6, y: 0) == Cell(" ", style: Self.bold))
  }

  @Test("places outside of the screen and clips outside of it draw nothing")
  func outside() {
    var screen = Screen(width: 4, height: 2)
    let blank = screen
    screen.write("abc", x: 0, y: 5, style: Self.plain, clip: screen.bounds)
    screen.write("abc", x: 0, y: -1, style: Self.plain, clip: screen.bounds)
    screen.write("abc", x: 9, y: 0, style: Self.plain, clip: screen.bounds)
    screen.write("abc", x: -3, y: 0, style: Self.plain, clip: screen.bounds)
    screen.write("abc", x: 0, y: 0, style: Self.plain, clip: Rect(x: 5, y: 0, width: 3, height: 1))
    screen.write("abc", x: 0, y: 0, style: Self.plain, clip: Rect(x: 0, y: 0, width: -3, height: 1))
    screen.fill(Rect(x: 3, y: 3, width: 9, height: 9), style: Self.bold)
    #expect(screen == blank)
    #expect(Screen(width: 0, height: 0).rows == [])
    #expect(Screen(width: -5, height: 3).rows == ["", "", ""])
  }

  @Test("half of a wide cluster that is drawn over takes the other half with it")
  func overwrite() {
    var screen = Screen(width: 6, height: 1)
    screen.write("日本語", x: 0, y: 0, style: Self.plain, clip: screen.bounds)
    screen.write("x", x: 1, y: 0, style: Self.plain, clip: screen.bounds)
    #expect(screen.rows == [" x本語"])
    screen.write("y", x: 2, y: 0, style: Self.plain, clip: screen.bounds)
    #expect(screen.rows == [" xy 語"])
    screen.fill(Rect(x: 5, y: 0, width: 1, height: 1), style: Self.plain)
    #expect(screen.rows == [" xy"])
    screen.write("日本語", x: 0, y: 0, style: Self.plain, clip: screen.bounds)
    screen.write("語", x: 1, y: 0, style: Self.plain, clip: screen.bounds)
    #expect(screen.rows == [" 語 語"])
  }

  @Test("no control character gets on the screen, and what has no width takes no cell")
  func controls() {
    var screen = Screen(width: 10, height: 1)
    screen.write("a\u{1B}[2J\u{7}b\u{85}\r\nc\u{200B}d", x: 0, y: 0, style: Self.plain, clip: screen.bounds)
    let scalars = screen.cells.flatMap { $0.text.unicodeScalars.map(\.value) }
    #expect(scalars.allSatisfy { $0 >= 0x20 && !(0x7F..<0xA0).contains($0) })
    #expect(screen.rows[0].hasPrefix("a[2Jb"))
  }

  @Test("every wide cluster has its right half, whatever is written over whatever")
  func halves() {
    var random = Dice(seed: 3)
    let words = ["日本", "a", "語 ", "👍🏽", "🇩🇪", "1\u{FE0F}\u{20E3}", "e\u{301}", "👩‍👩‍👧", "한국어", "❤\u{FE0F}"]
    var screen = Screen(width: 9, height: 1)
    for _ in 0..<3000 {
      let left = Int.random(in: -1...9, using: &random)
      let clip = Rect(x: left, y: 0, width: Int.random(in: 0...9, using: &random), height: 1)
      let word = words.randomElement(using: &random) ?? ""
      screen.write(word, x: Int.random(in: -3...9, using: &random), y: 0, style: Self.plain, clip: clip)
      var column = 0
      while column < 9 {
        let text = screen.cells[column].text
        let next = column + 1 < 9 ? screen.cells[column + 1].text : "edge"
        #expect(!text.isEmpty)
        column += next.isEmpty ? 2 : 1
      }
    }
  }

  @Test("a row is told as runs of equal style")
  func styleRuns() {
    var screen = Screen(width: 8, height: 1)
    screen.write("ab", x: 0, y: 0, style: Self.bold, clip: screen.bounds)
    screen.write("日", x: 2, y: 0, style: Self.bold, clip: screen.bounds)
    #expect(
      screen.styleRuns(0) == [
        StyleRun(columns: 0..<4, text: "ab日", style: Self.bold),
        StyleRun(columns: 4..<8, text: "    ", style: Self.plain),
      ])
    #expect(screen.styleRuns(1) == [])
  }
}
