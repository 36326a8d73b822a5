import ArgumentParser
import FeedCache
import FeedModel
import FeedParsing
import FoundationEssentials

/// Unread counts and the health of the feeds.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how much is unread and which feeds fail.")

  @OptionGroup var data: DataOptions
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let cache = try data.openCache()
    let report = Report(counts: try cache.counts(), feeds: try cache.health(at: SystemClock.now()))
    try json ? Output.write(report.json) : Output.write(report.text)
  }

  private struct Report {
    var counts: Counts
    var feeds: [FeedHealth]

    private var lastRefresh: Date? { feeds.compactMap(\.lastRefresh).max() }
    private var failing: [FeedHealth] { feeds.filter { $0.error != nil } }

    var json: [UInt8] {
      var json = JSONOutput()
      json.raw("{\"unread\":\(counts.unread)")
      json.member("starred", counts.starred)
      json.member("feeds", counts.feeds)
      json.member("last_refresh", time: lastRefresh)
      json.key("failing")
      json.array(failing) { json, feed in
        json.raw("{")
        json.member("url", feed.url, isFirst: true)
        json.member("error", feed.error)
        json.member("since", time: feed.failingSince)
        json.raw("}")
      }
      json.key("health")
      json.array(feeds) { json, feed in StatusCommand.write(feed, to: &json) }
      json.raw("}\n")
      return json.bytes
    }

    var text: String {
      var lines = [
        "\(counts.unread) unread, \(counts.starred) starred in \(counts.feeds) \(counts.feeds == 1 ? "feed" : "feeds")."
      ]
      if let lastRefresh { lines.append("Last refresh: \(JSONOutput.time(lastRefresh)).") }
      if !failing.isEmpty { lines.append("Failing:") }
      var table = TextTable([.left, .left, .left])
      for feed in failing {
        table.add([feed.url, feed.failingSince.map { "since \(JSONOutput.time($0))" } ?? "", feed.error ?? ""])
      }
      lines += table.lines.map { "  " + $0 }
      return lines.joined(separator: "\n") + "\n"
    }
  }

  /// A feed as its server sees it.
  private static func write(_ feed: FeedHealth, to json: inout JSONOutput) {
    json.raw("{")
    json.member("url", feed.url, isFirst: true)
    json.member("title", feed.title)
    json.member("last_asked", time: feed.lastAsked)
    json.member("last_status", feed.lastStatus)
    json.member("last_refresh", time: feed.lastRefresh)
    json.member("next_poll", time: feed.nextPoll)
    json.member("held_until", time: feed.heldUntil)
    json.member("gone", feed.isGone)
    json.member("errors_in_a_row", feed.errorsInARow)
    json.member("bytes_received", feed.bytesReceived)
    json.member("bytes_saved", feed.bytesSaved)
    json.member("moved_from", feed.movedFrom)
    json.member("moved_to", feed.movedTo)
    json.raw("}")
  }
}
