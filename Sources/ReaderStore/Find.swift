import ArticleLayout

/// A search in the open article: what is sought, and where it stands in the lines of its layout.
public struct Find: Equatable, Sendable {
  /// A piece of a match on one line: clusters of the line's text.
  public struct Segment: Equatable, Sendable {
    public var line: Int
    public var clusters: Range<Int>
  }

  public var text: String
  /// Each match in reading order; one that runs over a line's end has several segments.
  public var matches: [[Segment]]
  public var current: Int

  public init(text: String, matches: [[Segment]], current: Int = 0) {
    self.text = text
    self.matches = matches
    self.current = current
  }

  /// The line on which the current match begins; nil if there is none.
  var currentLine: Int? { matches.indices.contains(current) ? matches[current].first?.line : nil }

  /// Finds a text, whatever its case, also over line ends.
  static func matches(of text: String, in layout: Layout) -> [[Segment]] {
    let sought = Array(text.lowercased())
    guard !sought.isEmpty else { return [] }
    var characters: [Character] = []
    var places: [(line: Int, cluster: Int)] = []
    for (number, line) in layout.lines.enumerated() {
      var cluster = 0
      for span in line.spans {
        for character in span.text {
          if !(character == " " && (characters.last == " " || characters.isEmpty)) {
            characters.append(character.lowercased().first ?? character)
            places.append((number, cluster))
          }
          cluster += 1
        }
      }
      if characters.last != " " {
        characters.append(" ")
        places.append((number, cluster))
      }
    }
    var found: [[Segment]] = []
    var start = 0
    while start + sought.count <= characters.count {
      guard characters[start] == sought[0], characters[start..<(start + sought.count)].elementsEqual(sought) else {
        start += 1
        continue
      }
      found.append(segments(places[start..<(start + sought.count)]))
      start += sought.count
    }
    return found
  }

  private static func segments(_ places: ArraySlice<(line: Int, cluster: Int)>) -> [Segment] {
    var segments: [Segment] = []
    for place in places {
      if let last = segments.last, last.line == place.line {
        segments[segments.count - 1].clusters = last.clusters.lowerBound..<(place.cluster + 1)
      } else {
        segments.append(Segment(line: place.line, clusters: place.cluster..<(place.cluster + 1)))
      }
    }
    return segments
  }
}
