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
    var best = ends(in: measure)
    guard stops.count < Self.refined, measure.first == measure.rest else { return best }
    // The eye sees the widest line as the margin: free cells are measured from there.
    var width = measure.rest
    for _ in 0..<3 {
      let widest = widest(best)
      if widest >= width { break }
      width = widest
      let refined = ends(in: Measure(first: width, rest: width))
      if refined.count > best.count { break }
      best = refined
    }
    return best
  }

  private func ends(in measure: Measure) -> [Int] {
    let greedy = greedy(in: measure)
    if isFull(greedy, in: measure) { return greedy }
    let total = total(in: measure, atMost: cost(of: greedy, in: measure))
    // Words of no width could mislead the search; greedy filling is always valid.
    return total.count > greedy.count ? greedy : total
  }

  // MARK: Costs

  @inline(__always)
  private func cells(from: Int, to: Int) -> Int { Int(stops[to].endCells &- stops[from].nextCells) }

  @inline(__always)
  private func fits(from: Int, to: Int, in measure: Measure) -> Bool {
    cells(from: from, to: to) <= measure.width(ofLineFrom: from)
  }

  /// The cost of a line that is not the last.
  @inline(__always)
  private func cost(from: Int, to: Int, in measure: Measure) -> Int {
    let free = max(0, measure.width(ofLineFrom: from) &- cells(from: from, to: to))
    return free &* free &+ (stops[to].hasHyphen ? hyphenCost(in: measure) : 0)
  }

  /// A hyphen costs as much as a sixth of the line left free.
  @inline(__always)
  private func hyphenCost(in measure: Measure) -> Int { measure.rest &* measure.rest / 36 }

  /// A last line of one short word costs as much as a third of a line left free.
  private func widowCost(from: Int, to last: Int, in measure: Measure) -> Int {
    from == last - 1 && cells(from: from, to: last) < measure.rest / 3 ? measure.rest &* measure.rest / 9 : 0
  }

  private func cost(of ends: [Int], in measure: Measure) -> Int {
    var from = 0
    var sum = 0
    for end in ends.dropLast() {
      sum &+= cost(from: from, to: end, in: measure)
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

  /// Greedy filling left nothing to improve.
  private func isFull(_ ends: [Int], in measure: Measure) -> Bool {
    guard let last = ends.last else { return true }
    let beforeLast = ends.count > 1 ? ends[ends.count - 2] : 0
    return cost(of: ends, in: measure) == 0 && widowCost(from: beforeLast, to: last, in: measure) == 0
  }

  /// Fewest lines first, then least cost, stop by stop.
  private func total(in measure: Measure, atMost greedyCost: Int) -> [Int] {
    let last = stops.count - 1
    var best = [Best](repeating: Best(), count: stops.count)
    var first = 0
    for to in 1...last {
      while first < to - 1, !fits(from: first, to: to, in: measure) { first += 1 }
      best[to] =
        to < last
        ? cheapest(to: to, from: first, best, in: measure)
        : cheapestToLast(from: first, best, in: measure, atMost: greedyCost)
    }
    var ends: [Int] = []
    var stop = last
    while stop > 0 {
      ends.append(stop)
      stop = Int(best[stop].from)
    }
    return ends.reversed()
  }

  /// The best line to a stop among those that start as early as it fits, or later after as few lines.
  private func cheapest(to: Int, from first: Int, _ best: [Best], in measure: Measure) -> Best {
    let lines = best[first].lines
    let end = stops[to].endCells
    var chosen = Best(lines: lines &+ 1, cost: .max, from: Int32(truncatingIfNeeded: first))
    best.withUnsafeBufferPointer { best in
      stops.withUnsafeBufferPointer { stops in
        var from = first
        var width = measure.width(ofLineFrom: first)
        while from < to, best[from].lines == lines {
          let free = max(0, width &- Int(end &- stops[from].nextCells))
          let cost = best[from].cost &+ free &* free
          if cost < chosen.cost {
            chosen.cost = cost
            chosen.from = Int32(truncatingIfNeeded: from)
          }
          from &+= 1
          width = measure.rest
        }
      }
    }
    if stops[to].hasHyphen { chosen.cost &+= hyphenCost(in: measure) }
    return chosen
  }

  private func cheapestToLast(from first: Int, _ best: [Best], in measure: Measure, atMost greedyCost: Int) -> Best {
    let lines = best[first].lines
    var chosen = Best(lines: lines &+ 1, cost: .max, from: Int32(truncatingIfNeeded: first))
    for from in first..<stops.count - 1 where best[from].lines == lines {
      let cost = lastCost(after: best[from].cost, from: from, in: measure, atMost: greedyCost)
      if cost < chosen.cost { chosen = Best(lines: lines &+ 1, cost: cost, from: Int32(truncatingIfNeeded: from)) }
    }
    return chosen
  }

  /// Avoiding a short last line may not make the others worse than greedy filling does.
  private func lastCost(after cost: Int, from: Int, in measure: Measure, atMost greedyCost: Int) -> Int {
    cost &+ widowCost(from: from, to: stops.count - 1, in: measure) &+ (cost > greedyCost ? 1 << 50 : 0)
  }

  /// The best way to a stop: its lines, their cost, and the stop before.
  private struct Best {
    var lines: Int32 = 0
    var cost = 0
    var from: Int32 = 0
  }
}
