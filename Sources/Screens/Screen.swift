/// A grid of styled cells: what the view draws and the terminal shows.
public struct Screen: Equatable, Sendable {
  public let width: Int
  public let height: Int
  /// Row by row, `width * height` of them.
  public private(set) var cells: [Cell]
  /// Where the hardware cursor stands; nil hides it.
  public var cursor: Point?

  public init(width: Int, height: Int, style: Style = Style()) {
    self.width = max(0, width)
    self.height = max(0, height)
    cells = Array(repeating: Cell(" ", style: style), count: self.width * self.height)
  }

  /// Writes one line of text, clipped to a rectangle, drawable forms only; a wide cluster that would be cut becomes blanks.
  /// - Returns: the column after the last cell written.
  @discardableResult
  public mutating func write(_ text: String, x: Int, y: Int, style: Style, clip: Rect) -> Int { x }

  /// Fills a rectangle with blanks of a style.
  public mutating func fill(_ rect: Rect, style: Style) {}

  /// The rows as text, trailing blanks trimmed.
  public var rows: [String] { [] }
}

public struct Cell: Equatable, Sendable {
  /// The drawable text of the cluster; empty in the right half of a wide one.
  public var text: String
  public var style: Style

  public init(_ text: String, style: Style) {
    self.text = text
    self.style = style
  }
}

public struct Point: Equatable, Hashable, Sendable {
  public var x: Int
  public var y: Int

  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

public struct Rect: Equatable, Hashable, Sendable {
  public var x: Int
  public var y: Int
  public var width: Int
  public var height: Int

  public init(x: Int, y: Int, width: Int, height: Int) {
    self.x = x
    self.y = y
    self.width = width
    self.height = height
  }
}
