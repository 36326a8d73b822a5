/// ISO 8601 and its kin: numbers from large to small, `2003-12-31T10:14:55Z`, `20031231`, `2020/1/10 14:33`.
struct ISODate {
  private let bytes: [UInt8]
  private var position = 0

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// - Returns: nil if the text is not of this kind, or not to its end.
  mutating func moment() -> DateParts? {
    guard var parts = day() else { return nil }
    if position < bytes.count {
      guard let byte = current, byte | 0x20 == UInt8(ascii: "t") || byte == UInt8(ascii: " ") else { return nil }
      position += 1
      skipBlanks()
      guard time(&parts) else { return nil }
    }
    return parts
  }

  // MARK: Day

  private mutating func day() -> DateParts? {
    let dashes = take { $0 == UInt8(ascii: "-") }.count
    let digits = self.digits()
    guard let number = Int(text(digits)), dashes <= 2 else { return nil }
    if dashes > 0 { return withoutCentury(number, digits.count, dashes) }
    switch digits.count {
    case 4: return afterYear(number)
    case 6:
      return DateParts(
        year: DateParts.fullYear(number / 10_000, digits: 2), month: number / 100 % 100, day: number % 100)
    case 7: return ordinal(number / 1_000, number % 1_000)
    case 8: return DateParts(year: number / 10_000, month: number / 100 % 100, day: number % 100)
    case 9, 10: return timestamp(number)
    case 13: return timestamp(number / 1_000)
    case 14:
      return DateParts(
        year: number / 10_000_000_000, month: number / 100_000_000 % 100, day: number / 1_000_000 % 100,
        hour: number / 10_000 % 100, minute: number / 100 % 100, second: number % 100)
    default: return nil
    }
  }

  /// Seconds since 1970, if nothing else stands there.
  private func timestamp(_ seconds: Int) -> DateParts? {
    guard position == bytes.count else { return nil }
    return DateParts(year: 1970, offset: 0).advanced(by: seconds)
  }

  /// ISO 8601:1988 let the century be left out: `-0312`, `-03-12` is March 12 of no year, read as December 2003.
  private mutating func withoutCentury(_ number: Int, _ count: Int, _ dashes: Int) -> DateParts? {
    guard dashes == 1 else { return nil }
    if count == 4 { return DateParts(year: DateParts.fullYear(number / 100, digits: 2), month: number % 100) }
    guard count == 2, current == UInt8(ascii: "-") else { return nil }
    position += 1
    let month = digits()
    guard month.count == 2, let value = Int(text(month)) else { return nil }
    return DateParts(year: DateParts.fullYear(number, digits: 2), month: value)
  }

  private mutating func afterYear(_ year: Int) -> DateParts? {
    guard let separator = current, isSeparator(separator) else { return DateParts(year: year) }
    let rewind = position
    position += 1
    let month = digits()
    guard let value = Int(text(month)) else {
      position = rewind
      return nil
    }
    if month.count == 3 { return ordinal(year, value) }
    guard month.count <= 2 else { return nil }
    guard let second = current, isSeparator(second) else { return DateParts(year: year, month: value) }
    position += 1
    let day = digits()
    guard let dayValue = Int(text(day)), day.count <= 2 else { return nil }
    return DateParts(year: year, month: value, day: dayValue)
  }

  private func ordinal(_ year: Int, _ dayOfYear: Int) -> DateParts? {
    guard dayOfYear >= 1, dayOfYear <= (DateParts.isLeap(year) ? 366 : 365) else { return nil }
    var month = 1
    var day = dayOfYear
    while day > DateParts.days(in: month, of: year) {
      day -= DateParts.days(in: month, of: year)
      month += 1
    }
    return DateParts(year: year, month: month, day: day)
  }

  // MARK: Time

  private mutating func time(_ parts: inout DateParts) -> Bool {
    let digits = self.digits()
    guard let number = Int(text(digits)) else { return false }
    switch digits.count {
    case 1, 2:
      parts.hour = number
      guard clock(&parts) else { return false }
    case 4: (parts.hour, parts.minute) = (number / 100, number % 100)
    case 6: (parts.hour, parts.minute, parts.second) = (number / 10_000, number / 100 % 100, number % 100)
    default: return false
    }
    if let point = current, point == UInt8(ascii: ".") || point == UInt8(ascii: ",") {
      position += 1
      let fraction = self.digits()
      parts.fraction = Double("0." + text(fraction.prefix(9))) ?? 0
    }
    skipBlanks()
    return zone(&parts)
  }

  private mutating func clock(_ parts: inout DateParts) -> Bool {
    guard current == UInt8(ascii: ":") else { return true }
    position += 1
    guard let minute = Int(text(digits())), minute < 100 else { return false }
    parts.minute = minute
    guard current == UInt8(ascii: ":") else { return true }
    position += 1
    guard let second = Int(text(digits())), second < 100 else { return false }
    parts.second = second
    return true
  }

  private mutating func zone(_ parts: inout DateParts) -> Bool {
    guard position < bytes.count else { return true }
    var rest = text(bytes[position...])
    // `-05:00Z` says it twice; the offset is the one that was meant.
    if rest.count > 1, rest.hasSuffix("Z") || rest.hasSuffix("z"), rest.contains(":") { rest.removeLast() }
    if let half = TimeZones.half(rest) {
      guard parts.hour <= 12 else { return true }
      parts.hour = parts.hour % 12 + half
      return true
    }
    guard let offset = TimeZones.offset(rest, at: parts) else { return false }
    parts.offset = offset
    return true
  }

  // MARK: Bytes

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func take(_ isPart: (UInt8) -> Bool) -> ArraySlice<UInt8> {
    let start = position
    while let byte = current, isPart(byte), position - start < 20 { position += 1 }
    return bytes[start..<position]
  }

  private mutating func skipBlanks() {
    while current == UInt8(ascii: " ") { position += 1 }
  }

  private func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
  private mutating func digits() -> ArraySlice<UInt8> { take { $0 >= 0x30 && $0 <= 0x39 } }

  private func isSeparator(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "-") || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ".")
  }
}

extension DateParts {
  /// The time so many seconds after midnight of this day.
  func advanced(by seconds: Int) -> DateParts? {
    guard seconds >= 0, seconds < 253_402_300_800 else { return nil }
    var parts = self
    var days = seconds / 86_400
    while days >= (Self.isLeap(parts.year) ? 366 : 365) {
      days -= Self.isLeap(parts.year) ? 366 : 365
      parts.year += 1
    }
    while days >= Self.days(in: parts.month, of: parts.year) {
      days -= Self.days(in: parts.month, of: parts.year)
      parts.month += 1
    }
    parts.day += days
    (parts.hour, parts.minute, parts.second) = (seconds / 3_600 % 24, seconds / 60 % 60, seconds % 60)
    return parts
  }
}
