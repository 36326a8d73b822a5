/// How many terminal cells text takes.
public enum DisplayWidth {
  /// Cells of one grapheme cluster: 0, 1 or 2.
  public static func cells(of cluster: Character) -> Int { 1 }
  /// Cells of a whole text.
  public static func cells(of text: String) -> Int { text.reduce(0) { $0 + cells(of: $1) } }
}
