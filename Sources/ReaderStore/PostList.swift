public import FeedModel

/// A post list that stands still: a query, frozen at a moment, of which only the rows near the viewport are held.
public struct PostList: Equatable, Sendable {
  public var query: EntryQuery
  /// nil until the cache has answered for the first time.
  public var snapshot: ListSnapshot?
  /// Rows in all.
  public var count: Int
  /// Index of the first row held.
  public var offset: Int
  public var rows: [EntryRow]
  /// Index of the selected row; 0 in an empty list.
  public var selection: Int
  /// Index of the first row on the screen.
  public var top: Int
  /// The other end of the rows that are selected for the next mark.
  var selectionAnchor: Int?
  /// Raised with each question to the cache that makes the former ones stale.
  public var generation: Int
  /// Rows that the cache is being asked for.
  var isLoading: Bool
  /// Another list has been asked for, and the rows are still those of the one before.
  var isOpening = false
  /// A row to open as soon as it is there.
  var openWhenLoaded: Int?

  public init(query: EntryQuery) {
    self.query = query
    count = 0
    offset = 0
    rows = []
    selection = 0
    top = 0
    generation = 0
    isLoading = false
  }

  /// As many rows are held above and below the screen at least, so that the next page is there before it is asked for.
  private static let margin = 30
  /// As many are fetched there when they are not.
  private static let fetchedMargin = 120

  /// The rows to begin with around the selected one, before it is known how many fit the screen.
  public static func firstRows(around index: Int, count: Int) -> Range<Int> {
    let start = max(0, min(index - 60, count - 200))
    return start..<min(max(count, start), start + 200)
  }

  public subscript(index: Int) -> EntryRow? {
    let position = index &- offset
    return rows.indices.contains(position) ? rows[position] : nil
  }

  public var selectedRow: EntryRow? { self[selection] }

  /// The rows that are selected for the next mark; nil unless some are.
  public var selectedRange: Range<Int>? {
    guard let anchor = selectionAnchor, count > 0 else { return nil }
    let ends = (min(anchor, selection), max(anchor, selection))
    return ends.0..<min(count, ends.1 + 1)
  }

  func index(of id: EntryID) -> Int? {
    rows.firstIndex { $0.id == id }.map { $0 &+ offset }
  }

  mutating func apply(_ statuses: [EntryID: EntryStatus]) {
    guard !statuses.isEmpty else { return }
    for index in rows.indices {
      if let status = statuses[rows[index].id] { rows[index].status = status }
    }
  }

  /// The rows that should be fetched for what is on the screen and near it; nil if they are held or under way.
  func missingRows(height: Int) -> Range<Int>? {
    guard !isLoading, snapshot != nil, count > 0 else { return nil }
    let shown = min(top, selection)..<max(top + height, selection + 1)
    func with(_ margin: Int) -> Range<Int> {
      let end = min(count, shown.upperBound + margin)
      return min(max(0, shown.lowerBound - margin), end)..<end
    }
    let (wanted, held) = (with(PostList.margin), offset..<(offset + rows.count))
    if wanted.lowerBound >= held.lowerBound, wanted.upperBound <= held.upperBound { return nil }
    return with(PostList.fetchedMargin)
  }
}
