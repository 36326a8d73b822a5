import FeedModel

/// A feed's wishes on how often to be asked, while they are read: RSS 2.0 and the syndication module (`sy:`).
struct ScheduleDraft {
  /// `hourly`, `daily`, `weekly`, `monthly` or `yearly`.
  var period: String?
  var frequency: Int?
  private var minutes: Int?
  private var hours: Set<Int> = []
  private var days: Set<Int> = []

  private static let minutesInPeriod = [
    "hourly": 60, "daily": 1_440, "weekly": 10_080, "monthly": 43_200, "yearly": 525_600,
  ]

  mutating func timeToLive(_ text: String) {
    guard let value = Int(PlainText.line(text)), value > 0, value <= 525_600 else { return }
    minutes = value
  }

  mutating func skipHour(_ text: String) {
    // RSS 0.91 counted the hours from 1 to 24.
    guard let hour = Int(PlainText.line(text)), (0...24).contains(hour) else { return }
    hours.insert(hour % 24)
  }

  mutating func skipDay(_ text: String) {
    let names = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"]
    if let index = names.firstIndex(of: PlainText.line(text).lowercased()) { days.insert(index + 1) }
  }

  var parsed: PublishingSchedule {
    let period = period.flatMap { Self.minutesInPeriod[$0] }.map { $0 / max(1, min($0, frequency ?? 1)) }
    return PublishingSchedule(minutesBetweenUpdates: minutes ?? period, skipHours: hours, skipDays: days)
  }
}
