import ArgumentParser
import Configuration

/// Prints the keys, as they are in effect.
struct KeysCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "keys", abstract: "List the reader's keys.")

  @OptionGroup var data: DataOptions

  func run() throws {
    let keymap = Keymap.standard
    var text = ""
    for group in CommandDescription.Group.allCases {
      text += (text.isEmpty ? "" : "\n") + group.rawValue + "\n"
      for row in Command.table where row.group == group {
        let keys = keymap.keys(for: row.command).map(\.label).joined(separator: " ")
        let place = row.contexts.count > 1 ? "both" : row.contexts.contains(.list) ? "list" : "post"
        text +=
          "  " + [keys.padded(14), place.padded(5), row.command.rawValue.padded(20), row.help].joined(separator: " ")
          + "\n"
      }
    }
    try Output.write(text)
  }
}

extension String {
  /// The text with blanks up to a number of characters.
  func padded(_ length: Int) -> String { self + String(repeating: " ", count: max(0, length - count)) }
}
