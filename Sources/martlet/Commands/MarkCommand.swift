import ArgumentParser
import FeedCache
import FeedModel

/// Changes of status from scripts; the reader's undo takes them back.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark", abstract: "Mark the entries that match an expression.")

  /// A word of the command line and the change that it stands for.
  struct Mark: ExpressibleByArgument {
    var word: String
    var change: StatusChange

    private static let words: [(word: String, change: StatusChange)] = [
      ("read", .read(true)), ("unread", .read(false)), ("starred", .starred(true)), ("unstarred", .starred(false)),
      ("hidden", .hidden(true)), ("unhidden", .hidden(false)),
    ]

    init?(argument: String) {
      word = argument
      if let known = Self.words.first(where: { $0.word == argument }) {
        change = known.change
      } else if argument.hasPrefix("tag:"), let tag = Tag.name(String(argument.dropFirst(4))) {
        change = .tagged(tag, true)
      } else if argument.hasPrefix("untag:"), let tag = Tag.name(String(argument.dropFirst(6))) {
        change = .tagged(tag, false)
      } else {
        return nil
      }
    }

    static var allValueStrings: [String] { words.map(\.word) + ["tag:NAME", "untag:NAME"] }
  }

  @OptionGroup var data: DataOptions
  @Argument(help: "read, unread, starred, unstarred, hidden, unhidden, tag:NAME or untag:NAME.")
  var mark: Mark
  @Argument(help: "Which entries, as for martlet query; \"\" is every entry.")
  var expression: String

  func run() throws {
    var filter = try Filter(parsing: expression)
    // Only hidden entries can be unhidden, and they are left out where they are not named.
    if mark.change == .hidden(false), !filter.namesHidden { filter = .all(of: [filter, .state(.hidden)]) }
    let cache = try data.openCache()
    let now = SystemClock.now()
    let count = try cache.change(
      mark.change, all: EntryQuery(filter: filter), at: cache.snapshot(at: now), now: now)
    try Output.write("Marked \(count) \(count == 1 ? "entry" : "entries") \(mark.word).\n")
  }
}
