public import FoundationEssentials

/// Dates as the reader writes them, in the user's time zone.
public enum DateText {
  /// For a list: `09:14` today, `18 Apr` within a year, `Apr 2024` before.
  public static func short(_ date: Date, clock: Clock) -> String {
    let (then, hasTime) = civilTime(date, clock: clock)
    let now = CivilTime(clock.now, utcOffset: clock.utcOffset)
    if hasTime, then.daysSince1970 == now.daysSince1970 { return "\(padded(then.hour)):\(padded(then.minute))" }
    if abs(now.daysSince1970 - then.daysSince1970) < 300 { return "\(then.day) \(then.monthName.prefix(3))" }
    return "\(then.monthName.prefix(3)) \(then.year)"
  }

  /// For an article: `18 April 2026, 09:14`, or the day alone.
  public static func long(_ date: Date, clock: Clock) -> String {
    let (then, hasTime) = civilTime(date, clock: clock)
    let day = "\(then.day) \(then.monthName) \(then.year)"
    return hasTime ? "\(day), \(padded(then.hour)):\(padded(then.minute))" : day
  }

  /// Midnight in Greenwich is how feeds write a day without a time: that day everywhere.
  private static func civilTime(_ date: Date, clock: Clock) -> (time: CivilTime, hasTime: Bool) {
    let greenwich = CivilTime(date, utcOffset: 0)
    return greenwich.isMidnight ? (greenwich, false) : (CivilTime(date, utcOffset: clock.utcOffset), true)
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

/// A date and time of the Gregorian calendar.
struct CivilTime {
  var daysSince1970: Int
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var isMidnight: Bool

  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  var monthName: String { CivilTime.monthNames[month - 1] }

  /// Dates beyond the years that feeds can mean are brought to the nearest that they can.
  init(_ date: Date, utcOffset: Int) {
    let furthest = 250_000_000_000.0
    let seconds = Int(min(max(date.timeIntervalSince1970, -furthest), furthest).rounded(.down)) + utcOffset
    daysSince1970 = Int((Double(seconds) / 86_400).rounded(.down))
    let secondOfDay = seconds - daysSince1970 * 86_400
    hour = secondOfDay / 3600
    minute = secondOfDay / 60 % 60
    isMidnight = secondOfDay == 0
    // Days to year, month and day in eras of 400 years that begin on 1 March.
    let shifted = daysSince1970 + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }
}
