import ArticleDocument
import Testing

struct FormulaTests {
  private func blocks(_ html: String) -> [Block] { HTMLReader.read(html).blocks }

  @Test("a formula that MathJax would draw is shown as it was written")
  func script() {
    #expect(
      blocks("<p>where <script type=\"math/tex\">a < b &amp; c</script> holds</p>")
        == [.paragraph([.text("where "), .text("a < b &amp; c", .code), .text(" holds")])])
    #expect(blocks("<p>a <script>b < c</script> d</p>") == [.paragraph([.text("a d")])])
  }

  @Test("a formula on lines of its own is a block, without the marks that hide it from XML")
  func displayedScript() {
    let html = "<p>so</p><script type='math/tex; mode=display'>% <![CDATA[\nx &= 1 \\\\\ny &= 2 %]]></script><p>as</p>"
    #expect(
      blocks(html)
        == [.paragraph([.text("so")]), .code(Code("x &= 1 \\\\\ny &= 2")), .paragraph([.text("as")])])
  }

  @Test("of a formula and what was drawn of it, one is shown")
  func copies() {
    let script = "<script type='math/tex'>y^2</script>"
    let drawn = "<span class='MathJax'><nobr><span class='mi'>y</span><span>2</span></nobr>"
    let expected = [Block.paragraph([.text("let "), .text("y^2", .code), .text(".")])]
    #expect(blocks("<p>let <span class='MathJax_Preview'>y2</span>\(script).</p>") == expected)
    #expect(blocks("<p>let <span class='MathJax_Preview'></span>\(drawn)</span>\(script).</p>") == expected)
    let spoken = "<math><msup><mi>y</mi><mn>2</mn></msup></math>"
    #expect(
      blocks("<p>let \(drawn.replacing("<nobr>", with: "<nobr aria-hidden='true'>"))\(spoken)</span>\(script).</p>")
        == [.paragraph([.text("let y².")])])
  }

  @Test("what stands before a formula and is no copy of it stays")
  func neighbours() {
    #expect(
      blocks("<p><span class='MathJax_Preview'>a</span> and <script type='math/tex'>b</script></p>")
        == [.paragraph([.text("a and "), .text("b", .code)])])
  }

  @Test("pictures of formulas are their sources")
  func pictures() {
    let expected = [Block.paragraph([.text("is "), .text("\\pi^2", .code), .text(".")])]
    #expect(
      blocks("<p>is <img src='https://a.example/latex.php?latex=x' alt='\\pi^2' title='\\pi^2'>.</p>") == expected)
    #expect(blocks("<p>is <img src='https://latex.codecogs.com/svg.latex?%5Cpi%5E2'>.</p>") == expected)
    #expect(
      blocks("<p>is <img src='https://a.example/media/math/render/svg/1' alt='{\\displaystyle \\pi^2}'>.</p>")
        == expected)
  }

  private func formula(_ mathML: String) -> [Block] { blocks("<p><math>\(mathML)</math></p>") }

  private func line(_ text: String) -> [Block] { [.paragraph([.text(text)])] }

  @Test("a sign before a single thing touches it")
  func signs() {
    #expect(formula("<mi>x</mi><mo>=</mo><mo>−</mo><mi>y</mi><mo>−</mo><mn>1</mn>") == line("x = −y − 1"))
    #expect(formula("<mo>(</mo><mo>±</mo><mi>y</mi><mo>)</mo>") == line("(±y)"))
    #expect(formula("<msup><mi>e</mi><mrow><mo>−</mo><mn>2</mn><mi>k</mi></mrow></msup>") == line("e^(−2k)"))
    #expect(formula("<msup><mi>x</mi><mo>∞</mo></msup>") == line("x^∞"))
    #expect(formula("<mover><mi>B</mi><mo>→</mo></mover><mo>=</mo><mn>0</mn>") == line("B\u{20D7} = 0"))
  }

  @Test("equations under each other are no matrix, and a matrix has one pair of brackets")
  func tables() {
    let equation = "<mtr><mtd><mi>x</mi></mtd><mtd><mo>=</mo><mn>1</mn></mtd></mtr>"
    #expect(formula("<mtable>\(equation)\(equation)</mtable>") == line("x = 1; x = 1"))
    let row = "<mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr>"
    #expect(formula("<mo>(</mo><mtable>\(row)\(row)</mtable><mo>)</mo>") == line("(a, b; a, b)"))
    #expect(formula("<mo>(</mo><mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac><mo>)</mo>") == line("(n¦k)"))
  }
}
