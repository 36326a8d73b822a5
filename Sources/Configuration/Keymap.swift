/// Which key does what, in each context.
public struct Keymap: Equatable, Sendable {
  private var bindings: [KeyContext: [Key: Command]] = [:]

  /// Martlet's own keys, from the command table.
  public static let standard: Keymap = {
    var keymap = Keymap()
    for row in Command.table {
      for context in row.contexts {
        for key in row.defaultKeys { keymap.bindings[context, default: [:]][key] = row.command }
      }
    }
    return keymap
  }()

  public func command(for key: Key, in context: KeyContext) -> Command? { bindings[context]?[key] }

  /// The keys of a command, in the table's order.
  public func keys(for command: Command) -> [Key] {
    let defaults = command.description?.defaultKeys ?? []
    return defaults.filter { key in bindings.values.contains { $0[key] == command } }
  }
}
