import ArgumentParser
import FeedModel
import FeedParsing

/// `martlet parse`: a feed of any format as one JSON object.
struct ParseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "parse", abstract: "Print a feed as JSON.",
    discussion: "Reads RSS, Atom, RDF, CDF and JSON Feed. Summaries and contents come out as sanitised HTML.")

  @OptionGroup var data: DataOptions
  @Argument(help: "A feed; - reads standard input.")
  var file: String
  @Option(name: .customLong("base-url"), help: "Where the feed came from; relative URLs are resolved against it.")
  var baseURL: String?
  @Option(name: .customLong("content-type"), help: "The Content-Type it came with; its charset counts.")
  var contentType: String?

  func run() throws {
    let bytes = try InputFile.read(file)
    let feed: ParsedFeed
    do throws(FeedParsingError) {
      feed = try FeedParser.parse(bytes, baseURL: baseURL, contentType: contentType)
    } catch {
      throw CommandFailure("cannot parse \(InputFile.name(file)): \(error.message)")
    }
    var writer = JSONFeedWriter()
    try writer.write(feed, to: Output.write)
  }
}
