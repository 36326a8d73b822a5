import FeedModel
import FoundationEssentials

/// The three forms of an HTTP date (RFC 9110, 5.6.7).
enum HTTPDate {
  /// Reads `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT` or `Sun Nov  6 08:49:37 1994`; the day's
  /// name is not checked. Nil for anything else, such as the `0` that many servers send as `Expires`.
  static func parse(_ text: String) -> Date? {
    let words = text.split { $0 == " " || $0 == "-" || $0 == "," }.map(String.init)
    guard words.count >= 5 else { return nil }
    if let month = month(words[1]) {
      return date(day: words[2], month: month, year: words[4], time: words[3])
    }
    guard let month = month(words[2]) else { return nil }
    return date(day: words[1], month: month, year: words[3], time: words[4])
  }

  private static func month(_ name: String) -> Int? {
    let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
    return names.firstIndex(of: name.lowercased()).map { $0 + 1 }
  }

  private static func date(day: String, month: Int, year: String, time: String) -> Date? {
    let clock = time.split(separator: ":").map { Int($0) }
    guard let day = Int(day), (1...31).contains(day), var year = Int(year), (0...9999).contains(year),
      clock.count == 3, let hour = clock[0], (0...23).contains(hour), let minute = clock[1],
      (0...59).contains(minute), let second = clock[2], (0...60).contains(second)
    else { return nil }
    if year < 70 { year += 2000 } else if year < 100 { year += 1900 }
    let days = CivilDate(year: year, month: month, day: day).daysSince1970
    let seconds = days * 86_400 + hour * 3600 + minute * 60 + second
    return Date(timeIntervalSince1970: Double(seconds))
  }
}
