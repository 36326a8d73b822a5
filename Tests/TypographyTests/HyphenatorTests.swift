import Foundation
import Testing

@testable import Typography

struct HyphenatorTests {
  private func dictionary(_ lines: [String], encoding: String.Encoding = .utf8) throws -> String {
    let file = FileManager.default.temporaryDirectory.appending(path: "hyph_\(UUID().uuidString).dic")
    try lines.map { $0 + "\n" }.joined().write(to: file, atomically: true, encoding: encoding)
    return file.path
  }

  private func hyphenator(_ lines: [String], encoding: String.Encoding = .utf8) throws -> Hyphenator? {
    let path = try dictionary(lines, encoding: encoding)
    defer { try? FileManager.default.removeItem(atPath: path) }
    return Hyphenator(dictionary: path)
  }

  /// libhyphen is optional.
  private static let isInstalled = dlopen("libhyphen.so.0", RTLD_NOW) != nil

  @Test("words are divided where the patterns say, but not near their ends", .enabled(if: isInstalled))
  func patterns() throws {
    let hyphenator = try #require(try hyphenator(["UTF-8", "1ta", "1ti", "1on"]))
    #expect(hyphenator.divisions(of: "Station") == [3, 5])
    #expect(hyphenator.divisions(of: "rotatinga") == [2, 4])
    #expect(hyphenator.divisions(of: "onta").isEmpty)
  }

  @Test("of a dictionary with a long list of words only the patterns after it are loaded", .enabled(if: isInstalled))
  func longDictionaries() throws {
    let words = (0..<60_000).map { "compound\($0)" }
    let long = try #require(try hyphenator(["UTF-8"] + words + ["1ta", "NEXTLEVEL", "1ti", "1on"]))
    #expect(long.divisions(of: "Statation") == [5, 7])
    let short = try #require(try hyphenator(["UTF-8", "1ta", "NEXTLEVEL", "1ti", "1on"]))
    #expect(short.divisions(of: "Statation") == [3, 5, 7])
  }

  @Test("dictionaries in old character sets are read", .enabled(if: isInstalled))
  func characterSets() throws {
    let hyphenator = try #require(try hyphenator(["ISO8859-1", "ä1t"], encoding: .isoLatin1))
    #expect(hyphenator.divisions(of: "Identitäten") == [8])
    #expect(hyphenator.divisions(of: "Москваät").isEmpty)
  }

  @Test("a text's words may be divided, its names stay whole", .enabled(if: isInstalled))
  func texts() throws {
    let hyphenator = try #require(try hyphenator(["UTF-8", "1ta"]))
    var text = MeasuredText("rotating notatime.org x/rotating Rotating.")
    text.hyphenate(with: hyphenator, in: 0..<text.text.utf8.count)
    let places = text.clusters.indices.filter { text.clusters[$0].breakAfter == .hyphen }
    #expect(places == [1, 34])
    let lines = ParagraphBreaker.lines(of: text, width: 6, firstWidth: 6)
    #expect(lines.first == ParagraphBreaker.Line(clusters: 0..<2, cells: 3, endsWithHyphen: true))
  }

  @Test("the dictionary of a language is found by its tag")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "hyphen-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for name in ["hyph_en_US.dic", "hyph_en_GB.dic", "hyph_de_DE.dic", "hyph_pt_BR.dic", "hyph_pt_PT.dic"] {
      try Data().write(to: folder.appending(path: name))
    }
    func name(_ tag: String) -> Substring? {
      Hyphenator.file(for: tag, in: folder.path).map { $0.split(separator: "/").last ?? "" }
    }
    #expect(name("en-GB") == "hyph_en_GB.dic")
    #expect(name("en-AU") == "hyph_en_US.dic")
    #expect(name("de") == "hyph_de_DE.dic")
    #expect(name("pt-BR") == "hyph_pt_BR.dic")
    #expect(name("ja") == nil)
    #expect(name("../x") == nil)
  }
}
