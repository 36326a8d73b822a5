/// HTML to the words in it, quick and rough: for the search index and for telling an edit from new markup, where a
/// tree would cost ten times as much and no one sees the text.
enum MarkupStripper {
  static func text(of html: String) -> [UInt8] {
    var html = html
    return html.withUTF8 { bytes in
      var output: [UInt8] = []
      output.reserveCapacity(bytes.count)
      var index = 0
      while index < bytes.count {
        switch bytes[index] {
        case UInt8(ascii: "<"):
          index = skipTag(bytes, at: index)
          output.append(0x20)
        case UInt8(ascii: "&"):
          index = appendReference(bytes, at: index, to: &output)
        default:
          let start = index
          index = bytes.firstIndex(of: UInt8(ascii: "<"), or: UInt8(ascii: "&"), from: start)
          output.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[start..<index]))
        }
      }
      return output
    }
  }

  private typealias Bytes = UnsafeBufferPointer<UInt8>

  /// Elements whose text nobody reads.
  private static let silent = [("<script", "</script"), ("<style", "</style")]

  /// - Returns: the index after a tag or comment, and after the whole of a script or style.
  private static func skipTag(_ bytes: Bytes, at start: Int) -> Int {
    guard start + 1 < bytes.count else { return bytes.count }
    let first = bytes[start + 1]
    if first == UInt8(ascii: "!"), starts(bytes, at: start, with: "<!--") {
      return find("-->", in: bytes, from: start + 4)
    }
    guard first | 0x20 == UInt8(ascii: "s") else { return skipTag(bytes, from: start + 1) }
    for (opening, closing) in silent where starts(bytes, at: start, with: opening) {
      return skipTag(bytes, from: find(closing, in: bytes, from: start + 1))
    }
    return skipTag(bytes, from: start + 1)
  }

  /// Attribute values may hold `>`.
  private static func skipTag(_ bytes: Bytes, from start: Int) -> Int {
    let quote = UInt8(ascii: "\"")
    var index = start
    while true {
      index = bytes.firstIndex(of: UInt8(ascii: ">"), or: quote, from: index)
      guard index < bytes.count else { return bytes.count }
      if bytes[index] == UInt8(ascii: ">") { return index + 1 }
      let opensValue = index > start && bytes[index - 1] == UInt8(ascii: "=")
      index += 1
      if opensValue { index = min(bytes.firstIndex(of: quote, or: quote, from: index) + 1, bytes.count) }
    }
  }

  private static func starts(_ bytes: Bytes, at index: Int, with text: String) -> Bool {
    guard index + text.utf8.count <= bytes.count else { return false }
    return zip(bytes[index...], text.utf8).allSatisfy { $0 == $1 || $0 | 0x20 == $1 }
  }

  /// - Returns: the index after the text, or the end.
  private static func find(_ text: String, in bytes: Bytes, from start: Int) -> Int {
    guard let first = text.utf8.first else { return start }
    var index = start
    while index < bytes.count {
      if bytes[index] == first, starts(bytes, at: index, with: text) { return index + text.utf8.count }
      index += 1
    }
    return bytes.count
  }

  /// Appends what a character reference stands for, a blank if its name is not worth knowing here.
  /// - Returns: the index after it.
  private static func appendReference(_ bytes: Bytes, at start: Int, to output: inout [UInt8]) -> Int {
    var end = start + 1
    while end < bytes.count, end - start < 12, bytes[end] != UInt8(ascii: ";"), bytes[end] > 0x20 { end += 1 }
    guard end < bytes.count, bytes[end] == UInt8(ascii: ";") else {
      output.append(UInt8(ascii: "&"))
      return start + 1
    }
    let name = String(decoding: bytes[start + 1..<end], as: UTF8.self)
    if let scalar = scalar(named: name) {
      output.append(contentsOf: Array(String(Character(scalar)).utf8))
    } else {
      output.append(0x20)
    }
    return end + 1
  }

  private static func scalar(named name: String) -> Unicode.Scalar? {
    if name.hasPrefix("#x") || name.hasPrefix("#X") {
      return UInt32(name.dropFirst(2), radix: 16).flatMap(Unicode.Scalar.init)
    }
    if name.hasPrefix("#") { return UInt32(name.dropFirst()).flatMap(Unicode.Scalar.init) }
    return names[name]
  }

  private static let names: [String: Unicode.Scalar] = [
    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "rsquo": "’", "lsquo": "‘", "mdash": "—",
    "ndash": "–", "hellip": "…", "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç", "auml": "ä", "ouml": "ö",
    "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "ntilde": "ñ", "oacute": "ó", "aacute": "á",
    "iacute": "í", "uacute": "ú", "aring": "å", "oslash": "ø", "aelig": "æ",
  ]
}

extension UnsafeBufferPointer<UInt8> {
  /// The index of the first of two bytes from an index on, or the end; eight bytes a step.
  fileprivate func firstIndex(of one: UInt8, or other: UInt8, from start: Int) -> Int {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let (first, second) = (ones &* UInt64(one), ones &* UInt64(other))
    let raw = UnsafeRawBufferPointer(self)
    var index = start
    while index + 8 <= count {
      let word = raw.loadUnaligned(fromByteOffset: index, as: UInt64.self)
      // A byte of zeros where one of the two stands; what lies above such a byte may be wrong, and is not asked.
      let (a, b) = (word ^ first, word ^ second)
      let found = ((a &- ones) & ~a | (b &- ones) & ~b) & (ones << 7)
      if found != 0 { return index + UInt64(littleEndian: found).trailingZeroBitCount / 8 }
      index += 8
    }
    while index < count, self[index] != one, self[index] != other { index += 1 }
    return index
  }
}
