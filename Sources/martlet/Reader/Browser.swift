import Glibc
import ReaderStore

/// Opens links with a program of the user's: by argument list, never through a shell, and only http and https.
struct Browser: Sendable {
  /// The program and its arguments; the URL takes the place of `%s`, or stands last.
  let command: [String]?

  /// - Parameters:
  ///   - configured: what the config file says, empty for nothing.
  ///   - environment: `BROWSER` is a colon-separated list; xdg-open is used only where a display is.
  init(configured: [String], environment: [String: String]) {
    if !configured.isEmpty {
      command = configured
    } else if let first = environment["BROWSER"]?.split(separator: ":").first {
      command = first.split(separator: " ").map(String.init)
    } else if ["DISPLAY", "WAYLAND_DISPLAY"].contains(where: { !(environment[$0] ?? "").isEmpty }) {
      command = ["xdg-open"]
    } else {
      command = nil
    }
  }

  /// Starts the program and does not wait for it.
  func open(_ url: String) -> Message {
    let lowered = url.lowercased()
    guard lowered.hasPrefix("http://") || lowered.hasPrefix("https://") else {
      return Message("Only http and https links are opened, not \(url)", kind: .error)
    }
    guard let command, let program = command.first else {
      return Message("No browser is known here; set browser: in config.yaml. \(url)", kind: .error)
    }
    var arguments = command.map { $0.contains("%s") ? $0.replacing("%s", with: url) : $0 }
    if arguments == command { arguments.append(url) }
    let status = Browser.spawn(arguments)
    guard status == 0 else {
      return Message("\(program) could not be started: \(String(cString: strerror(status)))", kind: .error)
    }
    return Message("Opened \(url)")
  }

  /// Starts a program in a session of its own, with nothing of the terminal.
  /// - Returns: 0, or an error number.
  private static func spawn(_ arguments: [String]) -> Int32 {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for descriptor in 0...2 as ClosedRange<Int32> {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_RDWR, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // The browser starts with a clean slate: no signal that this program ignores or this thread blocks stays so.
    var (ignored, blocked) = (sigset_t(), sigset_t())
    sigemptyset(&blocked)
    sigemptyset(&ignored)
    sigaddset(&ignored, SIGPIPE)
    sigaddset(&ignored, SIGCHLD)
    posix_spawnattr_setsigdefault(&attributes, &ignored)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    let newSession: Int32 = 0x80
    posix_spawnattr_setflags(&attributes, Int16(newSession | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    argv.append(nil)
    defer { argv.forEach { free($0) } }
    // Nobody waits for a browser: its end is not to leave a zombie.
    signal(SIGCHLD, SIG_IGN)
    var process: pid_t = 0
    return posix_spawnp(&process, arguments[0], &actions, &attributes, argv, environ)
  }
}
