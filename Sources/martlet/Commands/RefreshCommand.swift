import ArgumentParser
import FeedCache
import FeedModel
import FeedRefresh
import FoundationEssentials
import Glibc
import Synchronization

/// Fetches feeds without the reader: for cron and timers.
struct RefreshCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "refresh", abstract: "Fetch the feeds whose time has come, or those named.")

  @OptionGroup var data: DataOptions
  @Argument(help: "Feeds to fetch at once, whatever their interval.")
  var urls: [String] = []
  @Flag(help: "Fetch all feeds at once, but none before the time that its server set.")
  var force = false
  @Flag(help: "Print nothing unless a feed fails.")
  var quiet = false
  @Flag(help: "Print a summary as JSON.")
  var json = false

  func run() throws {
    let cache = try data.openCache()
    let clock: @Sendable () -> Date = { SystemClock.now() }
    let (fetcher, fault) = data.fetcherAsFarAsPossible()
    let refresher = Refresher(cache: cache, clock: clock, fetcher: fetcher)
    let scope = try scope(SubscriptionEditor(cache: cache, refresher: refresher, clock: clock))
    Interruption.heed()
    let showsProgress = !quiet && isatty(STDERR_FILENO) == 1
    let failures = Mutex(0)
    let summary = try refresher.refresh(
      scope, isCancelled: { Interruption.isAsked },
      progress: { outcome, done, asked in
        guard showsProgress else { return }
        let failed = failures.withLock { count in
          if case .failed = outcome.result { count += 1 }
          return count
        }
        Output.showProgress("\(done)/\(asked)" + (failed > 0 ? " · \(failed) failed" : ""))
      })
    if showsProgress { Output.showProgress("") }
    try data.cleanAfterRefresh(cache)
    if json {
      try Output.write(JSONText.of(Report(summary)))
    } else if !quiet {
      try Output.write(summary.text)
    }
    let asked = summary.fetched + summary.notModified + summary.failed.count
    if Interruption.isAsked {
      throw CommandFailure("stopped after \(counted(asked, "feed")); the others are still due")
    }
    if let fault { throw fault }
    if let first = summary.failed.first {
      throw CommandFailure("\(summary.failed.count) of \(asked) feeds failed; \(first.url): \(first.error)")
    }
  }

  private func scope(_ editor: SubscriptionEditor) throws -> RefreshScope {
    guard !urls.isEmpty else { return force ? .all : .due }
    return .feeds(
      try urls.map { url in
        guard let subscription = try editor.find(url) else {
          throw CommandFailure("there is no subscription to \(FeedAddress(url).url); subscribe with martlet add URL")
        }
        return subscription.id
      })
  }
}

extension RefreshSummary {
  fileprivate var text: String {
    let feeds = fetched + notModified + failed.count
    guard feeds > 0 else { return "No feed is due.\n" }
    var parts = [counted(feeds, "feed"), counted(new, "new post")]
    if changed > 0 { parts.append("\(changed) changed") }
    if notModified > 0 { parts.append("\(notModified) not modified") }
    if !failed.isEmpty { parts.append("\(failed.count) failed") }
    return parts.joined(separator: ", ") + ".\n"
  }
}

private struct Report: Encodable {
  struct Failure: Encodable {
    var url: String
    var error: String
  }

  var fetched: Int
  var notModified: Int
  var failed: [Failure]
  var new: Int
  var changed: Int
  var seconds: Double

  init(_ summary: RefreshSummary) {
    fetched = summary.fetched
    notModified = summary.notModified
    failed = summary.failed.map { Failure(url: $0.url, error: $0.error) }
    new = summary.new
    changed = summary.changed
    seconds = (summary.seconds * 1000).rounded() / 1000
  }
}
