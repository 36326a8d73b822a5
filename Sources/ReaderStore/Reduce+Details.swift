import ArticleDocument
import ArticleLayout
import Configuration
import FeedModel

extension State {
  /// Where the reader is, with the address of the post.
  mutating func showWhere() -> [Effect] {
    guard let row = currentRow else {
      message = Message("No post is selected")
      return []
    }
    let place =
      focus == .article ? "\(article?.percentSeen(height: articleHeight) ?? 0)%" : "\(list.selection + 1)/\(list.count)"
    message = Message([place, row.link ?? "this post has no address"].joined(separator: " · "))
    return []
  }

  /// What is known of the current post.
  mutating func showDetails() -> [Effect] {
    guard let open = currentArticle() else { return [] }
    let entry = open.entry
    let status = entry.row.status
    let marks = [
      status.isRead ? "read" : "unread", status.isStarred ? "starred" : nil, status.isHidden ? "hidden" : nil,
      entry.row.isChanged ? "changed by its feed since it was read" : nil,
    ].compactMap { $0 }
    let feed = library.subscription(entry.row.feed)
    let rows: [(String, String?)] = [
      ("Title", entry.row.title),
      ("Feed", entry.row.feedTitle),
      ("Feed's address", feed?.url),
      ("Folder", feed?.folder),
      ("Author", entry.authors.compactMap { $0.name ?? $0.email }.joined(separator: ", ")),
      ("Published", entry.published.map { DateText.long($0, clock: clock) }),
      ("Updated", entry.updated.map { DateText.long($0, clock: clock) }),
      ("Address", entry.row.link),
      ("Comments", entry.comments),
      ("Categories", entry.categories.joined(separator: ", ")),
      ("Enclosures", entry.enclosures.isEmpty ? nil : String(entry.enclosures.count)),
      ("Language", entry.language),
      ("Marks", marks.joined(separator: ", ")),
      ("Tags", status.tags.joined(separator: ", ")),
      ("Reading", open.readingTime.minutes(from: 0).map { "about \($0) min" }),
      ("Full text", entry.page.map { "fetched " + DateText.long($0.fetched, clock: clock) }),
      ("Identity", entry.guid),
    ]
    let known = rows.compactMap { name, value in value.flatMap { $0.isEmpty ? nil : (name, $0) } }
    let table = Table(
      headerRows: 0,
      rows: known.map { name, value in
        [
          Table.Cell([.line([.text(name, .strong)])], column: 0, alignment: .leading),
          Table.Cell([.line([.text(value)])], column: 1, alignment: .leading),
        ]
      })
    let note =
      "A post becomes read when it has been open for two seconds and was scrolled half a page, or fits its pane; at "
      + "its end; or by m. Passing over it in the list never marks it."
    showPage("Details", Document(blocks: [.table(table), .paragraph([.text(note, .small)])]))
    return []
  }

  /// Shows a text over the panes.
  mutating func showPage(_ title: String, _ document: Document) {
    let width = max(1, min(size.width - 4, max(preferences.measure, 72)))
    overlay = .page(Page(title: title, layout: Layout(document, options: LayoutOptions(width: width))))
  }
}
