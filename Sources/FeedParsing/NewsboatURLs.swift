/// Newsboat's file `urls`: a line a feed, its address first and its tags behind it.
public enum NewsboatURLs {
  /// - Parameter bytes: the file; lines that are no http or https address (`query:`, `exec:`, `filter:`) are left out.
  /// - Returns: the feeds, each with its first tag as its folder and `~Title` as its title.
  public static func parse(_ bytes: [UInt8]) -> SubscriptionList {
    var list = SubscriptionList()
    for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      guard line.first != UInt8(ascii: "#") else { continue }
      let words = words(in: String(decoding: line.prefix(16_384), as: UTF8.self))
      guard let address = words.first else { continue }
      guard let url = ListedAddress.web(address) else {
        list.leaveOut(address)
        continue
      }
      var feed = ListedFeed(url: url)
      for word in words.dropFirst() {
        if word.hasPrefix("~") {
          feed.title = feed.title ?? PlainText.nonEmpty(PlainText.line(String(word.dropFirst().prefix(500))))
        } else if !word.hasPrefix("!"), feed.folder.isEmpty {
          feed.folder = FolderPath.joined([word])
        }
      }
      list.add(feed)
    }
    return list
  }

  /// Words are parted by blanks; double quotes hold blanks in a word, and a backslash in them the next character.
  private static func words(in line: String) -> [String] {
    var words: [String] = []
    var word = ""
    var isQuoted = false
    var isEscaped = false
    for character in line {
      if isEscaped {
        word.append(character)
        isEscaped = false
      } else if isQuoted, character == "\\" {
        isEscaped = true
      } else if character == "\"" {
        isQuoted.toggle()
      } else if !isQuoted, character.isWhitespace {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }
}
