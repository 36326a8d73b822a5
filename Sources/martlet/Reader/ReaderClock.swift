import Foundation
import ReaderStore

/// The time of day with the user's offset from Greenwich, as the reader is told it.
enum ReaderClock {
  static let running: @Sendable () -> Clock = { clock(at: SystemClock.now()) }

  /// A clock that stands at the moment of the call, for a replay that gives the same frames on every run.
  static func frozen() -> @Sendable () -> Clock {
    let clock = clock(at: SystemClock.now())
    return { clock }
  }

  private static func clock(at now: Date) -> Clock {
    var seconds = time_t(min(max(now.timeIntervalSince1970, -1e11), 1e11))
    var parts = tm()
    localtime_r(&seconds, &parts)
    return Clock(now: now, utcOffset: Int(parts.tm_gmtoff))
  }
}
