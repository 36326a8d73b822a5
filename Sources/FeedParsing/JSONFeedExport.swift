public import FeedModel

/// Entries as a JSON Feed 1.1 document (https://www.jsonfeed.org/version/1.1/), written one after the other: bodies as
/// sanitised HTML, and what the user did to an entry in the extension `_martlet`.
public struct JSONFeedExport {
  private var json = JSONText()
  private var ids: Set<String> = []

  /// Begins a document.
  public init(title: String) {
    json.raw("{")
    json.member("version", "https://jsonfeed.org/version/1.1", isFirst: true)
    json.member("title", title)
    json.key("items")
    json.raw("[")
  }

  /// Writes an entry of the feed at a URL.
  public mutating func add(_ entry: Entry, feedURL: String) {
    json.raw(ids.isEmpty ? "\n{" : ",\n{")
    // Two feeds may give the same guid; in one document it stands for one item.
    var id = entry.guid
    if ids.contains(id) { id = "\(feedURL)#\(id)" }
    ids.insert(id)
    json.member("id", id, isFirst: true)
    if let link = entry.row.link { json.member("url", link) }
    if !entry.row.title.isEmpty { json.member("title", entry.row.title) }
    body(entry.body)
    if let date = entry.published { json.member("date_published", JSONFeedWriter.time(date)) }
    if let date = entry.updated { json.member("date_modified", JSONFeedWriter.time(date)) }
    if let language = entry.language { json.member("language", language) }
    authors(entry.authors)
    let tags = entry.row.status.tags + entry.categories
    if !tags.isEmpty {
      json.key("tags")
      json.array(tags) { json, tag in json.string(tag) }
    }
    attachments(entry.enclosures)
    status(of: entry.row, feedURL: feedURL)
    json.raw("}")
  }

  /// The bytes of UTF-8 that came since the last call.
  public mutating func take() -> [UInt8] {
    defer { json.bytes.removeAll(keepingCapacity: true) }
    return json.bytes
  }

  /// Ends the document.
  public mutating func finish() { json.raw("]}\n") }

  private mutating func body(_ content: Content?) {
    guard let content else { return json.member("content_text", "") }
    var html: [UInt8] = []
    HTMLSanitizer.append(content, to: &html)
    json.key("content_html")
    json.string(html, keepsLines: true)
  }

  private mutating func authors(_ authors: [Author]) {
    let named = authors.compactMap { author in (author.name ?? author.email).map { (name: $0, url: author.url) } }
    guard !named.isEmpty else { return }
    json.key("authors")
    json.array(named) { json, author in
      json.raw("{")
      json.member("name", author.name, isFirst: true)
      if let url = author.url { json.member("url", url) }
      json.raw("}")
    }
  }

  private mutating func attachments(_ files: [Enclosure]) {
    guard !files.isEmpty else { return }
    json.key("attachments")
    json.array(files) { json, file in
      json.raw("{")
      json.member("url", file.url, isFirst: true)
      // The standard wants a type.
      json.member("mime_type", file.type ?? "application/octet-stream")
      if let length = file.length {
        json.key("size_in_bytes")
        json.raw(String(length))
      }
      json.raw("}")
    }
  }

  private mutating func status(of row: EntryRow, feedURL: String) {
    json.key("_martlet")
    json.raw("{")
    json.member("feed_title", row.feedTitle, isFirst: true)
    json.member("feed_url", feedURL)
    for (name, value) in [
      ("read", row.status.isRead), ("starred", row.status.isStarred), ("hidden", row.status.isHidden),
    ] {
      json.key(name)
      json.raw(value ? "true" : "false")
    }
    json.key("tags")
    json.array(row.status.tags) { json, tag in json.string(tag) }
    json.raw("}")
  }
}
