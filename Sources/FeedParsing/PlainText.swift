import LibXML
import Typography

/// One line of plain text out of what a feed calls a title, a name or a term; safe to show.
enum PlainText {
  static func line(_ text: XMLText, _ form: TextForm) -> String {
    switch form {
    case .plain: return line(text.string)
    case .html: return line(html: text.bytes)
    case .plainOrMarkup: return text.hasTags ? line(html: text.bytes) : line(text.string)
    case .base64(let isHTML):
      guard let decoded = Base64Text.decode(text.bytes) else { return "" }
      return isHTML ? line(html: decoded) : line(decoded)
    }
  }

  /// Text that is no markup.
  static func line(_ text: String) -> String { 
    var text = text
    return TerminalText.line(text.withUTF8 { HTMLCharacters.withoutControls($0) })
  }

  static func line(html: String) -> String {
    var html = html
    return html.withUTF8 { line(html: $0) }
  }

  /// The text of an HTML fragment: tags dropped, entities read.
  static func line(html: UnsafeBufferPointer<UInt8>) -> String {
    let isPlain = !html.contains { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") }
    if isPlain { return line(String(decoding: html, as: UTF8.self)) }
    var text: [UInt8] = []
    var tokens = HTMLTokens(html)
    while let token = tokens.next() {
      switch token {
      case .text(let range): HTMLCharacters.decode(html[range], into: &text)
      case .start(let tag) where HTMLTokens.withoutText.contains(tag.name) && !tag.isSelfClosing:
        tokens.skipContent(of: tag.name)
      case .start(let tag) where tag.breaksLine: text.append(UInt8(ascii: " "))
      default: break
      }
    }
    return line(String(decoding: text, as: UTF8.self))
  }

  static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
}
