import TestSupport
import Testing

@testable import ArticleDocument

@Suite("What was edited in an article")
struct DocumentChangesTests {
  private func changes(_ old: String, _ new: String) -> [String] {
    DocumentChanges.blocks(from: HTMLReader.read(old), to: HTMLReader.read(new)).map { block in
      guard case .paragraph(let inlines) = block else { return "?" }
      return inlines.map { if case .text(let text, _, _) = $0 { text } else { "?" } }.joined()
    }
  }

  @Test("a word that was put in place of another stands beside it")
  func word() {
    #expect(
      changes("<p>The harrier came at six to the dyke.</p>", "<p>The harrier came at seven to the dyke.</p>") == [
        "The harrier came at [-six-] {+seven+} to the dyke."
      ])
  }

  @Test("paragraphs that came and went are marked whole, those around them are shown, and the rest is counted")
  func paragraphs() {
    let old = (1...9).map { "<p>This is paragraph number \($0) of them.</p>" }
    var new = old
    new[4] = "<p>Nothing of what was said here is true, we are sorry.</p>"
    new.append("<p>Correction added on Monday.</p>")
    #expect(
      changes(old.joined(), new.joined()) == [
        "… 3 paragraphs as they were …", "This is paragraph number 4 of them.",
        "[-This is paragraph number 5 of them.-]", "{+Nothing of what was said here is true, we are sorry.+}",
        "This is paragraph number 6 of them.", "… 2 paragraphs as they were …", "This is paragraph number 9 of them.",
        "{+Correction added on Monday.+}",
      ])
  }

  @Test("a paragraph that was parted in two is still read word by word")
  func parted() {
    #expect(
      changes(
        "<p>One two three four. Five six seven eight.</p>", "<p>One two three four.</p><p>Five six seven eight.</p>")
        == ["One two three four.", "Five six seven eight."])
  }

  @Test("Chinese text is compared by its characters")
  func chinese() {
    #expect(changes("<p>清晨的湿地还没有亮。</p>", "<p>清晨的湿地已经亮了。</p>") == ["清晨的湿地[-还没有亮-]{+已经亮了+}。"])
  }

  @Test("where only markup differs nothing is shown")
  func markup() {
    #expect(changes("<p>One <b>two</b></p>", "<div>One <i>two</i></div>") == [])
  }

  @Test("whatever two rows are, their parts make up both, and what is the same is the same")
  func random() {
    var dice = Dice(seed: 7)
    func roll(_ sides: Int) -> Int { Int.random(in: 0..<sides, using: &dice) }
    for _ in 0..<500 {
      let sides = 2 + roll(30)
      let old = (0..<roll(40)).map { _ in roll(sides) }
      var new = old
      for _ in 0..<roll(12) where !new.isEmpty {
        if roll(2) == 0 {
          new.remove(at: roll(new.count))
        } else {
          new.insert(roll(sides), at: roll(new.count))
        }
      }
      let parts = SequenceEdits(from: old, to: new).parts
      #expect(parts.flatMap { old[$0.old] } == old)
      #expect(parts.flatMap { new[$0.new] } == new)
      for part in parts where part.isSame { #expect(Array(old[part.old]) == Array(new[part.new])) }
      #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.isSame != $1.isSame })
    }
  }

  @Test("two long texts that share nothing are soon given up on")
  func bounded() {
    let old = (0..<60_000).map { $0 % 7 }
    let new = (0..<60_000).map { 7 + $0 % 5 }
    #expect(SequenceEdits(from: old, to: new).parts.count == 1)
  }
}
