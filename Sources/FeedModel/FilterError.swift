/// Where an expression cannot be read, and what should stand there.
public struct FilterError: Error, Equatable, Sendable {
  /// The expression.
  public var source: String
  /// How many characters of it come before the fault.
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

  /// A line to stand below the expression, with a caret under the fault.
  /// - Parameter cells: how many cells a text takes.
  /// - Returns: the line, with the problem after the caret.
  public func caretLine(cells: (String) -> Int) -> String {
    String(repeating: " ", count: max(0, cells(String(source.prefix(position))))) + "^ " + problem
  }
}
