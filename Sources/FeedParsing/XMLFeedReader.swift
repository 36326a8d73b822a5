import FeedModel
import FoundationEssentials
import LibXML

/// Reads RSS of every version, RDF, Atom and CDF from XML events, one pass for all: feeds mix their vocabularies, so
/// what an element means is told by `Vocabulary` and `FieldRule`, not by the format of the root.
final class XMLFeedReader: XMLEventHandler {
  static let entryLimit = 200_000

  private(set) var format = FeedFormat.unknown
  private(set) var warnings: [String] = []
  private var vocabulary: Vocabulary?
  private var contexts: [Context] = []
  private var pending = Pending.nothing

  var feed = FeedDraft()
  var entry: EntryDraft?
  private(set) var entries: [ParsedEntry] = []

  /// What the open elements are part of.
  enum Context: Equatable {
    case feed
    case entry
    case image
    case person(PersonRole)
    case source
    case skipHours
    case skipDays
    /// An element that says nothing itself; entries inside it count.
    case wrapper
    /// An element whose children count as if they stood outside.
    case transparent
  }

  enum PersonRole: Equatable {
    case author
    case owner
    case source
  }

  /// What the text that is being collected is for.
  enum Pending: Equatable {
    case nothing
    case field(slot: FieldRule.Slot, rank: Int, form: ValueForm, base: String?)
    case guid(isPermalink: Bool?, base: String?)
    case enclosure(base: String?)
    case category
    case keywords
    case byline(isOwner: Bool)
    case personName, personEmail, personURL(base: String?)
    case timeToLive, updatePeriod, updateFrequency, skippedHour, skippedDay
  }

  // MARK: XMLEventHandler

  func number(for name: XMLName) -> Int {
    if !name.prefix.isEmpty, name.uri.isEmpty, name.prefix != "xml" {
      warn("The prefix \(name.prefix) is used without a declaration.")
    }
    if let vocabulary { return vocabulary.number(for: name) }
    let root = FeedRoot(name)
    format = root?.format ?? .unknown
    let vocabulary = Vocabulary(root: name, ownPrefix: root?.ownPrefix ?? "")
    self.vocabulary = vocabulary
    return vocabulary.number(for: name)
  }

  func start(_ number: Int, _ attributes: XMLAttributes) -> XMLReading {
    let element = Element.numbered(number)
    if contexts.isEmpty {
      startRoot(element, attributes)
      if element != .item, element != .entry, element != .atomEntry { return open(.feed) }
    }
    switch element {
    case .item, .entry, .atomEntry: return startEntry(attributes)
    case .channel, .feed, .atomFeed:
      guard !contexts.contains(.entry) else { return .skip }
      startFeed(attributes)
      return open(.feed)
    default: break
    }
    switch contexts.last(where: { $0 != .transparent }) ?? .feed {
    case .feed: return startInFeed(element, attributes)
    case .entry: return startInEntry(element, attributes)
    case .wrapper: return open(.wrapper)
    case .person: return startInPerson(element, attributes)
    case .image:
      guard element == .url || element == .rdfValue else { return .skip }
      return collect(.field(slot: .icon, rank: 2, form: .url, base: attributes.baseURL))
    case .source: return element == .atomAuthor ? open(.person(.source)) : .skip
    case .skipHours: return element == .hour ? collect(.skippedHour) : .skip
    case .skipDays: return element == .day ? collect(.skippedDay) : .skip
    case .transparent: return .skip
    }
  }

  func end(_ number: Int, _ text: XMLText?) {
    guard let text else {
      guard let closed = contexts.popLast() else { return }
      switch closed {
      case .entry: endEntry()
      case .person(let role): endPerson(role)
      default: break
      }
      return
    }
    let purpose = pending
    pending = .nothing
    take(text, for: purpose)
  }

  // MARK: Contexts

  func open(_ context: Context) -> XMLReading {
    contexts.append(context)
    return .children
  }

  func collect(_ purpose: Pending, markup: Bool = false) -> XMLReading {
    pending = purpose
    return markup ? .markup : .text
  }

  func warn(_ sentence: String) {
    if warnings.count < 50, !warnings.contains(sentence) { warnings.append(sentence) }
  }

  private func startRoot(_ element: Element, _ attributes: XMLAttributes) {
    if let refined = FeedRoot.refine(format, element, attributes) { format = refined }
    startFeed(attributes)
  }

  private func startFeed(_ attributes: XMLAttributes) {
    if let tag = attributes.value(prefix: "xml", "lang") { feed.offer(.text(tag.replacing("_", with: "-")), for: .language, rank: 3) }
    if let href = attributes.value("href"), format == .cdf {
      feed.offer(.text(URLReference.resolve(href, against: attributes.baseURL)), for: .link, rank: 0)
    }
  }

  // MARK: Entries

  private func startEntry(_ attributes: XMLAttributes) -> XMLReading {
    if entry != nil {
      warn("An entry begins inside another.")
      endEntry()
      // What is left open of the old one closes nothing but itself.
      for index in contexts.indices where contexts[index] == .entry { contexts[index] = .wrapper }
    }
    guard entries.count < Self.entryLimit else {
      warn("The feed has more than \(Self.entryLimit) entries; the others were left out.")
      return .skip
    }
    var draft = EntryDraft()
    if let about = attributes.value(prefix: "rdf", "about"), !about.isEmpty {
      draft.offer(.text(about), for: .id, rank: 4)
      draft.offer(.text(URLReference.resolve(about, against: attributes.baseURL)), for: .link, rank: 8)
    }
    if format == .cdf, let href = attributes.value("href") {
      draft.offer(.text(URLReference.resolve(href, against: attributes.baseURL)), for: .link, rank: 0)
    }
    entry = draft
    return open(.entry)
  }

  func endEntry() {
    guard let draft = entry else { return }
    entry = nil
    entries.append(draft.parsed)
  }

  /// Takes in what was open when the document broke off.
  func finish() -> ParsedFeed {
    if let draft = entry, !draft.isEmpty { endEntry() }
    var parsed = feed.parsed(format)
    parsed.entries = entries
    parsed.warnings = warnings
    return parsed
  }
}
