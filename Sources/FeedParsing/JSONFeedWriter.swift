public import FeedModel

/// A parsed feed as one JSON object: `format`, `title`, … and `entries`, bodies as sanitised HTML, times as RFC 3339
/// UTC, unknown values null. No string holds a control character but newlines and tabs in bodies.
public struct JSONFeedWriter {
  private var json = JSONOutput()

  public init() {}

  /// Writes the object in pieces of some 64 kB of UTF-8, each handed to `write`; what that throws ends it.
  public mutating func write<Failure: Error>(
    _ feed: ParsedFeed, to write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    json.raw("{")
    json.member("format", feed.format.rawValue, isFirst: true)
    json.member("title", feed.title)
    json.member("subtitle", feed.subtitle)
    json.member("link", feed.link)
    json.member("feed_url", feed.feedURL)
    json.member("icon", feed.icon)
    json.member("language", feed.language)
    json.member("updated", feed.updated.map(JSONOutput.time))
    json.key("authors")
    authors(feed.authors)
    json.key("warnings")
    json.array(feed.warnings) { json, warning in json.string(warning) }
    json.key("entries")
    json.raw("[")
    for (index, entry) in feed.entries.enumerated() {
      json.raw(index == 0 ? "\n" : ",\n")
      self.entry(entry)
      if json.bytes.count > 1 << 16 {
        try write(json.bytes)
        json.bytes.removeAll(keepingCapacity: true)
      }
    }
    json.raw("]}\n")
    try write(json.bytes)
    json.bytes = []
  }

  private mutating func entry(_ entry: ParsedEntry) {
    json.raw("{")
    json.member("id", entry.id, isFirst: true)
    json.member("title", entry.title)
    json.member("link", entry.link)
    // A reader that wants one short text finds one: where a feed gives the content only, it is the summary as well.
    json.key("summary")
    let summary = body(entry.summary ?? entry.content)
    json.key("content")
    if entry.summary == nil { json.bytes.append(contentsOf: summary) } else { _ = body(entry.content) }
    json.key("authors")
    authors(entry.authors)
    json.key("categories")
    json.array(entry.categories) { json, term in json.string(term) }
    json.key("enclosures")
    json.array(entry.enclosures) { json, file in
      json.raw("{")
      json.member("url", file.url, isFirst: true)
      json.member("type", file.type)
      json.key("length")
      json.raw(file.length.map(String.init) ?? "null")
      json.raw("}")
    }
    json.member("comments", entry.comments)
    json.member("published", entry.published.map(JSONOutput.time))
    json.member("updated", entry.updated.map(JSONOutput.time))
    json.raw("}")
  }

  /// - Returns: the bytes that were written.
  private mutating func body(_ content: Content?) -> [UInt8] {
    let start = json.bytes.count
    if let content {
      var html: [UInt8] = []
      HTMLSanitizer.append(content, to: &html)
      json.string(html, keepsLines: true)
    } else {
      json.raw("null")
    }
    return Array(json.bytes[start...])
  }

  private mutating func authors(_ authors: [Author]) {
    json.array(authors) { json, author in
      json.raw("{")
      json.member("name", author.name, isFirst: true)
      json.member("email", author.email)
      json.member("url", author.url)
      json.raw("}")
    }
  }
}
