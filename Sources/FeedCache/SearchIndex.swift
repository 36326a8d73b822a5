import FeedModel
import FoundationEssentials
import GRDB

/// The full-text index over title, author and text.
///
/// FTS5's tokenizer takes a run of Chinese or Japanese for one word, so such runs are written as overlapping pairs of
/// characters, in the index and in what is looked for.
struct SearchIndex {
  /// A row of `status` that matches the one bound expression.
  static let condition = "entry_id IN (SELECT rowid FROM search WHERE search MATCH ?)"

  private let db: Database

  init(_ db: Database) { self.db = db }

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

  /// An FTS5 expression for words that must all be there, each as a beginning of a word; nil for none. A single letter
  /// is only itself: as a beginning it would gather a tenth of all words.
  static func expression(for words: String) -> String? {
    let parts = words.split(whereSeparator: \.isWhitespace).compactMap { word -> String? in
      let text = CharacterPairs.written(String(word), endsRuns: false).replacing("\"", with: " ")
      guard text.contains(where: { $0.isLetter || $0.isNumber }) else { return nil }
      return text.utf8.count > 1 ? "\"\(text)\" *" : "\"\(text)\""
    }
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }
}

/// An entry's text as the index takes it.
struct IndexedText: Equatable {
  var title: String
  var author: String
  /// UTF-8, which SQLite takes as a text.
  var text: [UInt8]

  init(title: String, author: String, body: Content?) {
    self.title = CharacterPairs.written(title)
    self.author = CharacterPairs.written(author)
    switch body?.form {
    case .html:
      let plain = MarkupStripper.text(of: body?.source ?? "")
      text = plain.withUnsafeBufferPointer { CharacterPairs.bytes($0) } ?? plain
    case .text: text = Array(CharacterPairs.written(body?.source ?? "").utf8)
    case nil: text = []
    }
  }

  /// Whether the text was rewritten: it differs in more than white space.
  func isRewritten(from old: IndexedText) -> Bool {
    guard old.title.isEqualBeyondSpace(to: title) else { return true }
    guard old.text != text else { return false }
    return !String(decoding: old.text, as: UTF8.self).isEqualBeyondSpace(to: String(decoding: text, as: UTF8.self))
  }
}

extension String {
  /// Whether two texts differ in more than white space.
  func isEqualBeyondSpace(to other: String) -> Bool {
    let solid = { (scalar: Unicode.Scalar) in !scalar.properties.isWhitespace }
    return unicodeScalars.lazy.filter(solid).elementsEqual(other.unicodeScalars.lazy.filter(solid))
  }
}
