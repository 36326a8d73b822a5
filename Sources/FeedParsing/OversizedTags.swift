/// The guard before libxml2, whose time is quadratic in the attributes of one element: a tag long enough to hold more
/// than a few hundred is found by looking at strides, so that an ordinary feed costs a look every 4 kB.
enum OversizedTags {
  private static let stride = 4_096

  static func arePresent(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    var lastTag = 0
    /// Behind the tag at `lastTag`, once it was walked.
    var lastTagEnd: Int?
    var start = 0
    while start < bytes.count {
      let length = min(stride, bytes.count - start)
      if let found = ByteSearch.last(UInt8(ascii: "<"), in: bytes, range: start..<start + length) {
        lastTag = found
        lastTagEnd = nil
      } else {
        let end = lastTagEnd ?? tagEnd(bytes, lastTag)
        lastTagEnd = end
        if end >= start + length { return true }
      }
      start += length
    }
    return false
  }

  /// Behind the `>` of the start tag at `start`; comments and the like count as ended.
  private static func tagEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ start: Int) -> Int {
    guard start + 1 < bytes.count, bytes[start] == UInt8(ascii: "<"),
      bytes[start + 1] != UInt8(ascii: "!"), bytes[start + 1] != UInt8(ascii: "?")
    else { return start }
    var index = start + 1
    while index < bytes.count {
      switch bytes[index] {
      case UInt8(ascii: ">"): return index + 1
      case UInt8(ascii: "\""), UInt8(ascii: "'"):
        index = ByteSearch.first(bytes[index], in: bytes, from: index + 1) ?? bytes.count
      default: break
      }
      index += 1
    }
    return bytes.count
  }
}
