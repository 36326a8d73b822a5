import Glibc
public import Screens
import Synchronization

/// A program in a terminal of its own: types keys, waits for what the screen shows, counts bytes.
///
/// ```swift
/// let terminal = try PseudoTerminal(program: path, arguments: ["feed.xml"], environment: ["HOME": home])
/// try terminal.waitFor("16 posts")
/// terminal.type("jj<CR>")
/// try terminal.waitFor("A title")
/// terminal.type("Q")
/// #expect(try terminal.waitForExit() == .exited(0))
/// ```
/// Nothing sleeps: every wait ends as soon as what it waits for is there, and fails at its deadline with the screen.
/// The program is killed when the terminal is let go.
public final class PseudoTerminal {
  public enum Exit: Equatable, Sendable {
    case exited(Int32)
    case killed(bySignal: Int32)
  }

  public struct Failure: Error, CustomStringConvertible {
    public var description: String
  }

  /// The emulator behind the screen: cursor, title, modes.
  public private(set) var emulator: VirtualTerminal
  /// All that the program wrote so far.
  public private(set) var output: [UInt8] = []
  public let processID: Int32
  private let device: TerminalDevice
  private var exit: Exit?

  /// Starts a program; `environment` joins `pinnedEnvironment`, and wins where both name a variable.
  /// - Throws: when there is no pseudo-terminal or no such program.
  public init(
    program: String, arguments: [String] = [], environment: [String: String] = [:], width: Int = 80, height: Int = 24
  ) throws {
    emulator = VirtualTerminal(width: width, height: height)
    let environment = Self.pinnedEnvironment.merging(environment) { $1 }
    (device, processID) = try Self.starting.withLock { _ in
      let device = try TerminalDevice(width: width, height: height)
      let process = try device.spawn(program, arguments: arguments, environment: environment)
      return (device, process)
    }
    device.closeFarEnd()
  }

  deinit {
    guard exit == nil else { return }
    kill(processID, SIGKILL)
    var status: Int32 = 0
    waitpid(processID, &status, 0)
  }

  /// What a program sees if the test does not say otherwise.
  public static let pinnedEnvironment: [String: String] = {
    var pinned = [
      "TERM": "xterm-256color", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC", "PATH": "/usr/bin:/bin",
      "SWIFT_BACKTRACE": "enable=no",
    ]
    // Where coverage is measured or a sanitizer watches, it does so in the programs that tests start too.
    for name in ["LLVM_PROFILE_FILE", "ASAN_OPTIONS", "TSAN_OPTIONS"] {
      if let value = getenv(name) { pinned[name] = String(cString: value) }
    }
    return pinned
  }()

  /// A child must not inherit the terminal another one is just getting.
  private static let starting = Mutex(())

  /// What the screen shows, as far as it was read.
  public var screen: Screen { emulator.screen }

  /// Bytes the program wrote so far.
  public var byteCount: Int { output.count }

  /// Sends keys, as `jj<CR><C-d>`.
  public func type(_ keys: String) { send(TypedKeys.bytes(keys)) }

  /// Sends bytes as they are.
  public func send(_ bytes: [UInt8]) { device.write(bytes) }

  /// Sends a signal to the program.
  public func signal(_ number: Int32) { kill(processID, number) }

  /// Changes the window's size; the program gets SIGWINCH.
  public func resize(width: Int, height: Int) {
    emulator.resize(width: width, height: height)
    device.resize(width: width, height: height)
  }

  /// Reads until a text stands on the screen.
  public func waitFor(_ text: String, within seconds: Double = 10) throws {
    try wait(for: "'\(text)'", within: seconds) { screen in screen.rows.contains { $0.contains(text) } }
  }

  /// Reads until a text no longer stands on the screen.
  public func waitUntilGone(_ text: String, within seconds: Double = 10) throws {
    try wait(for: "'\(text)' to go", within: seconds) { screen in !screen.rows.contains { $0.contains(text) } }
  }

  /// Reads until the screen is as asked.
  public func wait(for what: String, within seconds: Double = 10, _ isThere: (Screen) -> Bool) throws {
    let deadline = Deadline(seconds: seconds)
    repeat {
      while !isThere(screen) {
        guard !deadline.isOver else { throw failure("waited \(seconds) s for \(what)") }
        if read(until: deadline) == .closed, !isThere(screen) { throw failure("the program ended; waited for \(what)") }
      }
      // A frame comes in several pieces: what is there may be half of it.
      takeUntilQuiet()
    } while !isThere(screen)
  }

  /// Seconds without output after which a frame counts as whole.
  private static let pause = 0.03

  /// Reads until the program ends.
  public func waitForExit(within seconds: Double = 10) throws -> Exit {
    let deadline = Deadline(seconds: seconds)
    while true {
      let input = read(until: Deadline(seconds: 0.02))
      if let exit { return exit }
      var status: Int32 = 0
      if waitpid(processID, &status, input == .closed ? 0 : WNOHANG) == processID {
        exit = status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(bySignal: status & 0x7F)
        while case .bytes = read(until: Deadline(seconds: 0)) {}
      }
      guard !deadline.isOver || exit != nil else { throw failure("waited \(seconds) s for the end") }
    }
  }

  /// How many bytes the program wrote while something was done and waited for.
  public func bytesWritten(during work: () throws -> Void) rethrows -> Int {
    let before = byteCount
    try work()
    return byteCount - before
  }

  /// Reads what was written already, without waiting.
  public func takeWhatIsThere() { takeWhatComes(within: 0) }

  /// Reads what is written until a time is over, or until the program ends.
  public func takeWhatComes(within seconds: Double) {
    let deadline = Deadline(seconds: seconds)
    while case .bytes = read(until: deadline) {}
  }

  /// Reads until nothing has come for a while.
  private func takeUntilQuiet() {
    while case .bytes = read(until: Deadline(seconds: PseudoTerminal.pause)) {}
  }

  private func read(until deadline: Deadline) -> TerminalDevice.Input {
    let input = device.read(within: deadline.milliseconds)
    if case .bytes(let bytes) = input {
      output += bytes
      emulator.feed(bytes)
    }
    return input
  }

  private func failure(_ what: String) -> Failure {
    Failure(description: "\(what)\n" + screen.rows.map { "|\($0)" }.joined(separator: "\n"))
  }
}
