/// How many terminal cells text takes.
///
/// East Asian Wide and Fullwidth take 2 cells (UAX #11), marks none. An emoji sequence, a flag, a keycap or
/// anything before U+FE0F is one cluster of 2. Else the cells of a cluster's code points add up: an Indic
/// conjunct of three letters takes 3.
public enum DisplayWidth {
  /// A longer chain of letters in one cluster counts, and is drawn, no further.
  public static let widestCluster = 8

  /// Cells of one grapheme cluster: 0, 1 or 2; up to `widestCluster` for conjuncts.
  public static func cells(of cluster: Character) -> Int {
    let utf8 = cluster.utf8
    if utf8.count == 1, let byte = utf8.first {
      return UnicodeTable.properties(of: UInt32(byte)).cells
    }
    var sum = ClusterCells()
    for scalar in cluster.unicodeScalars { sum.add(scalar.value) }
    return sum.cells
  }

  /// Cells of a whole text.
  public static func cells(of text: String) -> Int {
    var text = text
    text.makeContiguousUTF8()
    let whole = text
    return text.withUTF8 { bytes in
      var clusters = ClusterScanner(bytes, of: whole)
      var sum = 0
      while clusters.next() {
        sum &+= clusters.cells
        while clusters.nextLetter() { sum &+= 1 }
      }
      return sum
    }
  }
}

/// Adds up the cells of one cluster.
struct ClusterCells {
  private var sum = 0
  private var first: UInt32 = 0
  private var count = 0
  private var last: UInt32 = 0
  private var isPictographic = false
  private var isWideEmoji = false

  var cells: Int { isWideEmoji ? 2 : min(sum, DisplayWidth.widestCluster) }

  mutating func add(_ scalar: UInt32) {
    let properties = UnicodeTable.properties(of: scalar)
    if count == 0 {
      first = scalar
      isPictographic = properties.has(.pictographic)
    } else if isPictographic {
      if scalar.isSkinTone || properties.has(.pictographic) && last == UInt32.joiner { isWideEmoji = true }
    } else if first.isRegionalIndicator, scalar.isRegionalIndicator {
      isWideEmoji = true
    }
    if scalar == UInt32.emojiSelector, UnicodeTable.drawing(of: last).contains(.emojiBase) { isWideEmoji = true }
    sum &+= properties.cells
    count &+= 1
    last = scalar
  }
}

extension UInt32 {
  static let joiner: UInt32 = 0x200D
  static let emojiSelector: UInt32 = 0xFE0F
  static let lastTag: UInt32 = 0xE007F

  var isTag: Bool { 0xE0020...UInt32.lastTag ~= self }

  var isSkinTone: Bool { 0x1F3FB...0x1F3FF ~= self }
  var isRegionalIndicator: Bool { 0x1F1E6...0x1F1FF ~= self }
  var isVariationSelector: Bool { 0xFE00...0xFE0F ~= self || 0xE0100...0xE01EF ~= self }
}
