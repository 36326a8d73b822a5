import FoundationEssentials
import Glibc

/// A terminfo entry with RGB colours, made of one that has 256, for terminals that say `COLORTERM=truecolor`.
///
/// Hardly a terminal names its RGB colours in terminfo: an entry such as `xterm-direct` is not there on most machines,
/// and `TERM` is what it is. ncurses takes an entry from the environment, too (`TERMINFO=b64:…`), so the one of `TERM` is
/// read, is given the RGB capability and the sequences of ISO 8613-6, and nothing on disk is touched. The format is that
/// of term(5). Colours 0 to 15 stay those of the user's palette.
nonisolated struct DirectColor {
  /// What ncurses is to find in `TERMINFO`; nil if the entry is not there, has fewer colours, or is not understood.
  let entry: String?

  init(type: String, environment: (String) -> String?) {
    entry = Self.bytes(type: type, environment: environment).flatMap(Self.withDirectColor).map {
      "b64:" + Data($0).base64EncodedString()
    }
  }

  /// Whether a terminal says that it has RGB colours. What GNU screen runs in may; screen 4 itself has not.
  static func isOffered(type: String, environment: (String) -> String?) -> Bool {
    guard let offer = environment("COLORTERM"), offer == "truecolor" || offer == "24bit" else { return false }
    return !type.hasPrefix("screen") || environment("TMUX") != nil
  }

  /// While ncurses starts, the entry stands in the environment; children must not find it there.
  func whileInEnvironment<Result>(_ body: () -> Result) -> Result {
    guard let entry else { return body() }
    let former = getenv("TERMINFO").map { String(cString: $0) }
    setenv("TERMINFO", entry, 1)
    defer { if let former { setenv("TERMINFO", former, 1) } else { unsetenv("TERMINFO") } }
    return body()
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

  // MARK: Rewriting

  private static let foreground = rgb(indexed: "3", bright: "9", direct: "38")
  private static let background = rgb(indexed: "4", bright: "10", direct: "48")

  private static func rgb(indexed: String, bright: String, direct: String) -> String {
    "\u{1B}[%?%p1%{8}%<%t\(indexed)%p1%d%e%p1%{16}%<%t\(bright)%p1%{8}%-%d%e"
      + "\(direct);2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m"
  }

  /// The places of capabilities in the arrays of term(5), from `<term.h>`.
  private enum Index {
    static let canChangeColors = 27
    static let maxColors = 13
    static let maxPairs = 14
    static let setForeground = 359
    static let setBackground = 360
  }

  static func withDirectColor(_ bytes: [UInt8]) -> [UInt8]? {
    guard var entry = CompiledEntry(bytes), entry.numbers.count > Index.maxPairs,
      entry.numbers[Index.maxColors] == 256, entry.strings.count > Index.setBackground,
      !entry.extendedNames.contains("RGB")
    else { return nil }
    entry.numbers[Index.maxColors] = 1 << 24
    entry.numbers[Index.maxPairs] = 1 << 16
    if entry.booleans.count > Index.canChangeColors { entry.booleans[Index.canChangeColors] = 0 }
    entry.setString(Index.setForeground, foreground)
    entry.setString(Index.setBackground, background)
    entry.addExtendedBoolean("RGB")
    return entry.bytes
  }
}
