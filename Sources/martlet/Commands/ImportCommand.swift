import ArgumentParser
import FeedParsing
import FeedRefresh
import Typography

/// Takes over the subscriptions of another reader.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take over the subscriptions of another reader; martlet refresh then fetches them.",
    subcommands: [OPML.self, Newsboat.self])

  @OptionGroup var data: DataOptions

  func run() throws { throw ValidationError("Write martlet import opml FILE, or martlet import newsboat FILE") }

  struct OPML: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "opml", abstract: "Subscribe to the feeds of an OPML file; folders and titles are kept.")

    @OptionGroup var data: DataOptions
    @Argument(help: "An OPML file; - for standard input.")
    var file: String

    func run() throws {
      let bytes = try InputFile.read(file)
      let document: OPMLDocument
      do throws(FeedParsingError) {
        document = try OPMLDocument.parse(bytes)
      } catch {
        throw CommandFailure("\(InputFile.name(file)) cannot be imported: \(error.message)")
      }
      try data.take(document.list)
    }
  }

  struct Newsboat: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "newsboat",
      abstract: "Subscribe to the feeds of newsboat's file urls; a feed's first tag becomes its folder.")

    @OptionGroup var data: DataOptions
    @Argument(help: "The file, often ~/.newsboat/urls; - for standard input.")
    var file: String

    func run() throws { try data.take(NewsboatURLs.parse(try InputFile.read(file))) }
  }
}

extension DataOptions {
  /// Subscribes to a list's feeds and says what became of them.
  fileprivate func take(_ list: SubscriptionList) throws {
    let result = try SubscriptionImport.take(list, into: openCache(), at: SystemClock.now())
    try Output.write(result.sentence + "\n")
  }
}

extension ImportedList {
  /// One line: what was imported, what was there already, what was left out.
  fileprivate var sentence: String {
    var parts = [new == 1 ? "Imported 1 feed" : "Imported \(new) feeds"]
    if known > 0 { parts.append(known == 1 ? "1 was there already" : "\(known) were there already") }
    guard !leftOut.isEmpty else { return parts.joined(separator: ", ") + "." }
    parts.append(leftOut.count == 1 ? "1 line left out" : "\(leftOut.count) lines left out")
    let some = leftOut.prefix(3).joined(separator: ", ") + (leftOut.count > 3 ? ", …" : "")
    return TerminalText.line(parts.joined(separator: ", ") + ": \(some) (only http and https are followed).")
  }
}
