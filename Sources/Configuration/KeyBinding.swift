import Yams

/// What the user binds keys to under `keys:` in the config file.
///
///     keys:
///       gt: theme paper
///       <F5>: refresh-all
///       X: [toggle-read, next-unread]
///       m: none
///       article: { d: half-page-down }
public struct KeyBinding: Equatable, Sendable {
  public var keys: [Key]
  /// Done in turn; empty if the keys are to do nothing.
  public var invocations: [Invocation]
  /// nil where the user names no pane: everywhere that each command works.
  public var context: KeyContext?

  static let settingName = "keys"
  static let nothing = "none"

  /// The panes in which the keys do all this.
  var contexts: Set<KeyContext> {
    if let context { return [context] }
    return invocations.reduce(into: .all) { contexts, invocation in
      if let row = invocation.command.description { contexts.formIntersection(row.contexts) }
    }
  }
}

extension Settings {
  /// The keymap in effect.
  public var keys: Keymap {
    var keymap = keymap.keymap
    for binding in bindings { keymap.bind(binding.keys, to: binding.invocations, in: binding.contexts) }
    return keymap
  }

  mutating func readBindings(_ node: Node) -> [SettingsProblem] {
    guard let mapping = node.mapping else {
      return [
        SettingsProblem(line: node.mark?.line, message: "keys must be lines such as 'x: toggle-star'")
      ]
    }
    setNames.insert(KeyBinding.settingName)
    var problems: [SettingsProblem] = []
    for (key, value) in mapping {
      if let inner = value.mapping, let context = key.string.flatMap(KeyContext.init(rawValue:)) {
        for (key, value) in inner { readBinding(key, value, in: context, &problems) }
      } else {
        readBinding(key, value, in: nil, &problems)
      }
    }
    return problems
  }

  private mutating func readBinding(
    _ key: Node, _ value: Node, in context: KeyContext?, _ problems: inout [SettingsProblem]
  ) {
    do throws(ConfigurationError) {
      guard let notation = key.scalar?.string, let keys = Key.sequence(notation) else {
        throw ConfigurationError("'\(key.string ?? "")' is no key; write j, gt, ^X, <C-x> or <F5>")
      }
      bindings.append(KeyBinding(keys: keys, invocations: try Settings.invocations(value), context: context))
    } catch {
      problems.append(SettingsProblem(line: key.mark?.line, message: error.message))
    }
  }

  private static func invocations(_ value: Node) throws(ConfigurationError) -> [Invocation] {
    let lines = value.sequence.map { $0.map { $0.string ?? "" } } ?? [value.scalar?.string ?? ""]
    if lines == [KeyBinding.nothing] { return [] }
    var invocations: [Invocation] = []
    for line in lines { invocations.append(try Invocation(line: line)) }
    return invocations
  }
}
