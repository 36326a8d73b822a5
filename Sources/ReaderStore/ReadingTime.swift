import ArticleDocument
import ArticleLayout

/// How long an article's lines take to read.
public struct ReadingTime: Equatable, Sendable {
  /// Seconds that the lines before each line take; one more than there are lines.
  private var before: [Float]

  static let wordsAMinute = 230
  /// Chinese, Japanese and Korean are counted by characters.
  static let charactersAMinute = 400

  /// Up to the block `end` it is the article's own text; what follows is the list of its links.
  init(_ layout: Layout, end: Int) {
    before = [0]
    before.reserveCapacity(layout.lines.count + 1)
    var seconds: Float = 0
    for line in layout.lines {
      if line.position.block < end {
        let (words, characters) = ReadingTime.count(line.spans)
        seconds += Float(words) * 60 / Float(ReadingTime.wordsAMinute)
        seconds += Float(characters) * 60 / Float(ReadingTime.charactersAMinute)
      }
      before.append(seconds)
    }
  }

  /// Minutes for the lines from one on, rounded up; nil if there is nothing to read in them.
  public func minutes(from line: Int) -> Int? {
    guard let all = before.last, before.indices.contains(line), all > before[line] else { return nil }
    return Int(((all - before[line]) / 60).rounded(.up))
  }

  /// Words, which begin with a letter or a digit; and characters of scripts that are written without blanks.
  static func count(_ spans: [Span]) -> (words: Int, characters: Int) {
    var (words, characters) = (0, 0)
    var isInWord = false
    for span in spans {
      for scalar in span.text.unicodeScalars {
        switch scalar.value {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0xC0...0x1FFF:
          if !isInWord { words += 1 }
          isInWord = true
        case 0x20, 0xA0: isInWord = false
        case 0x3041...0x30FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0x20000...0x3FFFF:
          characters += 1
          isInWord = false
        default: break
        }
      }
    }
    return (words, characters)
  }
}
