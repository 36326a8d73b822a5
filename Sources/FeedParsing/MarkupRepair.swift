import LibXML

/// One linear pass that makes well-formed XML of what is nearly so, since libxml2's own recovery loses text: after a
/// bare `&` it drops every later `&lt;`.
///
/// Only documents that a strict parse refused come here.
struct MarkupRepair {
  private let input: UnsafeBufferPointer<UInt8>
  private var output: [UInt8] = []
  private var position = 0
  private var open: [OpenElement] = []
  private var shownDepth = 0
  private(set) var warnings: [String] = []
  private var hasNoCommentEnd = false
  private var hasNoDataEnd = false
  private var hasNoInstructionEnd = false

  private struct OpenElement {
    var name: Range<Int>
    /// Whether its tags are written; elements nested too deep leave only their text.
    var isWritten: Bool
  }

  private static let attributeLimit = 1_000
  private static let depthLimit = 200

  private var entities: DeclaredEntities

  private init(_ input: UnsafeBufferPointer<UInt8>, _ entities: DeclaredEntities) {
    self.input = input
    self.entities = entities
    output.reserveCapacity(input.count + input.count / 8)
  }

  /// The same document, well-formed, and a sentence for each kind of repair.
  ///
  /// `input` is UTF-8 that begins with the root element's tag.
  static func repaired(
    _ input: UnsafeBufferPointer<UInt8>, entities: DeclaredEntities
  ) -> (bytes: [UInt8], warnings: [String]) {
    var repair = MarkupRepair(input, entities)
    repair.run()
    return (repair.output, repair.warnings)
  }

  private mutating func run() {
    while position < input.count {
      let byte = input[position]
      if byte == UInt8(ascii: "<") {
        markup()
      } else {
        text(byte)
      }
    }
    if !open.isEmpty { warn("The document breaks off; what was open was closed.") }
    while let element = open.popLast() { writeEnd(element) }
  }

  private mutating func warn(_ sentence: String) {
    if !warnings.contains(sentence) { warnings.append(sentence) }
  }

  // MARK: Text

  private mutating func text(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "&"): reference()
    case UInt8(ascii: ">"):
      write("&gt;")
      position += 1
    default: character(byte)
    }
  }

  /// Copies one byte of text; control characters and U+FFFE, U+FFFF are no part of XML and go.
  private mutating func character(_ byte: UInt8) {
    if byte < 0x20, byte != 9, byte != 10, byte != 13 {
      warn("Control characters were removed.")
      position += 1
    } else if byte == 0xEF, position + 2 < input.count, input[position + 1] == 0xBF, input[position + 2] >= 0xBE {
      warn("Code points that are no characters were removed.")
      position += 3
    } else {
      output.append(byte)
      position += 1
    }
  }

  private mutating func reference() {
    let end = min(input.count, position + 34)
    var index = position + 1
    while index < end, isNameByte(input[index]) || input[index] == UInt8(ascii: "#") { index += 1 }
    guard index < end, input[index] == UInt8(ascii: ";"), index > position + 1 else { return bareAmpersand() }
    let whole = position...index
    let name = String(decoding: UnsafeBufferPointer(rebasing: input[(position + 1)..<index]), as: UTF8.self)
    if name.hasPrefix("#") { return numericReference(name, whole) }
    if ["amp", "lt", "gt", "quot", "apos"].contains(name) {
      output.append(contentsOf: input[whole])
      position = index + 1
    } else if let text = entities.text(named: name) {
      warn("Entities of the document's own were replaced by their text.")
      HTMLSanitizer.appendEscaped(text, to: &output)
      position = index + 1
    } else if let found = CharacterReference(in: input, at: position, isAttribute: true), found.end == index + 1 {
      warn("HTML entities were used without a declaration.")
      HTMLSanitizer.appendEscaped(found.utf8, to: &output)
      position = index + 1
    } else {
      warn("An entity that nobody declared was left as text.")
      write("&amp;")
      position += 1
    }
  }

  private mutating func bareAmpersand() {
    warn("Bare ampersands were escaped.")
    write("&amp;")
    position += 1
  }

  private mutating func numericReference(_ name: String, _ whole: ClosedRange<Int>) {
    let isHex = name.hasPrefix("#x") || name.hasPrefix("#X")
    let digits = name.dropFirst(isHex ? 2 : 1)
    guard let value = UInt32(digits, radix: isHex ? 16 : 10), digits.first != "+" else {
      if digits.isEmpty || !digits.allSatisfy(\.isHexDigit) { return bareAmpersand() }
      warn("References to characters that are none were removed.")
      position = whole.upperBound + 1
      return
    }
    let isAllowed = value >= 0x20 || value == 9 || value == 10 || value == 13
    if isAllowed, value != 0xFFFE, value != 0xFFFF, Unicode.Scalar(value) != nil {
      write("&#")
      output.append(contentsOf: Array(String(value).utf8))
      write(";")
    } else {
      warn("References to characters that are none were removed.")
    }
    position = whole.upperBound + 1
  }

  // MARK: Markup

  private mutating func markup() {
    let next = position + 1 < input.count ? input[position + 1] : 0
    if isNameStart(next) { return startTag() }
    if next == UInt8(ascii: "/") { return endTag() }
    if next == UInt8(ascii: "!") { return declaration() }
    if next == UInt8(ascii: "?"), !hasNoInstructionEnd {
      if let end = find("?>", from: position) {
        position = end + 2
        return
      }
      hasNoInstructionEnd = true
    }
    lessThan()
  }

  private mutating func lessThan() {
    warn("A bare < was escaped.")
    write("&lt;")
    position += 1
  }

  private mutating func declaration() {
    if starts(with: "<!--") {
      if !hasNoCommentEnd, let end = find("-->", from: position + 4) {
        position = end + 3
      } else {
        hasNoCommentEnd = true
        lessThan()
      }
    } else if starts(with: "<![CDATA[") {
      characterData()
    } else if let end = find(">", from: position) {
      position = end + 1
    } else {
      position = input.count
    }
  }

  private mutating func characterData() {
    position += 9
    var end = input.count
    var next = end
    if !hasNoDataEnd, let found = find("]]>", from: position) {
      (end, next) = (found, found + 3)
    } else {
      hasNoDataEnd = true
      warn("A CDATA section is not closed.")
      if let element = open.last, let found = findEndTag(element.name) { (end, next) = (found, found) }
    }
    while position < end {
      switch input[position] {
      case UInt8(ascii: "&"): writeAndStep("&amp;")
      case UInt8(ascii: "<"): writeAndStep("&lt;")
      case UInt8(ascii: ">"): writeAndStep("&gt;")
      case let byte: character(byte)
      }
    }
    position = max(next, position)
  }

  private mutating func endTag() {
    let start = position + 2
    var index = start
    while index < input.count, isNameByte(input[index]) { index += 1 }
    let name = start..<index
    while index < input.count, input[index] != UInt8(ascii: ">"), input[index] != UInt8(ascii: "<") { index += 1 }
    position = index < input.count && input[index] == UInt8(ascii: ">") ? index + 1 : index
    // Nothing holds on to the slice: closing would copy all that is open.
    guard let match = open.suffix(300).lastIndex(where: { isSame($0.name, name) }) else {
      return warn("An end tag without a start was dropped.")
    }
    if match != open.count - 1 { warn("Elements that were not closed were closed.") }
    while open.count > match, let element = open.popLast() { writeEnd(element) }
  }

  private mutating func startTag() {
    let start = position + 1
    var index = start
    while index < input.count, isNameByte(input[index]) { index += 1 }
    let element = OpenElement(name: start..<index, isWritten: shownDepth < Self.depthLimit)
    if !element.isWritten { warn("Elements are nested too deep; only their text was kept.") }
    let rewind = output.count
    write("<")
    output.append(contentsOf: input[element.name])
    position = index
    var names: Set<String> = []
    var isClosed = false
    while position < input.count {
      let byte = input[position]
      if byte == UInt8(ascii: ">") {
        position += 1
        break
      }
      if byte == UInt8(ascii: "<") {
        warn("A tag is not closed.")
        break
      }
      isClosed = byte == UInt8(ascii: "/")
      if isNameStart(byte) {
        attribute(&names)
      } else {
        position += 1
      }
    }
    if !element.isWritten { output.removeLast(output.count - rewind) }
    if isClosed {
      if element.isWritten { write("/>") }
      return
    }
    if element.isWritten {
      write(">")
      shownDepth += 1
    }
    open.append(element)
  }

  private mutating func attribute(_ names: inout Set<String>) {
    let start = position
    while position < input.count, isNameByte(input[position]) { position += 1 }
    let name = start..<position
    let label = String(decoding: UnsafeBufferPointer(rebasing: input[name]), as: UTF8.self)
    skipBlanks()
    let isWanted = names.count < Self.attributeLimit && names.insert(label).inserted
    if !isWanted { warn("Attributes that come twice, or beyond \(Self.attributeLimit), were dropped.") }
    let rewind = output.count
    write(" ")
    output.append(contentsOf: input[name])
    write("=\"")
    if position < input.count, input[position] == UInt8(ascii: "=") {
      position += 1
      skipBlanks()
      value()
    }
    write("\"")
    if !isWanted { output.removeLast(output.count - rewind) }
  }

  private mutating func value() {
    guard position < input.count else { return }
    let quote = input[position]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    if isQuoted { position += 1 }
    while position < input.count {
      let byte = input[position]
      if isQuoted ? byte == quote : (byte <= 0x20 || byte == UInt8(ascii: ">")) { break }
      switch byte {
      case UInt8(ascii: "<"): writeAndStep("&lt;")
      case UInt8(ascii: "\""): writeAndStep("&quot;")
      default: text(byte)
      }
    }
    if isQuoted, position < input.count { position += 1 }
  }

  // MARK: Bytes

  private mutating func writeEnd(_ element: OpenElement) {
    guard element.isWritten else { return }
    write("</")
    output.append(contentsOf: input[element.name])
    write(">")
    shownDepth -= 1
  }

  private mutating func write(_ text: StaticString) {
    output.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private mutating func writeAndStep(_ text: StaticString) {
    write(text)
    position += 1
  }

  private mutating func skipBlanks() {
    while position < input.count, input[position] <= 0x20 { position += 1 }
  }

  private func starts(with text: StaticString) -> Bool {
    guard position + text.utf8CodeUnitCount <= input.count else { return false }
    return (0..<text.utf8CodeUnitCount).allSatisfy { input[position + $0] == text.utf8Start[$0] }
  }

  private func find(_ text: StaticString, from start: Int) -> Int? {
    ByteSearch.first(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount), in: input, from: start)
  }

  private func findEndTag(_ name: Range<Int>) -> Int? {
    ByteSearch.first([UInt8(ascii: "<"), UInt8(ascii: "/")] + Array(input[name]), in: input, from: position)
  }

  private func isSame(_ a: Range<Int>, _ b: Range<Int>) -> Bool {
    guard a.count == b.count else { return false }
    return zip(input[a], input[b]).allSatisfy { $0 == $1 || ($0 | 0x20 == $1 | 0x20 && HTMLCharacters.isLetter($0)) }
  }

  private func isNameStart(_ byte: UInt8) -> Bool {
    HTMLCharacters.isLetter(byte) || byte >= 0x80 || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ":")
  }

  private func isNameByte(_ byte: UInt8) -> Bool {
    isNameStart(byte) || (byte >= 0x30 && byte <= 0x39) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }
}
