import ArgumentParser

/// What is wrong with the arguments, in Martlet's words.
enum UsageWords {
  /// - Parameters:
  ///   - message: ArgumentParser's, or a command's own.
  ///   - arguments: all words after the program's name.
  /// - Returns: one clause, and where help is.
  static func text(_ message: String, _ arguments: [String]) -> String {
    let message = message.hasSuffix(".") ? String(message.dropLast()) : message
    let words = worded(message.replacing(". Did you mean", with: "; did you mean"), arguments)
    let text = words.prefix(1).lowercased() + words.dropFirst()
    return text.hasSuffix("?") ? text : text + "; see " + help(arguments)
  }

  private static func worded(_ message: String, _ arguments: [String]) -> String {
    let quoted = message.split(separator: "'", omittingEmptySubsequences: false).map(String.init)
    if message.hasPrefix("Missing value for '"), quoted.count > 1 {
      let option = name(quoted[1])
      let follower = arguments.firstIndex(of: option).flatMap { arguments.dropFirst($0 + 1).first }
      let hint = follower.map { $0.hasPrefix("-") ? "; one that begins with - is written \(option)=\($0)" : "" } ?? ""
      return "\(option) needs a value\(hint)"
    }
    if message.hasPrefix("The value '"), quoted.count > 4, quoted[2] == " is invalid for " {
      let choices = stride(from: 5, to: quoted.count, by: 2).map { quoted[$0] }
      let hint = choices.isEmpty ? "" : "; it is one of " + choices.joined(separator: ", ")
      return "'\(quoted[1])' is no value for \(name(quoted[3]))\(hint)"
    }
    return message.replacing("Missing expected argument '", with: "missing argument '")
  }

  /// `--limit` of `--limit <limit>`.
  private static func name(_ usage: String) -> String { String(usage.prefix { $0 != " " }) }

  private static func help(_ arguments: [String]) -> String {
    Martlet.commandName(in: arguments).map { "martlet help \($0)" } ?? "martlet --help"
  }

  /// What is wrong with the words after `help`; ArgumentParser passes over what it does not know.
  static func checkHelp(_ words: ArraySlice<String>) throws {
    var command: any ParsableCommand.Type = Martlet.self
    for word in words where !word.hasPrefix("-") {
      guard let next = command.configuration.subcommands.first(where: { $0.configuration.commandName == word }) else {
        let meant = command == Martlet.self ? Martlet.command(near: word).map { "; did you mean \($0)?" } ?? "" : ""
        throw ValidationError("there is no command '\(word)' to help with\(meant)")
      }
      command = next
    }
  }
}
