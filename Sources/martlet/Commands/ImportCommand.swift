import ArgumentParser
import FeedCache
import FeedModel
import FeedParsing
import FeedRefresh
import Glibc
import Typography

/// Takes over the subscriptions of another reader.
struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Take over the subscriptions of another reader; martlet refresh then fetches them.",
    subcommands: [OPML.self, Newsboat.self])

  @OptionGroup var data: DataOptions

  func run() throws { throw ValidationError("Write martlet import opml FILE, or martlet import newsboat FILE") }

  struct OPML: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "opml", abstract: "Subscribe to the feeds of an OPML file; folders and titles are kept.")

    @OptionGroup var data: DataOptions
    @Argument(help: "An OPML file; - for standard input.")
    var file: String

    func run() throws {
      let bytes = try InputFile.read(file)
      let document: OPMLDocument
      do throws(FeedParsingError) {
        document = try OPMLDocument.parse(bytes)
      } catch {
        throw CommandFailure("\(InputFile.name(file)) cannot be imported: \(error.message)")
      }
      try data.take(document.list)
    }
  }

  struct Newsboat: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "newsboat",
      abstract: "Take over newsboat's subscriptions, or its posts with what was read of them.",
      discussion: """
        From urls come the subscriptions: a feed's first tag becomes its folder, ~Title its title, ! hides it, and a \
        query feed becomes a view. From cache.db come the posts, read or not; deleted ones are hidden. From newsboat's \
        folder come both. Nothing is fetched, and no program is run.
        """)

    @OptionGroup var data: DataOptions
    @Argument(help: "newsboat's file urls or cache.db, or its folder, often ~/.newsboat; - for urls on standard input.")
    var file: String

    func run() throws {
      for file in try parts() {
        if InputFile.isDatabase(file) {
          try takePosts(file)
        } else {
          let bytes = try InputFile.read(file)
          guard !bytes.contains(0), bytes.first(where: { $0 > 0x20 }) != UInt8(ascii: "<") else {
            throw CommandFailure("\(InputFile.name(file)) is neither newsboat's urls nor its cache.db; is it OPML?")
          }
          try data.take(NewsboatURLs.parse(bytes))
        }
      }
    }

    /// The file, or those that are in newsboat's folder.
    private func parts() throws(CommandFailure) -> [String] {
      guard InputFile.isFolder(file) else { return [file] }
      let parts = ["urls", "cache.db"].map { "\(file)/\($0)" }.filter(InputFile.exists)
      guard !parts.isEmpty else {
        throw CommandFailure("there is neither urls nor cache.db in \(InputFile.name(file))")
      }
      return parts
    }

    private func takePosts(_ file: String) throws {
      guard !file.hasRawBytes else {
        throw CommandFailure("the name \(InputFile.name(file)) is not UTF-8, as SQLite needs it; rename it")
      }
      let isShown = isatty(STDERR_FILENO) == 1
      let imported = try SubscriptionImport.takePosts(
        ofNewsboat: file, into: data.openCache(), at: SystemClock.now(),
        progress: { done, all in if isShown { Output.showProgress("\(done)/\(all) posts") } })
      if isShown { Output.showProgress("") }
      try Output.write(imported.sentence + "\n")
    }
  }
}

extension DataOptions {
  /// Subscribes to a list's feeds and says what became of them.
  fileprivate func take(_ list: SubscriptionList) throws {
    let result = try SubscriptionImport.take(list, into: openCache(), at: SystemClock.now())
    try Output.write(result.sentence + "\n")
  }
}

extension ImportedPosts {
  /// A line of what was imported, and a line for each feed that was left out.
  fileprivate var sentence: String {
    var parts = ["Imported \(counted(new, "post"))"]
    if known > 0 { parts.append(known == 1 ? "1 was there already" : "\(known) were there already") }
    for (count, mark) in [(read, "marked read"), (hidden, "hidden"), (tagged, "tagged")] where count > 0 {
      parts.append("\(count) \(mark)")
    }
    let lines = leftOut.map { "  \($0.url): \($0.posts) left out; \(LeftOutLine.otherScheme)" }
    return ([parts.joined(separator: ", ") + "."] + lines).joined(separator: "\n")
  }
}

extension ImportedList {
  /// A line of what was imported and what was there already, and a line for each that was left out, with the reason.
  fileprivate var sentence: String {
    var parts = ["Imported \(counted(new, "feed"))"]
    if views > 0 { parts.append(counted(views, "view")) }
    if known > 0 { parts.append(known == 1 ? "1 was there already" : "\(known) were there already") }
    guard !leftOut.isEmpty else { return parts.joined(separator: ", ") + "." }
    parts.append(counted(leftOut.count, "line") + " left out")
    var lines = [parts.joined(separator: ", ") + ":"]
    lines += leftOut.prefix(Self.shown).map { "  " + TerminalText.line("\($0.text): \($0.reason)") }
    if leftOut.count > Self.shown { lines.append("  and \(leftOut.count - Self.shown) more") }
    return lines.joined(separator: "\n")
  }

  private static var shown: Int { 50 }
}
