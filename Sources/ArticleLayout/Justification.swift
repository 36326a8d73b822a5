/// Lines that end in one column: free cells are spread over the gaps between words.
enum Justification {
  /// A gap that would grow by more than this stays as it is: better a ragged line than holes in it.
  private static let mostAdded = 3

  /// Widens the gaps of a line.
  ///
  /// Blanks at its start are indentation. A line without gaps, as in Chinese, stays as it is.
  /// - Parameters:
  ///   - spans: the line.
  ///   - free: the cells that it leaves free.
  /// - Returns: the line with wider gaps.
  static func spread(_ spans: [Span], over free: Int) -> [Span] {
    guard free > 0 else { return spans }
    let gaps = count(spans)
    guard gaps > 0, free <= gaps * mostAdded else { return spans }
    var result = spans
    var gap = 0
    var isAtStart = true
    for index in spans.indices {
      var text = ""
      for character in spans[index].text {
        text.append(character)
        if character != " " {
          isAtStart = false
        } else if !isAtStart {
          let added = free * (gap + 1) / gaps - free * gap / gaps
          text += String(repeating: " ", count: added)
          gap += 1
        }
      }
      result[index].text = text
    }
    return result
  }

  private static func count(_ spans: [Span]) -> Int {
    var isAtStart = true
    var count = 0
    for span in spans {
      for byte in span.text.utf8 {
        if byte != 0x20 { isAtStart = false } else if !isAtStart { count += 1 }
      }
    }
    return count
  }
}
