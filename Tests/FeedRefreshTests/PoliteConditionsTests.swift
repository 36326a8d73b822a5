import FeedModel
import FeedRefresh
import TestSupport
import Testing

/// Conditional requests: what a server said of an answer goes back to it byte for byte, and nowhere else.
@Suite("Polite: conditions")
struct PoliteConditionsTests {
  let reader: Subscriber
  let url: String

  init() throws {
    reader = try Subscriber()
    url = reader.server.url("/feed")
    try reader.subscribe(url)
  }

  private var etags: [String?] { reader.sent("If-None-Match", to: "/feed") }
  private var dates: [String?] { reader.sent("If-Modified-Since", to: "/feed") }

  private func ask(times: Int) throws {
    for _ in 0..<times { try reader.ask(url) }
  }

  @Test("the first request of a feed has no condition")
  func firstGetBare() throws {
    reader.server.script("/feed", Answers.feed("1", headers: [("ETag", "\"a\""), ("Last-Modified", "now")]))
    try ask(times: 1)
    #expect(etags == [nil])
    #expect(dates == [nil])
  }

  @Test(
    "an ETag goes back byte for byte",
    arguments: ["W/\"weak\"", "\"a:b$c\"", "without quotes", "\"\"", "\"a\", \"b\"", "W/no quotes", "\"tab\tin it\""])
  func etagVerbatim(etag: String) throws {
    reader.server.script("/feed", Answers.feed("1", headers: [("ETag", etag)]), .init(304))
    try ask(times: 2)
    #expect(etags == [nil, etag])
    #expect(dates == [nil, nil])
  }

  @Test(
    "a Last-Modified goes back byte for byte",
    arguments: [
      "Sunday, 06-Nov-94 08:49:37 GMT", "Sun, 06 Nov 1994 08:49:37 +0130", "1994-11-06T08:49:37Z", "yesterday", "0",
    ])
  func lastModifiedVerbatim(date: String) throws {
    reader.server.script("/feed", Answers.feed("1", headers: [("Last-Modified", date)]), .init(304))
    try ask(times: 2)
    #expect(dates == [nil, date])
    #expect(etags == [nil, nil])
  }

  @Test("a feed that gave both gets both back")
  func bothValidators() throws {
    let headers = [("ETag", "\"a\""), ("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT")]
    reader.server.script("/feed", Answers.feed("1", headers: headers), .init(304))
    try ask(times: 2)
    #expect(etags == [nil, "\"a\""])
    #expect(dates == [nil, "Sun, 06 Nov 1994 08:49:37 GMT"])
  }

  @Test("none is made up from a Date or from the clock")
  func singleValidator() throws {
    reader.server.script(
      "/feed", Answers.feed("1", headers: [("Date", "Sun, 06 Nov 1994 08:49:37 GMT")]), Answers.feed("1"))
    try ask(times: 2)
    #expect(etags == [nil, nil])
    #expect(dates == [nil, nil])
  }

  @Test("every later request is conditional, also after several 304s and restarts")
  func validatorsSurviveRestart() throws {
    reader.server.script("/feed", Answers.feed("1", headers: [("ETag", "\"a\"")]), .init(304))
    try ask(times: 5)
    #expect(etags == [nil, "\"a\"", "\"a\"", "\"a\"", "\"a\""])
  }

  @Test("an ETag that changes alone is the one that is sent next")
  func etagChangesAlone() throws {
    let same = ("Last-Modified", "Sun, 06 Nov 1994 08:49:37 GMT")
    reader.server.script(
      "/feed", Answers.feed("1", headers: [("ETag", "\"a\""), same]),
      Answers.feed("1", headers: [("ETag", "\"b\""), same]),
      .init(304))
    try ask(times: 3)
    #expect(etags == [nil, "\"a\"", "\"b\""])
  }

  @Test("an answer without validators clears the old ones")
  func validatorsCleared() throws {
    reader.server.script(
      "/feed", Answers.feed("1", headers: [("ETag", "\"a\""), ("Last-Modified", "then")]), Answers.feed("1"))
    try ask(times: 3)
    #expect(etags == [nil, "\"a\"", nil])
    #expect(dates == [nil, "then", nil])
  }

  @Test("a 304 with new validators renews them")
  func notModifiedUpdatesValidators() throws {
    reader.server.script(
      "/feed", Answers.feed("1", headers: [("ETag", "\"a\""), ("Last-Modified", "then")]),
      .init(304, [("ETag", "\"b\"")]), .init(304, [("Last-Modified", "later")]), .init(304))
    try ask(times: 4)
    #expect(etags == [nil, "\"a\"", "\"b\"", "\"b\""])
    #expect(dates == [nil, "then", "then", "later"])
  }

  @Test("validators never go to a redirect's target, nor back to its source")
  func validatorsStayWithURL() throws {
    reader.server.script(
      "/feed", Answers.feed("1", headers: [("ETag", "\"a\"")]), Answers.moved(302, to: "/other"),
      Answers.feed("1"))
    reader.server.script("/other", Answers.feed("1", headers: [("ETag", "\"other\"")]))
    try ask(times: 3)
    #expect(reader.sent("If-None-Match", to: "/other") == [nil])
    #expect(etags == [nil, "\"a\"", nil])
  }

  @Test("a 304 keeps every post and is no failure")
  func notModifiedKeepsPosts() throws {
    reader.server.script("/feed", Answers.feed("1", "2", headers: [("ETag", "\"a\"")]), .init(304))
    try ask(times: 1)
    let summary = try reader.ask(url)
    #expect(summary.notModified == 1)
    #expect(summary.failed.isEmpty)
    #expect(try reader.titles == ["Post 1", "Post 2"])
  }

  @Test("validators of what is no feed are not kept")
  func noValidatorsOfGarbage() throws {
    reader.server.script(
      "/feed", .init(200, [("ETag", "\"junk\""), ("Last-Modified", "junk")], "hello"), Answers.feed("1"))
    try ask(times: 2)
    #expect(etags == [nil, nil])
    #expect(dates == [nil, nil])
    #expect(try reader.titles == ["Post 1"])
  }
}
