/// A web page as it came.
public enum WebPage {
  /// The text of a page: by its byte order mark, as UTF-8 if it is, by the charset that the server names, or the page,
  /// else as windows-1252.
  ///
  /// - Parameters:
  ///   - bytes: the page as received.
  ///   - contentType: the HTTP `Content-Type`.
  /// - Returns: the text, also of what is broken.
  public static func text(_ bytes: [UInt8], contentType: String?) -> String {
    if !bytes.starts(with: [0xEF, 0xBB, 0xBF]), let text = String(validating: bytes, as: UTF8.self) { return text }
    var type = contentType
    if type?.lowercased().contains("charset") != true, let name = declaredCharset(bytes.prefix(1024)) {
      type = "text/html; charset=\(name)"
    }
    return String(decoding: TextEncoding.decode(bytes, contentType: type).utf8, as: UTF8.self)
  }

  /// The value of the first `charset=` or `encoding=` in a page's first bytes.
  private static func declaredCharset(_ head: ArraySlice<UInt8>) -> String? {
    let text = String(decoding: head.map { $0 < 0x80 ? $0 : 0x3F }, as: UTF8.self).lowercased()
    for key in ["charset", "encoding"] {
      guard let start = text.firstRange(of: key)?.upperBound else { continue }
      let value = text[start...].drop { $0 == " " || $0 == "=" || $0 == "\"" || $0 == "'" }
      let name = value.prefix { $0.isLetter || $0.isNumber || "-_.:".contains($0) }
      if !name.isEmpty { return String(name) }
    }
    return nil
  }

  /// Whether an answer may be a page, by its `Content-Type`, or by its bytes if it has none or XML's.
  public static func isPage(_ bytes: [UInt8], contentType: String?) -> Bool {
    let type = (contentType ?? "").lowercased().prefix { $0 != ";" }.filter { !$0.isWhitespace }
    switch type {
    case "text/html", "application/xhtml+xml": return true
    case "", "text/xml", "application/xml", "application/octet-stream":
      let head = String(decoding: bytes.prefix(1024), as: UTF8.self).lowercased()
      return head.contains("<html") || head.contains("<!doctype html") || (type.isEmpty && head.contains("<p"))
    default: return false
    }
  }
}
