import ArgumentParser
import FeedCache
import FeedModel
import FeedParsing

/// Entries for scripts.
struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Print the entries that match an expression, newest first.",
    discussion: """
      An expression holds words and "phrases", feed: folder: tag: title: author: with a value, the states unread \
      read starred changed hidden tagged, and newer:3d or older:2026-01-31. All must hold; 'or' stands between \
      alternatives, '-' before what is to be left out, ( ) make a group: 'feed:"Planet X" newer:2w -(tagged or read)'.
      """)

  @OptionGroup var data: DataOptions
  @Argument(help: "Which entries; nothing is every entry. One that begins with - follows --.")
  var expression: String?
  @Flag(help: "Print JSON.")
  var json = false
  @Flag(help: "The best matches first, each with the passage that was found.")
  var rank = false
  @Option(help: "The most entries to print.")
  var limit: Int?

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit is a number from 0 on") }
  }

  func run() throws {
    let filter = try Filter(parsing: expression ?? "")
    let cache = try data.openCache()
    let query = EntryQuery(
      filter: filter, order: rank ? .bestFirst : .newestFirst, includesHiddenFeeds: true)
    let entries = try cache.summaries(query, at: cache.snapshot(at: SystemClock.now()), limit: limit)
    let snippets = rank ? try entries.map { try cache.snippet(of: $0.row.id, for: filter) } : []
    try json ? Output.write(object(entries, snippets)) : Output.write(text(entries, snippets))
  }

  private func text(_ entries: [EntrySummary], _ snippets: [String?]) -> String {
    var table = TextTable([.left, .left, .leftUpTo(24), .left])
    for entry in entries {
      let status = entry.row.status
      let marks = (status.isRead ? " " : "N") + (status.isStarred ? "*" : "")
      let tags = status.tags.map { " [\($0)]" }.joined()
      table.add(
        [marks, String(JSONOutput.time(entry.row.date).prefix(10)), entry.row.feedTitle, entry.row.title + tags])
    }
    var output = ""
    for (index, line) in table.lines.enumerated() {
      output += line + "\n"
      if snippets.indices.contains(index), let snippet = snippets[index] { output += "    \(snippet)\n" }
    }
    return output
  }

  private func object(_ entries: [EntrySummary], _ snippets: [String?]) -> [UInt8] {
    var json = JSONOutput()
    json.raw("{\"entries\":")
    json.array(Array(entries.enumerated())) { json, item in
      let (index, entry) = item
      json.raw("{")
      json.member("feed", entry.feedURL, isFirst: true)
      json.member("id", entry.guid)
      json.member("title", entry.row.title.isEmpty ? nil : entry.row.title)
      json.member("link", entry.row.link)
      json.member("published", entry.published.map(JSONOutput.time))
      json.member("read", entry.row.status.isRead)
      json.member("starred", entry.row.status.isStarred)
      json.key("tags")
      let tags = entry.row.status.tags
      if tags.isEmpty { json.raw("[]") } else { json.array(tags) { json, tag in json.string(tag) } }
      if snippets.indices.contains(index), let snippet = snippets[index] { json.member("snippet", snippet) }
      json.raw("}")
    }
    json.raw("}\n")
    return json.bytes
  }
}
