import Configuration
import Foundation

/// The config file, as it is made for a user who has none, and edited.
struct SettingsFile {
  let path: String

  /// Opens the file in the editor; where there is none, with what could be set in it.
  func edit(with editor: TextEditor) throws(CommandFailure) {
    let isNew = try make()
    do throws(CommandFailure) {
      try editor.edit(path)
    } catch {
      if isNew { unlink(path) }
      throw error
    }
  }

  /// Writes the template for the user's eyes only, unless there is a file.
  /// - Returns: whether there was none.
  private func make() throws(CommandFailure) -> Bool {
    guard access(path, F_OK) != 0 else { return false }
    let folder = (path as NSString).deletingLastPathComponent
    do {
      try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch {
      throw CommandFailure("the folder '\(folder)' cannot be made; check who owns the folder above it")
    }
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw CommandFailure("cannot write to '\(path)': \(SystemError.last.text)") }
    close(file)
    try Output.write(SettingsFile.template, to: path)
    return true
  }

  /// Every setting with its default, as a comment.
  static var template: String {
    let settings = Settings().descriptions.map { setting in
      "#\("\(setting.name): \(setting.value.isEmpty ? setting.example : setting.value)".padded(22)) # \(setting.help)\n"
    }
    return """
      # Martlet's settings. Take the # at a line's beginning away to set it, and save: it is in effect at once.
      # `martlet config` shows what is in effect, and where it comes from.

      \(settings.joined())
      # Keys of your own; ? in the reader and `martlet keys` show all keys and commands.
      #keys:
      #  T: theme paper
      #  X: [toggle-read, next-unread]

      """
  }
}
