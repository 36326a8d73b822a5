import ArgumentParser
import Configuration
import FeedCache
import FeedModel
import Foundation
import Typography

/// The subscriptions as text.
struct EditCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit",
    abstract: "Edit the subscriptions as text in $VISUAL or $EDITOR; u in the reader takes the change back.")

  @OptionGroup var data: DataOptions

  func run() throws {
    let editing = try data.subscriptionEditing(cache: data.openCache())
    let edits = try editing.run { SystemClock.now() }
    try Output.write(TerminalText.line(edits.sentence + ".") + "\n")
  }
}

extension DataOptions {
  /// The editing of the subscriptions, with the user's editor.
  func subscriptionEditing(cache: Cache) throws(CommandFailure) -> SubscriptionEditing {
    guard let file = paths.cacheFile else {
      throw CommandFailure("\(Paths.noHome), or name a folder with --data-dir")
    }
    let folder = file.lastIndex(of: "/").map { String(file[..<$0]) } ?? "."
    let editor = TextEditor(environment: ProcessInfo.processInfo.environment)
    return SubscriptionEditing(cache: cache, editor: editor, folder: folder.isEmpty ? "/" : folder)
  }
}
