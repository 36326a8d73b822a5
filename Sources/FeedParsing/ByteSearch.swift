import Glibc

/// Finding bytes, at the speed of libc.
enum ByteSearch {
  /// The first place of one byte at or behind `start`.
  static func first(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let base = bytes.baseAddress, start >= 0, start < bytes.count else { return nil }
    guard let found = memchr(base + start, Int32(byte), bytes.count - start) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// The first place of `needle` at or behind `start`.
  static func first(_ needle: some Collection<UInt8>, in bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int? {
    guard let lead = needle.first, let base = bytes.baseAddress else { return nil }
    let wanted = Array(needle)
    var position = start
    while let candidate = first(lead, in: bytes, from: position), candidate + wanted.count <= bytes.count {
      if memcmp(base + candidate, wanted, wanted.count) == 0 { return candidate }
      position = candidate + 1
    }
    return nil
  }

  /// The last place of one byte in a range.
  static func last(_ byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> Int? {
    guard let first = first(byte, in: bytes, from: range.lowerBound), first < range.upperBound else { return nil }
    var index = range.upperBound - 1
    while index > first, bytes[index] != byte { index -= 1 }
    return index
  }
}
