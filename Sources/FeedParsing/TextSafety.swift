import LibXML
import Typography

/// Values that are not shown as prose, kept as written but for what could harm a terminal.
enum TextSafety {
  /// An identifier: control characters gone, blanks around it dropped.
  static func verbatim(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var start = 0
    var end = bytes.count
    while start < end, bytes[start] <= 0x20 { start += 1 }
    while end > start, bytes[end - 1] <= 0x20 { end -= 1 }
    let kept = UnsafeBufferPointer(rebasing: bytes[start..<end])
    return withoutControls(String(decoding: kept, as: UTF8.self))
  }

  /// A URL: blanks around it and control characters inside dropped.
  static func url(_ url: String) -> String {
    let isPlain = url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    return isPlain ? url : withoutControls(url).trimmed { $0 == " " }
  }

  /// Whether a URL may be a link at all: whatever runs a program in a page may not.
  static func mayBeFollowed(_ url: String) -> Bool {
    guard let scheme = URLReference.scheme(of: url) else { return true }
    return !["javascript", "vbscript", "data"].contains(scheme)
  }

  /// The text without C0, C1, DEL and the characters that turn writing around.
  private static func withoutControls(_ text: String) -> String {
    let isClean = text.utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
    if isClean { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.filter(isSafe)))
  }

  /// Whether a character may stand in one line of a terminal or a file.
  static func isSafe(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0..<0x20, 0x7F..<0xA0: false
    // Bidi marks and overrides, line and paragraph separators, byte order mark, interlinear and tag characters.
    case 0x061C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB, 0xE0000...0xE007F: false
    default: true
    }
  }
}
