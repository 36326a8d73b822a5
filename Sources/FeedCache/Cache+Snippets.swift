public import FeedModel

extension Cache {
  /// The passage of an entry's text that holds what a filter looks for, in one line; nil if it looks for no text or
  /// the entry has none.
  public func snippet(of entry: EntryID, for filter: Filter) throws(CacheError) -> String? {
    guard let snippet = Snippet(filter) else { return nil }
    let text = try connection.readOnce { try EntryReader.text(of: entry.rawValue, $0) }
    switch text.body?.form {
    case .html:
      return snippet.passage(of: String(decoding: MarkupStripper.text(of: text.body?.source ?? ""), as: UTF8.self))
    case .text: return snippet.passage(of: text.body?.source ?? "")
    case nil: return nil
    }
  }
}
