public import FoundationEssentials

extension Filter {
  /// A moment in the past, as `newer:` and `older:` name it.
  public enum Moment: Hashable, Sendable {
    /// `3d`: so long before now.
    case ago(Int, Unit)
    /// `2026-01-01`, or `2026-01` for its first day: the day's first moment where the reader lives.
    case day(year: Int, month: Int, day: Int)

    /// By its letter in an expression.
    public enum Unit: Character, Hashable, Sendable, CaseIterable {
      case hours = "h"
      case days = "d"
      case weeks = "w"
      case months = "m"
      case years = "y"
    }

    /// When it is, seen from a moment and a place.
    public func date(now: Date, in zone: TimeZone) -> Date {
      var calendar = Calendar(identifier: .gregorian)
      calendar.timeZone = zone
      switch self {
      case .ago(let count, .hours): return now.addingTimeInterval(-3600 * Double(count))
      case .ago(let count, .days): return now.addingTimeInterval(-86_400 * Double(count))
      case .ago(let count, .weeks): return now.addingTimeInterval(-604_800 * Double(count))
      case .ago(let count, .months): return Moment.date(count, .month, before: now, calendar)
      case .ago(let count, .years): return Moment.date(count, .year, before: now, calendar)
      case .day(let year, let month, let day):
        return calendar.date(from: DateComponents(year: year, month: month, day: day)) ?? .distantPast
      }
    }

    private static func date(
      _ count: Int, _ component: Calendar.Component, before now: Date, _ calendar: Calendar
    ) -> Date {
      // No entry is that old, and the calendar need not go there.
      guard count <= (component == .year ? 1900 : 12 * 1900) else { return .distantPast }
      return calendar.date(byAdding: component, value: -count, to: now) ?? .distantPast
    }

    /// `3d`, `2026-01-01` or `2026-01`; nil for anything else.
    init?(_ text: String) {
      if let unit = text.last.flatMap({ Unit(rawValue: Character($0.lowercased())) }) {
        guard let count = Moment.number(in: text.dropLast()) else { return nil }
        self = .ago(count, unit)
        return
      }
      let parts = text.split(separator: "-", omittingEmptySubsequences: false)
      guard (2...3).contains(parts.count), parts[0].count == 4, let year = Moment.number(in: parts[0]), year >= 1,
        let month = Moment.number(in: parts[1]), let day = parts.count == 3 ? Moment.number(in: parts[2]) : 1,
        day >= 1, day <= Moment.days(in: month, of: year)
      else { return nil }
      self = .day(year: year, month: month, day: day)
    }

    /// A number of one to five digits.
    private static func number(in text: Substring) -> Int? {
      guard (1...5).contains(text.utf8.count), text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return Int(text)
    }

    /// None where there is no such month.
    private static func days(in month: Int, of year: Int) -> Int {
      switch month {
      case 1, 3, 5, 7, 8, 10, 12: 31
      case 4, 6, 9, 11: 30
      case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
      default: 0
      }
    }
  }
}

extension Filter.Moment: CustomStringConvertible {
  public var description: String {
    switch self {
    case .ago(let count, let unit): "\(count)\(unit.rawValue)"
    case .day(let year, let month, let day):
      Self.padded(year, 4) + "-" + Self.padded(month, 2) + "-" + Self.padded(day, 2)
    }
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
