import FeedModel
import FoundationEssentials
import LibXML

/// A value that an element gave a slot.
enum FieldValue: Equatable {
  case text(String)
  case body(Content)
  case date(Date)

  /// - Returns: nil if there is nothing in the text, or no date.
  init?(_ text: XMLText, _ form: ValueForm, _ base: String?) {
    switch form {
    case .date:
      guard let date = DateParser.date(text.bytes) else { return nil }
      self = .date(date)
    case .url:
      let url = TextSafety.url(URLReference.resolve(text.string, against: base))
      let isEmpty = text.bytes.allSatisfy { $0 <= 0x20 }
      guard !isEmpty, TextSafety.mayBeFollowed(url) else { return nil }
      self = .text(url)
    case .verbatim:
      let value = TextSafety.verbatim(text.bytes)
      guard !value.isEmpty else { return nil }
      self = .text(value)
    case .line(let kind):
      let line = PlainText.title(text, kind)
      guard !line.isEmpty else { return nil }
      self = .text(line)
    case .body(let kind):
      guard let content = Content(text, kind, base) else { return nil }
      self = .body(content)
    }
  }
}

extension Content {
  init?(_ text: XMLText, _ kind: TextForm, _ base: String?) {
    guard !text.bytes.allSatisfy({ $0 <= 0x20 }) else { return nil }
    switch kind {
    case .plain: self.init(.text, HTMLCharacters.withoutControls(text.bytes), baseURL: base)
    case .html:
      self =
        PlainBody.text(text.bytes).map { Content(.text, $0, baseURL: base) }
        ?? Content(.html, HTMLCharacters.withoutControls(text.bytes), baseURL: base)
    case .plainOrMarkup:
      self.init(text.hasTags ? .html : .text, HTMLCharacters.withoutControls(text.bytes), baseURL: base)
    case .base64(let isHTML):
      guard let decoded = Base64Text.decode(text.bytes) else { return nil }
      self.init(isHTML ? .html : .text, decoded, baseURL: base)
    }
  }
}

/// Text that was sent as base64, Atom 0.3's `mode="base64"`.
enum Base64Text {
  /// - Returns: nil if it is not base64 or holds no text.
  static func decode(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
    guard let data = Data(base64Encoded: Data(bytes), options: .ignoreUnknownCharacters) else { return nil }
    guard let text = String(validating: data, as: UTF8.self), !text.utf8.contains(0) else { return nil }
    return text
  }
}

/// An entry while it is read.
struct EntryDraft {
  private(set) var slots = Slots<FieldValue>()
  private(set) var isEmpty = true
  private var authors: [Author] = []
  private var categories: [String] = []
  private var enclosures: [Enclosure] = []
  var sourceAuthors: [Author] = []

  mutating func offer(_ value: FieldValue, for slot: FieldRule.Slot, rank: Int) {
    isEmpty = false
    slots.offer(value, for: slot, rank: rank)
  }

  mutating func add(_ author: Author) {
    isEmpty = false
    authors.merge(author)
  }

  mutating func addCategory(_ term: String) {
    if !term.isEmpty, !categories.contains(term) { categories.append(term) }
  }

  mutating func addEnclosure(_ enclosure: Enclosure) {
    isEmpty = false
    if !enclosures.contains(where: { $0.url == enclosure.url }) { enclosures.append(enclosure) }
  }

  var parsed: ParsedEntry {
    // RSS has no `summary`; a feed that gives one beside its `description` means the whole by that.
    let teaser = slots.body(.teaser)
    let description = slots.body(.summary)
    let isWhole = teaser != nil && description != nil && slots.body(.content) == nil
    return ParsedEntry(
      id: slots.text(.id), title: slots.text(.title), link: slots.text(.link),
      summary: isWhole ? teaser : description ?? teaser, content: isWhole ? description : slots.body(.content),
      authors: authors.isEmpty ? sourceAuthors : authors, categories: categories,
      enclosures: enclosures, comments: slots.text(.comments), published: slots.date(.published),
      updated: slots.date(.updated))
  }
}

/// A feed's own fields while it is read.
struct FeedDraft {
  private(set) var slots = Slots<FieldValue>()
  private var authors: [Author] = []
  var feedURL: String?
  /// Who stands in where no author is named.
  var owner: Author?
  /// The person whose elements are open.
  var person = Author()
  var schedule = ScheduleDraft()

  mutating func offer(_ value: FieldValue, for slot: FieldRule.Slot, rank: Int) {
    slots.offer(value, for: slot, rank: rank)
  }

  mutating func add(_ author: Author) { authors.merge(author) }

  func parsed(_ format: FeedFormat) -> ParsedFeed {
    ParsedFeed(
      format: format, title: slots.text(.title), subtitle: slots.text(.summary), link: slots.text(.link),
      feedURL: feedURL.map(TextSafety.url), icon: slots.text(.icon),
      language: slots.text(.language)?.replacing("_", with: "-"),
      updated: slots.date(.updated), authors: authors.isEmpty ? owner.map { [$0] } ?? [] : authors,
      schedule: schedule.parsed)
  }
}

extension Slots where Value == FieldValue {
  func text(_ slot: FieldRule.Slot) -> String? {
    guard case .text(let text)? = self[slot] else { return nil }
    return slot == .link || slot == .icon || slot == .comments ? TextSafety.url(text) : text
  }

  func body(_ slot: FieldRule.Slot) -> Content? {
    guard case .body(let content)? = self[slot] else { return nil }
    return content
  }

  func date(_ slot: FieldRule.Slot) -> Date? {
    guard case .date(let date)? = self[slot] else { return nil }
    return date
  }
}

extension [Author] {
  /// Adds a person unless the same is named already: RSS feeds often say one author in two vocabularies.
  fileprivate mutating func merge(_ author: Author) {
    for index in indices {
      let isSame =
        (author.name != nil && self[index].name == author.name)
        || (author.email != nil && self[index].email == author.email)
      guard isSame else { continue }
      self[index].name = self[index].name ?? author.name
      self[index].email = self[index].email ?? author.email
      self[index].url = self[index].url ?? author.url
      return
    }
    append(author)
  }
}
