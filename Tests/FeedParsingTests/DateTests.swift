import FoundationEssentials
import Testing

@testable import FeedParsing

@Suite("Dates as feeds write them")
struct DateTests {
  @Test(
    "dates that mean something",
    arguments: [
      ("Tue, 05 Mar 2019 10:11:12 +0100", "2019-03-05T09:11:12Z"), ("5 Mar 2019 10:11 EST", "2019-03-05T15:11:00Z"),
      ("2019-03-05T10:11:12.75Z", "2019-03-05T10:11:12Z"), ("2019-064", "2019-03-05T00:00:00Z"),
      ("20190305T101112+0100", "2019-03-05T09:11:12Z"), ("2019-03-05 10:11 pm", "2019-03-05T22:11:00Z"),
      ("Tue Mar  5 10:11:12 2019", "2019-03-05T10:11:12Z"), ("Tue Mar 5 10:11:12 PST 2019", "2019-03-05T18:11:12Z"),
      ("mar, 05 mar 2019 10:11:12 GMT", "2019-03-05T10:11:12Z"), ("5. März 2019", "2019-03-05T00:00:00Z"),
      ("5 août 2019 9:05", "2019-08-05T09:05:00Z"), ("Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"),
      ("2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z"), ("пн, 05 мая 2019 10:00:00 +0300", "2019-05-05T07:00:00Z"),
      ("05.03.2019 10:11", "2019-03-05T10:11:00Z"), ("25/12/2019", "2019-12-25T00:00:00Z"),
      ("March 5th, 2019 10:11 AM", "2019-03-05T10:11:00Z"), ("1551780672", "2019-03-05T10:11:12Z"),
      ("12:00 am 5 Mar 2019", "2019-03-05T00:00:00Z"), ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00Z"),
      ("Tue, 05 Mar 2019 10:11:12 GMT+01:00", "2019-03-05T09:11:12Z"),
      ("Fri, 05 Jul 2019 12:00:00 Europe/Berlin", "2019-07-05T10:00:00Z"),
    ])
  func dates(text: String, expected: String) {
    #expect(time(DateParser.date(text)) == expected)
  }

  @Test(
    "what cannot be a date is none",
    arguments: [
      "", "yesterday", "2019-02-29", "2019-13-01", "Tue, 32 Mar 2019 10:11:12 GMT", "2019-03-05T25:00:00Z",
      "2019-03-05T10:60:00Z", "99999-01-01", "0000-00-00", "12:00", "Mar", "9999-12-31T23:59:59-01:00", "-", "+",
      "2019-",
      "99999999999999999999999999", "2019-03-05T10:11:12+99:00",
    ])
  func noDates(text: String) {
    #expect(DateParser.date(text) == nil)
  }

  @Test(
    "the short way through a date leads where the long one does",
    arguments: [
      "Thu, 16 Apr 2026 14:05:00 +0000", " 6 Apr 2026 14:05 GMT\n", "TUE, 31 dec 1999 23:59:60 -0930",
      "Wed, 01 Jan 2003 24:00:00 UTC", "Mon, 30 Feb 2020 10:00:00 GMT", "Mon, 01 Feb 2020 10:00:00 +9900",
      "Mon, 1 Feb 20 10:00:00 EST", "1 Feb 2020 10:00:00 GMT+1", "Sat, 1 Sept 2020 1:00 GMT", "Thu,", "Thu, 1", "",
    ])
  func shortWay(text: String) {
    #expect(Array(text.utf8).withUnsafeBufferPointer { DateParser.date($0) } == DateParser.date(text))
  }

  @Test("every day of four thousand years is written as it was read")
  func roundTrip() {
    for day in stride(from: -719_528, to: 2_932_896, by: 367) {
      let text = JSONOutput.time(.init(timeIntervalSince1970: Double(day) * 86_400 + 43_200))
      #expect(time(DateParser.date(text)) == text)
    }
  }
}
