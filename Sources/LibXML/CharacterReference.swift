import Glibc

/// A character reference in HTML source, resolved as the standard says (HTML Living Standard, 13.2.5.72).
public struct CharacterReference {
  /// The characters it stands for; none for a control character.
  public var utf8: [UInt8]
  /// The index after it.
  public var end: Int

  /// Reads the reference at an ampersand; nil if there is none and the ampersand stands for itself.
  ///
  /// Without a semicolon only old names count: in an attribute where they end (`?a=1&copy=2` is none), elsewhere also as
  /// the beginning of a word (`&notit`).
  public init?(in input: UnsafeBufferPointer<UInt8>, at start: Int, isAttribute: Bool) {
    guard start + 1 < input.count else { return nil }
    if input[start + 1] == UInt8(ascii: "#") {
      self.init(numericIn: input, at: start + 2)
    } else {
      self.init(namedIn: input, at: start + 1, isAttribute: isAttribute)
    }
  }

  private init?(numericIn input: UnsafeBufferPointer<UInt8>, at start: Int) {
    var at = start
    let isHex = at < input.count && input[at] | 0x20 == UInt8(ascii: "x")
    if isHex { at += 1 }
    let digits = at
    var value: UInt32 = 0
    while at < input.count, let digit = hexDigit(input[at]), isHex || digit < 10 {
      value = min(value &* (isHex ? 16 : 10) &+ digit, 0x110000)
      at += 1
    }
    guard at > digits else { return nil }
    if at < input.count, input[at] == UInt8(ascii: ";") { at += 1 }
    end = at
    let scalar =
      value == 0 ? "\u{FFFD}" : Windows1252.character(value) ?? Unicode.Scalar(value) ?? "\u{FFFD}"
    let isControl = scalar.value < 0x20 && ![9, 10, 12, 13].contains(scalar.value) || scalar.value == 0x7F
    utf8 = isControl ? [] : Array(String(scalar).utf8)
  }

  private init?(namedIn input: UnsafeBufferPointer<UInt8>, at start: Int, isAttribute: Bool) {
    var stop = start
    while stop < input.count, stop - start < 32, isASCIIAlphanumeric(input[stop]) { stop += 1 }
    guard stop > start else { return nil }
    if stop < input.count, input[stop] == UInt8(ascii: ";"),
      let found = Self.find(UnsafeBufferPointer(rebasing: input[start..<stop]))
    {
      (utf8, end) = (found.utf8, stop + 1)
      return
    }
    // Without a semicolon only the old names count; in an attribute only if the name ends there (`?a=1&copy=2`).
    if isAttribute {
      if stop < input.count, input[stop] == UInt8(ascii: "=") { return nil }
      guard let found = Self.find(UnsafeBufferPointer(rebasing: input[start..<stop])), found.isLegacy else {
        return nil
      }
      (utf8, end) = (found.utf8, stop)
      return
    }
    for last in stride(from: min(stop, start + 6), to: start + 1, by: -1) {
      if let found = Self.find(UnsafeBufferPointer(rebasing: input[start..<last])), found.isLegacy {
        (utf8, end) = (found.utf8, last)
        return
      }
    }
    return nil
  }

  private static func find(_ name: UnsafeBufferPointer<UInt8>) -> (utf8: [UInt8], isLegacy: Bool)? {
    find(name, in: frequentReferences) ?? find(name, in: namedReferences)
  }

  /// Binary search in a table's bytes: it needs no start-up work.
  private static func find(
    _ name: UnsafeBufferPointer<UInt8>, in table: StaticString
  ) -> (utf8: [UInt8], isLegacy: Bool)? {
    table.withUTF8Buffer { table in
      var low = 0
      var high = table.count
      while low < high {
        var from = (low + high) / 2
        while from > low, table[from - 1] > 0x20 { from -= 1 }
        while from < high, table[from] <= 0x20 { from += 1 }
        guard from < high else {
          high = (low + high) / 2
          continue
        }
        var nameEnd = from
        while isASCIIAlphanumeric(table[nameEnd]) { nameEnd += 1 }
        switch order(UnsafeBufferPointer(rebasing: table[from..<nameEnd]), name) {
        case 0: return (value(in: table, at: nameEnd + 1), table[nameEnd] == UInt8(ascii: "!"))
        case ..<0:
          low = nameEnd
          while low < high, table[low] > 0x20 { low += 1 }
        default:
          high = from
          while high > low, table[high - 1] <= 0x20 { high -= 1 }
        }
      }
      return nil
    }
  }

  /// Less than 0 if a name stands before another, 0 if they are the same.
  private static func order(_ a: UnsafeBufferPointer<UInt8>, _ b: UnsafeBufferPointer<UInt8>) -> Int {
    guard let start = a.baseAddress, let other = b.baseAddress else { return a.count - b.count }
    let order = memcmp(start, other, min(a.count, b.count))
    return order == 0 ? a.count - b.count : Int(order)
  }

  private static func value(in table: UnsafeBufferPointer<UInt8>, at start: Int) -> [UInt8] {
    var text = String.UnicodeScalarView()
    var value: UInt32 = 0
    for byte in table[start...] {
      if let digit = hexDigit(byte) {
        value = value &* 16 &+ digit
        continue
      }
      if let scalar = Unicode.Scalar(value) { text.append(scalar) }
      value = 0
      guard byte == UInt8(ascii: "+") else { return Array(String(text).utf8) }
    }
    if let scalar = Unicode.Scalar(value) { text.append(scalar) }
    return Array(String(text).utf8)
  }
}
