import FeedModel

extension State {
  /// Asks for the list anew: as of now, or as it stood.
  mutating func reopenList(_ moment: ListMoment = .now) -> [Effect] {
    [openList(moment, keeping: list.selectedRow?.id)]
  }

  /// Asks for what the list is of now; whatever was asked before is stale.
  mutating func openList(_ moment: ListMoment, keeping id: EntryID?) -> Effect {
    list.generation += 1
    list.isLoading = true
    list.isOpening = true
    return .openList(
      list.query, moment, keeping: id, selection: list.selection, generation: list.generation)
  }

  /// Posts of feeds that are subscribed to now belong to the list, and those of others no longer; what has arrived
  /// waits as before.
  mutating func listWithoutArrivals() -> [Effect] {
    guard let newest = list.snapshot?.newestEntry else { return [] }
    return reopenList(.withoutArrivals(after: newest))
  }

  mutating func take(_ opened: OpenedList) -> [Effect] {
    guard opened.generation == list.generation else { return [] }
    let screenRow = list.selection - list.top
    list.isLoading = false
    list.isOpening = false
    let takesInArrivals = list.snapshot?.newestEntry != opened.snapshot.newestEntry
    list.snapshot = opened.snapshot
    list.count = opened.count
    list.offset = opened.offset
    list.rows = opened.rows
    let selection = opened.selection ?? min(list.selection, max(0, opened.count - 1))
    list.top = max(0, selection - screenRow)
    list.select(selection, height: listHeight)
    counts = opened.counts
    clock = opened.clock
    if listBeforeSearch == nil, takesInArrivals { arrivals = 0 }
    return loadMissingRows() + doTypedAhead()
  }

  mutating func take(_ rows: [EntryRow], at offset: Int, generation: Int) -> [Effect] {
    guard generation == list.generation else { return [] }
    list.isLoading = false
    list.offset = offset
    list.rows = rows
    if let index = list.openWhenLoaded {
      list.openWhenLoaded = nil
      return openPost(at: index) + loadMissingRows()
    }
    return loadMissingRows()
  }

  mutating func takeNews(_ arrivals: Int, _ counts: Counts, _ clock: Clock) -> [Effect] {
    self.counts = counts
    self.clock = clock
    guard listBeforeSearch == nil else { return [] }
    self.arrivals = arrivals
    // An empty list has nothing that could move.
    if list.count == 0, arrivals > 0 { return reopenList() }
    // What is being opened is new anyway, and the snapshot is still that of the list before.
    guard !list.isOpening, let snapshot = list.snapshot, !list.rows.isEmpty else { return [] }
    let held = list.offset..<(list.offset + list.rows.count)
    return [.loadRows(list.query, at: snapshot, held, generation: list.generation)]
  }

  mutating func moveSelection(to index: Int) -> [Effect] {
    list.select(index, height: listHeight)
    return loadMissingRows()
  }

  /// Shows read posts too, or only unread ones.
  mutating func toggleAll() -> [Effect] {
    list.query.unreadOnly.toggle()
    listBeforeSearch = nil
    list.query.search = ""
    message = Message(list.query.unreadOnly ? "Unread posts" : "All posts")
    return reopenList()
  }

  /// Takes in what has arrived.
  mutating func refreshList() -> [Effect] { reopenList() + [.redrawTerminal] }

  // MARK: Narrowing

  mutating func narrow(to text: String) -> [Effect] {
    if listBeforeSearch == nil { listBeforeSearch = list }
    list.query.search = text
    // The first of what is found, and the former row again when nothing is looked for.
    list.selection = text.isEmpty ? listBeforeSearch?.selection ?? 0 : 0
    return [
      openList(
        listBeforeSearch?.snapshot.map { .frozen($0) } ?? .now,
        keeping: text.isEmpty ? listBeforeSearch?.selectedRow?.id : nil)
    ]
  }

  /// Back to the list as it was before the search, with the same row selected, or with the post that was found.
  mutating func endSearch(keepingFound: Bool = false) -> [Effect] {
    guard var former = listBeforeSearch else { return [] }
    let found = keepingFound ? list.selectedRow?.id : nil
    listBeforeSearch = nil
    former.generation = list.generation + 1
    former.isLoading = false
    former.isOpening = false
    list = former
    list.select(list.selection, height: listHeight)
    guard let found, let snapshot = list.snapshot else { return loadMissingRows() }
    if let index = list.index(of: found) { return moveSelection(to: index) }
    return [openList(.frozen(snapshot), keeping: found)]
  }
}
