/// What a line of a text looks like by itself.
enum LineShape {
  static func shape(_ bytes: UnsafeBufferPointer<UInt8>, indent: Int) -> TextLine.Shape {
    guard let first = bytes.first else { return .blank }
    if let row = row(bytes, first) { return row }
    switch first {
    case UInt8(ascii: "`"), UInt8(ascii: "~"):
      if let fence = fence(bytes, first) { return fence }
    case UInt8(ascii: "$"):
      // Not an amount of money.
      if bytes.count > 2, bytes[1] == 0x20, !bytes[2].isASCIIDigit { return .prompt }
    case UInt8(ascii: ">"):
      if bytes.starts(with: ">>> ".utf8) || bytes.elementsEqual(">>>".utf8) { return .prompt }
    case 0x30...0x39:
      if let number = number(bytes) { return number }
    default:
      if let bullet = bullet(bytes, first, indent: indent) { return bullet }
    }
    return .text
  }

  /// `-----`, `* * *`: at least three of one sign.
  private static func row(_ bytes: UnsafeBufferPointer<UInt8>, _ first: UInt8) -> TextLine.Shape? {
    if first >= 0x80 { return longDashes(bytes) }
    guard first > 0x20, !first.isASCIILetter, !first.isASCIIDigit else { return nil }
    var signs = 0
    for byte in bytes {
      if byte == first { signs += 1 } else if byte != 0x20 { return nil }
    }
    guard signs >= 3 else { return nil }
    if signs == bytes.count {
      let isFence = first == UInt8(ascii: "`") || first == UInt8(ascii: "~")
      return isFence ? .fence(first, count: signs, isBare: true) : isRowSign(first) ? .row(first) : nil
    }
    let isApart = signs * 2 - 1 == bytes.count || signs == 3
    return isApart && [0x2D, 0x2A, 0x5F, 0x3D, 0x7E].contains(first) ? .rule : nil
  }

  /// The signs that people draw lines with and underline headings with.
  private static func isRowSign(_ sign: UInt8) -> Bool { "-*_=^\"#+:'".utf8.contains(sign) }

  /// A row of U+2500, U+2014 or U+2550.
  private static func longDashes(_ bytes: UnsafeBufferPointer<UInt8>) -> TextLine.Shape? {
    guard bytes.count >= 9, bytes.count % 3 == 0, bytes[0] == 0xE2 else { return nil }
    let sign = (bytes[1], bytes[2])
    guard sign == (0x94, 0x80) || sign == (0x80, 0x94) || sign == (0x95, 0x90) else { return nil }
    for index in stride(from: 0, to: bytes.count, by: 3)
    where bytes[index] != 0xE2 || bytes[index + 1] != sign.0 || bytes[index + 2] != sign.1 {
      return nil
    }
    return .rule
  }

  private static func fence(_ bytes: UnsafeBufferPointer<UInt8>, _ sign: UInt8) -> TextLine.Shape? {
    let count = bytes.prefix { $0 == sign }.count
    guard count >= 3, !bytes[count...].contains(sign) else { return nil }
    return .fence(sign, count: count, isBare: false)
  }

  /// `12. text`, `3) text`.
  private static func number(_ bytes: UnsafeBufferPointer<UInt8>) -> TextLine.Shape? {
    let digits = bytes.prefix(while: \.isASCIIDigit).count
    guard digits <= 3, digits + 1 < bytes.count, [0x2E, 0x29].contains(bytes[digits]) else { return nil }
    let blanks = blanks(bytes, from: digits + 1)
    return blanks > 0 ? .number(mark: digits + 1, lead: digits + 1 + blanks) : nil
  }

  private static func bullet(_ bytes: UnsafeBufferPointer<UInt8>, _ first: UInt8, indent: Int) -> TextLine.Shape? {
    let size: Int
    var mayTouch = false
    switch first {
    case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): size = 1
    // The bullet of RFCs.
    case UInt8(ascii: "o"): size = indent > 0 && bytes.count > 2 && bytes[1] == 0x20 ? 1 : 0
    case 0xC2: size = bytes.starts(with: "·".utf8) ? 2 : 0
    case 0xE2, 0xE3:
      let sign = String(decoding: bytes.prefix(3), as: UTF8.self)
      mayTouch = "•●○■◦▪・".contains(sign)
      size = mayTouch || sign == "‣" || sign == "–" ? 3 : 0
    default: size = 0
    }
    guard size > 0, bytes.count > size else { return nil }
    let blanks = blanks(bytes, from: size)
    guard blanks > 0 || mayTouch && !bytes[size...].starts(with: bytes.prefix(size)) else { return nil }
    return .bullet(mark: size, lead: size + blanks)
  }

  private static func blanks(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
    var index = start
    while index < bytes.count {
      if bytes[index] == 0x20 || bytes[index] == 0x09 {
        index += 1
      } else if bytes[index...].starts(with: [0xE3, 0x80, 0x80]) {
        index += 3
      } else {
        break
      }
    }
    return index - start
  }
}
