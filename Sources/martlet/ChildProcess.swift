import Glibc

/// A program started by argument list, never through a shell.
struct ChildProcess {
  enum Ending: Equatable {
    case exited(Int32)
    case killed(Int32)
    /// Nobody can say any more.
    case lost
  }

  /// What a program has of the terminal.
  enum Place: Equatable {
    /// It shares the terminal, and the caller waits for it.
    case terminal
    /// A session of its own with nothing of the terminal.
    case apart
  }

  private let process: pid_t

  /// Starts a program that is looked for in `PATH`.
  /// - Parameters:
  ///   - words: the program and its arguments.
  ///   - place: what it has of the terminal.
  ///   - input: a file for its standard input, in place of the terminal or of nothing.
  /// - Throws: what the system says: no such program, no permission.
  init(_ words: [String], place: Place, input: Int32? = nil) throws(SystemError) {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    if place == .apart {
      for descriptor in 0...2 as ClosedRange<Int32> {
        posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
      }
    }
    if let input { posix_spawn_file_actions_adddup2(&actions, input, 0) }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // It starts with a clean slate: no signal that this program ignores or this thread blocks stays so.
    var (usual, blocked) = (sigset_t(), sigset_t())
    sigemptyset(&blocked)
    sigemptyset(&usual)
    for number in [SIGPIPE, SIGCHLD, SIGINT, SIGQUIT, SIGTSTP] { sigaddset(&usual, number) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    let newSession: Int32 = place == .apart ? 0x80 : 0
    posix_spawnattr_setflags(&attributes, Int16(newSession | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var argv: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    argv.append(nil)
    defer { argv.forEach { free($0) } }
    var process: pid_t = 0
    let error = posix_spawnp(&process, words.first ?? "", &actions, &attributes, argv, environ)
    guard error == 0 else { throw SystemError(error) }
    self.process = process
  }

  /// Starts a program of which nobody waits for the end.
  static func start(_ words: [String]) throws(SystemError) {
    // It is not to leave a zombie.
    signal(SIGCHLD, SIG_IGN)
    _ = try ChildProcess(words, place: .apart)
  }

  /// Runs a program to its end, on the calling thread.
  ///
  /// The terminal's keys are for the program meanwhile, and stop both together; with SIGCHLD ignored nobody would learn
  /// how it ended.
  static func run(_ words: [String], place: Place, input: Int32? = nil) throws(SystemError) -> Ending {
    let actions = [(SIGINT, SIG_IGN), (SIGQUIT, SIG_IGN), (SIGCHLD, SIG_DFL), (SIGTSTP, SIG_DFL)]
    let former = actions.map { ($0, signal($0, $1)) }
    defer { for (number, handler) in former { signal(number, handler) } }
    return try ChildProcess(words, place: place, input: input).wait()
  }

  private func wait() -> Ending {
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { return .lost }
    }
    return status & 0x7F == 0 ? .exited(status >> 8 & 0xFF) : .killed(status & 0x7F)
  }
}
