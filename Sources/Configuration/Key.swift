/// A key as the user thinks of it, whatever bytes the terminal sends for it.
public enum Key: Hashable, Sendable {
  case character(Character)
  /// Control with a lower-case letter or one of `@ [ \ ] ^ _`.
  case control(Character)
  case enter, tab, backTab, escape, backspace, delete
  case up, down, left, right, home, end, pageUp, pageDown, insert
  case function(Int)
}

extension Key {
  public static let space = Key.character(" ")

  /// Names in angle brackets, lower case, as Vim writes them; the first of a key is the one that is printed.
  private static let names: [(name: String, key: Key)] = [
    ("Enter", .enter), ("CR", .enter), ("Return", .enter), ("Tab", .tab), ("S-Tab", .backTab), ("Esc", .escape),
    ("Space", .space), ("Backspace", .backspace), ("BS", .backspace), ("Del", .delete), ("Delete", .delete),
    ("Up", .up), ("Down", .down), ("Left", .left), ("Right", .right), ("Home", .home), ("End", .end),
    ("PgUp", .pageUp), ("PageUp", .pageUp), ("PgDn", .pageDown), ("PageDown", .pageDown), ("Ins", .insert),
    ("lt", .character("<")), ("gt", .character(">")), ("Bar", .character("|")),
  ]

  /// Reads a key as it stands in key scripts and config files: `j`, `^D`, `<C-d>`, `<CR>`, `<F1>`.
  public init?(notation: String) {
    if notation.count == 1, let character = notation.first {
      self = character == "\t" ? .tab : character == "\n" ? .enter : .character(character)
      return
    }
    if notation.count == 2, notation.first == "^", let letter = notation.last {
      self.init(control: letter)
      return
    }
    guard notation.first == "<", notation.last == ">", notation.count > 2 else { return nil }
    let inner = String(notation.dropFirst().dropLast())
    let lowered = inner.lowercased()
    if let named = Key.names.first(where: { $0.name.lowercased() == lowered }) {
      self = named.key
    } else if lowered.hasPrefix("c-"), inner.count == 3, let letter = inner.last {
      self.init(control: letter)
    } else if lowered.hasPrefix("f"), let number = Int(lowered.dropFirst()), (1...63).contains(number) {
      self = .function(number)
    } else {
      return nil
    }
  }

  private init?(control letter: Character) {
    guard let letter = letter.lowercased().first, letter.isASCII, letter.isLetter || "@[\\]^_".contains(letter) else {
      return nil
    }
    switch letter {
    case "i": self = .tab
    case "m": self = .enter
    case "[": self = .escape
    default: self = .control(letter)
    }
  }

  /// How the key is written in help and lists: `j`, `^D`, `Space`, `PgDn`.
  public var label: String {
    switch self {
    case .character(" "): "Space"
    case .character(let character): String(character)
    case .control(let letter): "^" + letter.uppercased()
    case .function(let number): "F\(number)"
    case .up: "↑"
    case .down: "↓"
    case .left: "←"
    case .right: "→"
    default: Key.names.first { $0.key == self }?.name ?? "?"
    }
  }
}
