/// A paragraph measured once: its clusters, their cells, and where a line may end.
public struct MeasuredText: Equatable, Sendable {
  /// What may happen after a cluster.
  public enum BreakAfter: UInt8, Equatable, Sendable {
    case prohibited
    case allowed
    case mandatory
    /// At a soft hyphen: a hyphen is shown if the line ends here.
    case hyphen
  }

  /// A grapheme cluster, kept small: a long text has many.
  public struct Cluster: Equatable, Sendable {
    /// From the lowest: 32 bits for the offset, 8 for the cells, 8 for the break, and whether it is white space.
    private var bits: UInt64

    /// Where the cluster starts in the text's UTF-8.
    public var utf8Offset: Int { Int(bits & 0xFFFF_FFFF) }
    /// As `DisplayWidth` counts; a soft hyphen or a line end takes none.
    public var cells: Int { Int(bits >> 32 & 0xFF) }
    /// White space that vanishes at a line's end: blanks, tabs, line ends; not U+00A0.
    public var isSpace: Bool { bits >> 48 != 0 }
    /// What may happen after it; after the last cluster of a text always `.mandatory`.
    public internal(set) var breakAfter: BreakAfter {
      get { BreakAfter(rawValue: UInt8(truncatingIfNeeded: bits >> 40)) ?? .prohibited }
      set { bits = bits & ~(0xFF << 40) | UInt64(newValue.rawValue) << 40 }
    }
    /// Whether it is in the midst of a word: no white space, and no line ends after it.
    var isWithinWord: Bool { bits >> 40 == 0 }

    @inline(__always)
    init(utf8Offset: Int, cells: Int, breakAfter: BreakAfter = .prohibited, isSpace: Bool = false) {
      bits =
        UInt64(UInt32(truncatingIfNeeded: utf8Offset)) | UInt64(UInt8(truncatingIfNeeded: cells)) << 32
        | UInt64(breakAfter.rawValue) << 40 | (isSpace ? 1 << 48 : 0)
    }
  }

  public let text: String
  public private(set) var clusters: [Cluster]

  /// Measures a text of less than 4 GiB.
  public init(_ text: String) {
    var text = text
    text.makeContiguousUTF8()
    let whole = text
    self.text = whole
    clusters = text.withUTF8 { bytes in
      // A text has at most as many clusters as bytes.
      [Cluster](unsafeUninitializedCapacity: bytes.count) { buffer, count in
        var measurer = Measurer(bytes, of: whole)
        count = measurer.fill(buffer)
      }
    }
  }

  mutating func breakOpportunity(_ opportunity: BreakAfter, after cluster: Int) {
    clusters[cluster].breakAfter = opportunity
  }

  /// The clusters of a range as text.
  public subscript(range: Range<Int>) -> Substring {
    let range = range.clamped(to: 0..<clusters.count)
    let utf8 = text.utf8
    let from = utf8.index(utf8.startIndex, offsetBy: clusters.isEmpty ? 0 : offset(ofCluster: range.lowerBound))
    let to = utf8.index(utf8.startIndex, offsetBy: offset(ofCluster: range.upperBound))
    return text[from..<to]
  }

  /// Where a cluster starts in the text's UTF-8; past the last one, the text's end.
  public func offset(ofCluster index: Int) -> Int {
    index < clusters.count ? clusters[index].utf8Offset : text.utf8.count
  }
}

/// Fills in the clusters of a text: `ClusterScanner` and `LineBreakRules` side by side.
private struct Measurer {
  private var scanner: ClusterScanner
  private var rules: LineBreakRules
  private var count = 0
  /// The class of the first code point of the cluster before.
  private var previous = LineBreakClass.wj

  init(_ bytes: UnsafeBufferPointer<UInt8>, of text: String) {
    scanner = ClusterScanner(bytes, of: text)
    rules = LineBreakRules(scanner.scalars)
  }

  /// - Parameter clusters: uninitialized, with room for a cluster a byte.
  /// - Returns: how many there are.
  mutating func fill(_ clusters: UnsafeMutableBufferPointer<MeasuredText.Cluster>) -> Int {
    while scanner.next() {
      let kind = scanner.properties.lineBreak
      let before = rules.step(to: scanner.properties, endingAt: scanner.firstEnd)
      if count > 0 {
        if before != .prohibited {
          clusters[count &- 1].breakAfter = breakAfterPrevious(before, kind)
        } else if kind == .sa, previous == .sa, SouthEastAsian.mayBreak(in: scanner.scalars, at: scanner.start) {
          clusters[count &- 1].breakAfter = .allowed
        }
      }
      if scanner.firstEnd < scanner.end { passMarks() }
      clusters.initializeElement(
        at: count,
        to: MeasuredText.Cluster(
          utf8Offset: scanner.start, cells: scanner.cells, isSpace: kind.mayBeSpace && isSpace(kind)))
      count &+= 1
      previous = kind
      if kind == .al, rules.isAfterLetter { fillLetters(clusters) }
    }
    if count > 0 { clusters[count &- 1].breakAfter = .mandatory }
    return count
  }

  /// Letters after a letter, and words after a single blank or a comma and a blank: nothing that the rules would want
  /// to know.
  @inline(__always)
  private mutating func fillLetters(_ clusters: UnsafeMutableBufferPointer<MeasuredText.Cluster>) {
    let bytes = scanner.scalars.bytes
    var at = scanner.end
    var count = count
    // What follows must be ASCII too, or it might join the letter.
    while at &+ 1 < bytes.count, bytes[at &+ 1] < 0x80 {
      if isLetter(bytes[at]) {
        clusters.initializeElement(at: count, to: MeasuredText.Cluster(utf8Offset: at, cells: 1))
      } else if startsWord(after: at, in: bytes) {
        clusters.initializeElement(
          at: count, to: MeasuredText.Cluster(utf8Offset: at, cells: 1, breakAfter: .allowed, isSpace: true))
      } else if endsPhrase(bytes[at]), startsWord(after: at &+ 1, in: bytes) {
        clusters.initializeElement(at: count, to: MeasuredText.Cluster(utf8Offset: at, cells: 1))
      } else {
        break
      }
      at &+= 1
      count &+= 1
    }
    self.count = count
    scanner.skip(to: at)
  }

  @inline(__always)
  private func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Whether a blank stands at an offset, and a letter without marks after it.
  @inline(__always)
  private func startsWord(after at: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    at &+ 2 < bytes.count && bytes[at] == 0x20 && isLetter(bytes[at &+ 1]) && bytes[at &+ 2] < 0x80
  }

  /// Signs of the classes IS and EX: no line ends before them.
  @inline(__always)
  private func endsPhrase(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "!"),
      UInt8(ascii: "?"):
      true
    default: false
    }
  }

  private func breakAfterPrevious(
    _ opportunity: LineBreaks.Opportunity, _ kind: LineBreakClass
  ) -> MeasuredText.BreakAfter {
    if opportunity == .mandatory { return .mandatory }
    // The rules know signs of money and per cent here; in C++ and ±± they are one word.
    if kind == previous, kind == .pr || kind == .po { return .prohibited }
    // No line ends after https://.
    if previous == .sy, endsWithTwoSlashes { return .prohibited }
    if previous == .hy, isInOption { return .prohibited }
    return previous == .softHyphen ? .hyphen : .allowed
  }

  /// Whether the word so far is the name of a command's option, as in `--no-clobber`: it stays whole if it is short.
  private var isInOption: Bool {
    let bytes = scanner.scalars.bytes
    var start = scanner.start
    while start > 0, scanner.start - start < 32, bytes[start - 1] > 0x20 { start -= 1 }
    guard scanner.start - start < 32 else { return false }
    while start < scanner.start, [0x22, 0x27, 0x28, 0x5B, 0x60].contains(bytes[start]) { start += 1 }
    guard bytes[start] == 0x2D else { return false }
    while start < bytes.count, bytes[start] == 0x2D { start += 1 }
    return start < bytes.count && isLetter(bytes[start])
  }

  private var endsWithTwoSlashes: Bool {
    let (bytes, start) = (scanner.scalars.bytes, scanner.start)
    return start >= 3 && bytes[start - 1] == 0x2F && bytes[start - 2] == 0x2F && bytes[start - 3] == 0x3A
  }

  /// The rules hear of what a line never ends before, too.
  private mutating func passMarks() {
    var offset = scanner.firstEnd
    while offset < scanner.end {
      let (properties, end) = scanner.scalars.properties(at: offset)
      _ = rules.step(to: properties, endingAt: end)
      offset = end
    }
  }

  /// Class BA has white space and other characters.
  private func isSpace(_ kind: LineBreakClass) -> Bool {
    guard kind == .ba else { return true }
    switch scanner.scalars.scalar(at: scanner.start).value {
    case 0x09, 0x1680, 0x2000...0x200A, 0x205F, 0x3000: return true
    default: return false
    }
  }
}

extension LineBreakClass {
  fileprivate var mayBeSpace: Bool { self == .sp || self == .ba || self == .zw || isLineEnd }
}
