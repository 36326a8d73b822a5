import ArticleLayout

/// One link as it stands in the lines of a layout: its words, also over line ends, and its number.
public struct LinkRun: Equatable, Sendable {
  /// Index into `Layout.links`.
  public var link: Int
  /// The words, without the number.
  public var text: String
  /// Never empty.
  public var segments: [Find.Segment]

  public var line: Int { segments.first?.line ?? 0 }

  /// All links in reading order, the list of targets at the end included.
  static func all(in layout: Layout) -> [LinkRun] {
    var runs: [LinkRun] = []
    // The runs that may go on in the next line: the text of a table's cell does so with other cells in between.
    var open: [Int: Int] = [:]
    for (number, line) in layout.lines.enumerated() {
      guard line.spans.contains(where: { $0.link != nil }) else {
        open = [:]
        continue
      }
      var stillOpen: [Int: Int] = [:]
      var cluster = 0
      var former: Int?
      // In the list at the end a number comes first, and a blank before the target.
      var numbered: Int?
      for span in line.spans {
        let clusters = cluster..<(cluster + span.text.count)
        cluster = clusters.upperBound
        guard let link = span.link, !span.text.isEmpty else {
          former = nil
          continue
        }
        let index = former == link || numbered == link ? stillOpen[link] : open.removeValue(forKey: link)
        let isNumber = span.role == .linkNumber
        if let index {
          runs[index].add(clusters, line: number, text: isNumber ? "" : span.text)
        } else {
          runs.append(
            LinkRun(
              link: link, text: isNumber ? "" : span.text, segments: [Find.Segment(line: number, clusters: clusters)]))
        }
        former = link
        numbered = isNumber && index == nil ? link : nil
        // In the text it ends the link.
        stillOpen[link] = isNumber && index != nil ? nil : index ?? runs.count - 1
        if isNumber, index != nil { former = nil }
      }
      open = stillOpen
    }
    return runs
  }

  private mutating func add(_ clusters: Range<Int>, line: Int, text addition: String) {
    if let last = segments.indices.last, segments[last].line == line {
      segments[last].clusters = segments[last].clusters.lowerBound..<clusters.upperBound
      text += addition
    } else {
      segments.append(Find.Segment(line: line, clusters: clusters))
      if !text.isEmpty, !addition.isEmpty { text += " " }
      text += addition
    }
  }
}
