import Glibc
import Typography

/// Finds the addresses that stand in a text without being links.
enum BareLinks {
  /// A text in one style as runs, each address a link to itself; nil if there is none.
  static func runs(_ text: String, _ style: InlineStyle) -> [Inline]? {
    var text = text
    let ranges = text.withUTF8 { addresses(in: $0) }
    guard !ranges.isEmpty else { return nil }
    let utf8 = text.utf8
    func part(_ from: Int, _ to: Int) -> String {
      String(text[utf8.index(utf8.startIndex, offsetBy: from)..<utf8.index(utf8.startIndex, offsetBy: to)])
    }
    var runs: [Inline] = []
    var from = 0
    for range in ranges {
      if range.lowerBound > from { runs.append(.text(part(from, range.lowerBound), style)) }
      let address = part(range.lowerBound, range.upperBound)
      runs.append(.text(address, style, link: target(of: address)))
      from = range.upperBound
    }
    if from < utf8.count { runs.append(.text(part(from, utf8.count), style)) }
    return runs
  }

  /// The addresses in a text whose lines are its own.
  static func links(in text: String) -> [Code.Link] {
    var text = text
    return text.withUTF8 { bytes in
      addresses(in: bytes).map { range in
        Code.Link(range: range, target: target(of: String(decoding: bytes[range], as: UTF8.self)))
      }
    }
  }

  /// Of all sites that are named without a scheme, http finds those that https does.
  private static func target(of address: String) -> String {
    address.hasPrefix("www.") ? "http://" + address : address
  }

  private static func addresses(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    let names = names(in: bytes)
    if names.isEmpty { return addresses(in: bytes, from: 0, before: bytes.count) }
    var found: [Range<Int>] = []
    var at = 0
    for name in names {
      found += addresses(in: bytes, from: at, before: name.lowerBound)
      at = max(found.last?.upperBound ?? 0, at)
      if name.lowerBound < at { continue }
      found.append(name)
      at = name.upperBound
    }
    return found + addresses(in: bytes, from: at, before: bytes.count)
  }

  /// Sites that are named without `http://`: `www.a.example/path`.
  private static func names(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = 0
    while at < bytes.count, let base = bytes.baseAddress,
      let match = memchr(base + at, Int32(UInt8(ascii: "w")), bytes.count - at)
    {
      let start = UnsafeRawPointer(match) - UnsafeRawPointer(base)
      at = start + 1
      guard at + 2 < bytes.count, bytes[at] == UInt8(ascii: "w"), bytes[at + 1] == UInt8(ascii: "w"),
        bytes[at + 2] == UInt8(ascii: ".")
      else { continue }
      at = start + 4
      guard start == 0 || isOutside(bytes[start - 1]), at < bytes.count, isLetterOrDigit(bytes[at]) else { continue }
      let end = addressEnd(from: at, in: bytes)
      let host = bytes[at..<end].prefix { isLetterOrDigit($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }
      at = end
      // A site and the domain it is in.
      guard let point = host.lastIndex(of: UInt8(ascii: ".")), host.endIndex - point > 2 else { continue }
      found.append(start..<end)
    }
    return found
  }

  /// Whether a name of a site may start after a byte: not within a word, an address or a path.
  private static func isOutside(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "/"), UInt8(ascii: "."), UInt8(ascii: "@"), UInt8(ascii: "-"), UInt8(ascii: "_"),
      UInt8(ascii: ":"), UInt8(ascii: "="), UInt8(ascii: "&"), UInt8(ascii: "%"):
      false
    default: !isLetterOrDigit(byte)
    }
  }

  private static func addresses(
    in bytes: UnsafeBufferPointer<UInt8>, from start: Int, before limit: Int
  ) -> [Range<Int>] {
    var found: [Range<Int>] = []
    var at = start
    while let colon = firstColon(from: at, before: limit, in: bytes), colon + 3 < bytes.count {
      guard bytes[colon + 1] == 0x2F, bytes[colon + 2] == 0x2F,
        let start = schemeStart(before: colon, in: bytes), isLetterOrDigit(bytes[colon + 3])
      else {
        at = colon + 1
        continue
      }
      let end = addressEnd(from: colon + 3, in: bytes)
      found.append(start..<end)
      at = end
    }
    return found
  }

  private static func firstColon(
    from start: Int, before end: Int, in bytes: UnsafeBufferPointer<UInt8>
  ) -> Int? {
    guard start < end, let base = bytes.baseAddress,
      let found = memchr(base + start, Int32(UInt8(ascii: ":")), end - start)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Where `http` or `https` starts that ends here, and no letter or digit stands before.
  private static func schemeStart(before colon: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    for scheme in ["http", "https"] as [StaticString] {
      let start = colon - scheme.utf8CodeUnitCount
      guard start >= 0, start == 0 || !isLetterOrDigit(bytes[start - 1]) else { continue }
      if scheme.withUTF8Buffer({ UnsafeBufferPointer(rebasing: bytes[start..<colon]).elementsEqual($0) }) {
        return start
      }
    }
    return nil
  }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool { byte.isASCIILetter || byte.isASCIIDigit }

  /// An address ends at white space, quotes, brackets of tags and other scripts; not with a sentence's own signs, nor
  /// with a bracket that it does not open.
  private static func addressEnd(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var end = start
    var depth = 0
    while end < bytes.count {
      guard 0x21..<0x7F ~= bytes[end] else {
        guard let next = nameEnd(from: end, in: bytes) else { break }
        end = next
        continue
      }
      switch bytes[end] {
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), UInt8(ascii: "`"):
        return trimmed(start, end, bytes)
      case UInt8(ascii: "("), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: ")"), UInt8(ascii: "]"):
        depth -= 1
        if depth < 0 { return trimmed(start, end, bytes) }
      default: break
      }
      end += 1
    }
    return trimmed(start, end, bytes)
  }

  /// The end of letters outside ASCII that are part of an address: a part of its path or query begins with them, and
  /// more of the address follows. Elsewhere they are the text that goes on, for Chinese leaves no blank.
  private static func nameEnd(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard bytes[start] >= 0xC3, start > 0, [0x2F, 0x3D, 0x2D, 0x5F].contains(bytes[start - 1]) else { return nil }
    var end = start
    while end < bytes.count, end - start < 200 {
      let byte = bytes[end]
      let next = end + 1 < bytes.count ? bytes[end + 1] : 0
      // Punctuation, ideographic and full-width signs.
      let isSign = byte == 0xE2 && next <= 0xBA || byte == 0xE3 && next == 0x80 || byte == 0xEF && next >= 0xBC
      let isLetter = byte >= 0x80 || isLetterOrDigit(byte) || byte == 0x2D || byte == 0x5F
      guard isLetter, !isSign else { break }
      end += 1
    }
    guard end + 1 < bytes.count else { return nil }
    switch bytes[end] {
    case UInt8(ascii: "/"): return end
    case UInt8(ascii: "."), UInt8(ascii: "?"), UInt8(ascii: "&"):
      return bytes[end + 1].isASCIILetter ? end : nil
    default: return nil
    }
  }

  private static func trimmed(_ start: Int, _ end: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var end = end
    while end > start + 1 {
      switch bytes[end - 1] {
      case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "!"),
        UInt8(ascii: "?"), UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "~"):
        end -= 1
      default: return end
      }
    }
    return end
  }
}
