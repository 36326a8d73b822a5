import FeedModel
import FeedRefresh
import FoundationEssentials
import TestSupport
import Testing

/// When a server is asked again: never sooner than it wants, and never sooner than an hour by itself.
@Suite("Polite: pacing")
struct PolitePacingTests {
  let reader: Subscriber
  let url: String

  init() throws {
    reader = try Subscriber()
    url = reader.server.url("/feed")
    try reader.subscribe(url)
  }

  private var count: Int { reader.server.requests("/feed").count }

  /// Refreshes as a timer does, and counts the requests so far.
  private func requests(afterHours hours: Double = 0) throws -> Int {
    reader.clock.advance(hours: hours)
    try reader.refresh()
    return count
  }

  @Test("inside max-age nothing is sent, after it the feed is asked")
  func maxAge() throws {
    reader.server.script("/feed", Answers.feed("1", headers: [("Cache-Control", "public, max-age=10800")]))
    #expect(try requests() == 1)
    #expect(try requests(afterHours: 2.9) == 1)
    #expect(try requests(afterHours: 0.1) == 2)
  }

  @Test("max-age on a 304 counts too")
  func maxAgeOn304() throws {
    reader.server.script(
      "/feed", Answers.feed("1", headers: [("ETag", "a")]), .init(304, [("Cache-Control", "max-age=10800")]))
    #expect(try requests() == 1)
    #expect(try requests(afterHours: 1) == 2)
    #expect(try requests(afterHours: 2.9) == 2)
    #expect(try requests(afterHours: 0.1) == 3)
  }

  @Test(
    "no-store, no-cache, max-age=0 and Expires: 0 mean the usual interval",
    arguments: [
      ("Cache-Control", "no-store"), ("Cache-Control", "no-cache"), ("Cache-Control", "max-age=0"), ("Expires", "0"),
      ("Cache-Control", "private, no-cache, no-store, must-revalidate, max-age=0"),
    ])
  func noStoreIsNotZero(name: String, value: String) throws {
    reader.server.script("/feed", Answers.feed("1", headers: [(name, value)]))
    #expect(try requests() == 1)
    #expect(try requests(afterHours: 0.9) == 1)
    #expect(try requests(afterHours: 0.1) == 2)
  }

  @Test("Expires counts where there is no max-age")
  func expires() throws {
    reader.server.script("/feed", Answers.feed("1", headers: [("Expires", "Mon, 02 Mar 2026 15:00:00 GMT")]))
    #expect(try requests() == 1)
    #expect(try requests(afterHours: 2.9) == 1)
    #expect(try requests(afterHours: 0.1) == 2)
  }

  @Test("an absurd max-age is capped", arguments: ["31536000", "99999999999999999999"])
  func absurdMaxAge(seconds: String) throws {
    reader.server.script("/feed", Answers.feed("1", headers: [("Cache-Control", "max-age=\(seconds)")]))
    #expect(try requests() == 1)
    #expect(try requests(afterHours: 6 * 24) == 1)
    #expect(try requests(afterHours: 2 * 24) == 2)
  }

  @Test("a ttl longer than the usual interval is obeyed")
  func ttl() throws {
    reader.server.script("/feed", Answers.feed("1", channel: "<ttl>180</ttl>"))
    #expect(try requests() == 1)
    #expect(try requests(afterHours: 2.9) == 1)
    #expect(try requests(afterHours: 0.1) == 2)
  }

  @Test(
    "sy:updatePeriod divided by sy:updateFrequency is obeyed",
    arguments: [("daily", "4", 6.0), ("daily", nil, 24), ("hourly", nil, 1), ("weekly", "14", 12), ("hourly", "4", 1)])
  func updatePeriod(period: String, frequency: String?, hours: Double) throws {
    let times = frequency.map { "<sy:updateFrequency>\($0)</sy:updateFrequency>" } ?? ""
    reader.server.script(
      "/feed", Answers.feed("1", channel: "<sy:updatePeriod>\(period)</sy:updatePeriod>\(times)"))
    #expect(try requests() == 1)
    #expect(try requests(afterHours: hours - 0.1) == 1)
    #expect(try requests(afterHours: 0.1) == 2)
  }

  @Test("nothing is sent in skipHours and skipDays; outside them the feed is asked again")
  func skipHoursAndDays() throws {
    // The clock begins on a Monday at noon.
    let skips = "<skipHours><hour>13</hour><hour>14</hour></skipHours><skipDays><day>Tuesday</day></skipDays>"
    reader.server.script("/feed", Answers.feed("1", channel: skips))
    #expect(try requests() == 1)
    #expect(try requests(afterHours: 1) == 1)
    #expect(try requests(afterHours: 1.9) == 1)
    #expect(try requests(afterHours: 0.1) == 2)
    #expect(try requests(afterHours: 9) == 2, "it is Tuesday")
    #expect(try requests(afterHours: 23.9) == 2)
    #expect(try requests(afterHours: 0.1) == 3)
  }

  @Test("plain refreshes are an hour apart at least; a forced one asks at once, conditionally")
  func floorOf60Minutes() throws {
    let headers = [("Cache-Control", "max-age=60"), ("ETag", "a")]
    reader.server.script("/feed", Answers.feed("1", headers: headers), .init(304, headers))
    #expect(try requests() == 1)
    #expect(try requests(afterHours: 0.5) == 1)
    try reader.refresh(.all)
    #expect(reader.sent("If-None-Match", to: "/feed") == [nil, "a"])
    try reader.ask(url)
    #expect(reader.sent("If-None-Match", to: "/feed") == [nil, "a", "a"])
  }

  @Test(
    "Retry-After on 429 and 503 is obeyed, also when forced, and is a failure",
    arguments: [
      (429, "10800"), (429, "Mon, 02 Mar 2026 15:00:00 GMT"), (503, "10800"), (503, "Mon, 02 Mar 2026 15:00:00 GMT"),
    ])
  func retryAfter(status: Int, value: String) throws {
    reader.server.script("/feed", .init(status, [("Retry-After", value)]), Answers.feed("1"))
    #expect(try reader.refresh().failed.count == 1)
    #expect(count == 1, "no second try")
    reader.clock.advance(hours: 2.9)
    try reader.refresh()
    #expect(try reader.refresh(.all).failed.count == 1)
    #expect(try reader.ask(url).failed.count == 1)
    #expect(count == 1)
    reader.clock.advance(hours: 0.1)
    #expect(try reader.ask(url).fetched == 1)
    #expect(try reader.titles == ["Post 1"])
  }

  @Test("a 429 holds every feed of its host, in this run, in later ones and those added since; other hosts go on")
  func tooManyRequestsHoldTheHost() throws {
    for number in 0..<8 {
      try reader.subscribe(reader.server.url("/\(number)"))
      reader.server.script("/\(number)", .init(429, [("Retry-After", "7200")]))
    }
    reader.server.script("/feed", .init(429, [("Retry-After", "7200")]))
    reader.other.script("/", Answers.feed("far"))
    try reader.subscribe(reader.other.url("/"))
    #expect(try reader.refresh().fetched == 1)
    let asked = reader.server.requests.count
    #expect(asked <= 2)
    reader.server.script("/new", Answers.feed("new"))
    let added = try reader.add(reader.server.url("/new"))
    guard case .failed(let error)? = added?.result else {
      Issue.record("it was asked")
      return
    }
    #expect(error.contains("2026-03-02T14:00:00Z"))
    reader.clock.advance(hours: 1.9)
    try reader.refresh(.all)
    #expect(reader.server.requests.count == asked)
    #expect(reader.other.requests.count == 2)
    for target in reader.server.requests.map(\.target) { reader.server.script(target, Answers.feed("1")) }
    for number in 0..<8 { reader.server.script("/\(number)", Answers.feed("1")) }
    reader.clock.advance(hours: 0.1)
    try reader.refresh()
    #expect(reader.server.requests("/new").count == 1)
  }

  @Test("errors double the wait up to a day", arguments: [404, 500])
  func errorsBackOff(status: Int) throws {
    reader.server.script("/feed", .init(status))
    for _ in 0..<24 {
      try reader.refresh()
      reader.clock.advance(hours: 1)
    }
    #expect(count >= 4)
    #expect(count <= 8)
    for _ in 0..<24 * 7 {
      try reader.refresh()
      reader.clock.advance(hours: 1)
    }
    let before = count
    for _ in 0..<48 {
      try reader.refresh()
      reader.clock.advance(hours: 1)
    }
    #expect(count - before == 2)
  }

  @Test("a network that is down on this side keeps no feed waiting longer than an hour")
  func offline() throws {
    let away = "http://nowhere.invalid/feed"
    try reader.subscribe(away)
    for _ in 0..<6 {
      try reader.refresh()
      reader.clock.advance(hours: 1)
    }
    let health = try #require(try reader.health.first { $0.url == away })
    #expect(health.error == "there is no host nowhere.invalid; check the address and the network")
    #expect(health.nextPoll == nil, "it is due again")
    #expect(health.lastStatus == nil)
  }
}
