import ArgumentParser
import FeedCache
import FeedFetching
import FeedModel
import Glibc
import Theming
import Typography

/// The root command; with no subcommand the reader opens.
struct Martlet: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "martlet",
    abstract: "Read feeds in a terminal.",
    usage: """
      martlet [FILE…] [--theme NAME] [--data-dir DIR]
      martlet COMMAND …
      """,
    discussion: """
      Without a command the reader opens: on your subscriptions, on the built-in guide while there are none, or \
      on the feeds, HTML pages and text files that are named. In it, ? shows the keys.

      --theme NAME  The colours; martlet themes lists them.
      --keys KEYS --frames FILE [--size 80x24]
                    Replay keys such as 'jj<CR><Space><Wait:2s>' without a
                    terminal, and write each screen as text.
      """,
    version: Version.string,
    subcommands: [
      ReadCommand.self,
      AddCommand.self,
      RemoveCommand.self,
      EditCommand.self,
      ListCommand.self,
      RefreshCommand.self,
      StatusCommand.self,
      QueryCommand.self,
      MarkCommand.self,
      ViewsCommand.self,
      ImportCommand.self,
      ExportCommand.self,
      CleanCommand.self,
      CheckCommand.self,
      ParseCommand.self,
      RenderCommand.self,
      ThemesCommand.self,
      KeysCommand.self,
      ConfigCommand.self,
      ManualCommand.self,
      TimerCommand.self,
      DebugCommand.self,
    ],
    defaultSubcommand: ReadCommand.self)

  @OptionGroup var data: DataOptions
}

enum Version {
  static let string = UserAgent.version
}

/// Where the cache lies; taken before or after a command's name.
struct DataOptions: ParsableArguments {
  @Option(name: .customLong("data-dir"), help: "The folder of the cache, in place of $XDG_DATA_HOME/martlet.")
  var directory: String?

  static let emptyName = ValidationError("--data-dir is followed by an empty name; name a folder")

  func validate() throws {
    guard let directory else { return }
    if directory.isEmpty { throw DataOptions.emptyName }
    // SQLite takes nothing else.
    if directory.hasRawBytes || directory.contains("\u{FFFD}") {
      throw ValidationError("the name of --data-dir is not UTF-8; name another folder")
    }
  }
}

/// Why a command could not do its work: exit status 1, and one line on stderr.
struct CommandFailure: Error, CustomStringConvertible {
  /// What went wrong and what to do, one clause.
  var description: String
  init(_ description: String) { self.description = description }
}

@main
enum Program {
  static func main() {
    let arguments = Arguments.words
    signal(SIGPIPE, SIG_IGN)
    // A limit on the size of files is an error of the write, as a full disk is.
    signal(SIGXFSZ, SIG_IGN)
    do {
      if let rendering = Rendering(plain: arguments) { return try rendering.run() }
      var command = try Martlet.command(from: arguments)
      try command.run()
    } catch {
      exit(report(error, arguments))
    }
  }

  /// Prints help and versions on stdout, anything that went wrong as one line on stderr.
  /// - Returns: the exit status: 0 done, 1 the input or the work failed, 2 usage.
  private static func report(_ error: any Error, _ arguments: [String]) -> Int32 {
    if let message = failureMessage(error) {
      complain(message)
      return 1
    }
    if let error = error as? FilterError {
      complain(error.message)
      return 2
    }
    guard Martlet.exitCode(for: error) == .success else {
      let message = Martlet.message(for: error).split(separator: "\n").first.map(String.init) ?? ""
      complain(UsageWords.text(message, arguments))
      return 2
    }
    do throws(CommandFailure) {
      try Output.write(Martlet.fullMessage(for: error) + "\n")
      return 0
    } catch {
      complain(error.description)
      return 1
    }
  }

  /// What went wrong in the input or the work; nil for wrong usage.
  private static func failureMessage(_ error: any Error) -> String? {
    switch error {
    case let failure as CommandFailure: failure.description
    case let failure as CacheError: failure.rescued()
    case let failure as ThemeError: failure.message
    default: nil
    }
  }

  /// One line on stderr, at most 500 bytes, no control bytes.
  private static func complain(_ message: String) {
    let line = TerminalText.line(message)
    var bytes = Array("martlet: \(line)".utf8)
    if bytes.count > 499 {
      var end = 496
      while end > 0, bytes[end] & 0xC0 == 0x80 { end -= 1 }
      bytes = bytes[..<end] + Array("…".utf8)
    }
    bytes.append(10)
    _ = bytes.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
  }
}
