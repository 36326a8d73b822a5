import Dispatch
import Synchronization

/// Hands results from the thread that fetches and parses to the one that saves, which takes all that wait at once. It
/// holds little, so that answers wait in the network and not in memory when saving is slower.
final class ResultChannel: Sendable {
  /// In bytes of documents. What is taken at once is one transaction: one for each feed costs a refresh of 200 a third
  /// more, while four times as much at once saves it a twentieth and takes 5 MB.
  static let capacity = 512 << 10

  private struct Waiting {
    var results: [Arrival] = []
    var size = 0
    var isFull: Bool { size >= ResultChannel.capacity }
  }

  private let waiting = Mutex(Waiting())
  /// Signalled when something waits that did not before, and at the end.
  private let filled = DispatchSemaphore(value: 0)
  /// Signalled when a full channel is emptied.
  private let emptied = DispatchSemaphore(value: 0)

  /// Waits while the channel is full.
  func send(_ result: Arrival) {
    let (isFirst, isFull) = waiting.withLock { waiting in
      waiting.results.append(result)
      waiting.size += result.size
      return (waiting.results.count == 1, waiting.isFull)
    }
    if isFirst { filled.signal() }
    if isFull { emptied.wait() }
  }

  /// Nothing is sent any more.
  func end() { filled.signal() }

  /// Waits for results and takes all there are; none after the last.
  func receive() -> [Arrival] {
    filled.wait()
    let taken = waiting.withLock { waiting in
      defer { waiting = Waiting() }
      return waiting
    }
    if taken.isFull { emptied.signal() }
    return taken.results
  }
}
