/// Rewrites HTML source so that libxml2's parser, which knows HTML 4 and is quadratic in places, reads it as HTML 5 means it.
///
/// Attributes are quoted and bounded; scripts, styles, comments and control characters go. Text does not pass through
/// the parser, which would look at each character again: character references in it become characters, it is set
/// aside, and one letter, or a blank if it is white space, stands for it in the markup. One pass, linear in the input.
struct HTMLTextMender {
  /// What the parser is to read, and the text of the page.
  struct Result {
    var markup: [UInt8] = []
    var text: [UInt8] = []
    /// The parts of the text that have a character in the markup, in order.
    var runs: [Run] = []
  }

  /// Text between two tags, or a part of it.
  struct Run {
    var range: Range<Int>
    var isBlank: Bool
  }

  /// What stands for a run that is not blank; a blank stands for those that are.
  static let standIn = UInt8(ascii: "x")

  /// More attributes than this on one element are dropped: libxml2 compares each with each.
  static let maximumAttributes = 200

  /// An element around everything: libxml2 puts text that stands in none into a paragraph of its own.
  static let root: StaticString = "x-page"

  /// libxml2 ends a list where a list begins right in it (HTML 4 has none there), and drops what stands between the
  /// parts of a page; it lets names alone that it does not know. `image` is an old error that browsers forgive.
  static func safeName(_ name: String) -> String {
    switch name.utf8.count {
    case 1: name
    case 2 where name == "ul": "x-ul"
    case 2 where name == "ol": "x-ol"
    case 4 where name == "html": "x-html"
    case 4 where name == "head": "x-head"
    case 4 where name == "body": "x-body"
    case 5 where name == "image": "img"
    default: name
    }
  }

  /// The name that `safeName` changed.
  static func originalName(_ name: String) -> String {
    switch name {
    case "x-ul": "ul"
    case "x-ol": "ol"
    case "x-html": "html"
    case "x-head": "head"
    case "x-body": "body"
    default: name
    }
  }

  private let input: UnsafeBufferPointer<UInt8>
  private var output: [UInt8] = []
  private var text: [UInt8] = []
  private var runs: [Run] = []
  private var at = 0
  /// Ends that were looked for and are nowhere ahead, so that they are never looked for again.
  private var missing: [String] = []
  private var tagNeverEnds = false
  private var nesting: InlineNesting

  /// The mended source, UTF-8.
  static func mend(_ html: String) -> Result {
    var html = html
    return html.withUTF8 { input in
      var mender = HTMLTextMender(input: input)
      mender.output.append(UInt8(ascii: "<"))
      mender.append(root)
      mender.output.append(UInt8(ascii: ">"))
      mender.run(until: input.count)
      mender.endRun()
      return Result(markup: mender.output, text: mender.text, runs: mender.runs)
    }
  }

  private init(input: UnsafeBufferPointer<UInt8>) {
    self.input = input
    nesting = InlineNesting(budget: input.count + 4096)
    output.reserveCapacity(input.count / 4)
    text.reserveCapacity(input.count)
  }

  /// Sets the text since the last tag aside.
  private mutating func endRun() {
    let start = runs.last?.range.upperBound ?? 0
    guard text.count > start else { return }
    let isBlank = !text[start...].contains { $0 > 0x20 }
    runs.append(Run(range: start..<text.count, isBlank: isBlank))
    output.append(isBlank ? 0x20 : Self.standIn)
  }

  private mutating func run(until end: Int) {
    while at < end {
      copyPlain(until: end)
      guard at < end else { return }
      switch input[at] {
      case UInt8(ascii: "&"):
        beginWord()
        copyReference()
      case UInt8(ascii: "<"): readMarkup(end: end)
      default: at += 1  // a control character
      }
    }
  }

  private mutating func copyPlain(until end: Int) {
    let start = at
    at = input.endOfPlainText(from: start, before: end)
    guard at > start else { return }
    if nesting.isInterrupted, input[start..<at].contains(where: { !isHTMLSpace($0) }) { beginWord() }
    text.append(contentsOf: input[start..<at])
  }

  /// Opens again what goes on where text comes that is seen.
  private mutating func beginWord() {
    guard nesting.isInterrupted else { return }
    endRun()
    nesting.resume(&output)
  }

  private mutating func copyReference() {
    guard let found = CharacterReference(in: input, at: at, isAttribute: false) else {
      text.append(input[at])
      at += 1
      return
    }
    text.append(contentsOf: found.utf8)
    at = found.end
  }

  private mutating func copyReferenceInAttribute() {
    guard let found = CharacterReference(in: input, at: at, isAttribute: true) else {
      append("&amp;")
      at += 1
      return
    }
    for byte in found.utf8 { appendEscaped(byte) }
    at = found.end
  }

  private mutating func readMarkup(end: Int) {
    let next = at + 1 < end ? input[at + 1] : 0
    if isASCIILetter(next), !tagNeverEnds {
      readStartTag(end: end)
    } else if next == UInt8(ascii: "/") {
      readEndTag(end: end)
    } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
      readDeclaration(end: end)
    } else {
      beginWord()
      copyByte()
    }
  }

  private mutating func readEndTag(end: Int) {
    var close = at
    while close < end, !tagNeverEnds, input[close] != UInt8(ascii: ">") { close += 1 }
    guard close < end, !tagNeverEnds else {
      tagNeverEnds = true
      copyByte()
      return
    }
    // What begins with no letter is a comment to a browser.
    let name = isASCIILetter(input[at + 2]) ? input.tagName(from: at + 2, end: close) : ""
    at = close + 1
    if name.isEmpty { return }
    endRun()
    if name == "br" {
      append("<br>")
    } else if nesting.willClose(name, InlineNesting.kind(of: name), &output) {
      append("</")
      append(name: name)
      output.append(UInt8(ascii: ">"))
    }
  }

  /// Comments, declarations and processing instructions go; what a CDATA section holds stays.
  private mutating func readDeclaration(end: Int) {
    if end == input.count, input.hasPrefix("<![CDATA[", at: at), let close = index(of: "]]>", from: at, end: end) {
      at += 9
      let outside = missing
      run(until: close)
      missing = outside
      at = close + 3
    } else if input.hasPrefix("<!-->", at: at) || input.hasPrefix("<!--->", at: at) {
      at += input.hasPrefix("<!-->", at: at) ? 5 : 6
    } else if input.hasPrefix("<!--", at: at), let close = index(of: "-->", from: at + 4, end: end) {
      at = close + 3
    } else if let close = index(of: ">", from: at, end: end) {
      at = close + 1
    } else {
      copyByte()
    }
  }

  private mutating func readStartTag(end: Int) {
    endRun()
    let start = at
    let name = input.tagName(from: at + 1, end: end)
    let kind = InlineNesting.kind(of: name)
    nesting.willOpen(name, kind, &output)
    let mark = output.count
    output.append(UInt8(ascii: "<"))
    append(name: name)
    at += 1 + name.utf8.count
    while at < end, !isHTMLSpace(input[at]), input[at] != UInt8(ascii: ">"), input[at] != UInt8(ascii: "/") { at += 1 }
    var isClosed = false
    var attributes = 0
    while true {
      while at < end, isHTMLSpace(input[at]) { at += 1 }
      guard at < end else {
        // The tag never ends: it is kept as text.
        tagNeverEnds = true
        output.removeSubrange(mark...)
        at = start
        copyByte()
        copyPlain(until: end)
        return
      }
      if input[at] == UInt8(ascii: ">") { break }
      if input[at] == UInt8(ascii: "/") {
        isClosed = at + 1 < end && input[at + 1] == UInt8(ascii: ">")
        at += 1
      } else {
        readAttribute(end: end, isKept: attributes < Self.maximumAttributes)
        attributes += 1
      }
    }
    at += 1
    if Self.isVoid(name) { isClosed = true }
    append(isClosed ? "/>" : ">")
    guard !isClosed else { return }
    nesting.didOpen(name, kind, tag: mark..<output.count, &output)
    readRawText(of: name, mark: mark, end: end)
  }

  private mutating func readAttribute(end: Int, isKept: Bool) {
    let mark = output.count
    var isKept = isKept
    output.append(0x20)
    let name = at
    while at < end, !isHTMLSpace(input[at]), input[at] != UInt8(ascii: ">"), input[at] != UInt8(ascii: "/"),
      input[at] != UInt8(ascii: "=") || at == name
    {
      let byte = input[at]
      if !isASCIIAlphanumeric(byte), ![0x2D, 0x2E, 0x3A, 0x5F].contains(byte) { isKept = false }
      output.append(byte)
      at += 1
    }
    if at == name { at += 1 }
    if isKept { isKept = isASCIILetter(input[name]) }
    let nameEnd = at
    while at < end, isHTMLSpace(input[at]) { at += 1 }
    append("=\"")
    if at < end, input[at] == UInt8(ascii: "=") {
      at += 1
      while at < end, isHTMLSpace(input[at]) { at += 1 }
      readAttributeValue(end: end)
    } else {
      at = nameEnd
    }
    output.append(UInt8(ascii: "\""))
    if !isKept { output.removeSubrange(mark...) }
  }

  private mutating func readAttributeValue(end: Int) {
    guard at < end else { return }
    let quote = input[at]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    if isQuoted { at += 1 }
    while at < end {
      let start = at
      while at < end, input[at] != quote, Self.isPlain(input[at], isQuoted: isQuoted) { at += 1 }
      output.append(contentsOf: input[start..<at])
      guard at < end else { break }
      let byte = input[at]
      if isQuoted ? byte == quote : isHTMLSpace(byte) || byte == UInt8(ascii: ">") { break }
      if byte == UInt8(ascii: "&") {
        copyReferenceInAttribute()
      } else {
        appendEscaped(byte)
        at += 1
      }
    }
    if isQuoted, at < end { at += 1 }
  }

  /// Elements whose content is not markup: scripts and styles go with their tag, other text is set aside.
  private mutating func readRawText(of name: String, mark: Int, end: Int) {
    if name.utf8.count < 3 { return }
    let isDropped = name == "script" || name == "style"
    guard isDropped || Self.holdsText(name) else { return }
    guard let close = index(of: "</" + name, from: at, end: end) else {
      // A browser takes the rest of the page for its text; here only that of scripts and styles is given up.
      if isDropped { at = end }
      return
    }
    if isDropped {
      let formula = Formula(scriptTag: output[mark...])
      output.removeSubrange(mark...)
      if let formula { append(formula, until: close) }
      at = index(of: ">", from: close, end: end).map { $0 + 1 } ?? end
      return
    }
    while at < close {
      if input[at] == UInt8(ascii: "&"), name != "xmp" {
        copyReference()
      } else if input[at] < 0x20, !isHTMLSpace(input[at]) {
        at += 1
      } else {
        copyByte()
      }
    }
  }

  /// MathJax keeps formulas in scripts; their source is code that is part of the text.
  private mutating func append(_ formula: Formula, until end: Int) {
    let source = Formula.source(in: input[at..<end])
    if source.isEmpty { return }
    let name = formula == .displayed ? "pre" : "code"
    let kind = InlineNesting.kind(of: name)
    nesting.willOpen(name, kind, &output)
    append("<")
    append(name: name)
    append(" class=\"")
    append(HTMLTree.formulaClass)
    append("\">")
    text.append(contentsOf: source)
    endRun()
    append("</")
    append(name: name)
    append(">")
    if kind == .block { _ = nesting.willClose(name, kind, &output) }
  }

  // MARK: - Bytes

  /// Where a text (in lower case) next stands, letters compared without case.
  private mutating func index(of text: String, from start: Int, end: Int) -> Int? {
    guard missing.isEmpty || !missing.contains(text) else { return nil }
    let wanted = Array(text.utf8)
    var from = start
    while from + wanted.count <= end {
      var length = 0
      while length < wanted.count {
        let byte = input[from + length]
        guard (byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte) == wanted[length] else { break }
        length += 1
      }
      if length == wanted.count { return from }
      from += 1
    }
    missing.append(text)
    return nil
  }

  private mutating func copyByte() {
    text.append(input[at])
    at += 1
  }

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { output.append(contentsOf: $0) }
  }

  private mutating func append(name: String) {
    var name = Self.safeName(name)
    name.withUTF8 { output.append(contentsOf: $0) }
  }

  private mutating func appendEscaped(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): append("&amp;")
    case UInt8(ascii: "<"): append("&lt;")
    case UInt8(ascii: "\""): append("&quot;")
    case 0..<0x20 where !isHTMLSpace(byte): break
    default: output.append(byte)
    }
  }
}
