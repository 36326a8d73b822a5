/// The keymaps that come with Martlet.
public enum KeymapPreset: String, CaseIterable, Equatable, Sendable {
  case martlet
  /// The keys that newsboat has by default, where Martlet can do the same.
  case newsboat

  public var keymap: Keymap {
    switch self {
    case .martlet: .standard
    case .newsboat: KeymapPreset.newsboatKeymap
    }
  }

  private static let newsboatKeymap: Keymap = {
    var keymap = Keymap.standard
    for (notations, command, contexts) in newsboatRows {
      for notation in notations.split(separator: " ") {
        guard let keys = Key.sequence(String(notation)) else { continue }
        keymap.bind(keys, to: [Invocation(command)], in: contexts)
      }
    }
    for digit in 1...9 {
      keymap.bind(
        [.character(Character(String(digit)))], to: [Invocation(.followLink, String(digit))], in: .article)
    }
    keymap.bind([.character("0")], to: [Invocation(.followLink, "10")], in: .article)
    return keymap
  }()

  /// Keys of newsboat's manual (doc/keycmds.dsv) that do something else in Martlet's own keymap.
  private static let newsboatRows: [(keys: String, command: Command, contexts: Set<KeyContext>)] = [
    ("N", .toggleRead, .panes),
    ("l", .toggleAll, .all),
    ("u", .links, .panes),
    ("j", .nextFeed, .all),
    ("k", .previousFeed, .all),
    ("C", .markAll, .all),
    ("^E", .tag, .panes),
    ("f", .view, .all),
    ("^F", .dismiss, .all),
    ("g", .sort, .panes),
    ("^B", .copyMarkdown, .panes),
    ("^U", .details, .panes),
    ("^D", .hide, .list),
    ("U", .undo, .all),
  ]
}
