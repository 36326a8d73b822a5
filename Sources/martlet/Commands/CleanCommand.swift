import ArgumentParser
import Configuration
import FeedCache
import FeedModel
import FoundationEssentials

/// Takes read posts out that the user no longer wants kept.
struct CleanCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "clean",
    abstract: "Take out read posts that are past keep and that their feeds no longer list.",
    discussion: """
      keep is set in config.yaml, and for single feeds with martlet edit: forever, days such as 90d, or a number of \
      entries such as 500 entries. Unread, starred and tagged posts always stay.
      """)

  @OptionGroup var data: DataOptions
  @Flag(help: "Only say what would go.")
  var dryRun = false
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let cache = try data.openCache()
    let keep = try data.keep()
    let now = SystemClock.now()
    let feeds = try dryRun ? cache.cleanable(keeping: keep, at: now) : cache.clean(keeping: keep, at: now)
    try Output.write(json ? JSONText.of(Report(feeds, isDryRun: dryRun)) : text(feeds))
  }

  private func text(_ feeds: [CleanedFeed]) -> String {
    guard !feeds.isEmpty else { return "No post is past what is kept.\n" }
    var table = TextTable([.right, .leftUpTo(40), .leftUpTo(12), .left])
    for feed in feeds { table.add(["\(feed.entries)", feed.title, feed.keep.text, feed.url]) }
    let total = feeds.reduce(0) { $0 + $1.entries }
    let posts = counted(total, "post")
    return table.lines.joined(separator: "\n") + "\n" + (dryRun ? "\(posts) would go.\n" : "\(posts) taken out.\n")
  }

  private struct Report: Encodable {
    struct Feed: Encodable {
      var url: String
      var keep: String
      var entries: Int
    }

    var dryRun: Bool
    var entries: Int
    var feeds: [Feed]

    init(_ feeds: [CleanedFeed], isDryRun: Bool) {
      dryRun = isDryRun
      entries = feeds.reduce(0) { $0 + $1.entries }
      self.feeds = feeds.map { Feed(url: $0.url, keep: $0.keep.text, entries: $0.entries) }
    }
  }
}

/// The cleaning that nobody asks for by name.
enum Cleaning {
  /// Seconds for which what the user marked stays, whatever `keep` says: an undo is to find it, and a reader that is
  /// open shows it.
  private static let grace = 86_400.0

  static func afterRefresh(_ cache: Cache, keep: Retention, at now: Date) throws(CacheError) {
    try cache.clean(keeping: keep, sparingTouchedSince: now.addingTimeInterval(-grace), at: now)
  }
}

extension DataOptions {
  /// How long posts are kept of feeds for which nothing else is set.
  /// - Throws: for a config file that cannot be used: what it says of `keep` may be just that.
  func keep() throws(CommandFailure) -> Retention {
    let (settings, complaint) = Startup.settings(paths.configFile)
    if let complaint { throw CommandFailure(complaint) }
    return settings.keep
  }

  /// Nothing is cleaned by itself while the config file cannot be read: it may say that all is to stay.
  func cleanAfterRefresh(_ cache: Cache) throws {
    let (settings, complaint) = Startup.settings(paths.configFile)
    guard complaint == nil else { return }
    try Cleaning.afterRefresh(cache, keep: settings.keep, at: SystemClock.now())
  }
}
