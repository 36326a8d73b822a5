import ArgumentParser
import FeedCache
import FeedModel

/// Changes of status from scripts; the reader's undo takes them back.
struct MarkCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "mark", abstract: "Mark the entries that match an expression.")

  enum Mark: String, ExpressibleByArgument, CaseIterable {
    case read
    case unread
    case starred
    case unstarred

    var change: StatusChange {
      switch self {
      case .read: .read(true)
      case .unread: .read(false)
      case .starred: .starred(true)
      case .unstarred: .starred(false)
      }
    }
  }

  @OptionGroup var data: DataOptions
  @Argument(help: "What to mark them as: read, unread, starred or unstarred.")
  var mark: Mark
  @Argument(help: "Words that an entry holds, or unread; \"\" is every entry.")
  var expression: String

  func run() throws {
    let cache = try data.openCache()
    let count = try cache.change(
      mark.change, all: EntryQuery(expression: expression), at: cache.snapshot(), now: SystemClock.now())
    try Output.write("Marked \(count) \(count == 1 ? "entry" : "entries") \(mark.rawValue).\n")
  }
}
