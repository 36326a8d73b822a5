import FeedModel

/// Newsboat's file `urls`: a line a feed, its address first and its tags behind it.
///
/// A feed's first tag becomes its folder; all of its tags are kept as `category`, as OPML has them. `~Title` is its
/// title, and a tag that begins with `!` hides it from the list of all posts. A query feed becomes a view if its filter
/// can be said in Martlet's filter language. Nothing is ever run.
public enum NewsboatURLs {
  /// Reads the file's bytes.
  public static func parse(_ bytes: [UInt8]) -> SubscriptionList {
    var reading = Reading()
    for line in bytes.split(whereSeparator: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }) {
      guard line.first != UInt8(ascii: "#") else { continue }
      let words = QuotedWords.parted(String(decoding: line.prefix(16_384), as: UTF8.self))
      if let first = words.first { reading.add(first, words.dropFirst()) }
    }
    return reading.list()
  }

  /// A feed as it is gathered: a second line with its address adds to the first.
  private struct Line {
    var url: String
    var title: String?
    var isHidden = false
    var tags: [String] = []
  }

  private struct Reading {
    private var feeds: [Line] = []
    private var places: [String: Int] = [:]
    private var queries: [String] = []
    private var leftOut: [(text: String, reason: String)] = []

    mutating func add(_ address: String, _ words: ArraySlice<String>) {
      guard let url = ListedAddress.web(address) else {
        if address.hasPrefix("query:") { return queries.append(address) }
        return leftOut.append((address, Self.reason(for: address)))
      }
      let place = places[url] ?? feeds.count
      if place == feeds.count {
        places[url] = place
        feeds.append(Line(url: url))
      }
      for word in words {
        if word.hasPrefix("~") {
          feeds[place].title =
            feeds[place].title ?? PlainText.nonEmpty(PlainText.line(String(word.dropFirst().prefix(500))))
        } else if word.hasPrefix("!") {
          feeds[place].isHidden = true
        } else if feeds[place].tags.count < 50, !feeds[place].tags.contains(word) {
          feeds[place].tags.append(String(word.prefix(200)))
        }
      }
    }

    private static func reason(for address: String) -> String {
      for prefix in ["exec:", "filter:", "|"] where address.hasPrefix(prefix) {
        return "a feed never runs a program here"
      }
      return LeftOutLine.otherScheme
    }

    func list() -> SubscriptionList {
      var list = SubscriptionList()
      var feedsByTag: [String: [NewsboatFilter.Tagged]] = [:]
      for line in feeds {
        let folder = FolderPath.joined([line.tags.first ?? ""])
        let category = PlainText.line(line.tags.joined(separator: ","))
        list.add(
          ListedFeed(
            url: line.url, title: line.title, folder: folder, settings: FeedSettings(isHidden: line.isHidden),
            attributes: line.tags.count > 1 ? [OPMLAttribute(name: "category", value: category)] : []))
        for (place, tag) in line.tags.enumerated() {
          feedsByTag[tag, default: []].append(place == 0 ? .inFolder(folder) : .feed(line.url))
        }
      }
      for (text, reason) in leftOut { list.leaveOut(text, because: reason) }
      for query in queries { Self.add(query, feedsByTag, to: &list) }
      return list
    }

    /// `query:Name:filter`
    private static func add(
      _ query: String, _ feedsByTag: [String: [NewsboatFilter.Tagged]], to list: inout SubscriptionList
    ) {
      let parts = query.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      let name = parts.count == 3 ? PlainText.line(String(parts[1].prefix(100))) : ""
      guard parts.count == 3, !name.isEmpty else {
        return list.leaveOut(query, because: "it names no view and filter")
      }
      do throws(NewsboatFilter.Fault) {
        let filter = try NewsboatFilter.translated(String(parts[2]), tags: feedsByTag)
        list.views.append(ListedView(name: name, filter: filter.description))
      } catch {
        list.leaveOut(query, because: error.reason)
      }
    }
  }
}
