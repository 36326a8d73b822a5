import ArticleDocument
import FeedModel
import FoundationEssentials
import ReaderStore

/// How the feeds get on with their servers, as a text: those that fail first.
enum FeedHealthPage {
  static func document(_ feeds: [FeedHealth], clock: Clock) -> Document {
    guard !feeds.isEmpty else { return Document(blocks: [.paragraph([.text("There are no feeds yet; a adds one.")])]) }
    let failing = feeds.filter { $0.error != nil }
    let ordered = failing + feeds.filter { $0.error == nil }
    let definitions = ordered.flatMap { feed -> [Definition] in
      [.term([.text(FeedAddress.name(feed.title))]), .meaning(lines(of: feed, clock).map { .line([.text($0)]) })]
    }
    return Document(blocks: [
      .paragraph([.text(summary(failing: failing.count, of: feeds.count))]), .definitions(definitions),
    ])
  }

  private static func summary(failing: Int, of count: Int) -> String {
    switch (failing, count) {
    case (0, 1): "The feed is well."
    case (0, _): "All \(count) feeds are well."
    case (1, 1): "The feed fails."
    case (1, _): "1 of \(count) feeds fails."
    default: "\(failing) of \(count) feeds fail."
    }
  }

  private static func lines(of feed: FeedHealth, _ clock: Clock) -> [String] {
    var lines = feed.title == feed.url ? [] : [feed.url]
    if let error = feed.error {
      let since = feed.failingSince.map { "failing since " + DateText.short($0, clock: clock) } ?? "failing"
      let times = feed.errorsInARow > 1 ? ", \(feed.errorsInARow) times in a row" : ""
      lines.append("! \(error) · \(since)\(times)")
    }
    let asked = feed.lastAsked.map { "asked " + DateText.short($0, clock: clock) } ?? "never asked"
    let status = feed.lastStatus.map { " (\($0))" } ?? ""
    var facts = [asked + status, next(of: feed, clock)]
    if feed.bytesReceived > 0 { facts.append(ByteCount.text(feed.bytesReceived) + " received") }
    if feed.bytesSaved > 0 { facts.append(ByteCount.text(feed.bytesSaved) + " saved by unchanged answers") }
    lines.append(facts.joined(separator: " · "))
    if let old = feed.movedFrom { lines.append("moved here from \(old)") }
    if let new = feed.movedTo { lines.append("moved to \(new), which is followed too: one of the two can go") }
    return lines
  }

  private static func next(of feed: FeedHealth, _ clock: Clock) -> String {
    if feed.isGone { return "gone for good, never asked again" }
    return feed.nextPoll.map { "next " + DateText.short($0, clock: clock) } ?? "due now"
  }
}
