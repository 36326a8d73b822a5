import Screens
import Testing

@Suite("Terminals that have ASCII only")
struct ASCIITests {
  private func shown(_ text: String) -> String {
    var screen = Screen(width: 40, height: 1)
    screen.write(text, x: 0, y: 0, style: Style(), clip: screen.bounds)
    return screen.inASCII.rows[0]
  }

  @Test("lines, signs and letters keep their likeness, cell by cell")
  func likeness() {
    #expect(shown("┌──┐│ • ★ · … ‹ ›") == "+--+| * * . . < >")
    #expect(shown("“Über” – naïve café’s Łódź") == "\"Uber\" - naive cafe's Lodz")
    #expect(shown("e\u{301}te\u{301}") == "ete")
  }

  @Test("what has no likeness is a question mark, and a wide sign takes its two cells")
  func unknown() {
    #expect(shown("鶴a 👍b") == "? a ? b")
    var screen = Screen(width: 8, height: 1)
    screen.write("鶴", x: 0, y: 0, style: Style(attributes: .bold), clip: screen.bounds)
    #expect(screen.inASCII.cell(x: 1, y: 0) == Cell(" ", style: Style(attributes: .bold)))
  }

  @Test("a screen of ASCII stays as it is")
  func plain() {
    var screen = Screen(width: 8, height: 1)
    screen.write("abc", x: 0, y: 0, style: Style(), clip: screen.bounds)
    #expect(screen.inASCII == screen)
  }
}
