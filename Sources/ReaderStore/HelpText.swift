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
        lines.append(.command(keys: keys, help: row.help + place(of: row)))
      }
    }
    return lines
  }

  private static func place(of row: CommandDescription) -> String {
    let isTwofold = Command.table.contains { other in
      other.command != row.command && other.contexts != row.contexts
        && !Set(other.defaultKeys).isDisjoint(with: row.defaultKeys)
    }
    guard isTwofold, row.contexts.count == 1 else { return "" }
    return row.contexts.contains(.list) ? " (in the list)" : " (in the post)"
  }
}
