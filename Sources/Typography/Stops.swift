/// A place where a line may end.
struct Stop: Equatable {
  /// The cluster after the last one shown, and the one that the next line starts with.
  var end: Int32
  var next: Int32
  /// Cells from the start up to these two; those of a hyphen are in `endCells`.
  var endCells: Int32
  var nextCells: Int32
  var hasHyphen: Bool
}

/// The places up to a paragraph's end, or its next line break.
///
/// This is where opportunities come from: hyphenation by dictionary will add its own here.
struct Stops {
  /// The first stands before the text; no line ends there.
  private(set) var all: [Stop] = [Stop(end: 0, next: 0, endCells: 0, nextCells: 0, hasHyphen: false)]
  /// The cluster after the last one looked at.
  private(set) var end: Int

  private let clusters: [MeasuredText.Cluster]

  init(_ clusters: [MeasuredText.Cluster], from start: Int, measure: Measure) {
    self.clusters = clusters
    end = start
    all[0].end = Int32(truncatingIfNeeded: start)
    all[0].next = Int32(truncatingIfNeeded: start)
    all.reserveCapacity(min(clusters.count &- start, 1 << 14) / 4)
    collect(measure)
  }

  /// Whether the first line is too narrow for its word, and the second is not.
  func leavesFirstLineEmpty(in measure: Measure) -> Bool {
    guard measure.first < measure.rest, all.count > 1 else { return false }
    let word = Int(all[1].endCells)
    return word > measure.first && word <= measure.rest
  }

  private mutating func collect(_ measure: Measure) {
    var x = 0
    var shown = end
    var shownCells = 0
    var wordStart = end
    var wordStartCells = 0
    clusters.withUnsafeBufferPointer { clusters in
      while end < clusters.count {
        let cluster = clusters[end]
        end &+= 1
        x &+= cluster.cells
        if !cluster.isSpace {
          shown = end
          shownCells = x
        }
        if cluster.breakAfter == .prohibited { continue }
        let isLast = cluster.breakAfter == .mandatory
        // A line of nothing but blanks only stands alone.
        if shown <= wordStart, !isLast { continue }
        let shownWidth = shownCells &- wordStartCells
        if shownWidth > measure.rest || all.count == 1 && shownWidth > measure.first && shownWidth > measure.rest {
          cut(wordStart..<shown, from: wordStartCells, measure, in: clusters)
        }
        let hasHyphen = cluster.breakAfter == .hyphen
        append(
          end: max(shown, wordStart), cells: max(shownCells, wordStartCells) &+ (hasHyphen ? 1 : 0), next: end, x,
          hasHyphen: hasHyphen)
        if isLast { return }
        wordStart = end
        wordStartCells = x
      }
    }
  }

  /// Adds stops inside a word that no line holds, so that each piece fills one.
  private mutating func cut(
    _ word: Range<Int>, from start: Int, _ measure: Measure, in clusters: UnsafeBufferPointer<MeasuredText.Cluster>
  ) {
    var limit = all.count == 1 ? measure.first : measure.rest
    var x = start
    var pieceStart = start
    for index in word {
      let cells = clusters[index].cells
      if x &+ cells &- pieceStart > limit, x > pieceStart {
        append(end: index, cells: x, next: index, x, hasHyphen: false)
        pieceStart = x
        limit = measure.rest
      }
      x &+= cells
    }
  }

  private mutating func append(end: Int, cells: Int, next: Int, _ nextCells: Int, hasHyphen: Bool) {
    all.append(
      Stop(
        end: Int32(truncatingIfNeeded: end), next: Int32(truncatingIfNeeded: next),
        endCells: Int32(truncatingIfNeeded: cells), nextCells: Int32(truncatingIfNeeded: nextCells),
        hasHyphen: hasHyphen))
  }
}
