import LibXML
import Typography

/// One line of plain text out of what a feed calls a title, a name or a term; safe to show.
enum PlainText {
  /// A title as its element's type has it, with the soft hyphens and direction marks that were written in it.
  static func title(_ text: XMLText, _ form: TextForm) -> String {
    switch form {
    case .plain: return title(text.string)
    case .html: return TerminalText.value(self.text(html: text.bytes))
    case .plainOrMarkup: return text.hasTags ? TerminalText.value(self.text(html: text.bytes)) : title(text.string)
    case .base64(let isHTML):
      guard var decoded = Base64Text.decode(text.bytes) else { return "" }
      return isHTML ? TerminalText.value(decoded.withUTF8 { self.text(html: $0) }) : title(decoded)
    }
  }

  private static func title(_ text: String) -> String {
    var text = text
    return TerminalText.value(text.withUTF8 { HTMLCharacters.withoutControls($0) })
  }

  /// Text that is no markup.
  static func line(_ text: String) -> String {
    var text = text
    return TerminalText.line(text.withUTF8 { HTMLCharacters.withoutControls($0) })
  }

  static func line(html: UnsafeBufferPointer<UInt8>) -> String { TerminalText.line(text(html: html)) }

  /// The text of an HTML fragment: tags dropped, entities read, white space as it is.
  private static func text(html: UnsafeBufferPointer<UInt8>) -> String {
    let isPlain = !html.contains { $0 == UInt8(ascii: "&") || $0 == UInt8(ascii: "<") }
    if isPlain { return HTMLCharacters.withoutControls(html) }
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
    return text.withUnsafeBufferPointer { HTMLCharacters.withoutControls($0) }
  }

  static func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }
}

extension StringProtocol {
  /// The text without the characters at its ends that a rule drops.
  func trimmed(_ isDropped: (Character) -> Bool) -> String {
    var rest = self[...]
    while let first = rest.first, isDropped(first) { rest = rest.dropFirst() }
    while let last = rest.last, isDropped(last) { rest = rest.dropLast() }
    return String(rest)
  }
}
