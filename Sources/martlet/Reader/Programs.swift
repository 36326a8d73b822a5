import Configuration
import FeedModel
import Glibc
import ReaderStore
import Typography

/// The user's programs for links and files: started by argument list, never through a shell, and for http and https
/// only.
///
/// Where there is a display they run beside the reader. Where there is none they have the terminal, and the reader
/// comes back when they end.
struct Programs: Sendable {
  /// The program that opens links; nil if none is known.
  let browser: ProgramLine?
  let byType: ProgramsByType
  let hasDisplay: Bool
  let isRemote: Bool

  /// - Parameters:
  ///   - settings: what the config file says.
  ///   - environment: `BROWSER` is a colon-separated list; xdg-open is used only where a display is.
  init(settings: Settings, environment: [String: String]) {
    hasDisplay = ["DISPLAY", "WAYLAND_DISPLAY"].contains { !(environment[$0] ?? "").isEmpty }
    let named = environment["BROWSER"]?.split(separator: ":").lazy.compactMap { try? ProgramLine(String($0)) }.first
    browser = ProgramLine(words: settings.browser) ?? named ?? (hasDisplay ? ProgramLine(words: ["xdg-open"]) : nil)
    byType = settings.programs
    isRemote = Startup.isRemote(environment)
  }

  enum Opening: Equatable {
    /// A program is to be run, with what is to be said then.
    case run([String], Message)
    /// There is no program; the address goes to the clipboard of the user's own machine.
    case copy(String, Message)
    case refuse(Message)
  }

  /// How an address is opened.
  func opening(_ url: String) -> Opening {
    opening(url, with: browser)
  }

  /// How a file is opened: with the program for its type, else as a link.
  func opening(_ enclosure: Enclosure) -> Opening {
    opening(enclosure.url, with: byType.program(type: enclosure.type, url: enclosure.url) ?? browser)
  }

  private func opening(_ url: String, with program: ProgramLine?) -> Opening {
    let lowered = url.lowercased()
    guard lowered.hasPrefix("http://") || lowered.hasPrefix("https://") else {
      return .refuse(Message("Only http and https links are opened, not \(url)", kind: .error))
    }
    if let program { return .run(program.words(opening: url), Message("Opened \(url)")) }
    if isRemote { return .copy(url, Message("Copied, as no browser is known here: \(url)")) }
    return .refuse(Message("No browser is known here; set browser: in config.yaml. \(url)", kind: .error))
  }
}

/// Runs the user's programs, with the terminal or beside it.
@MainActor
struct ProgramRunner {
  /// Gives the terminal away while something runs; nil where there is none.
  let lend: ((() -> Void) -> Void)?

  /// Seconds: what ends sooner leaves its words on the screen until the user has seen them.
  private static let glance = 2

  /// Runs a program beside the reader, where a display is, else in the terminal.
  /// - Returns: what is to be told.
  func open(_ words: [String], saying message: Message, besideReader: Bool) -> Message {
    do throws(SystemError) {
      if besideReader || lend == nil {
        try ChildProcess.start(words)
        return message
      }
      let ending = try runInTerminal(words, input: nil) { _, ending in ending != .exited(0) }
      return failure(ending, of: words) ?? message
    } catch {
      return notStarted(words, error)
    }
  }

  /// Runs a program with some bytes as its input, and waits for its end.
  func pipe(_ bytes: [UInt8], to words: [String]) -> Message {
    do throws(SystemError) {
      let input = try file(of: bytes)
      defer { close(input) }
      let ending: ChildProcess.Ending
      if lend == nil {
        ending = try ChildProcess.run(words, place: .apart, input: input)
      } else {
        ending = try runInTerminal(words, input: input) { seconds, ending in
          seconds < ProgramRunner.glance || ending != .exited(0)
        }
      }
      return failure(ending, of: words) ?? Message("Gave the post to \(name(of: words))")
    } catch {
      return notStarted(words, error)
    }
  }

  private func runInTerminal(
    _ words: [String], input: Int32?, asksToGoBack: (Int, ChildProcess.Ending) -> Bool
  ) throws(SystemError) -> ChildProcess.Ending {
    var result = Result<ChildProcess.Ending, SystemError>.success(.lost)
    lend? {
      let start = time(nil)
      result = Result { () throws(SystemError) in
        try ChildProcess.run(words, place: .terminal, input: input)
      }
      if case .success(let ending) = result, asksToGoBack(time(nil) - start, ending) { waitForEnter() }
    }
    return try result.get()
  }

  /// A file without a name. A pipe would need a thread that writes, and stand full before a program that reads nothing.
  private func file(of bytes: [UInt8]) throws(SystemError) -> Int32 {
    let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = "\(folder)/martlet-XXXXXX".utf8CString.map { $0 }
    let file = mkstemp(&template)
    guard file >= 0 else { throw .last }
    unlink(template)
    _ = fcntl(file, F_SETFD, FD_CLOEXEC)
    do throws(SystemError) {
      try Output.writeAll(bytes, to: file)
      guard lseek(file, 0, SEEK_SET) == 0 else { throw .last }
    } catch {
      close(file)
      throw error
    }
    return file
  }

  /// The program's words stay on the screen until the user has seen them.
  private func waitForEnter() {
    // The terminal's own keys for ending a program are not to end the reader.
    let former = [SIGINT, SIGQUIT].map { ($0, signal($0, SIG_IGN)) }
    defer { for (number, handler) in former { signal(number, handler) } }
    let prompt = Array("\n[Enter goes back to Martlet] ".utf8)
    try? Output.writeAll(prompt, to: STDOUT_FILENO)
    var byte: UInt8 = 0
    while read(STDIN_FILENO, &byte, 1) == 1, byte != UInt8(ascii: "\n"), byte != UInt8(ascii: "\r") {}
  }

  // MARK: Words

  private func name(of words: [String]) -> String { TerminalText.line(words.first ?? "") }

  private func notStarted(_ words: [String], _ error: SystemError) -> Message {
    let name = name(of: words)
    let text = error.number == ENOENT ? "There is no program \(name)" : "\(name) could not be started: \(error.text)"
    return Message(text, kind: .error)
  }

  private func failure(_ ending: ChildProcess.Ending, of words: [String]) -> Message? {
    switch ending {
    case .exited(0): nil
    case .exited(let status): Message("\(name(of: words)) ended with status \(status)", kind: .error)
    case .killed(let number): Message("\(name(of: words)) was killed by signal \(number)", kind: .error)
    case .lost: Message("\(name(of: words)) was lost", kind: .error)
    }
  }
}
