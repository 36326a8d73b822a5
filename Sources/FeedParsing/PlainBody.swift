/// Bodies that are called HTML and are plain text: podcasts and small programs write lines into RSS's `description`, and
/// no tag. As HTML all their lines would run together.
enum PlainBody {
  /// The text of a body of several lines without a tag, references read; nil if it is HTML.
  static func text(_ html: UnsafeBufferPointer<UInt8>) -> String? {
    var start = 0
    var end = html.count
    while start < end, html[start] <= 0x20 { start += 1 }
    while end > start, html[end - 1] <= 0x20 { end -= 1 }
    // The white space before the first line is its indentation.
    while start > 0, html[start - 1] == 0x20 || html[start - 1] == 0x09 { start -= 1 }
    let body = html[start..<end]
    guard body.contains(0x0A) || body.contains(0x0D) else { return nil }
    if body.contains(UInt8(ascii: "<")) {
      var tokens = HTMLTokens(UnsafeBufferPointer(rebasing: body))
      guard case .text(let range)? = tokens.next(), range.count == body.count else { return nil }
    }
    var text: [UInt8] = []
    HTMLCharacters.decode(body, into: &text)
    return text.withUnsafeBufferPointer { HTMLCharacters.withoutControls($0) }
  }
}
