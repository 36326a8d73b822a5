extension MeasuredText {
  /// Lets words be divided where a dictionary allows it, as soft hyphens would.
  ///
  /// Names of files, addresses and what has digits in it stay whole.
  /// - Parameters:
  ///   - hyphenator: the dictionary of the text's language.
  ///   - range: UTF-8 offsets of the part whose words are divided.
  public mutating func hyphenate(with hyphenator: Hyphenator, in range: Range<Int>) {
    var text = text
    let clusters = clusters
    var places: [Int] = []
    text.withUTF8 { bytes in
      let scalars = UTF8Scalars(bytes: bytes)
      var index = firstCluster(atOrAfter: range.lowerBound)
      var token = Token()
      while index < clusters.count, clusters[index].utf8Offset < range.upperBound {
        let start = index
        while index < clusters.count, clusters[index].utf8Offset < range.upperBound,
          isLetter(index, clusters, scalars)
        {
          index += 1
        }
        if index - start >= Hyphenator.shortestWord, !isPartOfName(start..<index, clusters, bytes) {
          if start >= token.end { token = Token(around: start, clusters, bytes) }
          let end = index < clusters.count ? clusters[index].utf8Offset : bytes.count
          let word = String(decoding: bytes[clusters[start].utf8Offset..<end], as: UTF8.self)
          if !token.isAddress { places += hyphenator.divisions(of: word).map { start + $0 - 1 } }
        }
        index += 1
      }
    }
    for place in places where clusters[place].breakAfter == .prohibited { breakOpportunity(.hyphen, after: place) }
  }

  private func firstCluster(atOrAfter offset: Int) -> Int {
    var low = 0
    var high = clusters.count
    while low < high {
      let middle = (low + high) / 2
      if clusters[middle].utf8Offset < offset { low = middle + 1 } else { high = middle }
    }
    return low
  }

  /// Whether a cluster is one letter without marks.
  private func isLetter(_ index: Int, _ clusters: [Cluster], _ scalars: UTF8Scalars) -> Bool {
    let start = clusters[index].utf8Offset
    let (value, end) = scalars.scalar(at: start)
    guard end == (index + 1 < clusters.count ? clusters[index + 1].utf8Offset : scalars.count) else { return false }
    if value < 0x80 { return (value | 0x20) &- 0x61 < 26 }
    guard value >= 0xC0, clusters[index].cells == 1 else { return false }
    return Unicode.Scalar(value)?.properties.isAlphabetic ?? false
  }

  /// Whether what touches the word shows that it is part of a name: `/`, `@`, `_`, a digit, a point within.
  private func isPartOfName(_ word: Range<Int>, _ clusters: [Cluster], _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    let before = word.lowerBound > 0 ? bytes[clusters[word.lowerBound].utf8Offset - 1] : 0x20
    let after = word.upperBound < clusters.count ? bytes[clusters[word.upperBound].utf8Offset] : 0x20
    let next = word.upperBound + 1 < clusters.count ? bytes[clusters[word.upperBound + 1].utf8Offset] : 0x20
    if Self.isNameSign(before) || before == UInt8(ascii: ".") || before == UInt8(ascii: ":") { return true }
    return Self.isNameSign(after) || after == UInt8(ascii: ".") && (next | 0x20) &- 0x61 < 26
  }

  private static func isNameSign(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "@"), UInt8(ascii: "_"), UInt8(ascii: "#"), UInt8(ascii: "\\"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    default: false
    }
  }
}

/// What stands between two blanks, and whether it is an address: it is not to be copied with a hyphen in it.
private struct Token {
  /// Longer ones are looked at as far as this, so that each word costs the same.
  private static let longest = 200

  /// The cluster after it.
  private(set) var end = 0
  private(set) var isAddress = false

  init() {}

  init(around cluster: Int, _ clusters: [MeasuredText.Cluster], _ bytes: UnsafeBufferPointer<UInt8>) {
    var start = cluster
    while start > max(0, cluster - Self.longest), !clusters[start - 1].isSpace { start -= 1 }
    end = cluster
    while end < min(clusters.count, cluster + Self.longest), !clusters[end].isSpace { end += 1 }
    let last = end < clusters.count ? clusters[end].utf8Offset : bytes.count
    isAddress = Self.isAddress(UnsafeBufferPointer(rebasing: bytes[clusters[start].utf8Offset..<last]))
  }

  /// `scheme://`, `name@host` or `host.name`.
  private static func isAddress(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    for index in bytes.indices.dropFirst() {
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0x20
      switch bytes[index] {
      case UInt8(ascii: "@"): return true
      case UInt8(ascii: ":"): if next == 0x2F { return true }
      case UInt8(ascii: "."): if isLetter(bytes[index - 1]), isLetter(next) { return true }
      default: break
      }
    }
    return false
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
