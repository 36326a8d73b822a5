/// A JSON document as values; numbers stay text, so that none is too large.
///
/// Read leniently where feeds are careless (raw line breaks in strings, a comma too many) and never deeper than 128
/// values: RFC 8259 allows a limit.
indirect enum JSONValue: Equatable {
  case null
  case bool(Bool)
  case number(String)
  case string(String)
  case array([JSONValue])
  case object([String: JSONValue])

  subscript(key: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members[key]
  }

  /// A string, or a number as it is written.
  var text: String? {
    switch self {
    case .string(let text), .number(let text): text
    default: nil
    }
  }

  var elements: [JSONValue] {
    guard case .array(let elements) = self else { return [] }
    return elements
  }

  /// - Returns: nil if the bytes are no JSON.
  init?(_ bytes: UnsafeBufferPointer<UInt8>) {
    var parser = JSONScanner(bytes)
    guard let value = parser.value(depth: 0) else { return nil }
    self = value
  }
}

private struct JSONScanner {
  private let bytes: UnsafeBufferPointer<UInt8>
  private var position = 0
  private static let depthLimit = 128

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipBlanks() {
    while let byte = current, byte <= 0x20 || byte == 0xEF || byte == 0xBB || byte == 0xBF { position += 1 }
  }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  mutating func value(depth: Int) -> JSONValue? {
    guard depth < Self.depthLimit else { return nil }
    skipBlanks()
    switch current {
    case UInt8(ascii: "{"): return object(depth)
    case UInt8(ascii: "["): return array(depth)
    case UInt8(ascii: "\""): return string().map { .string($0) }
    case UInt8(ascii: "t"): return word("true", .bool(true))
    case UInt8(ascii: "f"): return word("false", .bool(false))
    case UInt8(ascii: "n"): return word("null", .null)
    default: return number()
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) -> JSONValue? {
    for index in 0..<word.utf8CodeUnitCount where !take(word.utf8Start[index]) { return nil }
    return value
  }

  private mutating func number() -> JSONValue? {
    let start = position
    while let byte = current, (byte >= 0x30 && byte <= 0x39) || [43, 45, 46, 69, 101].contains(byte) { position += 1 }
    guard position > start, position - start < 1_000 else { return nil }
    return .number(String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self))
  }

  private mutating func array(_ depth: Int) -> JSONValue? {
    position += 1
    var elements: [JSONValue] = []
    while true {
      skipBlanks()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      if take(UInt8(ascii: ",")) { continue }
      guard let element = value(depth: depth + 1) else { return nil }
      elements.append(element)
    }
  }

  private mutating func object(_ depth: Int) -> JSONValue? {
    position += 1
    var members: [String: JSONValue] = [:]
    while true {
      skipBlanks()
      if take(UInt8(ascii: "}")) { return .object(members) }
      if take(UInt8(ascii: ",")) { continue }
      guard current == UInt8(ascii: "\""), let key = string() else { return nil }
      skipBlanks()
      guard take(UInt8(ascii: ":")), let member = value(depth: depth + 1) else { return nil }
      members[key] = member
    }
  }

  private mutating func string() -> String? {
    position += 1
    var text: [UInt8] = []
    while let byte = current {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): guard escape(into: &text) else { return nil }
      default: text.append(byte)
      }
    }
    return nil
  }

  private mutating func escape(into text: inout [UInt8]) -> Bool {
    guard let byte = current else { return false }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): text.append(10)
    case UInt8(ascii: "t"): text.append(9)
    case UInt8(ascii: "r"): text.append(13)
    case UInt8(ascii: "b"), UInt8(ascii: "f"): text.append(0x20)
    case UInt8(ascii: "u"):
      guard var unit = hex4() else { return false }
      if (0xD800..<0xDC00).contains(unit), position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
        bytes[position + 1] == UInt8(ascii: "u")
      {
        let rewind = position
        position += 2
        if let low = hex4(), (0xDC00..<0xE000).contains(low) {
          unit = 0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)
        } else {
          position = rewind
        }
      }
      text.append(contentsOf: Array(String(Character(Unicode.Scalar(unit) ?? "\u{FFFD}")).utf8))
    default: text.append(byte)
    }
    return true
  }

  private mutating func hex4() -> UInt32? {
    guard position + 4 <= bytes.count else { return nil }
    let digits = String(decoding: UnsafeBufferPointer(rebasing: bytes[position..<position + 4]), as: UTF8.self)
    guard digits.utf8.allSatisfy({ $0 != 0x2B && $0 != 0x2D }), let unit = UInt32(digits, radix: 16) else { return nil }
    position += 4
    return unit
  }
}
