import ArticleDocument
import FeedCache
import FeedModel
import ReaderStore

/// What a feed last edited in a post, as a text.
enum ChangesPage {
  static func document(of entry: Entry, since former: FormerText, clock: Clock) -> Document {
    let old = document(former.title, former.body, entry)
    let new = document(entry.row.title, entry.body, entry)
    let date = DateText.long(former.replaced, clock: clock)
    let changes = DocumentChanges.blocks(from: old, to: new)
    let legend: [Inline] = [
      .text("[-gone-]", .struck), .text(" "), .text("{+new+}", .inserted), .text(" · seen on \(date)"),
    ]
    let same = Block.paragraph([.text("The words are the same; only links, pictures or the layout were edited.")])
    return Document(blocks: [.byline(legend)] + (changes.isEmpty ? [same] : changes), language: entry.language)
  }

  private static func document(_ title: String, _ body: Content?, _ entry: Entry) -> Document {
    var document = body.map { ArticleComposer.text($0, link: entry.row.link) } ?? Document()
    document.blocks.insert(.title([.text(title)]), at: 0)
    return document
  }
}
