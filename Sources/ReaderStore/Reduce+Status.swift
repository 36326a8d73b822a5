import FeedModel

extension State {
  /// The post that a mark is meant for: the selected row, or the open article where that has the focus.
  var currentRow: EntryRow? {
    focus == .article ? article?.entry.row : list.selectedRow
  }

  mutating func toggleRead() -> [Effect] {
    guard let row = currentRow else { return [] }
    if row.id == article?.id { article?.isKeptUnread = row.status.isRead }
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
    if let id = article?.id, let status = reversal.statuses[id] { article?.isKeptUnread = !status.isRead }
    message = Message((isRedo ? "Done again: " : "Undone: ") + State.words(for: reversal, isRedo: isRedo))
    // A post that was read before the list was opened belongs to it again, and is to be seen.
    let isAllHeld = reversal.statuses.keys.allSatisfy { list.index(of: $0) != nil }
    guard !isAllHeld, let newest = list.snapshot?.newestEntry else { return [] }
    return reopenList(.withoutArrivals(after: newest))
  }

  /// What is so now: `3 posts unread again`.
  private static func words(for reversal: StatusReversal, isRedo: Bool) -> String {
    let count = reversal.statuses.count
    let state =
      switch reversal.change {
      case .read(let value): value ? "read" : "unread"
      case .starred(let value): value ? "starred" : "without a star"
      case .hidden(let value): value ? "hidden" : "shown"
      case .tagged(let name, let value): value ? "tagged '\(name)'" : "without the tag '\(name)'"
      }
    return (count == 1 ? "1 post " : "\(count) posts ") + state + (isRedo ? "" : " again")
  }
}
