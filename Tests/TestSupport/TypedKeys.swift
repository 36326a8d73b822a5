/// Keys in writing, as `jj<CR>`, → the bytes xterm sends for them.
public enum TypedKeys {
  public static func bytes(_ notation: String) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Substring(notation)
    while let first = rest.first {
      if first == "<", let end = rest.firstIndex(of: ">"),
        let named = code(named: rest[rest.index(after: rest.startIndex)..<end].lowercased())
      {
        bytes += named
        rest = rest[rest.index(after: end)...]
      } else {
        bytes += Array(String(first).utf8)
        rest = rest.dropFirst()
      }
    }
    return bytes
  }

  private static func code(named name: String) -> [UInt8]? {
    if name.hasPrefix("c-"), let letter = name.utf8.last, name.utf8.count == 3 { return [letter & 0x1F] }
    if name.hasPrefix("f"), let number = Int(name.dropFirst()), functionKeys.indices.contains(number - 1) {
      return Array("\u{1B}\(functionKeys[number - 1])".utf8)
    }
    return names[name].map { Array($0.utf8) }
  }

  private static let functionKeys = [
    "OP", "OQ", "OR", "OS", "[15~", "[17~", "[18~", "[19~", "[20~", "[21~", "[23~", "[24~",
  ]

  private static let names = [
    "cr": "\r", "enter": "\r", "return": "\r", "esc": "\u{1B}", "space": " ", "tab": "\t", "s-tab": "\u{1B}[Z",
    "bs": "\u{7F}", "backspace": "\u{7F}", "lt": "<", "up": "\u{1B}OA", "down": "\u{1B}OB", "right": "\u{1B}OC",
    "left": "\u{1B}OD", "home": "\u{1B}OH", "end": "\u{1B}OF", "insert": "\u{1B}[2~", "del": "\u{1B}[3~",
    "delete": "\u{1B}[3~", "pageup": "\u{1B}[5~", "pagedown": "\u{1B}[6~", "pgup": "\u{1B}[5~", "pgdn": "\u{1B}[6~",
  ]
}
