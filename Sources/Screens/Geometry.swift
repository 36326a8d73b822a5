/// A place on the screen: column and row from the upper left corner, from 0.
public struct Point: Equatable, Hashable, Sendable {
  public var x: Int
  public var y: Int

  public init(x: Int, y: Int) {
    self.x = x
    self.y = y
  }
}

/// A rectangle of cells.
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

  /// What both cover; no width and no height where they do not meet.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    let right = min(x &+ max(0, width), other.x &+ max(0, other.width))
    let bottom = min(y &+ max(0, height), other.y &+ max(0, other.height))
    guard left < right, top < bottom else { return Rect(x: left, y: top, width: 0, height: 0) }
    return Rect(x: left, y: top, width: right - left, height: bottom - top)
  }

  /// Whether a place is one of the rectangle's cells.
  public func contains(_ point: Point) -> Bool {
    point.x >= x && point.y >= y && point.x < x &+ width && point.y < y &+ height
  }
}
