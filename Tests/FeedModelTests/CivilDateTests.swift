import FeedModel
import Testing

@Suite("Days of the calendar")
struct CivilDateTests {
  @Test("a day's number leads back to the day, from long before the year 0 to long after 9999")
  func roundTrip() {
    for days in stride(from: -1_000_000, through: 4_000_000, by: 97) {
      let date = CivilDate(daysSince1970: days)
      #expect((1...12).contains(date.month) && (1...31).contains(date.day))
      #expect(date.daysSince1970 == days)
    }
  }

  @Test(
    "leap years are every fourth, but for three of four centuries",
    arguments: [(1900, 59), (2000, 60), (2023, 59), (2024, 60), (2100, 59), (0, 60), (-1, 59)])
  func leapYears(year: Int, daysBeforeMarch: Int) {
    let first = CivilDate(year: year, month: 1, day: 1).daysSince1970
    #expect(CivilDate(daysSince1970: first + daysBeforeMarch) == CivilDate(year: year, month: 3, day: 1))
  }

  @Test("1 January 1970 is day 0")
  func start() {
    #expect(CivilDate(daysSince1970: 0) == CivilDate(year: 1970, month: 1, day: 1))
  }
}
