import ArgumentParser
import FeedCache
import FeedModel
import FeedParsing
import FeedRefresh

/// Writes what other programs read.
struct ExportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write the subscriptions, or entries, for other programs.",
    subcommands: [OPML.self, JSON.self])

  @OptionGroup var data: DataOptions

  func run() throws { throw ValidationError("Write martlet export opml, or martlet export json EXPR") }

  struct OPML: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "opml", abstract: "Write the subscriptions as OPML 2.0, folders and titles kept.")

    @OptionGroup var data: DataOptions

    func run() throws {
      let list = try SubscriptionImport.list(of: data.openCache())
      try Output.write(OPMLDocument(title: "Martlet subscriptions", list: list).text)
    }
  }

  struct JSON: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "json", abstract: "Write the entries that match an expression as a JSON Feed, newest first.")

    @OptionGroup var data: DataOptions
    @Argument(help: "Which entries, as for martlet query; \"\" is every entry.")
    var expression: String
    @Option(help: "The most entries to write.")
    var limit: Int?

    func validate() throws {
      if let limit, limit < 0 { throw ValidationError("--limit is a number from 0 on") }
    }

    func run() throws {
      let filter = try Filter(parsing: expression)
      let cache = try data.openCache()
      let found = try cache.summaries(
        EntryQuery(filter: filter), at: cache.snapshot(at: SystemClock.now()), limit: limit)
      var document = JSONFeedExport(title: expression.isEmpty ? "Martlet" : "Martlet: \(filter)")
      for summary in found {
        if let entry = try cache.entry(summary.row.id) { document.add(entry, feedURL: summary.feedURL) }
        try Output.write(document.take())
      }
      document.finish()
      try Output.write(document.take())
    }
  }
}
