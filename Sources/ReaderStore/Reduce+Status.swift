import FeedModel

extension State {
  /// The post that a mark is meant for: the selected row, or the open article where that has the focus.
  var currentRow: EntryRow? {
    focus == .article ? article?.entry.row : list.selectedRow
  }

  mutating func toggleRead(count: Int?) -> [Effect] {
    guard let row = currentRow else { return [] }
    if row.id == article?.id { article?.isKeptUnread = row.status.isRead }
    return mark(.read(!row.status.isRead), count: count)
  }

  mutating func toggleStar(count: Int?) -> [Effect] {
    guard let row = currentRow else { return [] }
    return mark(.starred(!row.status.isStarred), count: count)
  }

  mutating func toggleHidden(count: Int?) -> [Effect] {
    guard let row = currentRow else { return [] }
    if !row.status.isHidden { message = Message("Hidden; it leaves the list at ^L, and u brings it back") }
    return mark(.hidden(!row.status.isHidden), count: count)
  }

  mutating func setTags(_ text: String) -> [Effect] {
    guard let row = currentRow else { return [] }
    return [.setTags(text.split(separator: ",").map(String.init), row.id), .loadLibrary]
  }

  /// Marks the selected rows, as many rows as a count says, or the current post.
  private mutating func mark(_ change: StatusChange, count: Int?) -> [Effect] {
    guard focus == .list, let rows = markedRows(count: count) else {
      return currentRow.map { [.change(change, [$0.id])] } ?? []
    }
    list.selectionAnchor = nil
    return self.change(change, rows: rows)
  }

  /// The rows that were selected or counted; nil where it is the current one only.
  private func markedRows(count: Int?) -> Range<Int>? {
    if let selected = list.selectedRange { return selected }
    guard let count, count > 1 else { return nil }
    return list.selection..<min(list.count, list.selection + count)
  }

  private func change(_ change: StatusChange, rows: Range<Int>?) -> [Effect] {
    guard let snapshot = list.snapshot else { return [] }
    return [.changeList(change, list.query, at: snapshot, rows: rows, generation: list.generation)]
  }

  // MARK: Many posts

  mutating func toggleSelecting() -> [Effect] {
    guard list.count > 0 else { return [] }
    list.selectionAnchor = list.selectionAnchor == nil ? list.selection : nil
    if list.selectionAnchor != nil { message = Message("Selecting: j k extend, m s D mark the rows, Esc ends") }
    return []
  }

  mutating func markAbove() -> [Effect] {
    guard list.selection > 0 else {
      message = Message("Nothing is above this post")
      return []
    }
    return change(.read(true), rows: 0..<list.selection)
  }

  mutating func markAll() -> [Effect] {
    guard list.count > 0 else {
      message = Message("There is nothing to mark")
      return []
    }
    return change(.read(true), rows: nil)
  }

  /// Many posts were marked: the rows on the screen are read again.
  mutating func take(_ change: StatusChange, count: Int, _ counts: Counts, generation: Int) -> [Effect] {
    self.counts = counts
    let posts = counted(count, "post")
    let place = scope.title.isEmpty ? "" : " in \(scope.title)"
    message = Message(
      count == 0 ? "Nothing had to be marked" : "Marked \(posts) \(State.word(for: change))\(place); u undoes it")
    guard generation == list.generation, let snapshot = list.snapshot, !list.rows.isEmpty else { return [] }
    let held = list.offset..<(list.offset + list.rows.count)
    return [.loadRows(list.query, at: snapshot, held, generation: list.generation)]
  }

  // MARK: What the cache answers

  mutating func take(_ statuses: [EntryID: EntryStatus], _ counts: Counts) -> [Effect] {
    list.apply(statuses)
    listBeforeSearch?.apply(statuses)
    if let id = article?.id, let status = statuses[id] { article?.entry.row.status = status }
    self.counts = counts
    return []
  }

  mutating func take(_ reversal: Reversal?, _ counts: Counts, isRedo: Bool) -> [Effect] {
    switch reversal {
    case nil:
      message = Message(isRedo ? "Nothing to redo" : "Nothing to undo")
      return []
    case .marks(let reversal)?: return take(reversal, counts, isRedo: isRedo)
    case .views(let reversal)?:
      message = Message((isRedo ? "Done again: " : "Undone: ") + reversal.text)
      return [.loadLibrary]
    case .subscriptions(let edits)?:
      self.counts = counts
      message = Message((isRedo ? "Done again: " : "Undone: ") + edits.text)
      return listWithoutArrivals() + [.loadLibrary]
    }
  }

  private mutating func take(_ reversal: StatusReversal, _ counts: Counts, isRedo: Bool) -> [Effect] {
    _ = take(reversal.statuses, counts)
    if let id = article?.id, let status = reversal.statuses[id] { article?.isKeptUnread = !status.isRead }
    message = Message((isRedo ? "Done again: " : "Undone: ") + State.words(for: reversal, isRedo: isRedo))
    // A post that was read before the list was opened belongs to it again, and is to be seen.
    let isAllHeld = reversal.statuses.keys.allSatisfy { list.index(of: $0) != nil }
    return isAllHeld ? [] : listWithoutArrivals()
  }

  /// What is so now: `3 posts unread again`.
  private static func words(for reversal: StatusReversal, isRedo: Bool) -> String {
    counted(reversal.statuses.count, "post") + " " + word(for: reversal.change) + (isRedo ? "" : " again")
  }

  private static func word(for change: StatusChange) -> String {
    switch change {
    case .read(let value): value ? "read" : "unread"
    case .starred(let value): value ? "starred" : "without a star"
    case .hidden(let value): value ? "hidden" : "shown"
    case .tagged(let name, let value): value ? "tagged '\(name)'" : "without the tag '\(name)'"
    }
  }
}
