import ArgumentParser
import FeedCache
import FeedModel
import FeedRefresh
import FoundationEssentials
import Typography

/// Ends a subscription.
struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "End a subscription; its articles stay in the cache.")

  @OptionGroup var data: DataOptions
  @Argument(help: "The feed's address, as martlet list shows it; https:// may be left out.")
  var url: String

  func run() throws {
    let cache = try data.openCache()
    let clock: @Sendable () -> Date = { SystemClock.now() }
    let editor = SubscriptionEditor(cache: cache, refresher: Refresher(cache: cache, clock: clock), clock: clock)
    guard let removed = try editor.remove(url) else {
      throw CommandFailure("there is no subscription to \(url); martlet list shows those there are")
    }
    let text = "Removed \(removed.url); its articles stay in the cache, and u in the reader takes this back."
    try Output.write(TerminalText.line(text) + "\n")
  }
}
