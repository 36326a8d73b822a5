import ArgumentParser
import FeedCache

/// Ends a subscription.
struct RemoveCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "remove", abstract: "End a subscription; its articles stay in the cache.")

  @OptionGroup var data: DataOptions
  @Argument(help: "The feed's address, as martlet list shows it; https:// may be left out.")
  var url: String

  func run() throws {
    let cache = try data.openCache()
    for address in [url, "https://" + url, "http://" + url] where try cache.unsubscribe(from: address) {
      return try Output.write("Removed \(address); its articles stay in the cache.\n")
    }
    throw CommandFailure("there is no subscription to \(url); martlet list shows those there are")
  }
}
