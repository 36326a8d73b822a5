import Glibc
import ReaderStore
import Synchronization

/// Where results come back to the main loop: actions, and a pipe that wakes `poll`.
final class Mailbox: Sendable {
  private let waiting = Mutex<[Action]>([])
  /// What the main loop polls; readable while actions wait.
  let readEnd: Int32
  private let writeEnd: Int32

  init() throws(CommandFailure) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw CommandFailure("no pipe could be made: \(SystemError.last.text)") }
    for end in ends {
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
    }
    (readEnd, writeEnd) = (ends[0], ends[1])
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  func post(_ action: Action) {
    let wasEmpty = waiting.withLock { actions in
      actions.append(action)
      return actions.count == 1
    }
    guard wasEmpty else { return }
    var byte: UInt8 = 1
    _ = write(writeEnd, &byte, 1)
  }

  var isEmpty: Bool { waiting.withLock(\.isEmpty) }

  /// Takes out everything that waits.
  func drain() -> [Action] {
    var bytes = [UInt8](repeating: 0, count: 16)
    while read(readEnd, &bytes, bytes.count) > 0 {}
    return waiting.withLock { actions in
      defer { actions = [] }
      return actions
    }
  }
}
