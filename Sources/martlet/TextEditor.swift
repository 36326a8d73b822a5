import FeedParsing
import Glibc
import Typography

/// The user's text editor: started by argument list, never through a shell, on the terminal that Martlet has.
struct TextEditor: Sendable {
  /// The program and its arguments; the file stands last.
  let command: [String]
  /// The variable that names it, or that is to name another.
  private let variable: String
  /// Where the name comes from.
  let source: String

  /// - Parameter environment: `VISUAL`, else `EDITOR`, parted into words at blanks, double quotes holding blanks in a
  ///   word; else the first of editor, nano and vi that is in `PATH`.
  init(environment: [String: String]) {
    let named = ["VISUAL", "EDITOR"].lazy.map { ($0, QuotedWords.parted(environment[$0] ?? "")) }
      .first { !$0.1.isEmpty }
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":")
    let found = ["editor", "nano", "vi"].first { name in
      folders.contains { access("\($0)/\(name)", X_OK) == 0 }
    }
    command = named?.1 ?? [found ?? "vi"]
    variable = named?.0 ?? "EDITOR"
    source = named.map { "$" + $0.0 } ?? "found in $PATH"
  }

  /// Opens a file and waits until the editor has ended.
  func edit(_ path: String) throws(CommandFailure) {
    // The terminal's interrupt is for the editor, and its suspension stops both; with SIGCHLD ignored nobody would learn
    // how it ended.
    let former = [(SIGINT, SIG_IGN), (SIGQUIT, SIG_IGN), (SIGTSTP, SIG_DFL), (SIGCHLD, SIG_DFL)].map {
      ($0.0, signal($0.0, $0.1))
    }
    defer { for (number, handler) in former { signal(number, handler) } }
    let arguments = command + [path]
    let name = TerminalText.line(command[0])
    let missing = CommandFailure("there is no editor \(name); set \(variable) to another")
    var process: pid_t = 0
    let error = Self.spawn(arguments, &process)
    guard error != ENOENT else { throw missing }
    guard error == 0 else {
      throw CommandFailure(
        "the editor \(name) could not be started: \(String(cString: strerror(error))); set \(variable) to another")
    }
    var status: Int32 = 0
    while waitpid(process, &status, 0) < 0 {
      guard errno == EINTR else { throw CommandFailure("the editor \(name) was lost; nothing was changed") }
    }
    guard status & 0x7F == 0 else { throw CommandFailure("the editor \(name) was killed; nothing was changed") }
    let exit = status >> 8 & 0xFF
    guard exit != 127 else { throw missing }
    guard exit == 0 else {
      throw CommandFailure("the editor \(name) ended with status \(exit); nothing was changed")
    }
  }

  /// - Returns: 0, or an error number.
  private static func spawn(_ arguments: [String], _ process: inout pid_t) -> Int32 {
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var (usual, blocked) = (sigset_t(), sigset_t())
    sigemptyset(&blocked)
    sigemptyset(&usual)
    for number in [SIGPIPE, SIGINT, SIGQUIT, SIGTSTP] { sigaddset(&usual, number) }
    posix_spawnattr_setsigdefault(&attributes, &usual)
    posix_spawnattr_setsigmask(&attributes, &blocked)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSIGMASK))
    var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
    argv.append(nil)
    defer { argv.forEach { free($0) } }
    return posix_spawnp(&process, arguments[0], nil, &attributes, argv, environ)
  }
}
