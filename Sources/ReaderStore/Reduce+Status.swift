import FeedModel

extension State {
  /// The post that a mark is meant for: the selected row, or the open article where that has the focus.
  var currentRow: EntryRow? {
    focus == .article ? article?.entry.row : list.selectedRow
  }

  func toggleRead() -> [Effect] {
    guard let row = currentRow else { return [] }
    return [.change(.read(!row.status.isRead), [row.id])]
  }

  func toggleStar() -> [Effect] {
    guard let row = currentRow else { return [] }
    return [.change(.starred(!row.status.isStarred), [row.id])]
  }

  mutating func take(_ statuses: [EntryID: EntryStatus], _ counts: Counts) -> [Effect] {
    list.apply(statuses)
    listBeforeSearch?.apply(statuses)
    if let id = article?.id, let status = statuses[id] { article?.entry.row.status = status }
    self.counts = counts
    return []
  }

  mutating func take(_ reversal: StatusReversal?, _ counts: Counts, isRedo: Bool) -> [Effect] {
    guard let reversal else {
      message = Message(isRedo ? "Nothing to redo" : "Nothing to undo")
      return []
    }
    _ = take(reversal.statuses, counts)
    message = Message((isRedo ? "Done again: " : "Undone: ") + State.words(for: reversal, isRedo: isRedo))
    // A post that was read before the list was opened may belong to it again.
    let isAllHeld = reversal.statuses.keys.allSatisfy { list.index(of: $0) != nil }
    return isAllHeld ? [] : reopenList(at: list.snapshot)
  }

  /// `3 posts unread again`, told as it is now.
  private static func words(for reversal: StatusReversal, isRedo: Bool) -> String {
    let count = reversal.statuses.count
    let posts = count == 1 ? "1 post" : "\(count) posts"
    let again = isRedo ? "" : " again"
    switch reversal.change {
    case .read(let value): return "\(posts) \(value == isRedo ? "read" : "unread")\(again)"
    case .starred(let value): return "\(posts) \(value == isRedo ? "starred" : "without a star")\(again)"
    case .hidden(let value): return "\(posts) \(value == isRedo ? "hidden" : "shown")\(again)"
    }
  }

  func openInBrowser() -> [Effect] {
    guard let row = currentRow, let link = row.link else { return [] }
    return [.openInBrowser(link)]
  }
}
