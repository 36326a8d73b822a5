import FeedParsing
import Testing

@Suite("Pages")
struct WebPageTests {
  private func text(_ bytes: [UInt8]) -> String { WebPage.text(bytes, contentType: nil) }

  @Test("a page that is valid UTF-8 is UTF-8, whatever it says")
  func utf8First() {
    #expect(text(Array("<meta charset=latin1>é".utf8)) == "<meta charset=latin1>é")
    #expect(text([0xEF, 0xBB, 0xBF] + Array("é".utf8)) == "é")
  }

  @Test("a byte order mark tells UTF-16")
  func utf16() {
    #expect(text([0xFF, 0xFE, 0x61, 0x00, 0xE9, 0x00]) == "aé")
    #expect(text([0xFE, 0xFF, 0x00, 0x61, 0x00, 0xE9]) == "aé")
  }

  @Test("a declared charset is taken when the bytes are not UTF-8")
  func declaredCharset() {
    let head = Array("<meta charset=\"Shift_JIS\">".utf8)
    #expect(text(head + [0x93, 0x8C, 0x8B, 0x9E]).hasSuffix("東京"))
    let russian = Array("<meta http-equiv=content-type content='text/html; charset=koi8-r'>".utf8)
    #expect(text(russian + [0xC1]).hasSuffix("а"))
  }

  @Test("else it is windows-1252")
  func windows1252() {
    #expect(text([0x93, 0x61, 0x94, 0xE9, 0x80]) == "“a”é€")
    #expect(text(Array("<meta charset=iso-8859-1>".utf8) + [0x92]).hasSuffix("’"))
  }
}
