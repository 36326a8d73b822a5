import ArticleDocument
import ArticleLayout
import FeedModel
import FeedParsing
import ReaderStore

/// A post as it leaves the reader: with its title, feed, author, date and address at the head.
struct PostExport {
  enum Form {
    case markdown
    case html
    case text

    /// The form that the ending of a file's name stands for.
    init?(ending: String) {
      switch ending.lowercased() {
      case ".md", ".markdown": self = .markdown
      case ".html", ".htm": self = .html
      case ".txt", ".text": self = .text
      default: return nil
      }
    }
  }

  let post: OpenedPost
  /// Cells of a line of text.
  let measure: Int

  func text(as form: Form) -> [UInt8] {
    switch form {
    case .markdown: Array(MarkdownWriter.markdown(document(linked: true)).utf8)
    case .html: Array(html.utf8)
    case .text: plain
    }
  }

  private var link: String? { post.entry.row.link }

  /// What is shown, with the post's address under its title and byline.
  private func document(linked: Bool) -> Document {
    guard let link else { return post.document }
    var document = post.document
    let index = document.blocks.firstIndex { !$0.isHead } ?? document.blocks.count
    document.blocks.insert(.paragraph([.text(link, link: linked ? link : nil)]), at: index)
    return document
  }

  /// As `render` lays it out.
  private var plain: [UInt8] {
    var options = LayoutOptions(width: measure, wideLines: .fold)
    options.headingRules = true
    return Layout(document(linked: false), options: options).plainText
  }

  private var html: String {
    let entry = post.entry
    let title = escaped(entry.row.title)
    let language = post.document.language.map { " lang=\"\(escaped($0))\"" } ?? ""
    var head = title.isEmpty ? "" : "<h1>\(title)</h1>\n"
    if !byline.isEmpty { head += "<p>\(escaped(byline))</p>\n" }
    if let link { head += "<p><a href=\"\(escaped(link))\">\(escaped(link))</a></p>\n" }
    return """
      <!DOCTYPE html>
      <html\(language)>
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width">
      <title>\(title)</title>
      </head>
      <body>
      <article>
      \(head)\(entry.shownBody.map(article) ?? "")
      </article>
      </body>
      </html>

      """
  }

  private func article(_ content: Content) -> String {
    var content = content
    content.baseURL = content.baseURL ?? link
    let html = HTMLSanitizer.html(content)
    return content.form == .html ? html : "<div style=\"white-space: pre-wrap\">\(html)</div>"
  }

  private var byline: String {
    for case .byline(let text) in post.document.blocks {
      return text.map { if case .text(let words, _, _) = $0 { words } else { "" } }.joined()
    }
    return ""
  }

  private func escaped(_ text: String) -> String { HTMLSanitizer.html(Content(.text, text)) }
}

extension Block {
  /// Whether the reader has set it above the article's own text.
  fileprivate var isHead: Bool {
    switch self {
    case .title, .byline: true
    default: false
    }
  }
}

extension Layout {
  /// The lines without their styles, each ended.
  var plainText: [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(lines.count * 80)
    for line in lines {
      for span in line.spans {
        var text = span.text
        text.withUTF8 { bytes.append(contentsOf: $0) }
      }
      bytes.append(10)
    }
    return bytes
  }
}
