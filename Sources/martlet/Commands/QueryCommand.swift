import ArgumentParser
import FeedCache
import FeedModel
import FoundationEssentials

/// Entries for scripts.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Print the entries that match an expression, newest first.")

  @OptionGroup var data: DataOptions
  @Argument(help: "Words that an entry holds, or unread; nothing is every entry.")
  var expression: String?
  @Flag(help: "Print JSON.")
  var json = false
  @Option(help: "The most entries to print.")
  var limit: Int?

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit is a number from 0 on") }
  }

  func run() throws {
    let cache = try data.openCache()
    let entries = try cache.summaries(
      EntryQuery(expression: expression ?? ""), at: cache.snapshot(), limit: limit)
    try Output.write(json ? JSONText.of(Report(entries)) : text(entries))
  }

  private func text(_ entries: [EntrySummary]) -> String {
    var table = TextTable([.left, .left, .leftUpTo(24), .left])
    for entry in entries {
      let marks = (entry.row.status.isRead ? " " : "N") + (entry.row.status.isStarred ? "*" : "")
      table.add([marks, String(entry.row.date.formatted(.iso8601).prefix(10)), entry.row.feedTitle, entry.row.title])
    }
    return table.lines.map { $0 + "\n" }.joined()
  }

  private struct Report: Encodable {
    struct Item: Encodable {
      var feed: String
      var id: String
      var title: Nullable<String>
      var link: Nullable<String>
      var published: Nullable<String>
      var read: Bool
      var starred: Bool
      var tags: [String] = []
    }

    var entries: [Item]

    init(_ summaries: [EntrySummary]) {
      entries = summaries.map { entry in
        Item(
          feed: entry.feedURL, id: entry.guid, title: Nullable(entry.row.title.isEmpty ? nil : entry.row.title),
          link: Nullable(entry.row.link), published: Nullable(entry.published), read: entry.row.status.isRead,
          starred: entry.row.status.isStarred)
      }
    }
  }
}

extension EntryQuery {
  /// What scripts write: words, and `unread`.
  init(expression: String) {
    let words = expression.split(whereSeparator: \.isWhitespace)
    self.init(
      unreadOnly: words.contains("unread"), search: words.filter { $0 != "unread" }.joined(separator: " "))
  }
}
