/// Keys typed by a script: `jj<CR><Space><Wait:2s><Resize:120x40><Click:10,5><WheelDown:10,5>`.
public struct KeyScript: Equatable, Sendable {
  /// One thing that happens.
  public enum Step: Equatable, Sendable {
    case key(Key)
    case pointer(PointerEvent)
    /// Time passes on the replay's clock.
    case wait(milliseconds: Int)
    case resize(width: Int, height: Int)
  }

  public var steps: [Step]

  /// With its brackets; a `<` without a `>` so near stands for itself.
  private static let longestName = 60

  /// Reads a script.
  /// - Throws: `ConfigurationError` naming the first step that is not understood.
  public init(_ source: String) throws(ConfigurationError) {
    var steps: [Step] = []
    var rest = Substring(source)
    while let first = rest.first {
      let name = rest.prefix(KeyScript.longestName)
      if first == "<", let end = name.firstIndex(of: ">"), end != rest.index(after: rest.startIndex) {
        let notation = String(rest[...end])
        guard let found = KeyScript.steps(notation) else {
          throw ConfigurationError("no key is called \(notation); write <lt> for a < that stands for itself")
        }
        steps += found
        rest = rest[rest.index(after: end)...]
      } else if first == "^", !rest.dropFirst().isEmpty, let key = Key(notation: String(rest.prefix(2))) {
        steps.append(.key(key))
        rest = rest.dropFirst(2)
      } else if let key = Key(notation: String(first)) {
        steps.append(.key(key))
        rest = rest.dropFirst()
      }
    }
    self.steps = steps
  }

  private static func steps(_ notation: String) -> [Step]? {
    if let key = Key(notation: notation) { return [.key(key)] }
    let inner = notation.dropFirst().dropLast()
    if let events = PointerEvent.events(inner) { return events.map { .pointer($0) } }
    guard let colon = inner.firstIndex(of: ":") else { return nil }
    let value = inner[inner.index(after: colon)...]
    switch inner[..<colon].lowercased() {
    case "wait": return milliseconds(value).map { [.wait(milliseconds: $0)] }
    case "resize":
      guard let size = ScreenSize(String(value)) else { return nil }
      return [.resize(width: size.width, height: size.height)]
    default: return nil
    }
  }

  /// `2s`, `500ms`, `3m`.
  private static func milliseconds(_ text: Substring) -> Int? {
    let units: [(suffix: String, factor: Int)] = [("ms", 1), ("s", 1000), ("m", 60_000), ("h", 3_600_000)]
    for unit in units where text.hasSuffix(unit.suffix) {
      guard let number = Int(text.dropLast(unit.suffix.count)), (0...1_000_000).contains(number) else { return nil }
      return number * unit.factor
    }
    return nil
  }
}
