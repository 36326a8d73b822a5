/// Text in the language of manual pages, man(7).
struct ManualText {
  private(set) var source = ""

  init() {}

  init(title: String, date: String, origin: String, volume: String) {
    source = ".TH \(title) 1 \"\(date)\" \"\(origin)\" \"\(volume)\"\n"
  }

  mutating func section(_ title: String) { source += ".SH \(Self.escaped(title.uppercased()))\n" }

  mutating func subsection(_ title: String) { source += ".SS \(Self.escaped(title))\n" }

  /// A paragraph; names between backticks are bold.
  mutating func paragraph(_ text: String) { source += ".PP\n" + Self.line(text) }

  /// Lines that stay as they are.
  mutating func example(_ lines: String) {
    source += ".PP\n.RS 4\n.nf\n"
    source += lines.split(separator: "\n", omittingEmptySubsequences: false).map { Self.escaped(String($0)) + "\n" }
      .joined()
    source += ".fi\n.RE\n"
  }

  /// What is explained, and its explanation under it.
  /// - Parameters:
  ///   - term: made by `bold` and `italic`
  ///   - text: as in `paragraph`
  mutating func item(_ term: String, _ text: String) { source += ".TP\n\(term)\n" + Self.line(text) }

  mutating func indented(_ write: (inout ManualText) -> Void) {
    source += ".RS\n"
    write(&self)
    source += ".RE\n"
  }

  static func bold(_ text: String) -> String { "\\fB\(escaped(text))\\fR" }

  static func italic(_ text: String) -> String { "\\fI\(escaped(text))\\fR" }

  private static func line(_ text: String) -> String {
    let parts = text.split(separator: "`", omittingEmptySubsequences: false)
    let marked = parts.enumerated().map { $0 % 2 == 1 ? bold(String($1)) : escaped(String($1)) }.joined()
    return marked.isEmpty ? "" : marked + "\n"
  }

  /// A backslash and a hyphen stand for themselves, and no line begins as a request.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\\": result += "\\e"
      case "-": result += "\\-"
      case "\n": result += " "
      case ".", "'": result += result.isEmpty ? "\\&\(character)" : String(character)
      default: result.append(character)
      }
    }
    return result
  }
}
