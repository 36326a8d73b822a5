import Typography

/// Names for files that are made of titles and addresses: no folder, no hidden file, no option, nothing that shows
/// otherwise than it is written, and no longer than file systems allow.
public enum FileName {
  /// Bytes of a name at most.
  public static let limit = 255
  /// Left free for a number and a second ending, as in `Title 2.mp3.part`.
  private static let reserve = 24

  /// Makes a name.
  /// - Parameters:
  ///   - text: a title, or the name that a server gives.
  ///   - ending: without its dot; kept whole where the rest is cut. nil if the text has an ending of its own, or none.
  ///   - fallback: the name where nothing of the text is left.
  /// - Returns: one name without a slash, of less than `limit` bytes.
  public static func safe(_ text: String, ending: String? = nil, fallback: String = "Post") -> String {
    let (stem, end) = ending.map { (clean(text), "." + $0) } ?? parted(clean(text))
    let base = stem.isEmpty ? fallback : stem
    return cut(base, to: limit - reserve - end.utf8.count) + end
  }

  /// The name that comes after a name that is taken: `Title 2.md`.
  public static func numbered(_ name: String, _ number: Int) -> String {
    let (stem, end) = parted(name)
    let suffix = " \(number)" + end
    return cut(stem, to: limit - suffix.utf8.count) + suffix
  }

  /// The name and its ending with the dot; an ending is short, and letters and digits.
  public static func parted(_ name: String) -> (stem: String, ending: String) {
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return (name, "") }
    let ending = name[dot...]
    let isEnding =
      (2...9).contains(ending.count) && ending.dropFirst().allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
    return isEnding ? (String(name[..<dot]), String(ending)) : (name, "")
  }

  private static func clean(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    for scalar in TerminalText.line(text).unicodeScalars {
      switch scalar.properties.generalCategory {
      // The joiners of emoji and of Indian scripts are part of their letters.
      case .format where scalar.value != 0x200C && scalar.value != 0x200D: continue
      case .control, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: continue
      default: scalars.append(scalar == "/" || scalar == "\\" ? "-" : scalar)
      }
    }
    let isEdge: (Character) -> Bool = { $0 == "." || $0 == " " || $0 == "\u{A0}" }
    let start = String(scalars).drop { isEdge($0) || $0 == "-" || $0 == "~" }
    return String(start.reversed().drop(while: isEdge).reversed())
  }

  /// As many whole characters as go into some bytes.
  private static func cut(_ name: String, to bytes: Int) -> String {
    guard name.utf8.count > bytes else { return name }
    var room = bytes
    let kept = name.prefix { character in
      room -= character.utf8.count
      return room >= 0
    }
    return String(kept.reversed().drop { $0 == " " || $0 == "." }.reversed())
  }
}
