/// Walks through a text by grapheme clusters, faster than `Character` does where no code point joins its neighbours.
struct ClusterScanner {
  let scalars: UTF8Scalars
  private let text: String

  /// The cluster: where it starts, where it ends, what its first code point is, and its cells.
  private(set) var start = 0
  private(set) var end = 0
  private(set) var properties = ScalarProperties(.al, cells: 0, flags: [])
  private(set) var firstEnd = 0
  private(set) var cells = 0

  /// The first code point of the next cluster, once it has been looked at.
  private var ahead: (properties: ScalarProperties, end: Int)?

  /// The bytes are those of the text, and must outlive the scanner.
  init(_ bytes: UnsafeBufferPointer<UInt8>, of text: String) {
    scalars = UTF8Scalars(bytes: bytes)
    self.text = text
  }

  /// Moves to the next cluster.
  /// - Returns: whether there was one.
  @inline(__always)
  mutating func next() -> Bool {
    guard end < scalars.count else { return false }
    start = end
    let first = ahead ?? scalars.properties(at: start)
    ahead = nil
    properties = first.properties
    firstEnd = first.end
    end = first.end
    cells = properties.cells
    guard end < scalars.count else { return true }
    if scalars.bytes[end] < 0x80 {
      if !properties.has(.joinsNext), scalars.bytes[start] != 0x0D || scalars.bytes[end] != 0x0A { return true }
    } else {
      let following = scalars.properties(at: end)
      ahead = following
      if !following.properties.has(.joinsPrevious), !properties.has(.joinsNext) { return true }
    }
    joinFollowing()
    return true
  }

  /// Moves to the next cluster if it is a plain letter, the case that makes up most of most texts; leaves
  /// `properties` as they are.
  /// - Returns: whether it was.
  @inline(__always)
  mutating func nextLetter() -> Bool {
    // What follows must be ASCII too, or it might join the letter.
    guard end &+ 1 < scalars.count, (scalars.bytes[end] | 0x20) &- 0x61 < 26, scalars.bytes[end &+ 1] < 0x80 else {
      return false
    }
    start = end
    end &+= 1
    return true
  }

  /// Moves past plain letters and blanks that the caller has looked at; leaves `properties` as they are.
  @inline(__always)
  mutating func skip(to offset: Int) {
    guard offset > end else { return }
    start = offset &- 1
    end = offset
  }

  /// Asks the standard library where the cluster ends.
  @inline(never)
  private mutating func joinFollowing() {
    let utf8 = text.utf8
    // A slice starts with a cluster; in the whole text the library would look back for one, over any number of flags.
    let rest = text[utf8.index(utf8.startIndex, offsetBy: start)...]
    let length = utf8.distance(from: rest.startIndex, to: rest.index(after: rest.startIndex))
    guard start &+ length > end, start &+ length <= scalars.count else { return }
    ahead = nil
    end = start &+ length
    var sum = ClusterCells()
    var offset = start
    while offset < end {
      let (scalar, next) = scalars.scalar(at: offset)
      sum.add(scalar)
      offset = next
    }
    cells = sum.cells
  }
}
