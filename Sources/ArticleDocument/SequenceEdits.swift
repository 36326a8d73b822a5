/// How one row of things becomes another: what they share, in order, and what stands between.
///
/// As in Bram Cohen's patience diff, things that are there once in both are taken as fixed first, which follows an
/// author's edits better than the fewest changes do; between them Myers' algorithm runs while few things differ. Both
/// are bounded, so that the work grows with the length alone.
struct SequenceEdits {
  struct Part: Equatable {
    /// Whether the two ranges hold the same.
    var isSame: Bool
    var old: Range<Int>
    var new: Range<Int>
  }

  /// In order, and without gaps: what is the same and what is not take turns.
  private(set) var parts: [Part] = []
  private let old: [Int]
  private let new: [Int]

  /// - Parameters:
  ///   - old: the things by number, equal ones with equal numbers.
  ///   - new: what became of them.
  init(from old: [Int], to new: [Int]) {
    self.old = old
    self.new = new
    compare(old.indices, new.indices, depth: 0)
  }

  private static let deepest = 6
  private static let mostDifferences = 400

  private mutating func add(_ isSame: Bool, _ old: Range<Int>, _ new: Range<Int>) {
    guard !old.isEmpty || !new.isEmpty else { return }
    if let last = parts.indices.last, parts[last].isSame == isSame {
      parts[last].old = parts[last].old.lowerBound..<old.upperBound
      parts[last].new = parts[last].new.lowerBound..<new.upperBound
    } else {
      parts.append(Part(isSame: isSame, old: old, new: new))
    }
  }

  private mutating func compare(_ a: Range<Int>, _ b: Range<Int>, depth: Int) {
    var (a, b) = (a, b)
    var head = 0
    while head < min(a.count, b.count), old[a.lowerBound + head] == new[b.lowerBound + head] { head += 1 }
    add(true, a.lowerBound..<a.lowerBound + head, b.lowerBound..<b.lowerBound + head)
    (a, b) = (a.lowerBound + head..<a.upperBound, b.lowerBound + head..<b.upperBound)
    var tail = 0
    while tail < min(a.count, b.count), old[a.upperBound - 1 - tail] == new[b.upperBound - 1 - tail] { tail += 1 }
    let ends = (a.upperBound - tail..<a.upperBound, b.upperBound - tail..<b.upperBound)
    compareMiddle(a.lowerBound..<a.upperBound - tail, b.lowerBound..<b.upperBound - tail, depth: depth)
    add(true, ends.0, ends.1)
  }

  private mutating func compareMiddle(_ a: Range<Int>, _ b: Range<Int>, depth: Int) {
    guard !a.isEmpty, !b.isEmpty else {
      add(false, a, b)
      return
    }
    let fixed = depth < SequenceEdits.deepest ? fixedPoints(a, b) : []
    guard !fixed.isEmpty else {
      let same = fewestEdits(a, b) ?? []
      var (i, j) = (a.lowerBound, b.lowerBound)
      for (x, y) in same {
        add(false, i..<x, j..<y)
        add(true, x..<x + 1, y..<y + 1)
        (i, j) = (x + 1, y + 1)
      }
      add(false, i..<a.upperBound, j..<b.upperBound)
      return
    }
    var (i, j) = (a.lowerBound, b.lowerBound)
    for (x, y) in fixed {
      compare(i..<x, j..<y, depth: depth + 1)
      add(true, x..<x + 1, y..<y + 1)
      (i, j) = (x + 1, y + 1)
    }
    compare(i..<a.upperBound, j..<b.upperBound, depth: depth + 1)
  }

  /// What is there once in both ranges, as far as it stands in the same order.
  private func fixedPoints(_ a: Range<Int>, _ b: Range<Int>) -> [(Int, Int)] {
    let (once, onceNew) = (SequenceEdits.positionsOfUnique(old, a), SequenceEdits.positionsOfUnique(new, b))
    let pairs = once.compactMap { thing, x in onceNew[thing].map { (x, $0) } }.sorted { $0.0 < $1.0 }
    // The longest row of pairs that rises in both, by patience sorting.
    var piles: [Int] = []
    var before = [Int](repeating: -1, count: pairs.count)
    for (index, pair) in pairs.enumerated() {
      var (low, high) = (0, piles.count)
      while low < high {
        let middle = (low + high) / 2
        if pairs[piles[middle]].1 < pair.1 { low = middle + 1 } else { high = middle }
      }
      before[index] = low > 0 ? piles[low - 1] : -1
      if low == piles.count { piles.append(index) } else { piles[low] = index }
    }
    var chain: [(Int, Int)] = []
    var index = piles.last ?? -1
    while index >= 0 {
      chain.append(pairs[index])
      index = before[index]
    }
    return chain.reversed()
  }

  /// Where each thing stands that is there once.
  private static func positionsOfUnique(_ things: [Int], _ range: Range<Int>) -> [Int: Int] {
    var positions: [Int: Int] = [:]
    for index in range { positions[things[index]] = positions[things[index]] == nil ? index : -1 }
    return positions.filter { $0.value >= 0 }
  }

  /// E. Myers, "An O(ND) Difference Algorithm", 1986: the pairs that stay; nil if too much differs.
  private func fewestEdits(_ a: Range<Int>, _ b: Range<Int>) -> [(Int, Int)]? {
    let most = min(a.count + b.count, SequenceEdits.mostDifferences)
    var reach = [Int](repeating: 0, count: 2 * most + 2)
    var trace: [[Int]] = []
    for edits in 0...most {
      trace.append(Array(reach[most - edits...most + edits + 1]))
      for diagonal in stride(from: -edits, through: edits, by: 2) {
        let isDown =
          diagonal == -edits || (diagonal != edits && reach[most + diagonal - 1] < reach[most + diagonal + 1])
        var x = isDown ? reach[most + diagonal + 1] : reach[most + diagonal - 1] + 1
        while x < a.count, x - diagonal < b.count, old[a.lowerBound + x] == new[b.lowerBound + x - diagonal] { x += 1 }
        reach[most + diagonal] = x
        if x >= a.count, x - diagonal >= b.count {
          return pairs(trace, (a.count, b.count)).map { (a.lowerBound + $0.0, b.lowerBound + $0.1) }
        }
      }
    }
    return nil
  }

  private func pairs(_ trace: [[Int]], _ end: (Int, Int)) -> [(Int, Int)] {
    var (x, y) = end
    var pairs: [(Int, Int)] = []
    for (edits, reach) in trace.enumerated().reversed() {
      let diagonal = x - y
      let isDown =
        diagonal == -edits || (diagonal != edits && reach[edits + diagonal - 1] < reach[edits + diagonal + 1])
      let former = isDown ? diagonal + 1 : diagonal - 1
      let formerX = edits > 0 ? reach[edits + former] : 0
      let formerY = edits > 0 ? formerX - former : 0
      let start = edits == 0 ? (0, 0) : isDown ? (formerX, formerY + 1) : (formerX + 1, formerY)
      while x > start.0, y > start.1 {
        (x, y) = (x - 1, y - 1)
        pairs.append((x, y))
      }
      (x, y) = (formerX, formerY)
    }
    return pairs.reversed()
  }
}
