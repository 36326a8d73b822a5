import Glibc

/// The signals the main loop answers, as bytes in a pipe, so that `poll` sees them at any time.
///
/// A signal between the last read of keys and `poll` stays in the pipe: nothing waits for the next key.
public final class SignalPipe {
  /// What the main loop is told.
  public enum Signal: Equatable, Sendable {
    /// SIGTERM, SIGINT, SIGQUIT: leave, the terminal is still there.
    case terminate
    /// SIGHUP: leave, the terminal may be gone.
    case hangUp
    /// SIGWINCH: ask `Terminal.updateSize()`.
    case resize
    /// SIGTSTP: call `Terminal.suspend()`.
    case suspend
    /// SIGCONT: somebody stopped and continued the program: call `Terminal.resume()`.
    case resume
  }

  private static let numbers: [(number: Int32, signal: Signal)] = [
    (SIGTERM, .terminate), (SIGINT, .terminate), (SIGQUIT, .terminate), (SIGHUP, .hangUp), (SIGWINCH, .resize),
    (SIGTSTP, .suspend), (SIGCONT, .resume),
  ]

  /// What to poll for reading.
  public let fileDescriptor: Int32
  private let writeEnd: Int32
  private var previous: [(number: Int32, action: sigaction)] = []

  /// Catches the signals from now on; there is one pipe at a time.
  /// - Throws: when the system has no file descriptor left.
  public init() throws(TerminalError) {
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { throw TerminalError("no pipe for signals: \(String(cString: strerror(errno)))") }
    for end in ends {
      _ = fcntl(end, F_SETFD, FD_CLOEXEC)
      _ = fcntl(end, F_SETFL, O_NONBLOCK)
    }
    fileDescriptor = ends[0]
    writeEnd = ends[1]
    signalPipeEnd = writeEnd
    for (number, _) in Self.numbers {
      var action = sigaction()
      action.__sigaction_handler.sa_handler = writeSignalToPipe
      action.sa_flags = SA_RESTART
      var old = sigaction()
      if sigaction(number, &action, &old) == 0 { previous.append((number, old)) }
    }
  }

  /// What came since the last call, each signal once, in the order of arrival.
  public func read() -> [Signal] {
    var signals: [Signal] = []
    var bytes = [UInt8](repeating: 0, count: 64)
    while true {
      let count = Glibc.read(fileDescriptor, &bytes, bytes.count)
      guard count > 0 else { return signals }
      for byte in bytes.prefix(count) {
        guard let signal = Self.numbers.first(where: { $0.number == Int32(byte) })?.signal,
          !signals.contains(signal)
        else { continue }
        signals.append(signal)
      }
    }
  }

  /// Gives the signals back to whom they belonged.
  public func close() {
    guard signalPipeEnd == writeEnd else { return }
    for (number, old) in previous {
      var action = old
      sigaction(number, &action, nil)
    }
    signalPipeEnd = -1
    Glibc.close(fileDescriptor)
    Glibc.close(writeEnd)
  }
}

/// Written before the handlers are set, read by them: a plain integer, as a handler may touch nothing more.
nonisolated(unsafe) private var signalPipeEnd: Int32 = -1

nonisolated private func writeSignalToPipe(_ number: Int32) {
  let saved = errno
  var byte = UInt8(truncatingIfNeeded: number)
  _ = write(signalPipeEnd, &byte, 1)
  errno = saved
}
