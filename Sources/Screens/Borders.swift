/// The characters that lines and boxes are drawn with.
public struct BorderSet: Equatable, Sendable {
  public var horizontal: String
  public var vertical: String
  public var topLeft: String
  public var topRight: String
  public var bottomLeft: String
  public var bottomRight: String

  public static let line = BorderSet(
    horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└", bottomRight: "┘")

  /// For terminals without line drawing.
  public static let ascii = BorderSet(
    horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+", bottomRight: "+")
}

extension Screen {
  /// Draws a line to the right.
  public mutating func drawHorizontalLine(x: Int, y: Int, width length: Int, style: Style, borders: BorderSet = .line) {
    let area = Rect(x: x, y: y, width: length, height: 1).intersection(bounds)
    guard area.width > 0 else { return }
    write(String(repeating: borders.horizontal, count: area.width), x: area.x, y: y, style: style, clip: area)
  }

  /// Draws a line downwards.
  public mutating func drawVerticalLine(x: Int, y: Int, height length: Int, style: Style, borders: BorderSet = .line) {
    let area = Rect(x: x, y: y, width: 1, height: length).intersection(bounds)
    guard area.width > 0 else { return }
    for row in area.y..<area.y + area.height { write(borders.vertical, x: x, y: row, style: style, clip: area) }
  }

  /// Draws the edge of a rectangle, inside of it; nothing if it is narrower or lower than two cells.
  public mutating func drawBox(_ rect: Rect, style: Style, borders: BorderSet = .line) {
    guard rect.width >= 2, rect.height >= 2 else { return }
    let right = rect.x + rect.width - 1
    let bottom = rect.y + rect.height - 1
    drawHorizontalLine(x: rect.x + 1, y: rect.y, width: rect.width - 2, style: style, borders: borders)
    drawHorizontalLine(x: rect.x + 1, y: bottom, width: rect.width - 2, style: style, borders: borders)
    drawVerticalLine(x: rect.x, y: rect.y + 1, height: rect.height - 2, style: style, borders: borders)
    drawVerticalLine(x: right, y: rect.y + 1, height: rect.height - 2, style: style, borders: borders)
    write(borders.topLeft, x: rect.x, y: rect.y, style: style, clip: rect)
    write(borders.topRight, x: right, y: rect.y, style: style, clip: rect)
    write(borders.bottomLeft, x: rect.x, y: bottom, style: style, clip: rect)
    write(borders.bottomRight, x: right, y: bottom, style: style, clip: rect)
  }
}
