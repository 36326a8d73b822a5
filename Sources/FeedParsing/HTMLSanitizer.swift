public import FeedModel
import LibXML

/// HTML that is safe to hand on: known elements and attributes only, addresses of known schemes made absolute, every
/// tag closed. What is not known loses its tags and keeps its text; what runs or loads something goes with its content.
public enum HTMLSanitizer {
  /// The sanitised HTML of a body; plain text is escaped.
  public static func html(_ content: Content) -> String {
    var output: [UInt8] = []
    append(content, to: &output)
    return String(decoding: output, as: UTF8.self)
  }

  static func append(_ content: Content, to output: inout [UInt8]) {
    var source = content.source
    source.withUTF8 { bytes in
      switch content.form {
      case .text: appendEscaped(bytes[...], to: &output)
      case .html:
        var pass = Pass(bytes, baseURL: content.baseURL, output: output)
        output = []
        pass.run()
        output = pass.output
      }
    }
  }

  static func appendEscaped(_ text: some Sequence<UInt8>, to output: inout [UInt8]) {
    for byte in text {
      switch byte {
      case UInt8(ascii: "&"): output.append(contentsOf: Array("&amp;".utf8))
      case UInt8(ascii: "<"): output.append(contentsOf: Array("&lt;".utf8))
      case UInt8(ascii: ">"): output.append(contentsOf: Array("&gt;".utf8))
      case UInt8(ascii: "\""): output.append(contentsOf: Array("&quot;".utf8))
      default: output.append(byte)
      }
    }
  }

  // MARK: What is known

  private static let elements: Set<String> = [
    "a", "abbr", "acronym", "address", "area", "article", "aside", "audio", "b", "bdi", "bdo", "big", "blockquote",
    "br",
    "caption", "center", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "dir", "div", "dl", "dt",
    "em",
    "figcaption", "figure", "font", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "i", "img", "ins",
    "kbd",
    "li", "main", "map", "mark", "menu", "nav", "ol", "p", "picture", "pre", "q", "rp", "rt", "ruby", "s", "samp",
    "section", "small", "source", "span", "strike", "strong", "sub", "summary", "sup", "table", "tbody", "td", "tfoot",
    "th", "thead", "time", "tr", "track", "tt", "u", "ul", "var", "video", "wbr",
  ]
  private static let voids: Set<String> = ["area", "br", "col", "hr", "img", "source", "track", "wbr"]
  private static let attributes: Set<String> = [
    "abbr", "align", "alt", "border", "colspan", "controls", "coords", "datetime", "dir", "headers", "height",
    "hreflang",
    "kind", "label", "lang", "media", "open", "rel", "reversed", "rowspan", "scope", "shape", "span", "srclang",
    "start",
    "title", "type", "valign", "value", "width",
  ]
  private static let addresses: Set<String> = ["href", "src", "cite", "longdesc", "poster"]
  private static let schemes: Set<String> = [
    "http", "https", "mailto", "ftp", "tel", "magnet", "gopher", "gemini", "irc", "ircs", "news", "nntp", "xmpp", "sip",
    "geo", "ed2k", "bitcoin", "feed", "sms", "urn", "aim", "callto", "rtsp", "sftp", "ssh", "tag", "telnet", "webcal",
    "wais",
  ]
  /// Elements that end one of the same name that is still open.
  private static let siblings: Set<String> = ["li", "p", "td", "th", "tr", "dt", "dd"]

  // MARK: The pass

  private struct Pass {
    private let html: UnsafeBufferPointer<UInt8>
    private let baseURL: String?
    private var tokens: HTMLTokens
    private var open: [String] = []
    var output: [UInt8]

    init(_ html: UnsafeBufferPointer<UInt8>, baseURL: String?, output: [UInt8]) {
      self.html = html
      self.baseURL = baseURL
      self.output = output
      tokens = HTMLTokens(html)
    }

    mutating func run() {
      while let token = tokens.next() {
        switch token {
        case .text(let range): text(html[range])
        case .start(let tag): start(tag)
        case .end(let name): end(name)
        }
      }
      while let name = open.popLast() { writeEnd(name) }
    }

    private mutating func text(_ slice: Slice<UnsafeBufferPointer<UInt8>>) {
      let text = UnsafeBufferPointer(rebasing: slice)
      var index = 0
      var run = 0
      while index < text.count {
        let byte = text[index]
        guard byte == UInt8(ascii: "&") || byte == UInt8(ascii: "<") || byte == UInt8(ascii: ">") else {
          index += 1
          continue
        }
        output.append(contentsOf: text[run..<index])
        if byte == UInt8(ascii: "&"), let found = CharacterReference(in: text, at: index, isAttribute: true) {
          HTMLSanitizer.appendEscaped(found.utf8, to: &output)
          index = found.end
        } else {
          HTMLSanitizer.appendEscaped([byte], to: &output)
          index += 1
        }
        run = index
      }
      output.append(contentsOf: text[run...])
    }

    private mutating func start(_ tag: HTMLTokens.Tag) {
      if HTMLTokens.withoutText.contains(tag.name) {
        if !tag.isSelfClosing { tokens.skipContent(of: tag.name) }
        return
      }
      guard HTMLSanitizer.elements.contains(tag.name), open.count < 200 else { return }
      if HTMLSanitizer.siblings.contains(tag.name), open.last == tag.name {
        open.removeLast()
        writeEnd(tag.name)
      }
      output.append(UInt8(ascii: "<"))
      output.append(contentsOf: tag.name.utf8)
      for (name, value) in tag.attributes { attribute(name, html[value], of: tag.name) }
      output.append(UInt8(ascii: ">"))
      if !HTMLSanitizer.voids.contains(tag.name) { open.append(tag.name) }
    }

    private mutating func attribute(_ name: String, _ value: Slice<UnsafeBufferPointer<UInt8>>, of element: String) {
      let isAddress = HTMLSanitizer.addresses.contains(name)
      guard isAddress || HTMLSanitizer.attributes.contains(name) else { return }
      var text: [UInt8] = []
      HTMLCharacters.decode(value, into: &text)
      if isAddress {
        let url = TextSafety.url(URLReference.resolve(String(decoding: text, as: UTF8.self), against: baseURL))
        guard mayStand(url, in: element) else { return }
        text = Array(url.utf8)
      }
      output.append(UInt8(ascii: " "))
      output.append(contentsOf: name.utf8)
      output.append(contentsOf: [UInt8(ascii: "="), UInt8(ascii: "\"")])
      HTMLSanitizer.appendEscaped(text, to: &output)
      output.append(UInt8(ascii: "\""))
    }

    private func mayStand(_ url: String, in element: String) -> Bool {
      guard let scheme = URLReference.scheme(of: url) else { return !url.contains(":") || isRelative(url) }
      if HTMLSanitizer.schemes.contains(scheme) { return true }
      let pictures = ["data:image/png", "data:image/gif", "data:image/jpeg", "data:image/webp"]
      return element == "img" && pictures.contains { url.lowercased().hasPrefix($0) }
    }

    /// Whether a colon stands behind the first path segment only, so that it cannot end a scheme in any reader's eyes.
    private func isRelative(_ url: String) -> Bool {
      guard let colon = url.firstIndex(of: ":") else { return true }
      return url[..<colon].contains { $0 == "/" || $0 == "?" || $0 == "#" }
    }

    private mutating func end(_ name: String) {
      guard let index = open.suffix(100).lastIndex(of: name) else { return }
      while open.count > index, let closed = open.popLast() { writeEnd(closed) }
    }

    private mutating func writeEnd(_ name: String) {
      output.append(contentsOf: [UInt8(ascii: "<"), UInt8(ascii: "/")])
      output.append(contentsOf: name.utf8)
      output.append(UInt8(ascii: ">"))
    }
  }
}
