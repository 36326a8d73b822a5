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

  /// Whether a name means this view, whatever its case.
  public func hasName(_ other: String) -> Bool { CompatibilityForms.key(name) == CompatibilityForms.key(other) }

  /// A name as it is kept: trimmed, with single blanks, of at most 100 characters; nil if nothing is left.
  public static func name(_ text: String) -> String? {
    let name = String(text.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(100))
    return name.isEmpty ? nil : name
  }
}

/// Which views an undo or redo took away, and which are as they were then.
public struct ViewReversal: Equatable, Sendable {
  public var gone: [String] = []
  public var there: [String] = []

  public init(gone: [String] = [], there: [String] = []) {
    self.gone = gone
    self.there = there
  }

  /// One clause: `the view News is there`, `3 views are gone`.
  public var text: String {
    func views(_ names: [String], _ one: String, _ many: String) -> String? {
      names.isEmpty ? nil : names.count == 1 ? "the view \(names[0]) \(one)" : "\(names.count) views \(many)"
    }
    return [views(there, "is there", "are there"), views(gone, "is gone", "are gone")].compactMap { $0 }.joined(
      separator: ", ")
  }
}
