import FeedCache
import FeedFetching
import FoundationEssentials

/// Servers that want no request before some time (429 with Retry-After), so that a feed that is added meanwhile waits
/// too.
enum HeldServers {
  private static let key = "held servers"

  static func times(in cache: Cache, now: Date) throws(CacheError) -> [String: Date] {
    var times: [String: Date] = [:]
    for line in (try cache.recall(key) ?? "").split(separator: "\n") {
      let parts = line.split(separator: " ")
      guard parts.count == 2, let seconds = Double(parts[1]), seconds.isFinite else { continue }
      let time = Date(timeIntervalSince1970: seconds)
      if RefreshPolicy.isHeld(until: time, now: now) { times[String(parts[0])] = time }
    }
    return times
  }

  static func remember(_ server: WebURL.Server, until time: Date, in cache: Cache, now: Date) throws(CacheError) {
    var times = try times(in: cache, now: now)
    times[server.name] = max(times[server.name] ?? time, time)
    let lines = times.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value.timeIntervalSince1970)" }
    try cache.remember(lines.joined(separator: "\n"), for: key)
  }
}
