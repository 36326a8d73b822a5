import ArgumentParser
import FeedCache
import FeedModel
import FeedParsing
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
    if json { return try Output.write(json(subscriptions)) }
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

  private func json(_ subscriptions: [Subscription]) -> [UInt8] {
    var json = JSONOutput()
    json.raw("{\"subscriptions\":")
    json.array(subscriptions) { json, feed in
      json.raw("{")
      json.member("url", feed.url, isFirst: true)
      json.member("title", feed.title)
      json.member("folder", feed.folder.isEmpty ? nil : feed.folder)
      json.member("unread", feed.unread)
      json.member("total", feed.total)
      json.member("last_refresh", time: feed.lastRefresh)
      json.member("error", feed.error)
      json.raw("}")
    }
    json.raw("}\n")
    return json.bytes
  }
}
