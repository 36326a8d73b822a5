import FoundationEssentials
import Testing

@testable import ReaderStore

@Suite("Dates as text")
struct DateTextTests {
  /// 21 September 2026, 13:33:20 in Greenwich.
  private let clock = Clock(now: Date(timeIntervalSince1970: 1_789_997_600), utcOffset: 7200)

  @Test(
    "a list shows the time today, the day within a year, the month before",
    arguments: [
      (1_789_990_000.0, "13:26"), (1_789_900_000, "20 Sep"), (1_735_689_600, "Jan 2025"), (-3600, "Jan 1970"),
    ])
  func short(seconds: Double, text: String) {
    #expect(DateText.short(Date(timeIntervalSince1970: seconds), clock: clock) == text)
  }

  @Test("an article shows day, month and year, and the time where the feed gives one")
  func long() {
    #expect(DateText.long(Date(timeIntervalSince1970: 1_776_470_400), clock: clock) == "18 April 2026")
    #expect(DateText.long(Date(timeIntervalSince1970: 1_776_475_000), clock: clock) == "18 April 2026, 03:16")
  }

  @Test(
    "leap days and the ends of years and centuries are right",
    arguments: [
      (951_782_400.0, "29 February 2000"), (951_868_800, "1 March 2000"), (4_107_456_000, "28 February 2100"),
      (4_107_542_400, "1 March 2100"), (1_767_139_200, "31 December 2025"), (-62_167_219_200, "1 January 0"),
    ])
  func calendar(seconds: Double, text: String) {
    #expect(DateText.long(Date(timeIntervalSince1970: seconds), clock: clock) == text)
  }

  @Test("dates beyond all sense do not trap")
  func extremes() {
    for seconds in [Double.greatestFiniteMagnitude, -.greatestFiniteMagnitude, 1e18, -1e18] {
      _ = DateText.short(Date(timeIntervalSince1970: seconds), clock: clock)
      _ = DateText.long(Date(timeIntervalSince1970: seconds), clock: clock)
    }
  }
}
