import Configuration
import Glibc
import ReaderStore
import Screens
import TerminalIO

/// The one loop: waits for keys, signals and results, reduces them, and shows one frame when nothing more waits.
@MainActor
struct MainLoop {
  let reader: Reader
  let terminal: Terminal
  let signals: SignalPipe

  /// Seconds between looks at what other processes wrote.
  private static let newsInterval = 0.5

  func run() {
    show()
    var isRunning = handle(reader.send(.started, at: now))
    var nextNews = now + MainLoop.newsInterval
    while isRunning {
      wait(until: min(nextNews, reader.nextWake ?? .infinity))
      isRunning = handle(actions(from: signals.read()))
      if isRunning { isRunning = readKeys() }
      if isRunning { isRunning = handle(reader.sendWaiting(at: now)) }
      guard isRunning else { break }
      if now >= nextNews {
        reader.runner.lookForNews()
        nextNews = now + MainLoop.newsInterval
      }
      if reader.isFrameDue, !isInputWaiting { show() }
    }
  }

  private var now: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  private func show() {
    terminal.show(reader.frame())
    terminal.setTitle(reader.state.windowTitle)
  }

  // MARK: Waiting

  private func wait(until time: Double) {
    var descriptors = [terminal.inputDescriptor, signals.fileDescriptor, reader.mailbox.readEnd].map {
      pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
    }
    let milliseconds = min(max(0, (time - now) * 1000), 60_000).rounded(.up)
    poll(&descriptors, nfds_t(descriptors.count), Int32(milliseconds))
  }

  private var isInputWaiting: Bool {
    var descriptor = pollfd(fd: terminal.inputDescriptor, events: Int16(POLLIN), revents: 0)
    return poll(&descriptor, 1, 0) > 0
  }

  // MARK: Handling

  /// - Returns: false if the reader is to end.
  private func readKeys() -> Bool {
    for event in terminal.read() {
      switch event {
      case .key(let key):
        guard handle(reader.send(.key(key), at: now)) else { return false }
        // What a key asked of the cache is mostly there before the next key is looked at.
        guard handle(reader.sendWaiting(at: now)) else { return false }
      case .pointer(let event):
        guard handle(reader.send(.pointer(event), at: now)) else { return false }
        guard handle(reader.sendWaiting(at: now)) else { return false }
      case .resized(let width, let height):
        guard handle(reader.send(.resized(ScreenSize(width: width, height: height)), at: now)) else { return false }
      case .hungUp:
        _ = handle(reader.send(.terminated, at: now))
        return false
      }
    }
    return true
  }

  private func actions(from signals: [SignalPipe.Signal]) -> [Effect] {
    signals.flatMap { signal -> [Effect] in
      switch signal {
      case .terminate, .hangUp: return reader.send(.terminated, at: now)
      case .resize: return resized(terminal.updateSize())
      case .suspend: return [.suspend]
      case .resume:
        // What happened in the background was not shown.
        reader.isFrameDue = true
        return resized(terminal.resume())
      }
    }
  }

  private func resized(_ event: TerminalEvent?) -> [Effect] {
    guard case .resized(let width, let height) = event else { return [] }
    return reader.send(.resized(ScreenSize(width: width, height: height)), at: now)
  }

  /// The terminal is the editor's until it ends.
  private func edit(_ effect: Effect) -> [Effect] {
    var action: Action?
    let size = terminal.lend { action = reader.editing.run(effect, for: reader) }
    return resized(size) + (action.map { reader.send($0, at: now) } ?? [])
  }

  private func useMouse(_ isUsed: Bool) {
    terminal.usesMouse = isUsed
    if isUsed, !terminal.hasMouse { _ = reader.send(.refused("This terminal has no mouse"), at: now) }
  }

  private func copy(_ text: String) {
    do throws(TerminalError) {
      try terminal.copy(text)
    } catch {
      _ = reader.send(.copyFailed(error.message), at: now)
    }
  }

  private func runProgram(_ effect: Effect) {
    var size: TerminalEvent?
    let runner = ProgramRunner { work in size = terminal.lend(while: work) }
    if let text = reader.run(effect, with: runner, at: now) { copy(text) }
    _ = handle(resized(size))
  }

  /// - Returns: false if the reader is to end.
  private func handle(_ effects: [Effect]) -> Bool {
    for effect in effects {
      switch effect {
      case .quit: return false
      case .copy(let text): copy(text)
      case .redrawTerminal: terminal.redraw()
      case .suspend: _ = handle(resized(terminal.suspend()))
      case .openInBrowser, .openEnclosure, .pipe: runProgram(effect)
      case .editSubscriptions, .editSettings:
        guard handle(edit(effect)) else { return false }
      case .useMouse(let isUsed): useMouse(isUsed)
      case .useSettings(let settings): terminal.usesTitle = settings.title
      default: continue
      }
    }
    return true
  }
}
