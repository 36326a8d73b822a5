import FeedCache
import FeedFetching
import FeedModel
import FoundationEssentials

/// When a feed may be asked, and what an answer means for the next time: (state, answer, now) → state, and nothing else.
enum RefreshPolicy {
  /// Between two plain refreshes, at least and by default.
  static let interval: TimeInterval = 60 * 60
  /// However long a feed asks for.
  static let longestInterval: TimeInterval = 7 * 24 * 60 * 60
  /// Between two tries of a feed that keeps failing.
  static let longestBackOff: TimeInterval = 24 * 60 * 60
  /// However far away a server's Retry-After is.
  static let longestHold: TimeInterval = 30 * 24 * 60 * 60

  // MARK: May it be asked?

  /// Whether a plain refresh asks the feed. An interval of the user's own lengthens the wait; no server is asked sooner
  /// for it.
  static func isDue(_ state: FetchState, settings: FeedSettings = FeedSettings(), now: Date) -> Bool {
    guard refusal(state, now: now) == nil, !state.schedule.skips(now) else { return false }
    guard let nextDue = state.due(settings) else { return true }
    // A time that no answer can have set comes from a clock that was wrong.
    let longest = max(longestInterval, Double(settings.interval ?? 0) * 60)
    return nextDue <= now || nextDue > now.addingTimeInterval(2 * longest)
  }

  /// Why the feed is not asked, not even by name or by force; nil if it may be.
  static func refusal(_ state: FetchState, now: Date) -> String? {
    if state.isGone { return "not asked: 410 Gone has ended the feed; remove it, and add it again if it is back" }
    guard let heldUntil = state.heldUntil, isHeld(until: heldUntil, now: now) else { return nil }
    return "not asked: the server wants no request before \(heldUntil.formatted(.iso8601))"
  }

  /// Whether a server that wanted no request before some time still wants none. A time that no answer can have set comes
  /// from a clock that was wrong, and holds nothing.
  static func isHeld(until time: Date, now: Date) -> Bool {
    time > now && time <= now.addingTimeInterval(2 * longestHold)
  }

  /// The later of two such times, if the former one still holds.
  static func later(_ former: Date?, _ time: Date, now: Date) -> Date {
    guard let former, isHeld(until: former, now: now) else { return time }
    return max(former, time)
  }

  // MARK: What an answer means

  /// After any request: what is counted, whatever the answer was. One that was held back was not made.
  static func asked(_ state: FetchState, _ result: FetchResult, now: Date) -> FetchState {
    if case .held = result.answer { return state }
    var state = state
    state.lastAsked = now
    state.lastStatus = result.headers.status == 0 ? nil : result.headers.status
    state.bytesReceived &+= result.bytesReceived
    switch result.answer {
    case .body: state.bodySize = result.bytesReceived
    case .notModified: state.bytesSaved &+= state.bodySize
    case .refused, .failed, .held: break
    }
    return state
  }

  /// After a 200 that was a feed: what it says of itself replaces all that was known, also by leaving it out.
  static func parsed(
    _ state: FetchState, _ headers: ResponseHeaders, url: String, schedule: PublishingSchedule, now: Date
  ) -> FetchState {
    var state = succeeded(state, now: now)
    state.etag = headers.etag
    state.lastModified = headers.lastModified
    state.validatorsURL = headers.etag == nil && headers.lastModified == nil ? nil : url
    state.schedule = schedule
    state.nextDue = nextDue(headers, schedule, now: now)
    return state
  }

  /// After a 304, which may renew the validators.
  static func notModified(_ state: FetchState, _ headers: ResponseHeaders, now: Date) -> FetchState {
    var state = succeeded(state, now: now)
    state.etag = headers.etag ?? state.etag
    state.lastModified = headers.lastModified ?? state.lastModified
    state.nextDue = nextDue(headers, state.schedule, now: now)
    return state
  }

  /// After anything that was no feed. The old validators stay: they belong to the feed that is kept.
  /// Where the network failed on this side (`isNearby`) the wait does not grow: a day without one must not keep feeds
  /// from being asked the next.
  static func failed(
    _ state: FetchState, _ error: String, _ headers: ResponseHeaders, isNearby: Bool = false, now: Date
  ) -> FetchState {
    var state = state
    if !isNearby { state.failuresInARow = min(state.failuresInARow, 1000) + 1 }
    state.failingSince = state.failingSince ?? now
    state.error = error
    let doublings = isNearby ? 0 : min(state.failuresInARow - 1, 10)
    let wait = min(interval * Double(1 << doublings), longestBackOff)
    state.nextDue = now.addingTimeInterval(wait).wholeSeconds
    if headers.status == 410 { state.isGone = true }
    if headers.status == 429 || headers.status == 503 { state = held(state, headers, now: now) }
    return state
  }

  /// After a 429 or 503, for a feed that it tells to wait; a 429 tells every feed of its server.
  static func held(_ state: FetchState, _ headers: ResponseHeaders, now: Date) -> FetchState {
    var state = state
    if let time = headers.retryTime(now: now), time > now {
      let until = min(time, now.addingTimeInterval(longestHold)).wholeSecondsUp
      state.heldUntil = later(state.heldUntil, until, now: now)
    }
    let pause = now.addingTimeInterval(interval).wholeSeconds
    state.nextDue = max(state.nextDue ?? pause, pause)
    return state
  }

  private static func succeeded(_ state: FetchState, now: Date) -> FetchState {
    var state = state
    state.lastRefresh = now
    state.failuresInARow = 0
    state.failingSince = nil
    state.error = nil
    // Another feed's 429 may hold the server meanwhile.
    if let heldUntil = state.heldUntil, !isHeld(until: heldUntil, now: now) { state.heldUntil = nil }
    return state
  }

  private static func nextDue(_ headers: ResponseHeaders, _ schedule: PublishingSchedule, now: Date) -> Date {
    let minutes = min(max(schedule.minutesBetweenUpdates ?? 0, 0), 1_000_000)
    let asked = max(headers.lifetime(now: now) ?? 0, Double(minutes) * 60)
    return now.addingTimeInterval(min(max(asked, interval), longestInterval)).wholeSeconds
  }
}

extension Date {
  /// Down to the second, so that an hourly timer whose runs begin some milliseconds apart asks every hour.
  fileprivate var wholeSeconds: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.down)) }
  fileprivate var wholeSecondsUp: Date { Date(timeIntervalSince1970: timeIntervalSince1970.rounded(.up)) }
}
