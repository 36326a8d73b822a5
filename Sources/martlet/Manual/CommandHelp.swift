import ArgumentParser
import Foundation

/// A command as ArgumentParser tells of it (its tool information, serialization version 0).
struct CommandHelp: Decodable {
  struct Argument: Decodable {
    struct Name: Decodable {
      var kind: String
      var name: String
    }

    var kind: String
    var abstract: String?
    var valueName: String?
    var preferredName: Name?
    var isOptional: Bool
    var isRepeating: Bool
    var shouldDisplay: Bool
  }

  private struct Tool: Decodable {
    var command: CommandHelp
  }

  var commandName: String
  var abstract: String?
  var discussion: String?
  var shouldDisplay: Bool
  var arguments: [Argument]?
  var subcommands: [CommandHelp]?

  /// All of Martlet's commands, as one tree.
  static func all() throws -> CommandHelp {
    try JSONDecoder().decode(Tool.self, from: Data(Martlet._dumpHelp().utf8)).command
  }

  /// The commands below this one that are shown, without those that every tool has.
  var shown: [CommandHelp] { (subcommands ?? []).filter { $0.shouldDisplay && $0.commandName != "help" } }

  /// The arguments that are this command's own.
  var own: [Argument] {
    (arguments ?? []).filter { argument in
      argument.shouldDisplay && !["data-dir", "help", "version"].contains(argument.preferredName?.name)
    }
  }
}
