import FeedModel
import FoundationEssentials
import LibXML

/// JSON Feed 1.0 and 1.1 (jsonfeed.org).
enum JSONFeedParser {
  static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, baseURL: String?
  ) throws(FeedParsingError) -> ParsedFeed {
    guard let document = JSONValue(bytes) else { throw FeedParsingError("it is broken JSON") }
    guard case .object = document else { throw FeedParsingError("it is JSON, but not a feed") }
    let isMarked = document["version"]?.text?.contains("jsonfeed.org") == true
    guard isMarked || document["items"] != nil else { throw FeedParsingError("it is JSON, but not a feed") }

    var feed = ParsedFeed(
      format: format(document), title: line(document["title"]), subtitle: line(document["description"]),
      link: url(document["home_page_url"], baseURL), feedURL: url(document["feed_url"], baseURL),
      icon: url(document["icon"], baseURL) ?? url(document["favicon"], baseURL), language: line(document["language"]))
    let base = feed.feedURL ?? baseURL
    feed.authors = authors(document, base)
    let items = document["items"]?.elements ?? []
    if items.count > XMLFeedReader.entryLimit {
      feed.warnings.append("The feed has more than \(XMLFeedReader.entryLimit) entries; the others were left out.")
    }
    for item in items.prefix(XMLFeedReader.entryLimit) {
      guard case .object = item else {
        feed.warnings.append("An item that is no object was left out.")
        continue
      }
      feed.entries.append(entry(item, base))
    }
    if !isMarked { feed.warnings.append("The feed does not name its version.") }
    return feed
  }

  /// `https://jsonfeed.org/version/1.1`; what the version's last number is, is all that matters.
  private static func format(_ document: JSONValue) -> FeedFormat {
    document["version"]?.text?.hasSuffix("1.1") == true ? .json11 : .json1
  }

  private static func entry(_ item: JSONValue, _ base: String?) -> ParsedEntry {
    var entry = ParsedEntry(
      id: verbatim(item["id"]), title: line(item["title"]),
      link: url(item["url"], base) ?? url(item["external_url"], base), authors: authors(item, base),
      published: date(item["date_published"]), updated: date(item["date_modified"]))
    if let html = item["content_html"]?.text, !html.isEmpty {
      entry.content = Content(.html, html, baseURL: entry.link ?? base)
    } else if let text = item["content_text"]?.text, !text.isEmpty {
      entry.content = Content(.text, text, baseURL: entry.link ?? base)
    }
    if let summary = item["summary"]?.text, !summary.isEmpty { entry.summary = Content(.text, summary, baseURL: base) }
    for tag in item["tags"]?.elements ?? [] {
      if let term = line(tag), !entry.categories.contains(term) { entry.categories.append(term) }
    }
    for file in item["attachments"]?.elements ?? [] {
      guard let address = url(file["url"], base) else { continue }
      let length = file["size_in_bytes"]?.text.flatMap { Int($0) ?? Double($0).flatMap { Int(exactly: $0.rounded()) } }
      entry.enclosures.append(
        Enclosure(url: address, type: line(file["mime_type"]), length: length.flatMap { $0 >= 0 ? $0 : nil }))
    }
    return entry
  }

  /// Version 1.1's `authors` before version 1.0's `author`.
  private static func authors(_ value: JSONValue, _ base: String?) -> [Author] {
    let listed = value["authors"]?.elements ?? []
    let all = listed.isEmpty ? value["author"].map { [$0] } ?? [] : listed
    return all.compactMap { person in
      if let name = line(person) { return Author(name: name) }
      let author = Author(name: line(person["name"]), url: url(person["url"], base))
      return author == Author() ? nil : author
    }
  }

  private static func line(_ value: JSONValue?) -> String? {
    value?.text.flatMap { PlainText.nonEmpty(PlainText.line($0)) }
  }

  private static func verbatim(_ value: JSONValue?) -> String? {
    guard var text = value?.text else { return nil }
    return PlainText.nonEmpty(text.withUTF8 { TextSafety.verbatim($0) })
  }

  private static func url(_ value: JSONValue?, _ base: String?) -> String? {
    guard let text = value?.text, !text.isEmpty else { return nil }
    let url = TextSafety.url(URLReference.resolve(text, against: base))
    return url.isEmpty || !TextSafety.mayBeFollowed(url) ? nil : url
  }

  private static func date(_ value: JSONValue?) -> Date? {
    guard var text = value?.text else { return nil }
    return text.withUTF8 { DateParser.date($0) }
  }
}
