/// A filter with a name, for the sidebar and for scripts.
public struct SavedView: Equatable, Hashable, Sendable {
  public var name: String
  /// As the user wrote it.
  public var expression: String

  public init(name: String, expression: String) {
    self.name = name
    self.expression = expression
  }

  /// The expression, read; nil if this version cannot read what another has saved.
  public var filter: Filter? { try? Filter(parsing: expression) }

  /// A name as it is kept: trimmed, with single blanks, of at most 100 characters; nil if nothing is left.
  public static func name(_ text: String) -> String? {
    let name = String(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(100))
    return name.isEmpty ? nil : name
  }
}
