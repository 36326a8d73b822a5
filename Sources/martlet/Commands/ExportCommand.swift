import ArgumentParser
import FeedParsing
import FeedRefresh

/// Writes what other programs read.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the subscriptions for other programs.", subcommands: [OPML.self])

  @OptionGroup var data: DataOptions

  func run() throws { throw ValidationError("Write martlet export opml") }

  struct OPML: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "opml", abstract: "Write the subscriptions as OPML 2.0, folders and titles kept.")

    @OptionGroup var data: DataOptions

    func run() throws {
      let list = try SubscriptionImport.list(of: data.openCache())
      try Output.write(OPMLDocument(title: "Martlet subscriptions", list: list).text)
    }
  }
}
