import ArgumentParser
import FeedCache
import FeedModel
import FoundationEssentials
import Typography

/// Unread counts and the health of the feeds.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Show how much is unread and which feeds fail.")

  @OptionGroup var data: DataOptions
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let cache = try data.openCache()
    let report = Report(counts: try cache.counts(), health: try cache.health(at: SystemClock.now()))
    try Output.write(json ? JSONText.of(report) : report.text)
  }

  private struct Report: Encodable {
    struct Failure: Encodable {
      var url: String
      var error: String
      var since: Nullable<String>
    }

    /// A feed as its server sees it.
    struct Health: Encodable {
      var url: String
      var title: String
      var lastAsked: Nullable<String>
      var lastStatus: Nullable<Int>
      var lastRefresh: Nullable<String>
      var nextPoll: Nullable<String>
      var heldUntil: Nullable<String>
      var gone: Bool
      var errorsInARow: Int
      var bytesReceived: Int
      var bytesSaved: Int
      var movedFrom: Nullable<String>
      var movedTo: Nullable<String>

      init(_ feed: FeedHealth) {
        url = feed.url
        title = feed.title
        lastAsked = Nullable(feed.lastAsked)
        lastStatus = Nullable(feed.lastStatus)
        lastRefresh = Nullable(feed.lastRefresh)
        nextPoll = Nullable(feed.nextPoll)
        heldUntil = Nullable(feed.heldUntil)
        gone = feed.isGone
        errorsInARow = feed.errorsInARow
        bytesReceived = feed.bytesReceived
        bytesSaved = feed.bytesSaved
        movedFrom = Nullable(feed.movedFrom)
        movedTo = Nullable(feed.movedTo)
      }
    }

    var unread: Int
    var starred: Int
    var feeds: Int
    var failing: [Failure]
    var lastRefresh: Nullable<String>
    var health: [Health]

    init(counts: Counts, health feeds: [FeedHealth]) {
      unread = counts.unread
      starred = counts.starred
      self.feeds = counts.feeds
      failing = feeds.compactMap { feed in
        feed.error.map { Failure(url: feed.url, error: $0, since: Nullable(feed.failingSince)) }
      }
      lastRefresh = Nullable(feeds.compactMap(\.lastRefresh).max())
      health = feeds.map(Health.init)
    }

    var text: String {
      var lines = ["\(unread) unread, \(starred) starred in \(feeds) \(feeds == 1 ? "feed" : "feeds")."]
      if let last = lastRefresh.value { lines.append("Last refresh: \(last).") }
      if !failing.isEmpty { lines.append("Failing:") }
      var table = TextTable([.left, .left, .left])
      for failure in failing {
        table.add([failure.url, failure.since.value.map { "since \($0)" } ?? "", failure.error])
      }
      lines += table.lines.map { "  " + $0 }
      return lines.joined(separator: "\n") + "\n"
    }
  }
}
