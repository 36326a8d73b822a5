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
struct Stops {
  /// The first stands before the text; no line ends there.
  private(set) var all: [Stop] = []
  /// The cluster after the last one looked at.
  private(set) var end: Int

  private let clusters: [MeasuredText.Cluster]

  init(_ clusters: [MeasuredText.Cluster], from start: Int, measure: Measure) {
    self.clusters = clusters
    end = start
    all.reserveCapacity(min(clusters.count &- start, 1 << 10) / 4 + 2)
    append(end: start, cells: 0, next: start, 0, hasHyphen: false)
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
    var word = end
    var wordCells = 0
    clusters.withUnsafeBufferPointer { clusters in
      while end < clusters.count {
        if clusters[end].isWithinWord {
          repeat {
            x &+= clusters[end].cells
            end &+= 1
          } while end < clusters.count && clusters[end].isWithinWord
          shown = end
          shownCells = x
          continue
        }
        let cluster = clusters[end]
        end &+= 1
        x &+= cluster.cells
        if !cluster.isSpace {
          shown = end
          shownCells = x
        }
        if cluster.breakAfter == .prohibited { continue }
        let isLast = cluster.breakAfter == .mandatory
        if shown <= word, all.count > 1 || !isLast {
          // Nothing but blanks: they vanish with those before them.
          skipBlanks(to: end, x)
          if isLast { return }
          if all.count > 1 { (word, wordCells) = (end, x) }
          continue
        }
        if shownCells &- wordCells > measure.rest {
          (word, wordCells) = cut(word..<shown, from: wordCells, measure, in: clusters)
        }
        let hasHyphen = cluster.breakAfter == .hyphen
        // A hyphen needs something before it, and room.
        if hasHyphen, shownCells == wordCells || shownCells &- wordCells >= measure.rest { continue }
        append(
          end: max(shown, word), cells: max(shownCells, wordCells) &+ (hasHyphen ? 1 : 0), next: end, x,
          hasHyphen: hasHyphen)
        if isLast { return }
        word = end
        wordCells = x
      }
    }
  }

  /// Adds stops inside a word that no line holds, so that each piece fills one.
  /// - Returns: where the last piece starts, and the cells before it.
  private mutating func cut(
    _ word: Range<Int>, from start: Int, _ measure: Measure, in clusters: UnsafeBufferPointer<MeasuredText.Cluster>
  ) -> (start: Int, cells: Int) {
    var limit = all.count == 1 ? measure.first : measure.rest
    var x = start
    var piece = (start: word.lowerBound, cells: start)
    for index in word {
      let cells = clusters[index].cells
      if x &+ cells &- piece.cells > limit, x > piece.cells {
        append(end: index, cells: x, next: index, x, hasHyphen: false)
        piece = (index, x)
        limit = measure.rest
      }
      x &+= cells
    }
    return piece
  }

  private mutating func skipBlanks(to next: Int, _ nextCells: Int) {
    let last = all.count - 1
    guard last > 0 else { return }
    all[last].next = Int32(truncatingIfNeeded: next)
    all[last].nextCells = Int32(truncatingIfNeeded: nextCells)
  }

  private mutating func append(end: Int, cells: Int, next: Int, _ nextCells: Int, hasHyphen: Bool) {
    all.append(
      Stop(
        end: Int32(truncatingIfNeeded: end), next: Int32(truncatingIfNeeded: next),
        endCells: Int32(truncatingIfNeeded: cells), nextCells: Int32(truncatingIfNeeded: nextCells),
        hasHyphen: hasHyphen))
  }
}
