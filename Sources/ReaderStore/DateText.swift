import FeedModel
public import FoundationEssentials

/// Dates as the reader writes them, in the user's time zone.
public enum DateText {
  /// For a list: `09:14` today, `18 Apr` within a year, `Apr 2024` before.
  public static func short(_ date: Date, clock: Clock) -> String {
    let (then, hasTime) = civilTime(date, clock: clock)
    let now = CivilTime(clock.now, utcOffset: clock.utcOffset)
    if hasTime, then.daysSince1970 == now.daysSince1970 { return "\(padded(then.hour)):\(padded(then.minute))" }
    if abs(now.daysSince1970 - then.daysSince1970) < 300 { return "\(then.date.day) \(then.monthName.prefix(3))" }
    return "\(then.monthName.prefix(3)) \(then.date.year)"
  }

  /// For an article: `18 April 2026, 09:14`, or the day alone.
  public static func long(_ date: Date, clock: Clock) -> String {
    let (then, hasTime) = civilTime(date, clock: clock)
    let day = "\(then.date.day) \(then.monthName) \(then.date.year)"
    return hasTime ? "\(day), \(padded(then.hour)):\(padded(then.minute))" : day
  }

  /// Midnight in Greenwich is how feeds write a day without a time: that day everywhere.
  private static func civilTime(_ date: Date, clock: Clock) -> (time: CivilTime, hasTime: Bool) {
    let greenwich = CivilTime(date, utcOffset: 0)
    return greenwich.isMidnight ? (greenwich, false) : (CivilTime(date, utcOffset: clock.utcOffset), true)
  }

  private static func padded(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
}

/// A day and the time of day, at some distance from Greenwich.
private struct CivilTime {
  var daysSince1970: Int
  var date: CivilDate
  var hour: Int
  var minute: Int
  var isMidnight: Bool

  private static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]

  var monthName: String { CivilTime.monthNames[date.month - 1] }

  /// Dates beyond the years that feeds can mean are brought to the nearest that they can.
  init(_ date: Date, utcOffset: Int) {
    let furthest = 250_000_000_000.0
    let seconds = Int(min(max(date.timeIntervalSince1970, -furthest), furthest).rounded(.down)) + utcOffset
    daysSince1970 = Int((Double(seconds) / 86_400).rounded(.down))
    let secondOfDay = seconds - daysSince1970 * 86_400
    hour = secondOfDay / 3600
    minute = secondOfDay / 60 % 60
    isMidnight = secondOfDay == 0
    self.date = CivilDate(daysSince1970: daysSince1970)
  }
}
