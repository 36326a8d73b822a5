public import Configuration

extension Menu {
  /// The keys as they are in effect, from the one command table; choosing a row does it.
  public static func help(keymap: Keymap) -> Menu {
    var items: [Item] = []
    func startGroup(_ name: String) {
      if !items.isEmpty { items.append(Item("", "", isHeading: true)) }
      items.append(Item("", name, isHeading: true))
    }
    for group in CommandDescription.Group.allCases {
      startGroup(group.rawValue)
      for row in Command.table where row.group == group {
        let keys = keymap.keys(for: row.command).map(\.label).joined(separator: " ")
        items.append(
          Item(keys.isEmpty ? ":" + row.command.rawValue : keys, row.help, choice: .invoke(Invocation(row.command))))
      }
    }
    let own = keymap.combinations
    if !own.isEmpty { startGroup("Your own") }
    for (keys, invocations) in own {
      let text = invocations.map(\.description).joined(separator: ", ")
      items.append(Item(keys.label, text, choice: invocations.count == 1 ? .invoke(invocations[0]) : .nothing))
    }
    return Menu(title: "Keys", hint: "/ finds, Enter does it, q closes", items: items, labelCells: 14)
  }
}
