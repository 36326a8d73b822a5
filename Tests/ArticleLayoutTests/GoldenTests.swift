import ArticleDocument
import ArticleLayout
import Foundation
import Testing

/// Each `Vectors/NAME.html` or `.txt` is laid out at three widths and compared with `NAME.WIDTH.expected`.
/// `MARTLET_RECORD=1` writes the expected files anew.
struct GoldenTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "Vectors")

  static let sources: [String] = {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { !$0.hasSuffix(".expected") }.sorted()
  }()

  @Test("the page looks as recorded", arguments: sources, [40, 66, 100])
  func golden(name: String, width: Int) throws {
    let source = Self.folder.appending(path: name)
    let text = try String(contentsOf: source, encoding: .utf8)
    let document = name.hasSuffix(".txt") ? TextReader.read(text) : HTMLReader.read(text)
    var options = LayoutOptions(width: width, wideLines: .fold)
    options.headingRules = true
    let drawn = Layout(document, options: options).plainText
    let expected = Self.folder.appending(path: "\(source.deletingPathExtension().lastPathComponent).\(width).expected")
    if ProcessInfo.processInfo.environment["MARTLET_RECORD"] == "1" {
      try drawn.write(to: expected, atomically: true, encoding: .utf8)
    }
    #expect(try drawn == String(contentsOf: expected, encoding: .utf8))
  }
}

extension Layout {
  var plainText: String {
    lines.map { line in line.spans.map(\.text).joined() + "\n" }.joined()
  }
}
