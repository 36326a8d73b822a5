import FoundationEssentials

/// The time that commands go by.
enum SystemClock {
  /// Now; `MARTLET_NOW` (RFC 3339, or seconds since 1970) is when the program began, if it is set.
  static func now() -> Date {
    Date().addingTimeInterval(shift)
  }

  private static let shift: TimeInterval = {
    guard let text = ProcessInfo.processInfo.environment["MARTLET_NOW"], let start = time(text) else { return 0 }
    return start.timeIntervalSinceNow
  }()

  static func time(_ text: String) -> Date? {
    if let seconds = Double(text) { return seconds.isFinite ? Date(timeIntervalSince1970: seconds) : nil }
    return try? Date(text, strategy: .iso8601)
  }
}
