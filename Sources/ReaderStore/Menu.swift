public import ArticleLayout
public import Configuration
public import FeedModel

/// Something that covers the panes until it is dismissed.
public enum Overlay: Equatable, Sendable {
  case menu(Menu)
  case page(Page)
}

/// Rows to look through, to narrow by typing, and to choose from.
public struct Menu: Equatable, Sendable {
  /// What choosing a row does.
  public enum Choice: Equatable, Sendable {
    /// A heading, or a line that only informs.
    case nothing
    case invoke(Invocation)
    case openLink(String)
    case openEnclosure(Enclosure)
    /// A line of the open article.
    case goToLine(Int)
    case subscribe(url: String)
  }

  /// A row in up to three columns.
  public struct Item: Equatable, Sendable {
    /// The first column: keys, a number, a name.
    public var label: String
    public var text: String
    /// At the right edge, where there is room.
    public var note: String
    public var isHeading: Bool
    /// What is worth a second look: a failing feed, a link whose host is not what it seems.
    public var isWarning: Bool
    public var choice: Choice

    public init(
      _ label: String, _ text: String, note: String = "", isHeading: Bool = false, isWarning: Bool = false,
      choice: Choice = .nothing
    ) {
      self.label = label
      self.text = text
      self.note = note
      self.isHeading = isHeading
      self.isWarning = isWarning
      self.choice = choice
    }
  }

  public var title: String
  /// What the keys do here, said beside the title.
  public var hint: String
  public var items: [Item]
  /// Cells of the first column.
  public var labelCells: Int
  public var search = ""
  /// Keys go into the search.
  public var isSearching = false
  /// Index into `shown`.
  public var selection = 0
  /// Index into `shown` of the first row on the screen.
  public var top = 0

  public init(title: String, hint: String, items: [Item], labelCells: Int) {
    self.title = title
    self.hint = hint
    self.items = items
    self.labelCells = labelCells
    selection = items.firstIndex { !$0.isHeading } ?? 0
  }

  /// What the search leaves: rows that hold all of its words, without headings.
  public var shown: [Item] {
    let words = search.lowercased().split(separator: " ")
    guard !words.isEmpty else { return items }
    return items.filter { item in
      let text = "\(item.label) \(item.text) \(item.note)".lowercased()
      return !item.isHeading && words.allSatisfy { text.contains($0) }
    }
  }

  var selectedItem: Item? {
    let shown = shown
    return shown.indices.contains(selection) ? shown[selection] : nil
  }

  /// Selects the row some steps away, past headings, and scrolls no further than is needed to show it.
  mutating func move(by steps: Int, height: Int) { select(selection + steps, forward: steps >= 0, height: height) }

  mutating func select(_ index: Int, forward: Bool, height: Int) {
    let shown = shown
    guard !shown.isEmpty else {
      (selection, top) = (0, 0)
      return
    }
    var index = max(0, min(index, shown.count - 1))
    let step = forward ? 1 : -1
    if let next = stride(from: index, to: forward ? shown.count : -1, by: step).first(where: { !shown[$0].isHeading }) {
      index = next
    } else if let other = shown.indices.first(where: { !shown[$0].isHeading }), !forward {
      index = other
    } else if let last = shown.indices.last(where: { !shown[$0].isHeading }) {
      index = last
    }
    selection = index
    let height = max(1, height)
    // The heading above the first row is seen with it.
    let first = index > 0 && shown[index - 1].isHeading ? index - 1 : index
    if first < top { top = first }
    if index >= top + height { top = index - height + 1 }
    top = max(0, min(top, shown.count - height))
  }
}

/// A text to read over the panes: details, the health of a feed.
public struct Page: Equatable, Sendable {
  public var title: String
  public var layout: Layout
  public var top: Int

  public init(title: String, layout: Layout) {
    self.title = title
    self.layout = layout
    top = 0
  }

  mutating func scroll(to line: Int, height: Int) {
    top = max(0, min(line, layout.lines.count - max(1, height)))
  }
}
