public import FoundationEssentials
import Synchronization

/// A clock that stands still until the test moves it.
public final class FakeClock: Sendable {
  private let time: Mutex<Date>

  /// - Parameter seconds: since 1970; by default a Monday at noon, 2026-03-02 12:00 GMT.
  public init(seconds: Double = 1_772_452_800) {
    time = Mutex(Date(timeIntervalSince1970: seconds))
  }

  public var now: Date { time.withLock { $0 } }

  public func advance(by seconds: TimeInterval) {
    time.withLock { $0 = $0.addingTimeInterval(seconds) }
  }

  public func advance(hours: Double) {
    advance(by: hours * 3600)
  }
}
