/// The best line ends of one paragraph among its stops.
struct TotalFit {
  /// Past this many stops the widest line is as wide as the measure but for oddities.
  private static let refined = 400

  private let stops: [Stop]
  private let measure: Measure

  init(_ stops: [Stop], measure: Measure) {
    self.stops = stops
    self.measure = measure
  }

  func append(to lines: inout [ParagraphBreaker.Line]) {
    var from = stops[0]
    for end in ends() {
      let to = stops[end]
      lines.append(
        ParagraphBreaker.Line(
          clusters: Int(from.next)..<max(Int(from.next), Int(to.end)),
          cells: max(0, Int(to.endCells &- from.nextCells)), endsWithHyphen: to.hasHyphen))
      from = to
    }
  }

  /// The stops at which lines end.
  private func ends() -> [Int] {
    let last = stops.count - 1
    guard last > 0 else { return [] }
    if fits(from: 0, to: last, in: measure) { return [last] }
    var ways = [Way](repeating: Way(), count: stops.count)
    var best = best(in: measure, insteadOf: greedy(in: measure), &ways)
    guard stops.count < Self.refined, measure.first == measure.rest else { return best }
    // The eye sees the widest line as the margin: free cells are measured from there.
    var width = measure.rest
    for _ in 0..<3 {
      let widest = widest(best)
      if widest >= width { break }
      width = widest
      let narrower = Measure(first: width, rest: width)
      let greedy = greedy(in: narrower)
      if greedy.count > best.count { break }
      best = self.best(in: narrower, insteadOf: greedy, &ways)
    }
    return best
  }

  // MARK: Costs

  @inline(__always)
  private func cells(from: Int, to: Int) -> Int { Int(stops[to].endCells &- stops[from].nextCells) }

  @inline(__always)
  private func fits(from: Int, to: Int, in measure: Measure) -> Bool {
    cells(from: from, to: to) <= measure.width(ofLineFrom: from)
  }

  /// A hyphen costs as much as a sixth of the line left free.
  private func hyphenCost(in measure: Measure) -> Int { measure.rest &* measure.rest / 36 }

  /// A last line of one short word costs as much as a third of a line left free.
  private func widowCost(from: Int, in measure: Measure) -> Int {
    let last = stops.count - 1
    return from == last - 1 && cells(from: from, to: last) < measure.rest / 3 ? measure.rest &* measure.rest / 9 : 0
  }

  /// The cost of all lines but the last.
  private func cost(of ends: [Int], in measure: Measure) -> Int {
    var from = 0
    var sum = 0
    for end in ends.dropLast() {
      let free = max(0, measure.width(ofLineFrom: from) &- cells(from: from, to: end))
      sum &+= free &* free &+ (stops[end].hasHyphen ? hyphenCost(in: measure) : 0)
      from = end
    }
    return sum
  }

  private func widest(_ ends: [Int]) -> Int {
    var from = 0
    var widest = 0
    for end in ends {
      widest = max(widest, cells(from: from, to: end))
      from = end
    }
    return widest
  }

  // MARK: The two ways

  private func greedy(in measure: Measure) -> [Int] {
    var ends: [Int] = []
    ends.reserveCapacity(stops.count / 8 + 2)
    var from = 0
    while from < stops.count - 1 {
      var to = from + 1
      while to + 1 < stops.count, let further = furtherStop(from: from, after: to, in: measure) { to = further }
      ends.append(to)
      from = to
    }
    return ends
  }

  /// The next stop that a line reaches; a hyphen may be too wide where the rest of its word is not.
  private func furtherStop(from: Int, after stop: Int, in measure: Measure) -> Int? {
    if fits(from: from, to: stop + 1, in: measure) { return stop + 1 }
    guard stops[stop + 1].hasHyphen, stop + 2 < stops.count, fits(from: from, to: stop + 2, in: measure) else {
      return nil
    }
    return stop + 2
  }

  /// The line ends of least cost, in as few lines as greedy filling needs; those of greedy filling if nothing is
  /// better.
  ///
  /// The n-th line can only end in a window: at the latest where greedy filling ends it, at the earliest where
  /// greedy filling from the paragraph's end backwards starts the next one. So each line is searched by itself.
  /// `ways` has room for every stop; what is in it does not matter.
  private func best(in measure: Measure, insteadOf greedy: [Int], _ ways: inout [Way]) -> [Int] {
    let greedyCost = cost(of: greedy, in: measure)
    let widow = widowCost(from: greedy.count > 1 ? greedy[greedy.count - 2] : 0, in: measure)
    if greedyCost == 0, widow == 0 { return greedy }
    let earliest = earliestEnds(latest: greedy, in: measure)
    ways[0].cost = 0
    var from = 0...0
    for line in greedy.indices.dropLast() {
      let to = earliest[line]...greedy[line]
      findWays(&ways, from: from, to: to, in: measure)
      from = to
    }
    guard let end = lastEnd(ways, from: from, in: measure, atMost: greedyCost) else { return greedy }
    var ends = greedy
    var stop = end
    for line in greedy.indices.dropLast().reversed() {
      ends[line] = stop
      stop = Int(ways[stop].from)
    }
    return ends
  }

  private func earliestEnds(latest: [Int], in measure: Measure) -> [Int] {
    var earliest = latest
    for line in latest.indices.dropLast().reversed() {
      let end = earliest[line + 1]
      let floor = line > 0 ? latest[line - 1] + 1 : 1
      while earliest[line] > floor, fits(from: earliest[line] - 1, to: end, in: measure) { earliest[line] -= 1 }
    }
    return earliest
  }

  /// Finds the best way to each stop where a line may end, from those where it may start.
  private func findWays(
    _ ways: inout [Way], from starts: ClosedRange<Int>, to ends: ClosedRange<Int>, in measure: Measure
  ) {
    let width = measure.width(ofLineFrom: starts.lowerBound)
    let hyphenCost = hyphenCost(in: measure)
    ways.withUnsafeMutableBufferPointer { ways in
      stops.withUnsafeBufferPointer { stops in
        var first = starts.lowerBound
        for end in ends {
          let endCells = Int(stops[end].endCells)
          while first < starts.upperBound, endCells &- Int(stops[first].nextCells) > width { first &+= 1 }
          var way = Way()
          for start in first...starts.upperBound {
            let free = max(0, width &- (endCells &- Int(stops[start].nextCells)))
            let cost = ways[start].cost &+ free &* free
            if cost < way.cost { way = Way(cost: cost, from: Int32(truncatingIfNeeded: start)) }
          }
          if stops[end].hasHyphen { way.cost &+= hyphenCost }
          ways[end] = way
        }
      }
    }
  }

  /// Where the line before the last ends best. Avoiding a short last line may not make the others worse than greedy
  /// filling does.
  private func lastEnd(
    _ ways: [Way], from starts: ClosedRange<Int>, in measure: Measure, atMost greedyCost: Int
  ) -> Int? {
    var best: (end: Int, cost: Int)?
    for start in starts where fits(from: start, to: stops.count - 1, in: measure) {
      let cost = ways[start].cost
      guard cost < Way.unreached else { continue }
      let whole = cost &+ widowCost(from: start, in: measure) &+ (cost > greedyCost ? 1 << 50 : 0)
      if whole < best?.cost ?? .max { best = (start, whole) }
    }
    return best?.end
  }

  /// The best way to a stop: what the lines up to it cost, and the stop before.
  private struct Way {
    /// More than any paragraph costs.
    static let unreached = 1 << 60

    var cost = unreached
    var from: Int32 = 0
  }
}
