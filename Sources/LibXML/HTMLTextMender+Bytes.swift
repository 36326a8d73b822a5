extension HTMLTextMender {
  /// Elements without content; libxml2 knows only those of HTML 4.
  static func isVoid(_ name: String) -> Bool {
    switch name.utf8.count {
    case 2: name == "br" || name == "hr"
    case 3: name == "img" || name == "wbr" || name == "col"
    case 4: name == "area" || name == "base" || name == "link" || name == "meta"
    case 5: name == "embed" || name == "image" || name == "input" || name == "param" || name == "track"
    case 6: name == "source"
    default: false
    }
  }

  /// Elements whose content is text, whatever it looks like.
  static func holdsText(_ name: String) -> Bool {
    switch name {
    case "title", "textarea", "iframe", "xmp", "noembed": true
    default: false
    }
  }

  /// Whether a byte of an attribute's value is written as it is, and cannot end it but as its quotation mark.
  static func isPlain(_ byte: UInt8, isQuoted: Bool) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: "\""), 0..<0x20: false
    case UInt8(ascii: " "), UInt8(ascii: ">"): isQuoted
    default: true
    }
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// The name of the tag that stands there, in lower case, 40 bytes of it at most.
  func tagName(from start: Int, end: Int) -> String {
    var stop = start
    while stop < end, stop - start < 40,
      isASCIIAlphanumeric(self[stop]) || self[stop] == UInt8(ascii: "-") || self[stop] == UInt8(ascii: ":")
    {
      stop += 1
    }
    return String(unsafeUninitializedCapacity: stop - start) { name in
      for index in start..<stop {
        let byte = self[index]
        name[index - start] = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      }
      return stop - start
    }
  }

  /// Where plain text ends: at a tag, a reference or a control character.
  func endOfPlainText(from start: Int, before end: Int) -> Int {
    var at = start
    while at < end {
      // Eight bytes are looked at at once, and for the most part none of them ends it.
      if at + 8 <= end, let base = baseAddress {
        let eight = UInt64(littleEndian: UnsafeRawPointer(base).loadUnaligned(fromByteOffset: at, as: UInt64.self))
        let tags = Self.less(than: 1, eight ^ 0x3C3C_3C3C_3C3C_3C3C)
        let references = Self.less(than: 1, eight ^ 0x2626_2626_2626_2626)
        let special = tags | references | Self.less(than: 0x20, eight)
        guard special != 0 else {
          at += 8
          continue
        }
        at += special.trailingZeroBitCount / 8
      }
      let byte = self[at]
      if byte == UInt8(ascii: "<") || byte == UInt8(ascii: "&") || byte < 0x20 && !isHTMLSpace(byte) { break }
      at += 1
    }
    return at
  }

  /// The high bit of each of eight bytes that is less than a limit of at most 128; above the first of them it may be
  /// set by mistake.
  private static func less(than limit: UInt64, _ eight: UInt64) -> UInt64 {
    (eight &- limit &* 0x0101_0101_0101_0101) & ~eight & 0x8080_8080_8080_8080
  }

  func hasPrefix(_ prefix: StaticString, at start: Int) -> Bool {
    guard start + prefix.utf8CodeUnitCount <= count else { return false }
    return prefix.withUTF8Buffer { UnsafeBufferPointer(rebasing: self[start..<start + $0.count]).elementsEqual($0) }
  }
}
