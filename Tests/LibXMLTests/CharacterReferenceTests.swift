import LibXML
import Testing

@Suite("Character references")
struct CharacterReferenceTests {
  @Test("references are replaced without touching markup, the longest names too")
  func resolved() {
    #expect(CharacterReference.resolved(in: "<b>R&amp;D&nbsp;&hellip;</b> &lt;") == "<b>R&D\u{A0}…</b> <")
    #expect(
      CharacterReference.resolved(in: "&zwnj;&CounterClockwiseContourIntegral;&AElig &AEligx &zzz;")
        == "\u{200C}∳Æ &AEligx &zzz;")
    #expect(
      CharacterReference.resolved(in: "&#8217;&#x2260;&#150;&#129;&#0;&#x110000;&#7;") == "’≠–\u{81}\u{FFFD}\u{FFFD}")
  }
}
