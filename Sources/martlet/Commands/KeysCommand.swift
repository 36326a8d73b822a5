import ArgumentParser
import Configuration
import Typography

/// Prints the keys, as they are in effect.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "keys", abstract: "List the reader's keys.")

  @OptionGroup var data: DataOptions

  func run() throws {
    let keymap = Startup.settings(data.paths.configFile).0.keys
    var text = ""
    for group in CommandDescription.Group.allCases {
      text += (text.isEmpty ? "" : "\n") + group.rawValue + "\n"
      for row in Command.table where row.group == group {
        let place = KeysCommand.place(of: row.contexts)
        let keys = keymap.keys(for: row.command).map { keys in
          // Some panes may have another use for the keys.
          let own = KeysCommand.place(of: keymap.contexts(of: keys, for: row.command))
          return own == place ? keys.label : "\(keys.label)(\(own))"
        }.joined(separator: " ")
        text +=
          "  " + [keys.padded(14), place.padded(5), row.command.rawValue.padded(20), row.help].joined(separator: " ")
          + "\n"
      }
    }
    let own = keymap.combinations
    if !own.isEmpty { text += "\nYour own\n" }
    for (keys, invocations) in own {
      let names = invocations.map(\.description).joined(separator: ", ")
      text += "  \(keys.label.padded(14)) \(names)\n"
    }
    try Output.write(TerminalText.lines(text).replacing("\t", with: " "))
  }

  private static func place(of contexts: Set<KeyContext>) -> String {
    switch contexts {
    case [.list]: "list"
    case [.article]: "post"
    case [.feeds]: "feeds"
    case [.list, .article]: "both"
    case [.list, .feeds]: "lists"
    case [.article, .feeds]: "post, feeds"
    default: "all"
    }
  }
}
