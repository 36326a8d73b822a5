import ArticleLayout
import Configuration

/// Letters on the links of the screen: typing them follows the link.
public struct LinkHints: Equatable, Sendable {
  /// A link, and the letters that follow it.
  public struct Hint: Equatable, Sendable {
    public var letters: String
    /// The cell of the layout where the link begins.
    public var line: Int
    public var cluster: Int
    public var url: String
  }

  public private(set) var hints: [Hint]
  public private(set) var typed = ""

  private static let letters = Array("asdfghjklewruio")

  /// - Parameters:
  ///   - runs: the links on the screen, in reading order.
  ///   - layout: where they stand.
  init(_ runs: [LinkRun], in layout: Layout) {
    let known = runs.filter { layout.links.indices.contains($0.link) }
    let length = known.count <= LinkHints.letters.count ? 1 : known.count <= 225 ? 2 : 3
    hints = known.enumerated().compactMap { index, run in
      guard let segment = run.segments.first else { return nil }
      return Hint(
        letters: LinkHints.label(index, length: length), line: segment.line, cluster: segment.clusters.lowerBound,
        url: layout.links[run.link])
    }
  }

  private static func label(_ index: Int, length: Int) -> String {
    var rest = index
    var label: [Character] = []
    for _ in 0..<length {
      label.insert(letters[rest % letters.count], at: 0)
      rest /= letters.count
    }
    return String(label)
  }

  /// The hints that what was typed may still mean.
  public var open: [Hint] { hints.filter { $0.letters.hasPrefix(typed) } }

  mutating func type(_ character: Character) { typed.append(character) }
}

extension State {
  mutating func showHints() -> [Effect] {
    guard let open = article else { return [] }
    let runs = LinkRun.all(in: open.layout).filter { open.isOnScreen($0.line, height: articleHeight) }
    guard !runs.isEmpty else {
      message = Message(open.layout.links.isEmpty ? "This post has no links" : "No link is on the screen")
      return []
    }
    hints = LinkHints(runs, in: open.layout)
    message = Message("Type the letters of a link; Esc ends")
    return []
  }

  mutating func typeHint(_ key: Key) -> [Effect] {
    guard case .character(let character) = key, var typed = hints else {
      hints = nil
      return []
    }
    typed.type(character)
    hints = typed.open.count > 1 ? typed : nil
    guard typed.open.count == 1, let hint = typed.open.first else {
      if typed.open.isEmpty { message = Message("No link has the letters \(typed.typed)") }
      return []
    }
    return [.openInBrowser(hint.url)]
  }
}
