import FeedModel
import FoundationEssentials

/// Dates as feeds write them: RFC 822 and 2822, RFC 3339 and ISO 8601, asctime, and what scripts, locales and people
/// make of them. No calendar objects: days are counted (proleptic Gregorian), a time without a zone is UTC.
enum DateParser {
  /// - Returns: nil for what cannot be a date.
  static func date(_ bytes: UnsafeBufferPointer<UInt8>) -> Date? {
    guard bytes.count <= 256 else { return nil }
    if let parts = MailDate.parts(bytes) { return parts.date }
    return date(String(decoding: bytes, as: UTF8.self))
  }

  static func date(_ text: String) -> Date? {
    let text = PlainText.line(text)
    guard !text.isEmpty, text.utf8.count <= 256 else { return nil }
    var iso = ISODate(Array(text.utf8))
    if let moment = iso.moment() { return moment.date }
    return FreeDate(text).moment()?.date
  }
}

/// A date and time with its distance from UTC, checked when it becomes a `Date`.
struct DateParts: Equatable {
  var year: Int
  var month = 1
  var day = 1
  var hour = 0
  var minute = 0
  var second = 0
  /// Fraction of a second.
  var fraction = 0.0
  /// Seconds east of UTC.
  var offset = 0

  /// - Returns: nil if there is no such time. 24:00:00 is the next day's start, and a leap second the next minute's.
  var date: Date? {
    guard (0...9_999).contains(year), (1...12).contains(month), day >= 1, day <= Self.days(in: month, of: year) else {
      return nil
    }
    guard (0...59).contains(minute), (0...60).contains(second), (0...24).contains(hour) else { return nil }
    guard hour < 24 || (minute == 0 && second == 0), abs(offset) <= 15 * 3_600 else { return nil }
    let days = CivilDate(year: year, month: month, day: day).daysSince1970
    let seconds = days * 86_400 + hour * 3_600 + minute * 60 + second - offset
    // Year 0 and 9999 must stay within what RFC 3339 can write, also after the zone is taken off.
    guard seconds >= -62_167_219_200, seconds <= 253_402_300_799 else { return nil }
    return Date(timeIntervalSince1970: Double(seconds) + fraction)
  }

  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Two digits as RFC 2822 reads them: 00–49 is this century.
  static func fullYear(_ year: Int, digits: Int) -> Int {
    guard digits <= 2 else { return digits == 3 ? year + 1_900 : year }
    return year < 50 ? year + 2_000 : year + 1_900
  }
}
