import ArticleDocument
import FeedModel
import FeedParsing

/// An HTML page or a text file, told apart by its name and content.
struct ArticleFile {
  var form: Content.Form
  var source: String

  /// - Parameters:
  ///   - bytes: the file, in any encoding that is told or can be guessed.
  ///   - name: its name, whose ending tells what it is.
  ///   - form: what it is, where the user says so.
  init(_ bytes: [UInt8], name: String, form: Content.Form? = nil) {
    source = WebPage.text(bytes, contentType: nil)
    self.form = form ?? ArticleFile.form(of: source, name: name)
  }

  var document: Document {
    switch form {
    case .html: HTMLReader.read(source)
    case .text: TextReader.read(source)
    }
  }

  /// A name that ends in .txt, or a text without a tag, is plain text.
  private static func form(of source: String, name: String) -> Content.Form {
    if name.hasSuffix(".html") || name.hasSuffix(".htm") || name.hasSuffix(".xhtml") { return .html }
    let tags = ["</", "<br", "<p>", "<p ", "<html", "<img ", "<!doctype", "/>"]
    if name.hasSuffix(".text") || (name.hasSuffix(".txt") && !source.hasPrefix("<")) { return .text }
    let head = source.prefix(100_000).lowercased()
    return tags.contains { head.contains($0) } ? .html : .text
  }

  /// The file as a feed of one entry, for the reader.
  func feed(named name: String) -> ParsedFeed {
    let (title, body) = form == .text ? titled(name: name) : (document.title ?? name, source)
    let entry = ParsedEntry(id: name, title: title, content: Content(form, body))
    return ParsedFeed(format: .unknown, title: name, entries: [entry])
  }

  /// A short first line of a text is its title; the rest is the body.
  private func titled(name: String) -> (title: String, body: String) {
    let trimmed = source.drop { $0.isWhitespace }
    let line = trimmed.prefix { !$0.isNewline }
    guard !line.isEmpty, line.count <= 120, !line.hasSuffix(".") else { return (name, source) }
    return (String(line), String(trimmed.dropFirst(line.count)))
  }
}
