public import Configuration

/// The help overlay's lines, from the one command table.
public enum HelpText {
  public enum Line: Equatable, Sendable {
    case heading(String)
    case command(keys: String, help: String)
    case blank
  }

  public static func lines(keymap: Keymap) -> [Line] {
    var lines: [Line] = []
    for group in CommandDescription.Group.allCases {
      if !lines.isEmpty { lines.append(.blank) }
      lines.append(.heading(group.rawValue))
      for row in Command.table where row.group == group {
        let keys = keymap.keys(for: row.command).map(\.label).joined(separator: " ")
        lines.append(.command(keys: keys, help: row.help))
      }
    }
    return lines
  }
}
