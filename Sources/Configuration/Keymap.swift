/// Which keys do what, in each context.
public struct Keymap: Equatable, Sendable {
  /// What keys that were typed in a row come to.
  public enum Answer: Equatable, Sendable {
    case invocations([Invocation])
    /// More keys must follow.
    case unfinished
    case nothing
  }

  private var bindings: [KeyContext: [[Key]: [Invocation]]] = [:]

  public init() {}

  /// Martlet's own keys, from the command table.
  public static let standard: Keymap = {
    var keymap = Keymap()
    for row in Command.table {
      for keys in row.defaultKeys { keymap.bind(keys, to: [Invocation(row.command)], in: row.contexts) }
    }
    return keymap
  }()

  /// Binds keys to what is then done in turn; nothing unbinds them. What the keys begin with, and what begins with
  /// them, is unbound: no key could tell them apart.
  public mutating func bind(_ keys: [Key], to invocations: [Invocation], in contexts: Set<KeyContext>) {
    guard !keys.isEmpty else { return }
    for context in contexts {
      let others = bindings[context, default: [:]].keys.filter { $0.starts(with: keys) || keys.starts(with: $0) }
      for other in others { bindings[context]?[other] = nil }
      if !invocations.isEmpty { bindings[context, default: [:]][keys] = invocations }
    }
  }

  /// What keys that were typed in a row come to in a pane.
  public func answer(to keys: [Key], in context: KeyContext) -> Answer {
    guard let bound = bindings[context] else { return .nothing }
    if let invocations = bound[keys] { return .invocations(invocations) }
    return bound.keys.contains { $0.count > keys.count && $0.starts(with: keys) } ? .unfinished : .nothing
  }

  /// What may follow keys that were typed, and what it does, in the keys' order.
  public func continuations(of keys: [Key], in context: KeyContext) -> [(keys: [Key], invocations: [Invocation])] {
    bindings[context, default: [:]]
      .filter { $0.key.count > keys.count && $0.key.starts(with: keys) }
      .map { (keys: $0.key, invocations: $0.value) }
      .sorted { $0.keys.label < $1.keys.label }
  }

  /// The keys that do a command and nothing else: first the table's, then others.
  public func keys(for command: Command) -> [[Key]] {
    let wanted = [Invocation(command)]
    var found: Set<[Key]> = []
    for bound in bindings.values {
      for (keys, invocations) in bound where invocations == wanted { found.insert(keys) }
    }
    let defaults = (command.description?.defaultKeys ?? []).filter { found.contains($0) }
    return defaults + found.subtracting(defaults).sorted { $0.label < $1.label }
  }

  /// Where keys do a command and nothing else.
  public func contexts(of keys: [Key], for command: Command) -> Set<KeyContext> {
    Set(bindings.filter { $0.value[keys] == [Invocation(command)] }.keys)
  }

  /// Keys that do more than one thing, or something with an argument.
  public var combinations: [(keys: [Key], invocations: [Invocation])] {
    var found: [[Key]: [Invocation]] = [:]
    for bound in bindings.values {
      for (keys, invocations) in bound where invocations.count > 1 || invocations.contains(where: { $0.argument != "" })
      {
        found[keys] = invocations
      }
    }
    return found.map { (keys: $0.key, invocations: $0.value) }.sorted { $0.keys.label < $1.keys.label }
  }
}

extension [Key] {
  /// How keys in a row are written in help and lists: `ZZ`, `^X k`.
  public var label: String {
    let labels = map(\.label)
    return labels.joined(separator: labels.contains { $0.count > 1 } ? " " : "")
  }
}

extension Key {
  /// Reads keys in a row as they stand in config files: `gt`, `<C-x>k`, `^Xk`; nil if they are not understood.
  public static func sequence(_ notation: String) -> [Key]? {
    if let key = Key(notation: notation) { return [key] }
    guard let script = try? KeyScript(notation) else { return nil }
    var keys: [Key] = []
    for step in script.steps {
      guard case .key(let key) = step else { return nil }
      keys.append(key)
    }
    return keys.isEmpty ? nil : keys
  }
}
