import Glibc
import TestSupport
import Testing

@testable import TerminalIO

@Suite("Signals")
@MainActor
struct SignalPipeTests {
  /// The threads that run tests hold all signals up; a test must let them through on the very thread that it runs on.
  private func letSignalsThrough() {
    var signals = sigset_t()
    sigfillset(&signals)
    pthread_sigmask(SIG_UNBLOCK, &signals, nil)
  }

  @Test("signals can be polled and are read once, in the order they came")
  func signals() throws {
    letSignalsThrough()
    let pipe = try SignalPipe()
    defer { pipe.close() }
    #expect(pipe.read() == [])
    for number in [SIGWINCH, SIGWINCH, SIGTERM, SIGHUP, SIGWINCH] { raise(number) }
    var descriptor = pollfd(fd: pipe.fileDescriptor, events: Int16(POLLIN), revents: 0)
    #expect(poll(&descriptor, 1, 0) == 1)
    #expect(pipe.read() == [.resize, .terminate, .hangUp])
    #expect(pipe.read() == [])
  }

  @Test("a closed pipe gives the signals back, and ncurses leaves them alone")
  func close() throws {
    letSignalsThrough()
    var before = sigaction()
    sigaction(SIGWINCH, nil, &before)
    let pipe = try SignalPipe()
    let fixture = try TerminalFixture(width: 20, height: 3)
    raise(SIGWINCH)
    raise(SIGTSTP)
    #expect(pipe.read() == [.resize, .suspend])
    fixture.stop()
    pipe.close()
    pipe.close()
    var after = sigaction()
    sigaction(SIGWINCH, nil, &after)
    #expect(isDefault(before) == isDefault(after))
  }

  private func isDefault(_ action: sigaction) -> Bool { action.__sigaction_handler.sa_handler == nil }
}
