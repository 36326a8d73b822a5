extension Filter {
  /// One kind of term of the filter language.
  public struct Term: Equatable, Sendable {
    /// As it is written, in alternatives.
    public var examples: [String]
    /// What it finds, one line without a full stop.
    public var help: String
  }

  /// The whole language, in the order in which help shows it.
  public static let terms: [Term] = [
    Term(
      examples: ["swift"],
      help: "a word that begins so, in title, author or text; accents, case and full-width forms do not matter"),
    Term(
      examples: ["\"swift package\""],
      help:
        "these whole words in a row; Chinese and Japanese are found wherever they stand, from one character on"),
    Term(examples: ["title:swift", "author:\"Ann Reed\""], help: "the same in one field"),
    Term(examples: ["feed:\"Planet X\""], help: "a part of the feed’s title or URL"),
    Term(examples: ["folder:News/Local"], help: "a folder’s name or path, with those below it"),
    Term(examples: ["tag:later"], help: "a tag of yours"),
    Term(
      examples: State.allCases.map(\.rawValue),
      help: "a state; hidden entries are left out unless `hidden` is named"),
    Term(
      examples: ["newer:3d", "older:2026-01-31"],
      help: "a time: a number with h, d, w, m (months) or y, or a date"),
    Term(examples: ["a or b", "-a", "( )"], help: "alternatives, what is to be left out, groups"),
  ]
}
