import Dispatch
import Synchronization

/// Hands results from the thread that fetches and parses to the one that saves. It holds few, so that answers wait in
/// the network and not in memory when saving is slower.
final class ResultChannel: Sendable {
  private let queue = Mutex<[Arrival?]>([])
  private let filled = DispatchSemaphore(value: 0)
  private let free = DispatchSemaphore(value: 0)

  init(capacity: Int = 4) {
    // A semaphore that begins with a value must end with it.
    for _ in 0..<capacity { free.signal() }
  }

  /// Waits while the channel is full. Nil ends the results.
  func send(_ result: Arrival?) {
    free.wait()
    queue.withLock { $0.append(result) }
    filled.signal()
  }

  /// Waits for the next result; nil after the last.
  func receive() -> Arrival? {
    filled.wait()
    defer { free.signal() }
    return queue.withLock { $0.removeFirst() }
  }
}
