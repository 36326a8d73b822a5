import ArgumentParser
import FeedModel
import FeedParsing

/// The refresh path alone, bytes → `ParsedFeed`, for whoever times it.
struct DebugFeedCommand: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "feed", abstract: "Parse a feed, print a summary.")

  @OptionGroup var data: DataOptions
  @Argument(help: "A feed; - reads standard input.")
  var file: String

  func run() throws {
    let bytes = try InputFile.read(file)
    do throws(FeedParsingError) {
      let feed = try FeedParser.parse(bytes)
      print("\(feed.format.rawValue), \(feed.entries.count) entries, \(feed.warnings.count) warnings")
    } catch {
      throw CommandFailure("cannot parse \(InputFile.name(file)): \(error.message)")
    }
  }
}
