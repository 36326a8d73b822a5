import Glibc

/// The two ends of a pseudo-terminal: ours, and the one a program sees.
public final class TerminalDevice {
  public enum Input: Equatable, Sendable {
    case bytes([UInt8])
    case nothing
    case closed
  }

  public struct Failure: Error, CustomStringConvertible {
    public var description: String
  }

  /// The program's end, open in this process too until `closeFarEnd`.
  public private(set) var farEnd: Int32
  private var nearEnd: Int32
  private let name: String

  public init(width: Int, height: Int) throws {
    var ends: (near: Int32, far: Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 128)
    guard openpty(&ends.near, &ends.far, &name, nil, nil) == 0 else {
      throw Failure(description: "no pseudo-terminal: \(String(cString: strerror(errno)))")
    }
    (nearEnd, farEnd) = ends
    self.name = String(decoding: name.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for end in [nearEnd, farEnd] { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    _ = fcntl(nearEnd, F_SETFL, O_NONBLOCK)
    resize(width: width, height: height)
  }

  deinit {
    closeNearEnd()
    closeFarEnd()
  }

  /// Hangs up.
  public func closeNearEnd() {
    if nearEnd >= 0 { close(nearEnd) }
    nearEnd = -1
  }

  public func closeFarEnd() {
    if farEnd >= 0 { close(farEnd) }
    farEnd = -1
  }

  public func resize(width: Int, height: Int) {
    var size = winsize()
    size.ws_col = UInt16(clamping: width)
    size.ws_row = UInt16(clamping: height)
    _ = ioctl(nearEnd, UInt(TIOCSWINSZ), &size)
  }

  /// Types.
  public func write(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(nearEnd, $0.baseAddress, $0.count) }
      if count > 0 {
        rest = rest.dropFirst(count)
      } else {
        var descriptor = pollfd(fd: nearEnd, events: Int16(POLLOUT), revents: 0)
        guard errno == EAGAIN, poll(&descriptor, 1, 5000) == 1 else { return }
      }
    }
  }

  /// What the program wrote, waiting for it at most so long.
  public func read(within milliseconds: Int32) -> Input {
    var descriptor = pollfd(fd: nearEnd, events: Int16(POLLIN), revents: 0)
    guard poll(&descriptor, 1, milliseconds) > 0 else { return .nothing }
    var bytes = [UInt8](repeating: 0, count: 65536)
    let count = Glibc.read(nearEnd, &bytes, bytes.count)
    if count > 0 { return .bytes(Array(bytes[..<count])) }
    return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothing : .closed
  }

  /// All that was written so far.
  public func readAll() -> [UInt8] {
    var all: [UInt8] = []
    while case .bytes(let bytes) = read(within: 0) { all += bytes }
    return all
  }

  /// Starts a program in a session of its own, with the far end as its terminal.
  func spawn(_ program: String, arguments: [String], environment: [String: String]) throws -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // Opened by the new session's leader, it becomes the session's terminal.
    posix_spawn_file_actions_addopen(&actions, 0, name, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    let newSession: Int32 = 0x80
    posix_spawnattr_setflags(&attributes, Int16(newSession | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var signals = sigset_t()
    sigemptyset(&signals)
    posix_spawnattr_setsigmask(&attributes, &signals)
    sigfillset(&signals)
    posix_spawnattr_setsigdefault(&attributes, &signals)
    var argv = ([program] + arguments).map { strdup($0) } + [nil]
    var envp = environment.map { strdup("\($0)=\($1)") } + [nil]
    defer { for text in argv + envp { free(text) } }
    var process: Int32 = 0
    let status = posix_spawn(&process, program, &actions, &attributes, &argv, &envp)
    guard status == 0 else { throw Failure(description: "\(program): \(String(cString: strerror(status)))") }
    return process
  }
}

/// A point in time at which waiting ends.
public struct Deadline {
  private let end: ContinuousClock.Instant

  public init(seconds: Double) { end = ContinuousClock.now + .seconds(seconds) }

  public var isOver: Bool { ContinuousClock.now >= end }

  /// What is left, for `poll`.
  public var milliseconds: Int32 {
    let left = ContinuousClock.now.duration(to: end) / .milliseconds(1)
    return left <= 0 ? 0 : Int32(min(left.rounded(.up), 1_000_000))
  }
}
