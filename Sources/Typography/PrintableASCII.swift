extension UnsafeBufferPointer<UInt8> {
  /// Whether there is nothing but blanks and printing ASCII, which needs no care of any kind; most text is that.
  package var isPrintableASCII: Bool {
    var index = 0
    while index + 8 <= count {
      // Eight bytes at once: the high bit of one is set if the byte is below 0x20, above 0x7E, or not ASCII.
      let eight = UnsafeRawBufferPointer(self).loadUnaligned(fromByteOffset: index, as: UInt64.self)
      let marks = eight | (eight &- 0x2020_2020_2020_2020) | (eight &+ 0x0101_0101_0101_0101)
      if marks & 0x8080_8080_8080_8080 != 0 { return false }
      index += 8
    }
    return self[index...].allSatisfy { 0x20..<0x7F ~= $0 }
  }
}

extension Substring {
  /// Whether nothing but white space is in it.
  package var isBlank: Bool {
    // Most text begins with a letter, or with blanks and a letter.
    if let first = utf8.first(where: { $0 != 0x20 }), 0x21..<0x7F ~= first { return false }
    return allSatisfy(\.isWhitespace)
  }
}
