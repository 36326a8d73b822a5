import FeedCache
import FeedModel
import FeedParsing
import FeedRefresh
import FoundationEssentials
import Glibc
import Typography

/// Lets the user edit the subscriptions as text, and applies what was changed as one action that can be undone.
///
/// `martlet edit` and the reader's key run the same. The caller has given the terminal back before.
struct SubscriptionEditing {
  var cache: Cache
  var editor: TextEditor
  /// Where the text lies while it is edited, for the user's eyes only.
  var folder: String

  private static let mostRounds = 10

  /// Shows the text until it has no fault, comes back as it was shown, or has had faults ten times.
  /// - Returns: what was done, none if the text was left alone or emptied.
  /// - Throws: a failure of the editor or the cache. Nothing was changed then; where the user has written something, it
  ///   is kept and the failure names the file.
  func run(at clock: () -> Date) throws(CommandFailure) -> SubscriptionEdits {
    let edited: EditedSubscriptions
    do throws(CacheError) {
      edited = EditedSubscriptions(try cache.subscriptions())
    } catch {
      throw CommandFailure(error.message)
    }
    let file = try TextFile(in: folder)
    var shown = edited.text
    var isMarked = false
    var isKept = false
    var rounds = 0
    defer { if !isKept { file.remove() } }
    while true {
      try file.write(shown)
      do throws(CommandFailure) {
        try editor.edit(file.path)
      } catch {
        isKept = isMarked
        throw isMarked ? CommandFailure("\(error.description); your text is in \(file.path)") : error
      }
      let text: String
      do throws(CommandFailure) {
        text = try file.read()
      } catch {
        isKept = true
        throw error
      }
      if text.allSatisfy(\.isWhitespace) || (text == shown && !isMarked) { return SubscriptionEdits() }
      switch edited.changes(to: text) {
      case .changes(let changes):
        guard !changes.isEmpty else { return SubscriptionEdits() }
        do throws(CacheError) {
          return try cache.change(changes, at: clock())
        } catch {
          isKept = true
          throw CommandFailure("\(error.message); your text is in \(file.path)")
        }
      case .faults(let faults):
        rounds += 1
        // An editor that is no person would never come to an end.
        guard text != shown, rounds < SubscriptionEditing.mostRounds else {
          isKept = true
          let first = faults.first.map { "line \($0.line): \($0.message)" } ?? ""
          throw CommandFailure("\(first); nothing was changed, and your text is in \(file.path)")
        }
        shown = SubscriptionText.marked(text, with: faults)
        isMarked = true
      }
    }
  }
}

/// The file that the editor gets.
private struct TextFile {
  let path: String

  init(in folder: String) throws(CommandFailure) {
    var template = Array("\(folder)/subscriptions-XXXXXX.txt".utf8CString)
    let file = mkstemps(&template, 4)
    guard file >= 0 else {
      throw CommandFailure("no file can be made in \(folder): \(SystemError.last.text)")
    }
    close(file)
    path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  func write(_ text: String) throws(CommandFailure) { try Output.write(text, to: path) }

  func read() throws(CommandFailure) -> String {
    guard let text = String(validating: try InputFile.read(path), as: UTF8.self) else {
      throw CommandFailure("the text is no UTF-8; nothing was changed, and it is in \(path)")
    }
    return text
  }

  func remove() { unlink(path) }
}
