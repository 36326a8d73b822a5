import ReaderStore

/// The moments at which the reader wants to be woken, on a clock of the loop's own: seconds since it began.
struct WakeQueue {
  private var wakes: [(time: Double, reason: WakeReason)] = []

  /// The next moment; nil if there is none.
  var next: Double? { wakes.map(\.time).min() }

  mutating func add(_ reason: WakeReason, at time: Double) { wakes.append((time, reason)) }

  /// Takes out the earliest that is due.
  mutating func popDue(at now: Double) -> WakeReason? {
    guard let index = wakes.indices.min(by: { wakes[$0].time < wakes[$1].time }), wakes[index].time <= now else {
      return nil
    }
    return wakes.remove(at: index).reason
  }
}
