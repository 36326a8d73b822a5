import ArgumentParser
import FeedCache
import FeedModel
import FeedRefresh
import FoundationEssentials
import Typography

/// Subscribes to a feed, or to the first feed that a page names.
struct AddCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "add", abstract: "Subscribe to a feed, or to the first feed that a page names.")

  @OptionGroup var data: DataOptions
  @Argument(help: "The address of a feed or of a page; https:// may be left out.")
  var url: String
  @Option(help: "A title of your own.")
  var title: String?
  @Option(help: "The folder, parts joined by /.")
  var folder: String?

  func run() throws {
    if !url.contains("://"), InputFile.isRegular(url) {
      throw CommandFailure(
        "\(InputFile.name(url)) is a file, which martlet opens by its name; give an address to subscribe")
    }
    let cache = try data.openCache()
    let clock: @Sendable () -> Date = { SystemClock.now() }
    let refresher = Refresher(cache: cache, clock: clock, fetcher: try data.fetcher())
    let editor = SubscriptionEditor(cache: cache, refresher: refresher, clock: clock)
    Interruption.heed()
    guard
      let added = try editor.add(url, title: title, folder: folder, isCancelled: { Interruption.isAsked })
    else {
      guard !Interruption.isAsked else {
        throw CommandFailure("stopped; the subscription stays, martlet refresh fetches it")
      }
      throw CommandFailure(SubscriptionEditor.refusal(of: url))
    }
    try Output.write(text(added))
    if case .failed(let error) = added.result {
      throw CommandFailure(
        "\(added.url) stays subscribed, but its first fetch failed: \(error)")
    }
  }

  private func text(_ added: AddedFeed) -> String {
    var lines: [String] = []
    switch added.result {
    case .saved(let saved):
      let posts = saved.new == 1 ? "1 post" : "\(saved.new) \(added.wasSubscribed ? "new posts" : "posts")"
      lines.append(
        "\(added.wasSubscribed ? "Already subscribed to" : "Added") \(added.title) (\(posts))"
          + (added.wasFound ? ": \(added.url)" : "."))
    case .notModified: lines.append("Already subscribed to \(added.title); nothing new.")
    case .failed: return ""
    }
    lines[0] = TerminalText.line(lines[0])
    if !added.otherFeeds.isEmpty {
      lines.append("The page names more feeds; to add one of them too: martlet add URL")
      lines += added.otherFeeds.map { "  " + TerminalText.line($0) }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}
