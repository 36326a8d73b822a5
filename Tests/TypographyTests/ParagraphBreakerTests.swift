import Testing
import Typography

struct ParagraphBreakerTests {
  private func lines(_ text: String, _ width: Int, first: Int? = nil) -> [String] {
    let measured = MeasuredText(text)
    return ParagraphBreaker.lines(of: measured, width: width, firstWidth: first ?? width).map { line in
      measured[line.clusters] + (line.endsWithHyphen ? "-" : "")
    }
  }

  @Test("Total fit evens out what greedy filling leaves ragged")
  func evensOut() {
    #expect(lines("aaa bb cc ddddd", 6) == ["aaa", "bb cc", "ddddd"])
  }

  @Test("Blanks at a line's end vanish, others stay")
  func blanks() {
    #expect(lines("one  two   three ", 8) == ["one  two", "three"])
    #expect(lines("10\u{A0}000 km", 5) == ["10\u{A0}00", "0 km"])
    #expect(lines("", 10) == [])
    #expect(lines("   ", 10) == [""])
    #expect(lines("abc \t \u{3000} def \t", 3) == ["abc", "def"])
  }

  @Test("Line breaks are kept, empty lines too")
  func lineBreaks() {
    #expect(lines("one\ntwo\n\nthree\n", 10) == ["one", "two", "", "three"])
  }

  @Test("A word wider than the line starts a line and is cut between clusters")
  func wideWords() {
    #expect(lines("see antidisestablishment now", 8) == ["see", "antidise", "stablish", "ment now"])
    #expect(lines("👩‍👩‍👧👩‍👩‍👧", 1) == ["👩‍👩‍👧", "👩‍👩‍👧"])
    #expect(lines("漢字", 3) == ["漢", "字"])
  }

  @Test("The first line may be shorter, and stays empty when only the second holds its word")
  func firstLine() {
    #expect(lines("one two three", 9, first: 4) == ["one", "two three"])
    #expect(lines("lighthouse keeper", 10, first: 4) == ["", "lighthouse", "keeper"])
    #expect(lines("lighthousekeeper", 10, first: 4) == ["ligh", "thousekeep", "er"])
  }

  @Test("A soft hyphen shows only where a line ends")
  func softHyphens() {
    #expect(lines("dampf\u{AD}schiff", 20) == ["dampf\u{AD}schiff"])
    #expect(lines("dampf\u{AD}schiff", 6) == ["dampf\u{AD}-", "schiff"])
    #expect(lines("dampf\u{AD}schiff", 5) == ["dampf\u{AD}", "schif", "f"])
    let line = ParagraphBreaker.lines(of: MeasuredText("dampf\u{AD}schiff"), width: 6, firstWidth: 6).first
    #expect(line?.cells == 6)
    #expect(line?.endsWithHyphen == true)
  }

  @Test("A last line of one short word is avoided where that costs little")
  func widows() {
    #expect(lines("the quick brown fox jumps over the lazy dog a", 22).last != "a")
  }

  @Test("No cluster is lost, no line is too wide, and there are never more lines than greedy filling makes")
  func invariants() {
    var random = RandomTexts(seed: 7)
    for _ in 0..<1500 {
      guard let text = random.next() else { return }
      let width = 1 + random.below(40)
      let first = 1 + random.below(40)
      check(MeasuredText(text), width: width, first: first)
      check(MeasuredText(text), width: width, first: width)
    }
  }

  private func check(_ text: MeasuredText, width: Int, first: Int) {
    let lines = ParagraphBreaker.lines(of: text, width: width, firstWidth: first)
    var next = 0
    for (number, line) in lines.enumerated() {
      #expect(line.clusters.lowerBound >= next)
      #expect(text.clusters[next..<line.clusters.lowerBound].allSatisfy { $0.isSpace }, "\(text.text.debugDescription)")
      next = line.clusters.upperBound
      let cells = text.clusters[line.clusters].reduce(0) { $0 + $1.cells } + (line.endsWithHyphen ? 1 : 0)
      #expect(line.cells == cells)
      #expect(
        cells <= (number == 0 ? first : width) || text.clusters[line.clusters].filter { $0.cells > 0 }.count == 1,
        "\(text.text.debugDescription) \(width) \(first) \(number) \(text[line.clusters].debugDescription)")
    }
    #expect(text.clusters[next...].allSatisfy { $0.isSpace })
    if first == width {
      #expect(lines.count <= greedyCount(text, width: width), "\(text.text.debugDescription) at \(width)")
    }
  }

  /// Lines of the plain way: as much as fits on each; a word wider than a line starts one.
  private func greedyCount(_ text: MeasuredText, width: Int) -> Int {
    var count = 0
    var used: Int?
    var word: [MeasuredText.Cluster] = []
    var blanks = 0
    func place(_ cells: Int, hyphen: Int) {
      if let before = used, before + blanks + cells + hyphen <= width {
        used = before + blanks + cells
      } else {
        count += 1
        used = cells
      }
      blanks = 0
    }
    for cluster in text.clusters {
      if cluster.isSpace, word.isEmpty, used != nil { blanks += cluster.cells } else { word.append(cluster) }
      guard cluster.breakAfter != .prohibited else { continue }
      let shown = word.reversed().drop(while: \.isSpace).reversed()
      let trailing = word.dropFirst(shown.count).reduce(0) { $0 + $1.cells }
      var cells = shown.reduce(0) { $0 + $1.cells }
      if !shown.isEmpty {
        if cells > width {
          cells = 0
          used = nil
          for piece in shown {
            if cells + piece.cells > width, cells > 0 {
              place(cells, hyphen: 0)
              used = nil
              cells = 0
            }
            cells += piece.cells
          }
        }
        // A hyphen is only drawn if the line ends there; room for it is kept all the same.
        place(cells, hyphen: cluster.breakAfter == .hyphen && cells > 0 ? 1 : 0)
        blanks = trailing
        word = []
      }
      if cluster.breakAfter == .mandatory {
        if used == nil { count += 1 }
        used = nil
        blanks = 0
        word = []
      }
    }
    return count
  }

  @Test("Raggedness is the least there is for that many lines, or near it")
  func optimum() {
    var random = RandomTexts(seed: 11)
    for _ in 0..<300 {
      let words = (0..<(8 + random.below(40))).map { _ in String(repeating: "x", count: 1 + random.below(9)) }
      let width = 12 + random.below(30)
      let broken = lines(words.joined(separator: " "), width)
      let measure = broken.map(\.count).max() ?? width
      let mine = broken.dropLast().reduce(0) { $0 + (measure - $1.count) * (measure - $1.count) }
      let greedy = greedyCost(words.map(\.count), measure)
      #expect(mine <= greedy, "\(words) at \(width)")
    }
  }

  private func greedyCost(_ words: [Int], _ width: Int) -> Int {
    var cost = 0
    var used = 0
    for word in words {
      if used > 0, used + 1 + word > width {
        cost += (width - used) * (width - used)
        used = word
      } else {
        used += used > 0 ? 1 + word : word
      }
    }
    return cost
  }
}
