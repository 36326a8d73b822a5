import FeedModel
import Typography

/// The passage of a text that shows best why a search found it.
struct Snippet {
  /// What is looked for, each as its letters and digits in their plain form, with single blanks.
  private let needles: [[Character]]

  /// A passage has about so many characters.
  static let length = 160
  /// Texts are looked through up to here.
  private static let greatestLength = 100_000

  /// Nil where a filter looks for no text.
  init?(_ filter: Filter) {
    needles = filter.texts.compactMap { term in
      switch term {
      case .text(.word(let text), in: .anywhere), .text(.phrase(let text), in: .anywhere):
        let needle = Self.plain(Array(text)).map(\.character)
        return needle.isEmpty ? nil : needle
      default: return nil
      }
    }
    if needles.isEmpty { return nil }
  }

  /// The passage with most of what is looked for, in one line; the beginning of the text if there is nothing of it.
  func passage(of text: String) -> String {
    let text = Array(text.prefix(Self.greatestLength))
    let plain = Self.plain(text)
    var best = (hits: 0, start: 0)
    var hits: [(needle: Int, at: Int)] = []
    for index in plain.indices where index == 0 || plain[index - 1].character == " " || plain[index].isPaired {
      for (needle, letters) in needles.enumerated() where Self.stands(letters, in: plain, at: index) {
        hits.append((needle, plain[index].position))
      }
    }
    for (index, hit) in hits.enumerated() {
      let near = hits[index...].prefix { $0.at < hit.at + Self.length * 2 / 3 }
      let count = Set(near.map(\.needle)).count
      if count > best.hits { best = (count, hit.at) }
    }
    return Self.line(text, around: best.start)
  }

  private static func line(_ text: [Character], around hit: Int) -> String {
    var start = max(0, hit - length / 4)
    if start > 0 {
      // From the beginning of a word, if one is near.
      let blank = text[start..<hit].prefix(20).firstIndex(where: \.isWhitespace)
      if let blank { start = blank + 1 }
    }
    var end = min(text.count, start + length)
    if end < text.count, let blank = text[max(hit, end - 20)..<end].lastIndex(where: \.isWhitespace) { end = blank }
    let words = TerminalText.line(String(text[start..<end])).split(whereSeparator: \.isWhitespace)
    return (start > 0 ? "…" : "") + words.joined(separator: " ") + (end < text.count ? "…" : "")
  }

  // MARK: Plain letters

  private struct Letter {
    var character: Character
    var position: Int
    var isPaired: Bool
  }

  /// Letters and digits in their plain form, with one blank for whatever is between them.
  private static func plain(_ text: [Character]) -> [Letter] {
    var letters: [Letter] = []
    letters.reserveCapacity(text.count)
    for (position, character) in text.enumerated() {
      if character.isLetter || character.isNumber {
        for plain in CompatibilityForms.key(String(character)) {
          letters.append(Letter(character: plain, position: position, isPaired: CharacterPairs.isPaired(plain)))
        }
      } else if letters.last?.character != " " {
        letters.append(Letter(character: " ", position: position, isPaired: false))
      }
    }
    if letters.last?.character == " " { letters.removeLast() }
    if letters.first?.character == " " { letters.removeFirst() }
    return letters
  }

  private static func stands(_ needle: [Character], in text: [Letter], at index: Int) -> Bool {
    guard index + needle.count <= text.count else { return false }
    return zip(needle, text[index...]).allSatisfy { $0 == $1.character }
  }
}
