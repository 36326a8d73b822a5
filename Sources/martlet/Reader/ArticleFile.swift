import FeedModel

/// An HTML page or a text file as a feed of one entry.
enum ArticleFile {
  static func feed(of bytes: [UInt8], name: String) -> ParsedFeed {
    let source = String(decoding: bytes, as: UTF8.self)
    let isHTML = source.prefix(2000).contains("<")
    let (title, body) = isHTML ? (name, source) : titled(source, name: name)
    let entry = ParsedEntry(id: name, title: title, content: Content(isHTML ? .html : .text, body))
    return ParsedFeed(format: .unknown, title: name, entries: [entry])
  }

  /// A short first line is a title; the rest is the text.
  private static func titled(_ text: String, name: String) -> (title: String, body: String) {
    let trimmed = text.drop { $0.isWhitespace }
    let line = trimmed.prefix { !$0.isNewline }
    guard !line.isEmpty, line.count <= 120, !line.hasSuffix(".") else { return (name, text) }
    return (String(line), String(trimmed.dropFirst(line.count)))
  }
}
