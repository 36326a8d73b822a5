import LibXML
import Testing

struct HTMLTreeTests {
  /// A tree as text: `p[text b[text]]`.
  private func outline(_ html: String) -> String {
    let tree = HTMLTree(parsing: html)
    func write(_ node: Int) -> String {
      guard let element = tree.nodes[node].element else { return String(decoding: tree.text(at: node), as: UTF8.self) }
      return element.rawValue + "[" + children(node + 1, tree.nodes[node].end) + "]"
    }
    func children(_ start: Int, _ end: Int) -> String {
      var text = ""
      var node = start
      while node < end {
        text += write(node)
        node = tree.nodes[node].end
      }
      return text
    }
    return children(0, tree.nodes.count)
  }

  @Test("text after an element that was closed belongs to its parent")
  func textAfterAnElement() {
    #expect(outline("<p>a<b>b</b>c</p>") == "p[ab[b]c]")
  }

  @Test("misnested and unclosed elements keep all their text")
  func misnestedElements() {
    #expect(HTMLTree(parsing: "<p>one <b>two <i>three</b> four</i><p>five</div>").wholeText == "one two three fourfive")
  }

  @Test(
    "styles that are closed in the wrong order end where they say",
    arguments: [
      ("<b>x<i>y</b>z</i>w", "b[xi[y]]i[z]w"),
      ("<b><span>x</b>y</span>z", "b[span[x]]yz"),
      ("<span><b>x</span>y</b>z", "span[b[x]]b[y]z"),
      ("<i>x</b>y</i>z", "i[xy]z"),
      ("<a href=1>x<a href=2>y</a>z", "a[x]a[y]z"),
    ])
  func misnestedStyles(html: String, expected: String) {
    #expect(outline(html) == expected)
  }

  @Test(
    "styles and links go on in the blocks within them, and what a block leaves open in the next",
    arguments: [
      ("<b><p>x</p></b><p>y</p>", "b[]p[b[x]]p[y]"),
      ("<b><div>x</b>y</div>z", "b[]div[b[x]y]z"),
      ("<a href=1><h2>x</h2><p>y</p></a>z", "a[]h2[a[x]]p[a[y]]z"),
      ("<p><b>x<p>y</b>z", "p[b[x]]p[b[y]z]"),
      ("<p><mark>x<p>y", "p[mark[x]]p[y]"),
      ("<ins><p>x</p><p>y</p></ins>z", "ins[]p[ins[x]]p[ins[y]]z"),
      ("<ul><li><b>x<li>y</b>z</ul>", "ul[li[b[x]]li[b[y]z]]"),
      ("<table><tr><td><b>x<td>y</table>z", "table[tr[td[b[x]]td[y]]]z"),
      ("<b><table><tr><td>x</b>y</table>z</b>w", "b[]table[tr[td[b[xy]]]]b[z]w"),
    ])
  func stylesAroundBlocks(html: String, expected: String) {
    #expect(outline(html) == expected)
  }

  @Test("styles without end cost no more than their page")
  func stylesWithoutEnd() {
    let html = String(repeating: "<b title=0123456789>", count: 20) + String(repeating: "<p>x", count: 2000)
    let tree = HTMLTree(parsing: html)
    #expect(tree.wholeText == String(repeating: "x", count: 2000))
    #expect(tree.nodes.count < 8000)
  }

  @Test("references follow the HTML standard: named, numeric, windows-1252, unterminated and unknown")
  func characterReferences() {
    let html = "<p>caf&eacute; &#8217;&#x2260;&#150; &copy 2024 &nosuch; AT&T &notit; &lt;b&gt; &amp;amp;</p>"
    #expect(HTMLTree(parsing: html).wholeText == "café ’≠– © 2024 &nosuch; AT&T ¬it; <b> &amp;")
  }

  @Test("an ampersand in a URL is no reference unless it says so")
  func referencesInAttributes() {
    let tree = HTMLTree(parsing: "<a href='?a=1&copy=2&amp;b=&quot;&#x3e;'>x</a>")
    #expect(tree.attribute("href", of: 0) == "?a=1&copy=2&b=\">")
    #expect(tree.attribute("title", of: 0) == nil)
  }

  @Test("attributes need no quotes, no value and no lower case")
  func looseAttributes() {
    let tree = HTMLTree(parsing: "<IMG SRC=a.png hidden ALT = 'a > b'>")
    #expect(tree.attribute("src", of: 0) == "a.png")
    #expect(tree.attribute("hidden", of: 0) == "")
    #expect(tree.attribute("alt", of: 0) == "a > b")
  }

  @Test("scripts, styles and comments are gone, with what looks like markup in them")
  func hiddenText() {
    let html = "a<script>if (a</b>) '<p>'</script>b<style>p > a{}</style>c<!-- <p>no</p> -->d<!doctype html>e<?php f?>g"
    #expect(HTMLTree(parsing: html).wholeText == "abcdeg")
  }

  @Test("a section of character data keeps its text")
  func characterData() {
    #expect(HTMLTree(parsing: "<p><![CDATA[one <b>two</b>]]> three").wholeText == "one two three")
  }

  @Test("a tag that never ends is text")
  func unfinishedTag() {
    #expect(HTMLTree(parsing: "a < b <3 and <a href='x").wholeText == "a < b <3 and <a href='x")
  }

  @Test("an end tag without a name is left out, and what is around it keeps its place")
  func endTagWithoutName() {
    #expect(outline("<p>one</3>two</><b>three</b></-->four</p>five") == "p[onetwob[three]four]five")
  }

  @Test("white space between tags stays where it stands")
  func whiteSpace() {
    #expect(outline("<div> <b>x</b> \n<i> </i>y\u{C}z </div>") == "div[ b[x] \ni[ ]y\u{C}z ]")
  }

  @Test("a list right in a list stays in it")
  func listInList() {
    #expect(outline("<ol><li>a</li><ul><li>b</li></ul><li>c</li></ol>") == "ol[li[a]ul[li[b]]li[c]]")
  }

  @Test("elements that HTML 4 did not know hold no text if they are empty by nature")
  func newVoidElements() {
    #expect(outline("<p>a<wbr>b</p>") == "p[awbr[]b]")
  }

  @Test("what lies deeper than the limit keeps its text, and stray end tags cost no time")
  func deepNesting() {
    let depth = 20_000
    let html =
      String(repeating: "<div><b>", count: depth) + "bottom" + String(repeating: "</i>", count: depth)
      + String(repeating: "</b></div>", count: depth) + "<p>after</p>"
    let tree = HTMLTree(parsing: html)
    #expect(tree.wholeText == "bottomafter")
    #expect(tree.nodes.count < 8 * HTMLTree.maximumDepth)
  }

  @Test("an element with a hundred thousand attributes is read in a moment")
  func manyAttributes() {
    let attributes = (0..<100_000).map { "a\($0)=1" }.joined(separator: " ")
    #expect(HTMLTree(parsing: "<p \(attributes)>text</p>").wholeText == "text")
  }

  @Test("control characters never come out, as bytes or as references")
  func controls() {
    #expect(HTMLTree(parsing: "a\u{1B}[1m&#27;[2m\u{07}&#7;b").wholeText == "a[1m[2mb")
  }

  @Test("any cut of a page can be read")
  func anyCut() {
    let html = Array(
      "<p class=\"a\">x &amp; y<!-- c --><![CDATA[z]]></p><a href='q'>&#x1F600;</a><title>t</title>".utf8)
    for end in 0...html.count { _ = HTMLTree(parsing: String(decoding: html[..<end], as: UTF8.self)) }
  }
}

extension HTMLTree {
  fileprivate var wholeText: String {
    nodes.indices.filter { nodes[$0].element == nil }.map { String(decoding: text(at: $0), as: UTF8.self) }.joined()
  }
}
