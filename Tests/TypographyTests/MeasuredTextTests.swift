import Testing
import Typography

struct MeasuredTextTests {
  @Test("Clusters are those of the standard library, with their places and cells")
  func clusters() {
    for text in RandomTexts(seed: 1).prefix(500) {
      let measured = MeasuredText(text)
      var offset = 0
      #expect(measured.clusters.count == text.count, "\(text.debugDescription)")
      for (cluster, character) in zip(measured.clusters, text) {
        #expect(cluster.utf8Offset == offset)
        #expect(cluster.cells == DisplayWidth.cells(of: character), "\(character.debugDescription)")
        offset += character.utf8.count
      }
    }
  }

  @Test("Line ends are those of the rules where a cluster ends")
  func breaks() {
    for text in RandomTexts(seed: 2).prefix(800)
    where !text.contains(where: { $0.isTailored }) && !text.contains("://") {
      let byScalar = LineBreaks.opportunities(in: text)
      var scalars = 0
      for (cluster, character) in zip(MeasuredText(text).clusters, text) {
        scalars += character.unicodeScalars.count
        let expected = byScalar[scalars - 1]
        switch cluster.breakAfter {
        case .prohibited: #expect(expected == .prohibited)
        case .allowed: #expect(expected == .allowed)
        case .mandatory: #expect(expected == .mandatory)
        case .hyphen:
          #expect(expected == .allowed)
          #expect(character == "\u{AD}")
        }
      }
    }
  }

  @Test("No line ends right after https://")
  func addresses() {
    let breaks = MeasuredText("see https://a.example/b").clusters.indices.filter {
      MeasuredText("see https://a.example/b").clusters[$0].breakAfter == .allowed
    }
    #expect(breaks == [3, 21])
  }

  @Test("Blanks and line ends are space, unbreakable blanks are not")
  func spaces() {
    let spaces = MeasuredText("a \t\u{3000}\r\n\u{A0}\u{202F}b").clusters.map(\.isSpace)
    #expect(spaces == [false, true, true, true, true, false, false, false])
  }

  @Test("Thai breaks between clusters, but not beside a vowel that belongs there")
  func thai() {
    let measured = MeasuredText("เก่า ไทย")
    #expect(
      measured.clusters.map(\.breakAfter) == [
        .prohibited, .prohibited, .prohibited, .allowed, .prohibited, .allowed, .mandatory,
      ])
  }

  @Test("Doubled signs stay together")
  func doubledSigns() {
    let ends = MeasuredText("C++ 5%").clusters.map(\.breakAfter)
    #expect(ends == [.prohibited, .prohibited, .prohibited, .allowed, .prohibited, .mandatory])
  }

  @Test("A long row of half flags is paired off in one go")
  func manyFlags() {
    let measured = MeasuredText(String(repeating: "🇹", count: 20_001))
    #expect(measured.clusters.count == 10_001)
    #expect(measured.clusters.allSatisfy { $0.cells == 2 })
  }

  @Test("A range of clusters is a piece of the text")
  func pieces() {
    let measured = MeasuredText("漢字e\u{301}👍🏿!")
    #expect(measured[1..<4] == "字e\u{301}👍🏿")
    #expect(measured[4..<9] == "!")
    #expect(measured[9..<12].isEmpty)
    #expect(MeasuredText("")[0..<0].isEmpty)
  }
}

extension Character {
  /// Thai, and the signs that stay together when doubled.
  fileprivate var isTailored: Bool { "%$".contains(self) || unicodeScalars.contains { 0xE00..<0xE80 ~= $0.value } }
}
