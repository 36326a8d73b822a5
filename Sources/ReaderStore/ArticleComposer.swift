public import ArticleDocument
public import FeedModel

/// An entry as the document that the article pane shows: title, byline, and the body.
public enum ArticleComposer {
  /// An entry of the cache, in the text that is chosen for it.
  public static func document(for entry: Entry, clock: Clock) -> Document {
    var blocks: [Block] = []
    if !entry.row.title.isEmpty { blocks.append(.title([.text(entry.row.title)])) }
    let byline = byline(of: entry, clock: clock)
    if !byline.isEmpty { blocks.append(.byline([.text(byline)])) }
    let body = entry.shownBody.map { self.text($0, link: entry.row.link) } ?? Document()
    let text = body.blocks.first?.isHeading(of: entry.row) == true ? Array(body.blocks.dropFirst()) : body.blocks
    var document = body
    document.blocks = blocks + (text.isEmpty ? [placeholder(for: entry)] : text)
    document.language = body.language ?? entry.language
    return document
  }

  /// An entry that is in no cache.
  public static func document(for entry: ParsedEntry, of feed: ParsedFeed, clock: Clock) -> Document {
    let row = EntryRow(
      id: EntryID(rawValue: 0), feed: FeedID(rawValue: 0), feedTitle: feed.title ?? "", title: entry.title ?? "",
      link: entry.link, date: clock.now)
    return document(
      for: Entry(
        row: row, guid: entry.id ?? "", body: entry.content ?? entry.summary, authors: entry.authors,
        published: entry.published, updated: entry.updated, language: feed.language), clock: clock)
  }

  private static func byline(of entry: Entry, clock: Clock) -> String {
    var parts: [String] = []
    if !entry.row.feedTitle.isEmpty, entry.row.feedTitle != entry.row.title {
      parts.append(shortened(entry.row.feedTitle))
    }
    let names = entry.authors.compactMap { $0.name ?? $0.email }.filter { $0 != entry.row.feedTitle }
    if !names.isEmpty { parts.append(shortened(names.joined(separator: ", "))) }
    if let date = entry.published ?? entry.updated { parts.append(DateText.long(date, clock: clock)) }
    if entry.shownText == .page { parts.append("full text") }
    if entry.row.isChanged { parts.append("edited since you read it (=)") }
    return parts.joined(separator: " · ")
  }

  /// A name that is a text of its own leaves room for the article.
  private static func shortened(_ name: String) -> String {
    name.count > 120 ? String(name.prefix(119)) + "…" : name
  }

  /// A text of an entry by itself.
  public static func text(_ content: Content, link: String?) -> Document {
    switch content.form {
    case .html: HTMLReader.read(content.source, baseURL: content.baseURL ?? link, address: link)
    case .text: TextReader.read(content.source)
    }
  }

  private static func placeholder(for entry: Entry) -> Block {
    let what = "The feed gives this post no text."
    return .paragraph([.text(entry.row.link == nil ? what : what + " x fetches its page, o opens it in the browser.")])
  }
}

extension Block {
  /// Whether it only says an entry's title again, as whole pages do.
  fileprivate func isHeading(of row: EntryRow) -> Bool {
    guard case .heading(_, let inlines) = self else { return false }
    var text = ""
    for inline in inlines {
      guard case .text(let run, _, let link) = inline, link == nil || link == row.link else { return false }
      text += run
    }
    return text == row.title
  }
}
