/// A tag of the user's own, with how many entries have it.
public struct Tag: Equatable, Sendable {
  public var name: String
  public var entries: Int

  public init(name: String, entries: Int) {
    self.name = name
    self.entries = entries
  }

  /// In characters.
  private static let longestName = 100

  /// A name as it is kept: trimmed, with single blanks, without what would end it in a list or an expression; nil if
  /// nothing is left. Two names that differ in case only are one tag.
  public static func name(_ text: String) -> String? {
    let words = CompatibilityForms.folded(text).split { $0.isWhitespace || $0 == "," || $0 == "\"" }
    let name = String(words.joined(separator: " ").prefix(longestName))
    return name.isEmpty ? nil : name
  }

  /// The tags that a line names, with commas between them: `later, to read`.
  public static func names(in line: String) -> [String] {
    var keys: Set<String> = []
    return line.split(separator: ",").compactMap { name(String($0)) }.filter {
      keys.insert(CompatibilityForms.key($0)).inserted
    }
  }
}
