import ArticleDocument
import ArticleLayout
import Foundation
import Testing
import Typography

/// Words at line ends, by small dictionaries of the test's own.
struct HyphenationTests {
  private static let isInstalled = dlopen("libhyphen.so.0", RTLD_NOW) != nil
  private let folder = FileManager.default.temporaryDirectory.appending(path: "hyphen-\(UUID().uuidString)")

  private func lines(_ html: String, width: Int, language: String? = nil) throws -> String {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try "UTF-8\n1ta\n".write(to: folder.appending(path: "hyph_en_GB.dic"), atomically: true, encoding: .utf8)
    try "UTF-8\n1na\n".write(to: folder.appending(path: "hyph_de_DE.dic"), atomically: true, encoding: .utf8)
    var options = LayoutOptions(width: width)
    options.hyphenates = true
    options.dictionaryFolder = folder.path
    options.language = language
    return Layout(HTMLReader.read(html), options: options).plainText
  }

  @Test("words are divided in the language of the page, or of the feed", .enabled(if: isInstalled))
  func ofPageOrFeed() throws {
    #expect(try lines("<html lang=en><p>one banatabana", width: 10) == "one bana-\ntabana\n")
    #expect(try lines("<p>one banatabana", width: 10, language: "en-US") == "one bana-\ntabana\n")
    #expect(try lines("<html lang=de><p>one banatabana", width: 10, language: "en") == "one ba-\nnatabana\n")
    #expect(try lines("<p>one banatabana", width: 10) == "one\nbanatabana\n")
    #expect(try lines("<p>one banatabana", width: 10, language: "fr") == "one\nbanatabana\n")
  }

  @Test("a part in another language is divided as that language is", .enabled(if: isInstalled))
  func ofParts() throws {
    let page = "<html lang=en><p lang=de>one banatabana<p>one <i xml:lang=de>banatabana</i><p>one banatabana"
    #expect(try lines(page, width: 10) == "one ba-\nnatabana\n\none ba-\nnatabana\n\none bana-\ntabana\n")
    #expect(try lines("<p>one <i lang=fr>banatabana</i>", width: 10, language: "en") == "one\nbanatabana\n")
  }

  @Test("words are divided in the cells of tables, and in two columns side by side", .enabled(if: isInstalled))
  func inColumns() throws {
    let table = "<table><tr><th>a<th>b<tr><td>long banatabana banatabana<td>long banatabana banatabana</table>"
    #expect(try lines(table, width: 28, language: "en").contains("long bana-     long bana-"))
  }

  @Test("addresses are never divided by a hyphen", .enabled(if: isInstalled))
  func addresses() throws {
    for address in ["bana://banatabana", "ann+banatabana@b.example", "banatabana.banatabana"] {
      #expect(try !lines("<p>a b c \(address)", width: 10, language: "en").contains("-\n"))
    }
    #expect(try lines("<p>one banatabana.", width: 10, language: "en") == "one bana-\ntabana.\n")
  }
}
