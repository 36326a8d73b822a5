/// What the mouse did, and where.
public struct PointerEvent: Hashable, Sendable {
  /// What it did, by its name in scripts.
  public enum Kind: String, CaseIterable, Sendable {
    /// The left button went down.
    case press = "Press"
    /// The pointer moved with the left button down.
    case drag = "Drag"
    case release = "Release"
    case wheelUp = "WheelUp"
    case wheelDown = "WheelDown"
  }

  public var kind: Kind
  /// Column and row from the upper left corner, from 0.
  public var x: Int
  public var y: Int

  public init(_ kind: Kind, x: Int, y: Int) {
    self.kind = kind
    self.x = x
    self.y = y
  }
}

extension PointerEvent {
  /// Reads `<WheelDown:10,5>` without its brackets, and `Click`, which is a press and a release.
  static func events(_ notation: Substring) -> [PointerEvent]? {
    guard let colon = notation.firstIndex(of: ":") else { return nil }
    let place = notation[notation.index(after: colon)...].split(separator: ",", omittingEmptySubsequences: false)
    guard place.count == 2, let x = Int(place[0]), let y = Int(place[1]), (0..<1000).contains(x), (0..<1000).contains(y)
    else { return nil }
    let name = notation[..<colon].lowercased()
    let kinds: [Kind] =
      name == "click" ? [.press, .release] : Kind.allCases.filter { $0.rawValue.lowercased() == name }
    return kinds.isEmpty ? nil : kinds.map { PointerEvent($0, x: x, y: y) }
  }

  /// As in scripts: `<Press:10,5>`.
  public var label: String { "\(kind.rawValue):\(x),\(y)" }
}
