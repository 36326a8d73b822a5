import FoundationEssentials
import Glibc

/// The terminfo entry that ncurses is given in the place of the one on disk, which stays untouched.
///
/// ncurses takes an entry from the environment, too (`TERMINFO=b64:…`), so the one of `TERM` is read and changed: it gets
/// RGB colours where they are wanted, and loses what each change of style would cost for nothing. The format is that of
/// term(5).
nonisolated struct TerminalEntry {
  /// What ncurses is to find in `TERMINFO`; nil if nothing is changed, or the entry is not there or not understood.
  let text: String?
  /// RGB colours were added.
  let hasDirectColor: Bool
  /// No style chooses the character set any more: it is to be chosen when the terminal is taken.
  let isWithoutCharacterSets: Bool

  init(type: String, environment: (String) -> String?, wantsDirectColor: Bool) {
    let bytes = Self.bytes(type: type, environment: environment)
    let direct = wantsDirectColor ? bytes.flatMap(DirectColor.withDirectColor) : nil
    let lean = (direct ?? bytes).flatMap(Self.withoutCharacterSets)
    text = (lean ?? direct).map { "b64:" + Data($0).base64EncodedString() }
    hasDirectColor = direct != nil
    isWithoutCharacterSets = lean != nil
  }

  /// While ncurses starts, the entry stands in the environment; children must not find it there.
  func whileInEnvironment<Result>(_ body: () -> Result) -> Result {
    guard let text else { return body() }
    let former = getenv("TERMINFO").map { String(cString: $0) }
    setenv("TERMINFO", text, 1)
    defer { if let former { setenv("TERMINFO", former, 1) } else { unsetenv("TERMINFO") } }
    return body()
  }

  // MARK: Changing

  /// The places of capabilities in the arrays of term(5), from `<term.h>`.
  private enum Index {
    static let exitAttributes = 39
    static let setAttributes = 131
  }

  /// xterm's entry and its like choose the character set anew with every style: three bytes a time, for line drawing
  /// that no screen here uses.
  static func withoutCharacterSets(_ bytes: [UInt8]) -> [UInt8]? {
    guard var entry = CompiledEntry(bytes), let set = entry.string(Index.setAttributes),
      let exit = entry.string(Index.exitAttributes)
    else { return nil }
    let (choice, plain) = ("%?%p9%t\u{1B}(0%e\u{1B}(B%;", "\u{1B}(B")
    guard set.hasPrefix(choice), exit.hasPrefix(plain) else { return nil }
    entry.setString(Index.setAttributes, String(set.dropFirst(choice.count)))
    entry.setString(Index.exitAttributes, String(exit.dropFirst(plain.count)))
    return entry.bytes
  }

  // MARK: Finding

  /// Where ncurses looks, in its order.
  private static func bytes(type: String, environment: (String) -> String?) -> [UInt8]? {
    guard let first = type.utf8.first, !type.contains("/"), type != ".", type != ".." else { return nil }
    var folders = [environment("TERMINFO") ?? ""]
    if let home = environment("HOME") { folders.append(home + "/.terminfo") }
    folders += (environment("TERMINFO_DIRS") ?? "").split(separator: ":").map(String.init)
    folders += ["/etc/terminfo", "/lib/terminfo", "/usr/share/terminfo"]
    for folder in folders where folder.hasPrefix("/") {
      for subfolder in [String(type.prefix(1)), String(first, radix: 16)] {
        if let data = FileManager.default.contents(atPath: "\(folder)/\(subfolder)/\(type)"), data.count <= 32768 {
          return [UInt8](data)
        }
      }
    }
    return nil
  }
}
