import ArgumentParser
import FeedCache
import FeedModel
import FoundationEssentials
import Typography

/// The subscriptions.
struct ListCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the subscriptions with their unread posts.")

  @OptionGroup var data: DataOptions
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let cache = try data.openCache()
    let subscriptions = try cache.subscriptions()
    if json { return try Output.write(JSONText.of(Report(subscriptions))) }
    try Output.write(text(subscriptions, try cache.health(at: SystemClock.now())))
  }

  private func text(_ subscriptions: [Subscription], _ health: [FeedHealth]) -> String {
    let movedTo = Dictionary(health.map { ($0.id, $0.movedTo) }, uniquingKeysWith: { first, _ in first })
    guard !subscriptions.isEmpty else { return "No subscriptions yet; add one with martlet add URL\n" }
    var table = TextTable([.right, .right, .leftUpTo(40), .left])
    table.add(["unread", "total", "title", "URL"])
    for feed in subscriptions { table.add(["\(feed.unread)", "\(feed.total)", feed.title, feed.url]) }
    var lines = table.lines
    var output = [lines.removeFirst()]
    var folder = ""
    for (feed, line) in zip(subscriptions, lines) {
      if feed.folder != folder {
        folder = feed.folder
        output += ["", TerminalText.line(folder)]
      }
      output.append(line)
      if case let moved?? = movedTo[feed.id] {
        output.append("  ! has moved to " + TerminalText.line(moved) + ", which is subscribed too; remove one of them")
      }
      if let error = feed.error { output.append("  ! " + TerminalText.line(error)) }
    }
    return output.joined(separator: "\n") + "\n"
  }

  private struct Report: Encodable {
    struct Feed: Encodable {
      var url: String
      var title: String
      var folder: Nullable<String>
      var unread: Int
      var total: Int
      var lastRefresh: Nullable<String>
      var error: Nullable<String>
    }

    var subscriptions: [Feed]

    init(_ subscriptions: [Subscription]) {
      self.subscriptions = subscriptions.map { feed in
        Feed(
          url: feed.url, title: feed.title, folder: Nullable(feed.folder.isEmpty ? nil : feed.folder),
          unread: feed.unread, total: feed.total, lastRefresh: Nullable(feed.lastRefresh), error: Nullable(feed.error))
      }
    }
  }
}
