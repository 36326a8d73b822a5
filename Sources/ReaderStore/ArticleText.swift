public import ArticleDocument
public import ArticleLayout
import FeedModel

/// Which of its languages a bilingual article is shown in.
public enum Languages: String, CaseIterable, Equatable, Sendable {
  case both, first, second, sideBySide
}

/// What is laid out: an article as it came, or one in two languages with a choice of them.
public struct ArticleText: Equatable, Sendable {
  /// The article as it came; places are places in it.
  public let document: Document
  /// Looked for when the user first asks.
  public private(set) var bilingual: Bilingual?
  public private(set) var languages = Languages.both

  public init(_ document: Document) { self.document = document }

  /// The other choice of languages; the text as it is if it has only one.
  public func showing(_ languages: Languages) -> ArticleText {
    guard let bilingual = bilingual ?? Bilingual.detect(document) else { return self }
    var text = self
    text.bilingual = bilingual
    text.languages = languages
    return text
  }

  /// The document whose blocks the lines of the layout count.
  public var shown: Document { part.flatMap { bilingual?.document(showing: $0) } ?? document }

  /// Lays out what is shown.
  public func layout(_ options: LayoutOptions) -> Layout {
    if languages == .sideBySide, let bilingual { return Layout(sideBySide: bilingual, options: options) }
    return Layout(shown, options: options)
  }

  // MARK: Places

  /// The place in the article as it came.
  func place(of position: DocumentPosition) -> Place {
    let whole = part.flatMap { bilingual?.position(position, from: $0, to: .both) } ?? position
    return Place(block: whole.block, offset: whole.offset)
  }

  func position(of place: Place) -> DocumentPosition {
    let whole = DocumentPosition(block: place.block, offset: place.offset)
    guard let bilingual, languages != .both else { return whole }
    guard languages == .sideBySide else { return bilingual.position(whole, from: .both, to: part ?? .both) }
    // A pair is known by the first of its two.
    return bilingual.position(bilingual.position(whole, from: .both, to: .first), from: .first, to: .both)
  }

  /// A place as it is kept: with a mark of its block's text, by which it is found in an edited article.
  func marked(_ place: Place) -> Place {
    place == .start
      ? place
      : Place(block: place.block, offset: place.offset, fingerprint: document.fingerprint(of: place.block))
  }

  /// Where a place that was kept is now; if its words are gone, the block of its number.
  func found(_ place: Place) -> Place {
    guard let fingerprint = place.fingerprint else { return place }
    return Place(block: document.block(with: fingerprint, near: place.block) ?? place.block, offset: place.offset)
  }

  private var part: Bilingual.Showing? {
    switch languages {
    case .first: .first
    case .second: .second
    case .both, .sideBySide: nil
    }
  }
}

extension ArticleText {
  /// What is shown, for the status line; nil for a text in one language.
  var title: String? {
    guard let scripts = bilingual?.scripts else { return nil }
    return switch languages {
    case .both: "Both languages"
    case .first: "Only the \(scripts.first.title) text"
    case .second: "Only the \(scripts.second.title) text"
    case .sideBySide: "Side by side"
    }
  }
}

extension WritingSystem {
  fileprivate var title: String {
    let name = rawValue.prefix(1).uppercased() + rawValue.dropFirst()
    return switch self {
    // The language is not known, only its letters.
    case .latin, .cyrillic, .arabic, .indic: name + "-script"
    default: name
    }
  }
}
