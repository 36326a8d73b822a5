/// A terminfo entry with RGB colours, made of one that has 256, for terminals that say `COLORTERM=truecolor`.
///
/// Hardly a terminal names its RGB colours in terminfo: an entry such as `xterm-direct` is not there on most machines,
/// and `TERM` is what it is. The one of `TERM` is given the RGB capability and the sequences of ISO 8613-6; `TerminalEntry`
/// hands it to ncurses. Colours 0 to 15 stay those of the user's palette.
nonisolated enum DirectColor {
  /// Whether a terminal says that it has RGB colours. What GNU screen runs in may; screen 4 itself has not.
  static func isOffered(type: String, environment: (String) -> String?) -> Bool {
    guard let offer = environment("COLORTERM"), offer == "truecolor" || offer == "24bit" else { return false }
    return !type.hasPrefix("screen") || environment("TMUX") != nil
  }

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

  /// - Returns: nil if the bytes are no entry, or one that has fewer colours or RGB already.
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
