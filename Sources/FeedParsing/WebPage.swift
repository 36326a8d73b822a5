import LibXML

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
    if type?.lowercased().contains("charset") != true, let name = HTMLText.declaredCharset(bytes.prefix(1024)) {
      type = "text/html; charset=\(name)"
    }
    let decoded = TextEncoding.decode(bytes, contentType: type)
    let text = decoded.bytes.withUnsafeBufferPointer {
      TextEncoding.repairedUTF8(UnsafeBufferPointer(rebasing: $0[min(decoded.start, $0.count)...])).bytes
    }
    return String(decoding: text, as: UTF8.self)
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
