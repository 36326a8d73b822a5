import FeedCache
import FeedFetching
import FeedModel
import FoundationEssentials
import TestSupport
import Testing

@testable import FeedRefresh

@Suite struct RefreshPolicyTests {
  /// Monday 2026-03-02, 12:00 GMT.
  let now = FakeClock().now

  private func headers(_ status: Int = 200, _ set: (inout ResponseHeaders) -> Void = { _ in }) -> ResponseHeaders {
    var headers = ResponseHeaders(status: status)
    set(&headers)
    return headers
  }

  private func minutesToWait(_ state: FetchState) -> Int? {
    state.nextDue.map { Int($0.timeIntervalSince(now) / 60) }
  }

  private func parsed(_ headers: ResponseHeaders, _ schedule: PublishingSchedule = PublishingSchedule()) -> FetchState {
    RefreshPolicy.parsed(FetchState(), headers, url: "http://a/", schedule: schedule, now: now)
  }

  // MARK: Intervals

  @Test(
    "Cache-Control is obeyed between an hour and a week",
    arguments: [
      (nil, 60), ("max-age=7200", 120), ("public, MAX-AGE = \"7200\"", 120), ("max-age=60", 60), ("max-age=0", 60),
      ("no-store", 60), ("no-cache, max-age=7200", 60), ("max-age=31536000", 10080),
      ("max-age=99999999999999999999", 10080), ("max-age=-5", 60), ("max-age=soon", 60), ("max-age", 60),
    ])
  func cacheControl(value: String?, minutes: Int) {
    let fresh = headers { $0.cacheControl = value }
    #expect(minutesToWait(parsed(fresh)) == minutes)
    #expect(minutesToWait(RefreshPolicy.notModified(FetchState(), fresh, now: now)) == minutes)
  }

  @Test(
    "Expires counts where there is no max-age",
    arguments: [
      ("Mon, 02 Mar 2026 15:00:00 GMT", nil, 180), ("Monday, 02-Mar-26 15:00:00 GMT", nil, 180),
      ("Mon Mar  2 15:00:00 2026", nil, 180), ("0", nil, 60), ("-1", nil, 60),
      ("Mon, 02 Mar 2026 09:00:00 GMT", nil, 60),
      ("Mon, 02 Mar 2026 15:00:00 GMT", "max-age=7200", 120), ("Mon, 99 Foo 2026 15:00:00 GMT", nil, 60),
    ])
  func expires(value: String, cacheControl: String?, minutes: Int) {
    let fresh = headers {
      $0.expires = value
      $0.cacheControl = cacheControl
    }
    #expect(minutesToWait(parsed(fresh)) == minutes)
  }

  @Test("a server whose clock is some minutes off still gets what it means")
  func serverClock() {
    let fresh = headers {
      $0.date = "Mon, 02 Mar 2026 11:30:00 GMT"
      $0.expires = "Mon, 02 Mar 2026 13:30:00 GMT"
    }
    #expect(minutesToWait(parsed(fresh)) == 120)
    let wrong = headers {
      $0.date = "Thu, 01 Jan 1970 00:00:00 GMT"
      $0.expires = "Mon, 02 Mar 2026 13:30:00 GMT"
    }
    #expect(minutesToWait(parsed(wrong)) == 90)
  }

  @Test(
    "the feed's own ttl is obeyed too, and outlives a 304",
    arguments: [(0, 60), (30, 60), (240, 240), (99_999, 10080), (-5, 60)])
  func timeToLive(ttl: Int, minutes: Int) {
    let state = parsed(headers(), PublishingSchedule(minutesBetweenUpdates: ttl))
    #expect(minutesToWait(state) == minutes)
    #expect(minutesToWait(RefreshPolicy.notModified(state, headers(304), now: now)) == minutes)
  }

  @Test("a feed is due when its time has come")
  func due() {
    let state = parsed(headers())
    #expect(RefreshPolicy.isDue(FetchState(), now: now))
    #expect(!RefreshPolicy.isDue(state, now: now.addingTimeInterval(3599)))
    #expect(RefreshPolicy.isDue(state, now: now.addingTimeInterval(3600)))
    #expect(RefreshPolicy.isDue(state, now: now.addingTimeInterval(-100 * 86_400)), "the clock was wrong")
  }

  @Test("nothing is asked in skipHours and skipDays")
  func skipped() {
    func isDue(_ schedule: PublishingSchedule, hours: Double) -> Bool {
      RefreshPolicy.isDue(FetchState(schedule: schedule), now: now.addingTimeInterval(hours * 3600))
    }
    #expect(!isDue(PublishingSchedule(skipHours: [12, 13]), hours: 0))
    #expect(!isDue(PublishingSchedule(skipHours: [12, 13]), hours: 1.99))
    #expect(isDue(PublishingSchedule(skipHours: [12, 13]), hours: 2))
    #expect(!isDue(PublishingSchedule(skipDays: [2]), hours: 11.99))
    #expect(isDue(PublishingSchedule(skipDays: [2]), hours: 12))
    #expect(isDue(PublishingSchedule(skipHours: Set(0...23)), hours: 0), "no time is left")
    #expect(isDue(PublishingSchedule(skipDays: Set(1...7)), hours: 0), "no time is left")
  }

  // MARK: Validators

  @Test("a feed's validators replace the old ones, and leaving them out clears them")
  func validatorsAfterFeed() {
    let old = FetchState(etag: "old", lastModified: "then", validatorsURL: "http://b/")
    let new = RefreshPolicy.parsed(
      old, headers { $0.etag = "new" }, url: "http://a/", schedule: PublishingSchedule(), now: now)
    #expect(new.etag == "new")
    #expect(new.lastModified == nil)
    #expect(new.validatorsURL == "http://a/")
    let none = RefreshPolicy.parsed(new, headers(), url: "http://a/", schedule: PublishingSchedule(), now: now)
    #expect(none.etag == nil)
    #expect(none.validatorsURL == nil)
  }

  @Test("a 304 renews the validators that it names")
  func validatorsAfterNotModified() {
    let old = FetchState(etag: "old", lastModified: "then", validatorsURL: "http://a/")
    let same = RefreshPolicy.notModified(old, headers(304), now: now)
    #expect(same.etag == "old" && same.lastModified == "then")
    let new = RefreshPolicy.notModified(old, headers(304) { $0.etag = "new" }, now: now)
    #expect(new.etag == "new" && new.lastModified == "then" && new.validatorsURL == "http://a/")
  }

  // MARK: Failures

  @Test("errors double the wait, up to a day, and keep the validators")
  func backOff() {
    var state = FetchState(etag: "kept", validatorsURL: "http://a/")
    let hours = [1, 2, 4, 8, 16, 24, 24, 24]
    for (count, wait) in hours.enumerated() {
      state = RefreshPolicy.failed(state, "the server answered 404 Not Found", headers(404), now: now)
      #expect(minutesToWait(state) == wait * 60)
      #expect(state.failuresInARow == count + 1)
    }
    #expect(state.etag == "kept" && state.failingSince == now && state.error != nil && !state.isGone)
    let well = RefreshPolicy.notModified(state, headers(304), now: now)
    #expect(well.failuresInARow == 0 && well.failingSince == nil && well.error == nil)
  }

  @Test(
    "Retry-After on 429 and 503 holds the feed, also when forced",
    arguments: [
      (429, "7200", 120), (503, "7200", 120), (429, "Mon, 02 Mar 2026 14:00:00 GMT", 120),
      (503, "Mon, 02 Mar 2026 14:00:00 GMT", 120), (429, "99999999999999999999", 30 * 24 * 60),
      (503, "Fri, 31 Dec 9999 23:59:59 GMT", 30 * 24 * 60),
    ])
  func retryAfter(status: Int, value: String, minutes: Int) throws {
    let state = RefreshPolicy.failed(FetchState(), "busy", headers(status) { $0.retryAfter = value }, now: now)
    #expect(try #require(state.heldUntil).timeIntervalSince(now) == Double(minutes) * 60)
    #expect(RefreshPolicy.refusal(state, now: now.addingTimeInterval(Double(minutes) * 60 - 1)) != nil)
    #expect(RefreshPolicy.refusal(state, now: now.addingTimeInterval(Double(minutes) * 60)) == nil)
    #expect(RefreshPolicy.isDue(state, now: now.addingTimeInterval(Double(minutes) * 60)))
  }

  @Test(
    "a Retry-After in other answers, in the past or in other words holds nothing",
    arguments: [
      (500, "7200"), (503, "0"), (503, "-7200"), (429, "soon"), (429, "1e9"), (429, "Mon, 31 Dec 99999 00:00:00 GMT"),
      (503, "Mon, 02 Mar 2026 09:00:00 GMT"),
    ])
  func noRetryAfter(status: Int, value: String) {
    let state = RefreshPolicy.failed(FetchState(), "busy", headers(status) { $0.retryAfter = value }, now: now)
    #expect(state.heldUntil == nil)
    #expect(minutesToWait(state) == 60)
  }

  @Test("a hold from a clock that was years ahead holds nothing, and a new one takes its place")
  func holdsOfWrongClocks() throws {
    var state = FetchState()
    state.heldUntil = now.addingTimeInterval(12 * 365 * 86_400)
    #expect(RefreshPolicy.refusal(state, now: now) == nil)
    state = RefreshPolicy.failed(state, "busy", headers(429) { $0.retryAfter = "7200" }, now: now)
    #expect(try #require(state.heldUntil).timeIntervalSince(now) == 7200)
    #expect(RefreshPolicy.refusal(state, now: now) != nil)
  }

  @Test("410 is the end")
  func gone() {
    let state = RefreshPolicy.failed(FetchState(), "gone", headers(410), now: now)
    #expect(state.isGone)
    #expect(RefreshPolicy.refusal(state, now: now.addingTimeInterval(1e9)) != nil)
  }

  // MARK: Addresses

  @Test(
    "a typed address is tried as it is most likely meant",
    arguments: [
      ("example.org", ["https://example.org", "http://example.org"]),
      (" example.org/feed?a#b ", ["https://example.org/feed?a", "http://example.org/feed?a"]),
      ("localhost:8080/feed", ["http://localhost:8080/feed", "https://localhost:8080/feed"]),
      ("127.0.0.1", ["http://127.0.0.1", "https://127.0.0.1"]),
      ("http://Example.org/A", ["http://example.org/A"]),
      ("feed://example.org/f", ["https://example.org/f", "http://example.org/f"]),
      ("feed:https://example.org/f", ["https://example.org/f"]), ("ftp://example.org", []), ("file:///etc/passwd", []),
      ("", []), ("foo", []), ("foo/feed.xml", []), ("http://foo/feed.xml", ["http://foo/feed.xml"]),
      ("foo:8080", ["http://foo:8080", "https://foo:8080"]), ("localhost", ["http://localhost", "https://localhost"]),
      ("[::1]/feed", ["http://[::1]/feed", "https://[::1]/feed"]),
    ])
  func candidates(typed: String, urls: [String]) {
    #expect(SubscriptionEditor.candidates(typed) == urls)
  }
}
