import FeedModel
import Testing

@testable import FeedParsing

@Suite("Encodings")
struct EncodingTests {
  private func title(_ bytes: [UInt8], contentType: String? = nil) throws -> String? {
    try FeedParser.parse(bytes, contentType: contentType).title
  }

  private func feed(_ title: [UInt8], encoding: String?) -> [UInt8] {
    let declaration = encoding.map { "<?xml version='1.0' encoding='\($0)'?>" } ?? ""
    return Array("\(declaration)<rss><channel><title>".utf8) + title + Array("</title></channel></rss>".utf8)
  }

  @Test("Latin-1 means windows-1252, gb2312 means gb18030")
  func webNames() throws {
    #expect(try title(feed([0x93, 0xE9, 0x94], encoding: "iso-8859-1")) == "“é”")
    #expect(try title(feed([0x81, 0x40], encoding: "gb2312")) == "丂")
  }

  @Test("the server's charset counts before the declaration")
  func httpCharset() throws {
    let bytes = feed([0xCF, 0xF0, 0xE8], encoding: "utf-8")
    #expect(try title(bytes, contentType: "text/xml; charset=\"windows-1251\"") == "При")
  }

  @Test("a server's utf-8 gives way where the document is none and knows better")
  func mislabelled() throws {
    #expect(
      try title(feed([0xCF, 0xF0, 0xE8], encoding: "windows-1251"), contentType: "text/xml; charset=utf-8") == "При")
  }

  @Test("UTF-16 and UTF-32, with and without a mark")
  func wideText() throws {
    let text = "<rss><channel><title>日é</title></channel></rss>"
    let little = text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let big = text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
    let wide = text.unicodeScalars.flatMap { [0, 0, UInt8($0.value >> 8), UInt8($0.value & 0xFF)] }
    for bytes in [little, big, wide, [0xFF, 0xFE] + little, [0xFE, 0xFF] + big] { #expect(try title(bytes) == "日é") }
  }

  @Test("single bad bytes in UTF-8 are windows-1252")
  func badBytes() throws {
    #expect(try title(feed(Array("日é ".utf8) + [0xE9], encoding: "utf-8")) == "日é é")
  }

  @Test("an encoding nobody knows is guessed, with a warning")
  func unknownName() throws {
    let parsed = try FeedParser.parse(feed(Array("é".utf8), encoding: "x-klingon"))
    #expect(parsed.title == "é")
    #expect(parsed.warnings.count == 1)
  }
}
