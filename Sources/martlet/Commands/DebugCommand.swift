import ArgumentParser
import Typography

/// What developers and Unicode's own tests ask of the program; not shown in the help.
struct DebugCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "debug",
    abstract: "Look inside.",
    shouldDisplay: false,
    subcommands: [
      LineBreakCommand.self, GraphemesCommand.self, WidthCommand.self, GenerateUnicodeTableCommand.self,
      DebugFeedCommand.self, DebugArticleCommand.self,
    ])
}

/// For each line of hex code points a 1 or 0 after each: whether a line may end there.
private struct LineBreakCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "linebreak", abstract: "Tell line breaks.")

  @OptionGroup var data: DataOptions

  func run() throws {
    try answerLines { text in
      LineBreaks.opportunities(in: text).map { $0 == .prohibited ? "0" : "1" }.joined()
    }
  }
}

/// For each line of hex code points a 1 or 0 after each: whether a grapheme cluster ends there.
private struct GraphemesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "graphemes", abstract: "Tell cluster ends.")

  @OptionGroup var data: DataOptions

  func run() throws {
    try answerLines { text in
      let starts = MeasuredText(text).clusters.map(\.utf8Offset)
      var ends = Set(starts.dropFirst())
      ends.insert(text.utf8.count)
      var offset = 0
      return text.unicodeScalars.map { scalar in
        offset += Unicode.UTF8.width(scalar)
        return ends.contains(offset) ? "1" : "0"
      }.joined()
    }
  }
}

/// For each line of hex code points the cells they take.
private struct WidthCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "width", abstract: "Tell widths.")

  @OptionGroup var data: DataOptions

  func run() throws {
    try answerLines { text in String(DisplayWidth.cells(of: text)) }
  }
}

/// Prints `Sources/Typography/UnicodeTable.swift`.
private struct GenerateUnicodeTableCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate-unicode-table", abstract: "Print the Unicode table's source.")

  @OptionGroup var data: DataOptions
  @Argument(help: "The folder of the Unicode Character Database.")
  var folder: String

  func run() throws {
    print(try UnicodeTableGenerator(directory: folder).source(), terminator: "")
  }
}

/// Reads lines such as `0061 0301 4E00` and prints one answer for each.
private func answerLines(_ answer: (String) -> String) throws(CommandFailure) {
  while let line = readLine() {
    var text = ""
    for word in line.split(separator: " ") {
      guard let value = UInt32(word, radix: 16), let scalar = Unicode.Scalar(value) else {
        throw CommandFailure("'\(word)' is no code point in hex")
      }
      text.unicodeScalars.append(scalar)
    }
    print(answer(text))
  }
}
