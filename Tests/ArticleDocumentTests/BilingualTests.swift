import ArticleDocument
import Testing

struct BilingualTests {
  private func document(_ texts: String...) -> Document {
    Document(blocks: texts.map { .paragraph([.text($0)]) })
  }

  private func texts(_ document: Document) -> [String] {
    document.blocks.map { if case .paragraph(let text) = $0, case .text(let run, _, _) = text[0] { run } else { "" } }
  }

  @Test("paragraphs that alternate between two scripts are pairs")
  func alternating() throws {
    let article = document(
      "The swift", "A bird in the air.", "空中的鳥。", "It never lands.", "牠從不降落,像 Apus 這個名字。", "It sleeps there.", "牠在那裡睡覺。"
    )
    let bilingual = try #require(Bilingual.detect(article))
    #expect(
      bilingual.rows == [
        .shared(0), .pair(first: 1, second: 2), .pair(first: 3, second: 4), .pair(first: 5, second: 6),
      ])
    #expect(bilingual.scripts == (.latin, .chinese))
    #expect(
      texts(bilingual.document(showing: .first)) == [
        "The swift", "A bird in the air.", "It never lands.", "It sleeps there.",
      ])
    #expect(texts(bilingual.document(showing: .second)).count == 4)
    #expect(bilingual.document(showing: .both) == article)
  }

  @Test("the place stays in the paragraph, or goes to its translation")
  func place() throws {
    let article = document("One.", "一。", "Two.", "二。", "Three.", "三。")
    let bilingual = try #require(Bilingual.detect(article))
    let place = DocumentPosition(block: 2, offset: 3)
    #expect(bilingual.position(place, from: .both, to: .first) == DocumentPosition(block: 1, offset: 3))
    #expect(bilingual.position(place, from: .both, to: .second) == DocumentPosition(block: 1, offset: 0))
    let back = DocumentPosition(block: 1, offset: 1)
    #expect(bilingual.position(back, from: .second, to: .both) == DocumentPosition(block: 3, offset: 1))
  }

  @Test("an article with a few quotations in another script is no pair of two")
  func quotations() {
    let english = (1...20).map { "This is paragraph \($0)." }
    #expect(Bilingual.detect(Document(blocks: english.map { .paragraph([.text($0)]) })) == nil)
    let mixed = english + ["知之為知之", "Which means: to know.", "不知為不知", "學而時習之"]
    #expect(Bilingual.detect(Document(blocks: mixed.map { .paragraph([.text($0)]) })) == nil)
  }

  @Test("Japanese is told from Chinese, Russian from Greek")
  func scripts() {
    #expect(WritingSystem(of: "東京は日本の首都です。") == .japanese)
    #expect(WritingSystem(of: "中國的首都是北京。") == .chinese)
    #expect(WritingSystem(of: "Москва — столица") == .cyrillic)
    #expect(WritingSystem(of: "Η Αθήνα") == .greek)
    #expect(WritingSystem(of: "123 …") == nil)
  }
}
