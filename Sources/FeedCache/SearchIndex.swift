import FeedModel
import FoundationEssentials
import GRDB

/// The full-text index over title, author and text.
///
/// FTS5's tokenizer takes a run of Chinese or Japanese for one word, so such runs are written as overlapping pairs of
/// characters, and letters beyond ASCII as it would fold them at a higher price, in the index and in what is looked for.
struct SearchIndex {
  /// How the index is made, and how texts are folded and paired before they are indexed; raised when that changes, so
  /// that a check builds an index anew which was made otherwise.
  static let form = "3"
  /// Where the cache's memory holds the form that the index was written in.
  static let formKey = "search.form"

  private let db: Database

  init(_ db: Database) { self.db = db }

  /// Puts an empty index in place of what there is.
  ///
  /// The texts are not kept twice: the index is contentless, and a row is taken out by giving its old text again. Every
  /// save adds a segment, and merging them as they come costs a first load a tenth. At 64 they become one: 200 would cost a
  /// search 1 ms for each word, and leave more pages free when they are merged.
  func create() throws {
    try db.execute(
      sql: """
        DROP TABLE search;
        CREATE VIRTUAL TABLE search USING fts5(title, author, text, content = '', tokenize = 'ascii');
        INSERT INTO search (search, rank) VALUES ('automerge', 0);
        INSERT INTO search (search, rank) VALUES ('crisismerge', 64);
        """)
    try db.execute(
      sql: "INSERT OR REPLACE INTO memory (key, value) VALUES (?, ?)", arguments: [Self.formKey, Self.form])
  }

  func make(_ changes: [IndexChange]) throws {
    for change in changes {
      if let old = change.old { try remove(old, for: change.entry) }
      try add(change.new, for: change.entry)
    }
  }

  func add(_ text: IndexedText, for entry: Int64) throws {
    try db.cachedStatement(sql: "INSERT INTO search (rowid, title, author, text) VALUES (?, ?, ?, ?)").execute(
      arguments: [entry, text.title, text.author, Data(text.text)])
  }

  /// A contentless index forgets a row only when told what it held.
  func remove(_ text: IndexedText, for entry: Int64) throws {
    try db.cachedStatement(
      sql: "INSERT INTO search (search, rowid, title, author, text) VALUES ('delete', ?, ?, ?, ?)"
    ).execute(arguments: [entry, text.title, text.author, Data(text.text)])
  }

  // MARK: Looking for something

  /// What FTS5 is to be asked for a filter of texts alone; nil for any other, and for what the index does not hold.
  static func expression(for filter: Filter) -> String? {
    switch filter {
    case .text(let text, in: let field):
      let expression =
        switch text {
        case .word(let word): phrase(word, endsOpen: true)
        case .phrase(let words): phrase(words, endsOpen: false)
        }
      return expression.map { field == .anywhere ? $0 : "\(field.rawValue) : \($0)" }
    case .all(let filters): return expression(for: filters, joinedBy: " AND ")
    case .any(let filters): return expression(for: filters, joinedBy: " OR ")
    case .feed, .folder, .tag, .state, .newer, .older, .not: return nil
    }
  }

  /// What the index can answer of a filter, and what else must hold; nil if that cannot be told apart.
  static func split(_ filter: Filter) -> (expression: String, rest: Filter?)? {
    if let expression = expression(for: filter) { return (expression, nil) }
    guard case .all(let filters) = filter else { return nil }
    let texts = filters.filter { expression(for: $0) != nil }
    guard let expression = expression(for: .all(texts)) else { return nil }
    return (expression, .all(filters.filter { self.expression(for: $0) == nil }))
  }

  /// Anything that a filter looks for in texts, left out of none of it; nil if that is nothing.
  static func anyText(in filter: Filter) -> String? {
    let found = filter.texts.compactMap { expression(for: $0) }
    return found.isEmpty ? nil : found.joined(separator: " OR ")
  }

  private static func expression(for filters: [Filter], joinedBy word: String) -> String? {
    var expressions: [String] = []
    for filter in filters {
      guard let expression = expression(for: filter) else { return nil }
      expressions.append(expression)
    }
    return expressions.isEmpty ? nil : "(\(expressions.joined(separator: word)))"
  }

  /// A text as one phrase of FTS5; nil if it has no letter and no digit that the index takes.
  ///
  /// A word is found as a beginning, but a single letter only as itself: as a beginning it would gather a tenth of all
  /// words. A Chinese or Japanese character at the end of a phrase is the beginning of a pair.
  private static func phrase(_ text: String, endsOpen: Bool) -> String? {
    let isPart = { (character: Character) in character.isLetter || character.isNumber }
    guard let first = text.firstIndex(where: isPart), let last = text.lastIndex(where: isPart) else { return nil }
    let words = CharacterPairs.written(CompatibilityForms.folded(String(text[first...last])), endsLastRun: false)
    guard words.contains(where: isPart) else { return nil }
    let ending = words.reversed().drop { $0 == " " }.prefix(while: isPart)
    let isPair = ending.allSatisfy { CharacterPairs.isPaired($0) }
    let isOpen = isPair ? ending.count == 1 || endsOpen : endsOpen && ending.count > 1
    return "\"\(words.replacing("\"", with: " "))\"" + (isOpen ? " *" : "")
  }
}

/// An entry that is new to the index, or whose text is another now.
struct IndexChange {
  var entry: Int64
  var old: IndexedText?
  var new: IndexedText
}

/// An entry's text as the index takes it.
struct IndexedText: Equatable {
  var title: String
  var author: String
  /// UTF-8, which SQLite takes as a text.
  var text: [UInt8]

  init(title: String, author: String, body: Content?) {
    self.title = Self.written(title)
    self.author = Self.written(author)
    switch body?.form {
    case .html:
      let plain = MarkupStripper.text(of: body?.source ?? "")
      text = plain.withUnsafeBufferPointer(Self.bytes) ?? plain
    case .text: text = Array(Self.written(body?.source ?? "").utf8)
    case nil: text = []
    }
  }

  private static func written(_ text: String) -> String {
    var text = text
    return text.withUTF8(bytes).map { String(decoding: $0, as: UTF8.self) } ?? text
  }

  /// Folded and in pairs; nil if the text stays as it is.
  private static func bytes(_ bytes: UnsafeBufferPointer<UInt8>) -> [UInt8]? {
    guard CompatibilityForms.areIn(bytes) else { return CharacterPairs.bytes(bytes) }
    return Array(CharacterPairs.written(CompatibilityForms.folded(String(decoding: bytes, as: UTF8.self))).utf8)
  }
}

extension Content {
  /// The words of it, without markup.
  var words: String {
    form == .html ? String(decoding: MarkupStripper.text(of: source), as: UTF8.self) : source
  }
}

extension String {
  /// Whether two texts differ in more than white space.
  func isEqualBeyondSpace(to other: String) -> Bool {
    let solid = { (scalar: Unicode.Scalar) in !scalar.properties.isWhitespace }
    return unicodeScalars.lazy.filter(solid).elementsEqual(other.unicodeScalars.lazy.filter(solid))
  }
}
