import FeedModel
public import FoundationEssentials

/// JSON being written: bytes of UTF-8 in which no string holds what controls a terminal. An encoder would do, at five
/// times the cost.
public struct JSONOutput {
  /// What has been written, UTF-8.
  public var bytes: [UInt8] = []

  public init() {}

  /// Writes what is JSON already.
  public mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Writes a member's name, after a comma unless it is the object's first.
  public mutating func key(_ name: String, isFirst: Bool = false) {
    raw(isFirst ? "\"" : ",\"")
    raw(name)
    raw("\":")
  }

  /// Writes a member; nil is null.
  public mutating func member(_ name: String, _ value: String?, isFirst: Bool = false) {
    key(name, isFirst: isFirst)
    if let value { string(value) } else { raw("null") }
  }

  public mutating func member(_ name: String, _ value: Int?) {
    key(name)
    raw(value.map { String($0) } ?? "null")
  }

  /// Writes a time as RFC 3339 in UTC; nil is null.
  public mutating func member(_ name: String, time: Date?) { member(name, time.map(JSONOutput.time)) }

  public mutating func member(_ name: String, _ value: Bool) {
    key(name)
    raw(value ? "true" : "false")
  }

  /// Writes values, each as `write` does, between brackets and with commas.
  public mutating func array<Value>(_ values: [Value], _ write: (inout JSONOutput, Value) -> Void) {
    raw("[")
    for (index, value) in values.enumerated() {
      if index > 0 { raw(",") }
      write(&self, value)
    }
    raw("]")
  }

  /// Writes a string of one line: line breaks and tabs become blanks, and what controls a terminal goes.
  public mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0, keepsLines: false) }
  }

  /// Writes a string of UTF-8, without what controls a terminal.
  mutating func string(_ text: some RandomAccessCollection<UInt8>, keepsLines: Bool) {
    let wasContiguous: Void? = text.withContiguousStorageIfAvailable { contiguous($0, keepsLines) }
    if wasContiguous == nil { Array(text).withUnsafeBufferPointer { contiguous($0, keepsLines) } }
  }

  /// Most bytes: those that nothing but themselves is written for.
  private static func isPlain(_ byte: UInt8) -> Bool {
    byte > 0x5C && byte < 0x7F || byte > 0x22 && byte < 0x5C || byte == 0x20
  }

  private mutating func contiguous(_ text: UnsafeBufferPointer<UInt8>, _ keepsLines: Bool) {
    bytes.append(UInt8(ascii: "\""))
    var run = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      if Self.isPlain(byte) {
        index += 1
        continue
      }
      let length: Int
      let replacement: StaticString
      switch byte {
      case UInt8(ascii: "\""): (length, replacement) = (1, "\\\"")
      case UInt8(ascii: "\\"): (length, replacement) = (1, "\\\\")
      case 10: (length, replacement) = (1, keepsLines ? "\\n" : " ")
      case 9: (length, replacement) = (1, keepsLines ? "\\t" : " ")
      case 0..<0x20, 0x7F: (length, replacement) = (1, "")
      case 0xC2 where index + 1 < text.count && text[index + 1] < 0xA0: (length, replacement) = (2, "")
      case 0xE2 where isTurning(text, index): (length, replacement) = (3, "")
      default:
        index += 1
        continue
      }
      bytes.append(contentsOf: text[run..<index])
      bytes.append(contentsOf: UnsafeBufferPointer(start: replacement.utf8Start, count: replacement.utf8CodeUnitCount))
      index += length
      run = index
    }
    bytes.append(contentsOf: text[run...])
    bytes.append(UInt8(ascii: "\""))
  }

  /// U+202A–U+202E and U+2066–U+2069, which turn writing around.
  private func isTurning(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    guard index + 2 < text.count else { return false }
    let last = text[index + 2]
    return (text[index + 1] == 0x80 && (0xAA...0xAE).contains(last))
      || (text[index + 1] == 0x81 && (0xA6...0xA9).contains(last))
  }

  /// RFC 3339 in UTC, to the second.
  public static func time(_ date: Date) -> String {
    let seconds = Int(max(-62_167_219_200, min(253_402_300_799, date.timeIntervalSince1970.rounded(.down))))
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let ofDay = seconds - days * 86_400
    let date = CivilDate(daysSince1970: days)
    var text: [UInt8] = []
    text.reserveCapacity(20)
    func append(_ number: Int, _ width: Int, _ mark: Unicode.Scalar) {
      var unit = width == 4 ? 1_000 : 10
      while unit > 0 {
        text.append(UInt8(ascii: "0") + UInt8(number / unit % 10))
        unit /= 10
      }
      text.append(UInt8(ascii: mark))
    }
    append(date.year, 4, "-")
    append(date.month, 2, "-")
    append(date.day, 2, "T")
    append(ofDay / 3_600, 2, ":")
    append(ofDay / 60 % 60, 2, ":")
    append(ofDay % 60, 2, "Z")
    return String(decoding: text, as: UTF8.self)
  }
}
