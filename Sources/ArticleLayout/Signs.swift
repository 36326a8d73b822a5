/// What the layout itself draws, for terminals that have Unicode and for those that do not.
struct Signs {
  /// By depth of the list.
  var bullets: [String]
  var quoteBar: String
  /// Under headings of levels 1 to 3.
  var headingRules: [String]
  var rule: String
  var opened: String
  /// A line of code goes on on the next.
  var fold: String

  static let unicode = Signs(
    bullets: ["•", "◦", "▪"], quoteBar: "│ ", headingRules: ["═", "─", "┄"], rule: "─", opened: "▾ ", fold: "↩")
  static let ascii = Signs(
    bullets: ["*", "-", "+"], quoteBar: "| ", headingRules: ["=", "-", "."], rule: "-", opened: "v ", fold: "\\")
}
