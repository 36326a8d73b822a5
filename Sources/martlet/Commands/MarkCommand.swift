import ArgumentParser
import FeedCache
import FeedModel
import Typography

/// Changes of status from scripts; the reader's undo takes them back.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark", abstract: "Mark the entries that match an expression.")

  @OptionGroup var data: DataOptions
  @Argument(help: "read, unread, starred, unstarred, hidden, unhidden, tag:NAME or untag:NAME.")
  var mark: String
  @Argument(help: "Which entries, as for martlet query; \"\" is every entry.")
  var expression: String

  private static let changes: [(word: String, change: StatusChange)] = [
    ("read", .read(true)), ("unread", .read(false)), ("starred", .starred(true)), ("unstarred", .starred(false)),
    ("hidden", .hidden(true)), ("unhidden", .hidden(false)),
  ]

  /// What the word stands for; nil for any that is none.
  private var change: StatusChange? {
    if let known = Self.changes.first(where: { $0.word == mark }) { return known.change }
    for (prefix, isAdded) in [("tag:", true), ("untag:", false)] where mark.hasPrefix(prefix) {
      return Tag.name(String(mark.dropFirst(prefix.count))).map { .tagged($0, isAdded) }
    }
    return nil
  }

  func validate() throws {
    if change == nil {
      let words = Self.changes.map(\.word).joined(separator: ", ")
      throw ValidationError("'\(mark)' is no mark: there are \(words), tag:NAME and untag:NAME")
    }
  }

  func run() throws {
    guard let change else { return }
    var filter = try Filter(parsing: expression)
    // Only hidden entries can be unhidden, and they are left out where they are not named.
    if change == .hidden(false), !filter.namesHidden { filter = .all(of: [filter, .state(.hidden)]) }
    let cache = try data.openCache()
    let now = SystemClock.now()
    let count = try cache.change(
      change, all: EntryQuery(filter: filter, includesHiddenFeeds: true), at: cache.snapshot(at: now), now: now)
    try Output.write("Marked \(counted(count, "entry", plural: "entries")) \(TerminalText.line(mark)).\n")
  }
}
