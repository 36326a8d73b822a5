import ArgumentParser

extension Martlet {
  /// The command that the arguments ask for, ready to run.
  ///
  /// From the root, ArgumentParser visits every command before it parses one, and that takes longer than most of them
  /// need to run. So the command that is named is parsed by itself; whatever that does not settle, such as help and
  /// mistakes, is parsed again from the root, which knows them all.
  static func command(from arguments: [String]) throws -> any ParsableCommand {
    if arguments.first == "help" { try UsageWords.checkHelp(arguments.dropFirst()) }
    // ArgumentParser would take the next word for the value.
    if arguments.first == "--data-dir=" { throw DataOptions.emptyName }
    if let (named, rest) = namedCommand(in: arguments), let command = try? named.parseAsRoot(rest),
      type(of: command) == named
    {
      return command
    }
    return try parseAsRoot(arguments)
  }

  /// The name of the command that the arguments ask for; nil for the reader.
  static func commandName(in arguments: [String]) -> String? {
    namedCommand(in: arguments).flatMap { $0.0 == ReadCommand.self ? nil : $0.0.configuration.commandName }
  }

  /// The command whose name comes first, but for `--data-dir`, and the arguments without the name; the reader, if that
  /// is no name.
  private static func namedCommand(in arguments: [String]) -> ((any ParsableCommand.Type), [String])? {
    let index =
      switch arguments.first {
      case "--data-dir"?: 2
      case let first? where first.hasPrefix("--data-dir="): 1
      default: 0
      }
    guard index < arguments.count else { return index == arguments.count ? (ReadCommand.self, arguments) : nil }
    let name = arguments[index]
    if name.hasPrefix("-") || name == "help" { return nil }
    guard let named = configuration.subcommands.first(where: { $0.configuration.commandName == name }) else {
      return (ReadCommand.self, arguments)
    }
    return (named, Array(arguments[..<index] + arguments[(index + 1)...]))
  }
}
