/// A line's words as newsboat parts them: by blanks; double quotes hold blanks in a word, and a backslash in them takes
/// the next character as it is.
public enum QuotedWords {
  /// The words of a line, without their quotes; empty ones are left out.
  public static func parted(_ line: String) -> [String] { read(line).words }

  /// Whether a line ends inside double quotes.
  public static func isOpen(_ line: String) -> Bool { read(line).isOpen }

  private static func read(_ line: String) -> (words: [String], isOpen: Bool) {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    var isEscaped = false
    for character in line {
      if isEscaped {
        word.append(character)
        isEscaped = false
      } else if isQuoted, character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character.isWhitespace {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    if !word.isEmpty { words.append(word) }
    return (words, isQuoted)
  }

  /// A word that `parted` reads as it was.
  public static func quoted(_ word: String) -> String {
    guard word.isEmpty || word.contains(where: { $0.isWhitespace || $0 == "\"" || $0 == "\\" }) else { return word }
    return "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
  }
}
