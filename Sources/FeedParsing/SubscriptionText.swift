import FeedModel

/// The subscriptions as a text that people edit: a line a feed, much as in newsboat's file `urls`.
///
/// A line is an address and, in any order, a folder, `"~Title"` and settings such as `interval:6h`. Words are parted by
/// blanks, double quotes hold blanks in a word, and a line that begins with `#` is a comment.
public struct SubscriptionText: Equatable, Sendable {
  /// A feed as a line has it. Its address is as it was typed.
  public struct Line: Equatable, Sendable {
    /// Counted from 1.
    public var number: Int
    public var feed: ListedFeed
  }

  /// What is wrong with a line.
  public struct Fault: Equatable, Sendable {
    /// Counted from 1.
    public var line: Int
    /// One clause, safe to show.
    public var message: String

    public init(line: Int, message: String) {
      self.line = line
      self.message = message
    }
  }

  public var lines: [Line] = []
  public var faults: [Fault] = []

  /// Reads a text. Lines with a fault are no lines of the result.
  public init(parsing text: String) {
    for (index, line) in Self.lines(of: text).enumerated() {
      let words = QuotedWords.parted(String(line))
      guard let first = words.first, !first.hasPrefix("#") else { continue }
      do throws(FeedSettingFault) {
        lines.append(Line(number: index + 1, feed: try Self.feed(words, of: String(line))))
      } catch {
        faults.append(Fault(line: index + 1, message: error.message))
      }
    }
  }

  /// By line feed bytes: a carriage return before one would make another character of it.
  private static func lines(of text: String) -> [Substring] {
    text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map(Substring.init)
  }

  private static func feed(_ words: [String], of line: String) throws(FeedSettingFault) -> ListedFeed {
    guard !QuotedWords.isOpen(line) else { throw FeedSettingFault(message: "a double quote is not closed") }
    var feed = ListedFeed(url: words[0])
    var folder: String?
    for word in words.dropFirst() {
      if word.hasPrefix("~") {
        let title = PlainText.line(String(word.dropFirst().prefix(500)))
        guard feed.title == nil else { throw FeedSettingFault(message: "there are two titles") }
        feed.title = PlainText.nonEmpty(title)
      } else if word == "!" {
        feed.settings.isHidden = true
      } else if let setting = setting(word) {
        try feed.settings.set(setting)
      } else {
        let path = FolderPath.joined([word.hasPrefix(folderMark) ? String(word.dropFirst(folderMark.count)) : word])
        if let folder {
          throw FeedSettingFault(
            message: "there are two folders, \(folder) and \(path); a name with a blank in it stands in double quotes")
        }
        folder = path
      }
    }
    feed.folder = folder ?? ""
    return feed
  }

  private static let folderMark = "folder:"

  /// The setting that a word is; nil for a folder. A small word before a colon is the name of a setting, so that a
  /// misspelt one does not become a folder.
  private static func setting(_ word: String) -> FeedSettingWord? {
    if FeedSettings.settingNames.contains(word) { return FeedSettingWord(word) }
    guard !word.hasPrefix(folderMark), let colon = word.firstIndex(of: ":") else { return nil }
    let name = word[..<colon]
    guard !name.isEmpty, name.allSatisfy({ $0.isASCII && $0.isLowercase || $0 == "-" }) else { return nil }
    return FeedSettingWord(String(name), String(word[word.index(after: colon)...]))
  }

  // MARK: Writing

  /// The text of subscriptions, in their order, a blank line between folders.
  public static func text(of feeds: [ListedFeed]) -> String {
    let widest = feeds.map { min($0.url.count, 60) }.max() ?? 0
    var text = head
    var folder: String?
    for feed in feeds {
      if feed.folder != folder { text += "\n" }
      folder = feed.folder
      var words = [feed.url + String(repeating: " ", count: max(0, widest - feed.url.count))]
      if !feed.folder.isEmpty { words.append(self.folder(feed.folder)) }
      if let title = feed.title { words.append(QuotedWords.quoted("~" + PlainText.line(title))) }
      words += feed.settings.words.map { word in
        QuotedWords.quoted(word.value.isEmpty ? word.name : "\(word.name):\(word.value)")
      }
      while words.count == 1, words[0].last == " " { words[0].removeLast() }
      text += words.joined(separator: "  ") + "\n"
    }
    return text
  }

  /// A folder as a word that is read as a folder.
  private static func folder(_ path: String) -> String {
    let isMistaken = path.hasPrefix("~") || path == "!" || path.hasPrefix(folderMark) || setting(path) != nil
    return QuotedWords.quoted(PlainText.line(isMistaken ? folderMark + path : path))
  }

  private static let head = """
    # The subscriptions, one a line: an address, then in any order a folder, "~Title" and settings.
    #
    #   https://marsh.example/feed.xml  Birds/Waders  "~Marsh Notes"  interval:6h keep:90d
    #
    # What has a blank in it stands in double quotes. The settings are
    #   interval:6h             refresh it every six hours (30m, 6h, 1d)
    #   keep:90d                keep its read posts for 90 days, or so many of them (500), or forever
    #   full-text               open its posts with the whole article, fetched from their pages
    #   hidden                  leave its posts out of the list of all posts (! does the same)
    #   header:"Name: value"    send this with each request
    #
    # A new line subscribes, and a line that is taken out unsubscribes; posts stay in the cache.
    # A line with a new address and the old title moves the feed there with its posts.
    # All is one change, which u in the reader undoes. An empty file changes nothing.

    """

  // MARK: Faults

  private static let faultMark = "#! "

  /// A text with what is wrong written above each line that has a fault; what was written so before goes.
  public static func marked(_ text: String, with faults: [Fault]) -> String {
    var messages: [Int: String] = [:]
    for fault in faults where messages[fault.line] == nil { messages[fault.line] = fault.message }
    var marked: [Substring] = []
    for (index, line) in Self.lines(of: text).enumerated() {
      if line.hasPrefix(faultMark) { continue }
      if let message = messages[index + 1] { marked.append(faultMark[...] + message) }
      marked.append(line)
    }
    return marked.joined(separator: "\n")
  }
}
