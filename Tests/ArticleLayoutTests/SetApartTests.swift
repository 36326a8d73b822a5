import ArticleDocument
import ArticleLayout
import Testing

/// What must not run into what stands beside it.
struct SetApartTests {
  private func text(_ html: String, _ width: Int = 40) -> String {
    Layout(HTMLReader.read(html), options: LayoutOptions(width: width, wideLines: .fold)).plainText
  }

  @Test("a blank line parts a heading without a rule from its text")
  func lowHeadings() {
    #expect(text("<h4>Four</h4><p>Text.</p><h3>Three</h3><p>Text.") == "Four\n\nText.\n\nThree\nText.\n")
  }

  @Test("two line breaks in an item of a list part its lines")
  func breaksInItems() {
    #expect(text("<ul><li>one<br><br>two<li>three</ul>").hasPrefix("• one\n\n  two\n"))
  }

  @Test("bullets stand where boxes to tick begin, and the text in one column")
  func mixedTasks() {
    let html = "<ul><li><input type=checkbox> a<li>b<li><input type=checkbox checked> c</ul>"
    #expect(text(html) == "[ ] a\n•   b\n[x] c\n")
  }

  @Test("an option's name is not broken after its hyphens")
  func options() {
    #expect(text("<p>Try rm --no-preserve-root", 12) == "Try rm\n--no-preserv\ne-root\n")
    #expect(text("<p>Try the --no-clobber of cp", 16) == "Try the\n--no-clobber of\ncp\n")
    #expect(text("<p>A (well-known) thing", 12) == "A (well-\nknown) thing\n")
  }

  @Test("one page by two spellings of its address is one link")
  func oneTarget() {
    let html =
      "<p><a href='HTTP://A.example'>x</a> <a href='http://a.example/'>y</a> <a href='http://a.example/Z'>z</a>"
    let layout = Layout(HTMLReader.read(html), options: LayoutOptions(width: 40))
    #expect(layout.links == ["http://A.example", "http://a.example/Z"])
    #expect(layout.plainText.hasPrefix("x[1] y[1] z[2]\n"))
  }

  @Test("a site that stands in the text by name is not listed again")
  func sitesByName() {
    #expect(text("<p>see www.foo.example/x for more") == "see www.foo.example/x[1] for more\n")
  }

  // MARK: - Tables

  private static let table =
    "<table><thead><tr><th>Name<th>What it is<th>How much of it</thead><tr><th colspan=3>Basics</th></tr>"
    + "<tr><td rowspan=2>Alpha<td>first of several words that wrap<td>a quantity of some other kind"
    + "<tr><td>second of several words that wrap<td>another quantity</table>"

  @Test("stacked rows say again what stands beside them, under the title of their section")
  func stackedRows() {
    #expect(
      text(Self.table, 26)
        == """
        Basics

        Name: Alpha
        What it is: first of
          several words that wrap
        How much of it: a
          quantity of some other
          kind

        Name: Alpha
        What it is: second of
          several words that wrap
        How much of it: another
          quantity

        """)
  }

  @Test("a section's title stands over its rows, below the header's rule")
  func sections() {
    let lines = text(Self.table, 72).split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines.count > 3 && lines[1].hasPrefix("─") && lines[2] == "Basics")
  }

  @Test("a title over all columns is no column's name in stacked rows")
  func titleOverColumns() {
    let html =
      "<table><tr><th colspan=2>Both of them<tr><th>One<th>Other"
      + "<tr><td>some longer words here that wrap<td>and some longer ones there that wrap</table>"
    #expect(text(html, 24).hasPrefix("Both of them\n\nOne: some longer words\n"))
  }

  @Test("places in stacked rows never run back")
  func places() {
    let layout = Layout(HTMLReader.read(Self.table), options: LayoutOptions(width: 20))
    let positions = layout.lines.map(\.position)
    #expect(zip(positions, positions.dropFirst()).allSatisfy { $0 <= $1 })
  }
}
