/// The tokens of an HTML fragment, cut as browsers cut them, without building or correcting anything.
///
/// libxml2's HTML parser invents paragraphs and drops what it finds misplaced; titles and the sanitiser need the
/// fragment as it stands, in one linear pass.
struct HTMLTokens {
  enum Token {
    case text(Range<Int>)
    case start(Tag)
    case end(name: String)
  }

  struct Tag {
    /// In lower case.
    var name: String
    var attributes: [(name: String, value: Range<Int>)]
    var isSelfClosing: Bool

    var breaksLine: Bool {
      ["br", "p", "div", "li", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "img"].contains(name)
    }
  }

  /// Elements whose content is nothing to read.
  static let withoutText: Set<String> = ["script", "style", "template", "applet"]

  private let html: UnsafeBufferPointer<UInt8>
  private var position = 0
  /// Set when a search for this end found none, so that no later one scans for it again.
  private var hasNoCommentEnd = false

  /// Where the last `>` is; no tag or declaration behind it ends.
  private let lastTagEnd: Int

  init(_ html: UnsafeBufferPointer<UInt8>) {
    self.html = html
    lastTagEnd = html.lastIndex(of: UInt8(ascii: ">")) ?? -1
  }

  mutating func next() -> Token? {
    guard position < html.count else { return nil }
    var start = position
    while position < html.count {
      guard html[position] == UInt8(ascii: "<"), position + 1 < html.count else {
        position += 1
        continue
      }
      let following = html[position + 1]
      if HTMLCharacters.isLetter(following) {
        if position > start { return .text(start..<position) }
        return startTag()
      }
      if following == UInt8(ascii: "/"), position + 2 < html.count, HTMLCharacters.isLetter(html[position + 2]) {
        if position > start { return .text(start..<position) }
        return endTag()
      }
      if (following == UInt8(ascii: "!") && isDeclaration(position)) || following == UInt8(ascii: "?")
        || following == UInt8(ascii: "/")
      {
        if position > start { return .text(start..<position) }
        if !skipDeclaration() { return characterData() }
        start = position
        continue
      }
      position += 1
    }
    return position > start ? .text(start..<position) : nil
  }

  /// Passes over the content of an element in which no tags count (`script`, `style`), up to behind its end tag.
  mutating func skipContent(of name: String) {
    let wanted = Array(name.utf8)
    while position < html.count {
      if html[position] == UInt8(ascii: "<"), position + 1 + wanted.count < html.count,
        html[position + 1] == UInt8(ascii: "/"),
        (0..<wanted.count).allSatisfy({ html[position + 2 + $0] | 0x20 == wanted[$0] })
      {
        while position < html.count, html[position] != UInt8(ascii: ">") { position += 1 }
        position = min(html.count, position + 1)
        return
      }
      position += 1
    }
  }

  // MARK: Tags

  private mutating func name() -> String {
    let start = position
    while position < html.count, !isBlank(html[position]), html[position] != UInt8(ascii: ">"),
      html[position] != UInt8(ascii: "/"), html[position] != UInt8(ascii: "<")
    { position += 1 }
    return String(decoding: UnsafeBufferPointer(rebasing: html[start..<position]), as: UTF8.self).lowercased()
  }

  private mutating func endTag() -> Token {
    position += 2
    let tag = name()
    while position < html.count, html[position] != UInt8(ascii: ">"), html[position] != UInt8(ascii: "<") {
      position += 1
    }
    if position < html.count, html[position] == UInt8(ascii: ">") { position += 1 }
    return .end(name: tag)
  }

  private mutating func startTag() -> Token {
    position += 1
    var tag = Tag(name: name(), attributes: [], isSelfClosing: false)
    while position < html.count {
      let byte = html[position]
      if byte == UInt8(ascii: ">") {
        position += 1
        break
      }
      // A new tag where this one never ended.
      if byte == UInt8(ascii: "<") { break }
      tag.isSelfClosing = byte == UInt8(ascii: "/")
      if isBlank(byte) || byte == UInt8(ascii: "/") {
        position += 1
      } else {
        let attribute = attribute()
        if tag.attributes.count < 256 { tag.attributes.append(attribute) }
      }
    }
    return .start(tag)
  }

  private mutating func attribute() -> (name: String, value: Range<Int>) {
    let start = position
    position += 1
    while position < html.count, !isBlank(html[position]), html[position] != UInt8(ascii: ">"),
      html[position] != UInt8(ascii: "/"), html[position] != UInt8(ascii: "=")
    { position += 1 }
    let name = String(decoding: UnsafeBufferPointer(rebasing: html[start..<position]), as: UTF8.self).lowercased()
    let afterName = position
    skipBlanks()
    guard position < html.count, html[position] == UInt8(ascii: "=") else {
      position = afterName
      return (name, afterName..<afterName)
    }
    position += 1
    skipBlanks()
    guard position < html.count else { return (name, position..<position) }
    let quote = html[position]
    guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else {
      let start = position
      while position < html.count, !isBlank(html[position]), html[position] != UInt8(ascii: ">") { position += 1 }
      return (name, start..<position)
    }
    position += 1
    let valueStart = position
    while position < html.count, html[position] != quote { position += 1 }
    let value = valueStart..<position
    position = min(html.count, position + 1)
    return (name, value)
  }

  // MARK: Comments and declarations

  /// Whether `<!` begins a comment or declaration that ends; else it is text.
  private func isDeclaration(_ start: Int) -> Bool {
    guard start + 2 < html.count else { return false }
    let byte = html[start + 2]
    guard HTMLCharacters.isLetter(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "[") else { return false }
    return byte == UInt8(ascii: "[") || start < lastTagEnd
  }

  /// Passes over a comment or declaration at the position.
  /// - Returns: false if a section of character data begins here.
  private mutating func skipDeclaration() -> Bool {
    let rest = html[position...]
    if rest.starts(with: Array("<!--".utf8)) {
      if !hasNoCommentEnd, let end = ByteSearch.first(Array("-->".utf8), in: html, from: position + 2) {
        position = end + 3
      } else {
        hasNoCommentEnd = true
        skipToTagEnd()
      }
      return true
    }
    if rest.starts(with: Array("<![CDATA[".utf8)) { return false }
    skipToTagEnd()
    return true
  }

  private mutating func skipToTagEnd() {
    while position < html.count, html[position] != UInt8(ascii: ">") { position += 1 }
    position = min(html.count, position + 1)
  }

  /// `<![CDATA[` has no meaning in HTML, but feeds put it there: it is shown as written.
  private mutating func characterData() -> Token {
    let start = position
    position += 9
    return .text(start..<position)
  }

  private mutating func skipBlanks() {
    while position < html.count, isBlank(html[position]) { position += 1 }
  }

  private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }
}
