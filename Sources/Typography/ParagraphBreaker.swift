/// Chooses a paragraph's line ends: total fit (Knuth and Plass, 1981) over the opportunities of UAX #14.
///
/// Lines are ragged right. Of all ways with the fewest lines, the one with the least sum of squared free cells is
/// taken; the last line costs nothing, unless it is one short word. A word wider than a line starts a line and is
/// cut between clusters.
public enum ParagraphBreaker {
  /// One line: the clusters on it, white space at its end left out.
  public struct Line: Equatable, Sendable {
    /// Indices into `MeasuredText.clusters`.
    public var clusters: Range<Int>
    /// Cells of the clusters and of the hyphen.
    public var cells: Int
    /// Whether the line ends at a soft hyphen, so that a hyphen is drawn after it.
    public var endsWithHyphen: Bool
  }

  /// Breaks a measured paragraph into lines; an empty text has none.
  /// - Parameters:
  ///   - text: the paragraph; line breaks in it are kept.
  ///   - width: cells of every line but the first, at least 1; a cluster wider than that stands alone.
  ///   - firstWidth: cells of the first line. It is left empty if its word only fits the second.
  /// - Returns: the lines in order.
  public static func lines(of text: MeasuredText, width: Int, firstWidth: Int) -> [Line] {
    let width = min(max(width, 1), widest)
    var measure = Measure(first: min(max(firstWidth, 1), widest), rest: width)
    var lines: [Line] = []
    lines.reserveCapacity(text.clusters.count / width + 2)
    var start = 0
    while start < text.clusters.count {
      var stops = Stops(text.clusters, from: start, measure: measure)
      if stops.leavesFirstLineEmpty(in: measure) {
        lines.append(Line(clusters: start..<start, cells: 0, endsWithHyphen: false))
        measure.first = width
        stops = Stops(text.clusters, from: start, measure: measure)
      }
      TotalFit(stops.all, measure: measure).append(to: &lines)
      start = stops.end
      measure.first = width
    }
    return lines
  }

  /// Keeps squares far from overflow.
  private static let widest = 1 << 20
}

/// The cells that lines may take.
struct Measure: Equatable {
  var first: Int
  var rest: Int

  @inline(__always)
  func width(ofLineFrom stop: Int) -> Int { stop == 0 ? first : rest }

  var widest: Int { max(first, rest) }
}
