import Glibc
import ReaderStore
import Typography

/// Paths as users write them.
struct UserPaths: Sendable {
  let home: String?

  init(environment: [String: String]) { home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } }

  /// With the home folder in place of `~`.
  func expanded(_ path: String) -> String {
    guard let home, path == "~" || path.hasPrefix("~/") else { return path }
    return home + path.dropFirst()
  }

  /// With `~` in place of the home folder.
  func shown(_ path: String) -> String {
    guard let home, path.hasPrefix(home + "/") else { return TerminalText.line(path) }
    return TerminalText.line("~" + path.dropFirst(home.count))
  }

  /// The folder for downloads: `XDG_DOWNLOAD_DIR`, as the environment or the desktop's `user-dirs.dirs` has it, else
  /// `~/Downloads` where there is one, else the home folder.
  func downloads(_ environment: [String: String]) -> String {
    let named = environment["XDG_DOWNLOAD_DIR"] ?? desktopDownloads(environment)
    if let named, named.hasPrefix("/") { return named }
    let usual = expanded("~/Downloads")
    return InputFile.isFolder(usual) ? usual : home ?? "."
  }

  /// The line `XDG_DOWNLOAD_DIR="$HOME/Transferts"` of a file that desktops write (xdg-user-dirs).
  private func desktopDownloads(_ environment: [String: String]) -> String? {
    let folder = environment["XDG_CONFIG_HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? expanded("~/.config")
    let file = folder + "/user-dirs.dirs"
    guard InputFile.isRegular(file), let bytes = try? InputFile.read(file) else { return nil }
    let name = "XDG_DOWNLOAD_DIR="
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    let value = lines.last { $0.hasPrefix(name) }?.dropFirst(name.count).filter { $0 != "\"" }
    return value?.replacing("$HOME", with: home ?? "", maxReplacements: 1)
  }

  /// The names in a folder, in order; those of folders end with a slash.
  func listing(_ folder: String) -> FolderListing {
    let path = folder.isEmpty ? "." : expanded(folder)
    guard let stream = opendir(path) else { return FolderListing(folder: folder, names: []) }
    defer { closedir(stream) }
    var names: [String] = []
    while let entry = readdir(stream), names.count < 10_000 {
      let name = withUnsafePointer(to: entry.pointee.d_name) { pointer in
        pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(validatingCString: $0) }
      }
      guard let name, name != ".", name != "..", TerminalText.line(name) == name else { continue }
      names.append(InputFile.isFolder(path + "/" + name) ? name + "/" : name)
    }
    return FolderListing(folder: folder, names: names.sorted())
  }
}
