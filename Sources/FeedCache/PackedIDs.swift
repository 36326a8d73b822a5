/// Ascending keys as the distances between them, seven bits a byte: most take one.
enum PackedIDs {
  static func packed(_ ids: [Int64]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(ids.count)
    var last: Int64 = 0
    for id in ids {
      var rest = UInt64(bitPattern: id &- last)
      last = id
      while rest >= 0x80 {
        bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
        rest >>= 7
      }
      bytes.append(UInt8(truncatingIfNeeded: rest))
    }
    return bytes
  }

  static func unpacked(_ bytes: [UInt8]) -> [Int64] {
    var ids: [Int64] = []
    ids.reserveCapacity(bytes.count)
    var last: Int64 = 0
    var value: UInt64 = 0
    var shift: UInt64 = 0
    for byte in bytes {
      value |= UInt64(byte & 0x7F) << shift
      guard byte & 0x80 == 0 else {
        shift += 7
        continue
      }
      last = last &+ Int64(bitPattern: value)
      ids.append(last)
      value = 0
      shift = 0
    }
    return ids
  }
}
