import ArticleDocument
import Testing

struct TextReaderTests {
  private func blocks(_ text: String) -> [Block] { TextReader.read(text).blocks }

  @Test("one line is one paragraph when lines are long")
  func longLines() {
    let long = String(repeating: "word ", count: 40) + "end"
    #expect(
      blocks("Title\n\(long)\nNext") == [
        .paragraph([.text("Title")]), .paragraph([.text(long)]), .paragraph([.text("Next")]),
      ])
  }

  @Test("text broken at a margin is joined, also between ideographs")
  func handBrokenText() {
    let text = """
      this is a mail that was wrapped by hand at about seventy columns so
      that each line ends near the margin, and the reader has to join the
      lines again.
      """
    guard case .paragraph(let inlines) = blocks(text).first else {
      Issue.record("no paragraph")
      return
    }
    #expect(!inlines.contains(.lineBreak))
    #expect(inlines.contains(.text(" ")))
  }

  @Test("short lines stay lines, as in verse")
  func verse() {
    #expect(
      blocks("Roses are red\nViolets are blue") == [
        .paragraph([.text("Roses are red"), .lineBreak, .text("Violets are blue")])
      ])
  }

  @Test("quotes nest by their marks")
  func quotes() {
    #expect(
      blocks("> a\n> > b\n> c") == [
        .quote([.paragraph([.text("a")]), .quote([.paragraph([.text("b")])]), .paragraph([.text("c")])])
      ])
  }

  @Test("lists keep their numbers, nest by indentation and go on under their text")
  func lists() {
    #expect(
      blocks("* one\n  goes on\n  - inner\n* two") == [
        .list(
          List(items: [
            .init(
              marker: .bullet,
              blocks: [
                .line([.text("one"), .text(" "), .text("goes on")]),
                .list(List(items: [.init(marker: .bullet, blocks: [.line([.text("inner")])])])),
              ]),
            .init(marker: .bullet, blocks: [.line([.text("two")])]),
          ]))
      ])
    #expect(
      blocks("3. three\n4) four") == [
        .list(
          List(items: [
            .init(marker: .label("3."), blocks: [.line([.text("three")])]),
            .init(marker: .label("4)"), blocks: [.line([.text("four")])]),
          ]))
      ])
  }

  @Test("indented and fenced lines are code and stay as they are")
  func code() {
    #expect(
      blocks("Run:\n\n    make\n      install\n") == [
        .paragraph([.text("Run:")]), .code(Code("make\n  install")),
      ])
    #expect(
      blocks("```swift\nlet  a = 1\n\n  b\n```\nend") == [
        .code(Code("let  a = 1\n\n  b", language: "swift")), .paragraph([.text("end")]),
      ])
  }

  @Test("a line that is underlined is a heading; a lone rule is a rule")
  func headings() {
    #expect(
      blocks("Title\n=====\ntext\n\n* * *\n") == [
        .heading(level: 1, [.text("Title")]), .paragraph([.text("text")]), .rule,
      ])
  }

  @Test(
    "a row of any sign under a short line makes a heading of it",
    arguments: ["=", "-", "~", "`", "*", "^", "\"", "#"])
  func underlines(_ sign: String) {
    let row = String(repeating: sign, count: 7)
    guard case .heading(_, [.text("Release")])? = blocks("Release\n\(row)\n\n- one fix").first else {
      Issue.record("no heading under \(row)")
      return
    }
    guard case .heading(_, [.text("Release")])? = blocks("\(row)\nRelease\n\(row)\n\ntext").first else {
      if sign != "~", sign != "`" { Issue.record("no heading between \(row)") }
      return
    }
  }

  @Test("paragraphs and code that are indented under an item belong to it")
  func itemBlocks() {
    #expect(
      blocks("- one\n\n  more of it\n\n      make\n\n- two") == [
        .list(
          List(items: [
            .init(
              marker: .bullet,
              blocks: [.paragraph([.text("one")]), .paragraph([.text("more of it")]), .code(Code("make"))]),
            .init(marker: .bullet, blocks: [.line([.text("two")])]),
          ]))
      ])
  }

  @Test("quotes and lists deeper than anybody means them are read without running out of stack")
  func depth() {
    let marks = String(repeating: ">", count: 25_000)
    #expect(blocks(marks + " deep").count == 1)
    let bullets = String(repeating: "- ", count: 25_000)
    #expect(blocks(bullets + "deep").count == 1)
    let steps = (0..<500).map { String(repeating: " ", count: $0 * 2) + "- x" }.joined(separator: "\n")
    #expect(blocks(steps).count == 1)
    let terms = (0..<200).map { String(repeating: " ", count: $0 * 4) + "a line of some words" }.joined(separator: "\n")
    #expect(!blocks(terms).isEmpty)
  }

  @Test("headings with signs before them are headings where the text is plainly Markdown")
  func markdownHeadings() {
    let text = "# Notes\n\nSee [it](https://a.example).\n\n## C# now ##\nUse `foo`.\n\n```\n# no heading\nmake\n```"
    let headings = blocks(text).filter { if case .heading = $0 { true } else { false } }
    #expect(headings == [.heading(level: 1, [.text("Notes")]), .heading(level: 2, [.text("C# now")])])
  }

  @Test(
    "elsewhere they are comments, tags and signs",
    arguments: [
      "# Use `foo` or `bar`.\n# See [it](https://a.example).\n\nkey = value",
      "#!/bin/sh\n\n# Do **it** with `date`\n\n# and `time`",
      "# One\n\n#tag and `code` and **more**\n\n# Two",
      "# One line\n\nand words without any markup\n\n# Two",
      "Some words\n# a comment on `them`\n\nand **more**",
    ])
  func hashesThatAreNoHeadings(_ text: String) {
    #expect(!blocks(text).contains { if case .heading = $0 { true } else { false } })
  }
}
