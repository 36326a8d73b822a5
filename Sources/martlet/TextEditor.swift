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
    let name = TerminalText.line(command[0])
    let missing = CommandFailure("there is no editor \(name); set \(variable) to another")
    let ending: ChildProcess.Ending
    do throws(SystemError) {
      ending = try ChildProcess.run(command + [path.hasPrefix("-") ? "./" + path : path], place: .terminal)
    } catch {
      guard error.number != ENOENT else { throw missing }
      throw CommandFailure("the editor \(name) could not be started: \(error.text); set \(variable) to another")
    }
    guard case .exited(let exit) = ending else {
      throw CommandFailure("the editor \(name) was killed; nothing was changed")
    }
    guard exit != 127 else { throw missing }
    guard exit == 0 else {
      throw CommandFailure("the editor \(name) ended with status \(exit); nothing was changed")
    }
  }
}
