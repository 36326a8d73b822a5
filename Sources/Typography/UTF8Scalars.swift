/// The code points of valid UTF-8, by offset.
struct UTF8Scalars {
  let bytes: UnsafeBufferPointer<UInt8>

  var count: Int { bytes.count }

  /// The code point that starts at an offset, which must be less than `count`, and the offset of the next.
  @inline(__always)
  func scalar(at offset: Int) -> (value: UInt32, end: Int) {
    let lead = bytes[offset]
    if lead < 0x80 { return (UInt32(lead), offset &+ 1) }
    if lead < 0xE0 { return (UInt32(lead & 0x1F) << 6 | tail(offset &+ 1), offset &+ 2) }
    if lead < 0xF0 {
      return (UInt32(lead & 0x0F) << 12 | tail(offset &+ 1) << 6 | tail(offset &+ 2), offset &+ 3)
    }
    let high = UInt32(lead & 0x07) << 18 | tail(offset &+ 1) << 12
    return (high | tail(offset &+ 2) << 6 | tail(offset &+ 3), offset &+ 4)
  }

  @inline(__always)
  private func tail(_ offset: Int) -> UInt32 { UInt32(bytes[offset] & 0x3F) }

  @inline(__always)
  func properties(at offset: Int) -> (properties: ScalarProperties, end: Int) {
    let (value, end) = scalar(at: offset)
    return (UnicodeTable.properties(of: value), end)
  }
}
