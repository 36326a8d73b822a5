import Testing
import Typography

struct PunycodeTests {
  @Test(
    "labels are written as RFC 3492 has them",
    arguments: [
      ("bücher", "bcher-kva"), ("münchen-ost", "mnchen-ost-9db"), ("例え", "r8jz45g"), ("ascii", "ascii-"),
      ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"), ("👍🏿", "qn8h1e"), ("", ""),
    ])
  func encoded(label: String, expected: String) {
    #expect(Punycode.encoded(label) == expected)
  }

  @Test("what is too long for a name is none, and the longest has no trap in it")
  func long() {
    #expect(Punycode.encoded(String(repeating: "é", count: 256)) == nil)
    #expect(Punycode.encoded(String(repeating: "\u{10FFFF}", count: 255)) != nil)
  }
}
