import ArticleDocument
import Testing

/// Lines of plain texts that must stay as they are.
struct TextCodeTests {
  private func blocks(_ text: String) -> [Block] { TextReader.read(text).blocks }

  private func isKept(_ text: String) -> Bool { blocks(text) == [.code(Code(text))] }

  @Test(
    "a program that starts flush left keeps its lines and indentation",
    arguments: [
      "int main(void)\n{\n    return 0;\n}",
      "def area(radius):\n    if radius < 0:\n        raise ValueError\n\n    return math.pi * radius ** 2",
      "{\n  \"name\": \"wren\",\n  \"tags\": [\"a\", \"b\"]\n}",
      "services:\n  web:\n    image: nginx\n    ports:\n      - \"80:80\"",
      "SELECT name, count(*)\n  FROM posts\n WHERE seen = 0\n ORDER BY name;",
      "<ul>\n  <li>one</li>\n</ul>",
    ])
  func programs(_ text: String) { #expect(isKept(text)) }

  @Test("a sentence right above a program is no part of it")
  func leadIn() {
    #expect(
      blocks("The loop is this:\nfor (i = 0; i < n; i++)\n  sum += a[i];") == [
        .paragraph([.text("The loop is this:")]), .code(Code("for (i = 0; i < n; i++)\n  sum += a[i];")),
      ])
  }

  @Test("a patch stays as it is, to the last line of its hunks, and the text goes on after it")
  func patches() {
    let patch = """
      diff --git a/bird.c b/bird.c
      index 1111111..2222222 100644
      --- a/bird.c
      +++ b/bird.c
      @@ -1,4 +1,5 @@
       int fly(void)
      -	land();
      +	rise();
      +	land();

       }
      """
    #expect(blocks(patch + "\nSo far.") == [.code(Code(patch)), .paragraph([.text("So far.")])])
    let bare = "--- a/bird.c\n+++ b/bird.c\n@@ -1 +1 @@\n-a\n+b"
    #expect(isKept(bare))
  }

  @Test("a hunk that counts below nothing, as far as numbers go, is read without a trap")
  func absurdHunks() {
    let patch = "@@ -1,\(Int.min) +1,2 @@\n-a\n+b\n+c"
    #expect(blocks(patch + "\nSo far.") == [.code(Code(patch)), .paragraph([.text("So far.")])])
  }

  @Test("what was typed at a prompt is kept with the answers")
  func sessions() {
    #expect(isKept("$ make\ncc -o bird bird.c\n$ make install"))
    #expect(isKept(">>> 1 + 1\n2\n>>> for i in range(3):\n...     print(i)\n...\n0"))
    #expect(
      blocks("$ 20 is what it cost.") == [.paragraph([.text("$ 20 is what it cost.")])])
  }

  @Test("three marks of a quote are no prompt where others quote too")
  func deepQuotes() {
    guard case .quote = blocks(">> Was it so?\n>>> It was so in the old days, I believe.\n").first else {
      Issue.record("no quote")
      return
    }
  }

  @Test("drawings and boxes keep their columns, whatever signs begin their lines")
  func drawings() {
    #expect(isKept(" /\\_/\\\n( o.o )\n > ^ <"))
    #expect(isKept("***********\n* A TITLE *\n***********"))
    #expect(isKept("+------+     +------+\n| user |---->| feed |\n+------+     +------+"))
  }

  @Test("columns and dot leaders keep their lines; tabs make a table")
  func columns() {
    #expect(isKept("Name:     Wren\nLonger:   Another bird\nX:        Y"))
    #expect(isKept("Introduction .................... 1\n  Getting started ............... 3"))
    guard case .table(let table)? = blocks("Name\tSize\nwren.txt\t1.2M\na\t12M").first else {
      Issue.record("no table")
      return
    }
    #expect(table.columns == 2)
    #expect(table.rows.count == 3)
  }

  @Test("a fence has an end; without one its lines are text")
  func fences() {
    #expect(
      blocks("Do this:\n```sh\nmake\n```\nDone.") == [
        .paragraph([.text("Do this:")]), .code(Code("make", language: "sh")), .paragraph([.text("Done.")]),
      ])
    #expect(!blocks("```\nnever closed").contains { if case .code = $0 { true } else { false } })
  }

  @Test("addresses in what is kept can be followed")
  func links() {
    guard case .code(let code)? = blocks("See:\n\n    https://a.example/x\n").last else {
      Issue.record("no code")
      return
    }
    #expect(code.links == [.init(range: 0..<19, target: "https://a.example/x")])
  }
}
