/// Where an expression cannot be read, and what should stand there.
public struct FilterError: Error, Equatable, Sendable {
  /// How many characters of the expression come before the fault.
  public var position: Int
  /// The term at fault.
  public var term: String
  /// One clause: what is wrong, or what was expected.
  public var problem: String

  /// One line: `newer:3x at character 7: expected a number with h, d, w, m or y, or a date`.
  public var message: String {
    let shown = term.count <= 60 ? term : term.prefix(59) + "…"
    return "\(shown.isEmpty ? "" : shown + " ")at character \(position + 1): \(problem)"
  }
}
