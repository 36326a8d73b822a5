/// A date exactly as RFC 2822 has it, `Thu, 16 Apr 2026 14:05:00 +0000`, the weekday and seconds optional: what nearly
/// all RSS says, read without making a string. Anything else is `FreeDate`'s.
struct MailDate {
  private let bytes: Slice<UnsafeBufferPointer<UInt8>>
  private var position: Int

  private init(_ bytes: Slice<UnsafeBufferPointer<UInt8>>) {
    self.bytes = bytes
    position = bytes.startIndex
  }

  /// - Returns: nil if there is the least difference.
  static func parts(_ bytes: UnsafeBufferPointer<UInt8>) -> DateParts? {
    guard let start = bytes.firstIndex(where: { $0 > 0x20 }), let end = bytes.lastIndex(where: { $0 > 0x20 }) else {
      return nil
    }
    var reader = MailDate(bytes[start...end])
    return reader.read()
  }

  private mutating func read() -> DateParts? {
    if !isDigit(current) {
      guard name(in: Self.weekdays) != nil, take(UInt8(ascii: ",")), take(UInt8(ascii: " ")) else { return nil }
    }
    guard let day = number(1...2), take(UInt8(ascii: " ")), let month = name(in: Self.months),
      take(UInt8(ascii: " ")), let year = number(4...4), take(UInt8(ascii: " ")),
      let hour = number(2...2), take(UInt8(ascii: ":")), let minute = number(2...2)
    else { return nil }
    var parts = DateParts(year: year, month: month, day: day, hour: hour, minute: minute)
    if current == UInt8(ascii: ":") {
      position += 1
      guard let second = number(2...2) else { return nil }
      parts.second = second
    }
    guard take(UInt8(ascii: " ")), let offset = zone(), position == bytes.endIndex else { return nil }
    parts.offset = offset
    return parts
  }

  /// Seconds east of UTC.
  private mutating func zone() -> Int? {
    let sign = current
    if sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
      position += 1
      guard let value = number(4...4), value % 100 < 60 else { return nil }
      let seconds = value / 100 * 3_600 + value % 100 * 60
      return sign == UInt8(ascii: "-") ? -seconds : seconds
    }
    return name(in: ["gmt", "utc"]) == nil ? nil : 0
  }

  // MARK: Bytes

  private static let weekdays: [StaticString] = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
  private static let months: [StaticString] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private var current: UInt8 { position < bytes.endIndex ? bytes[position] : 0 }

  private func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard current == byte else { return false }
    position += 1
    return true
  }

  private mutating func number(_ digits: ClosedRange<Int>) -> Int? {
    var value = 0
    var count = 0
    while count < digits.upperBound, isDigit(current) {
      value = value * 10 + Int(current - 0x30)
      position += 1
      count += 1
    }
    return digits.contains(count) && !isDigit(current) ? value : nil
  }

  /// A name of three letters in any case.
  /// - Returns: its place in the list, from 1 on.
  private mutating func name(in names: [StaticString]) -> Int? {
    guard bytes.endIndex - position >= 3 else { return nil }
    for (index, name) in names.enumerated()
    where (0..<3).allSatisfy({ bytes[position + $0] | 0x20 == name.utf8Start[$0] }) {
      position += 3
      return index + 1
    }
    return nil
  }
}
