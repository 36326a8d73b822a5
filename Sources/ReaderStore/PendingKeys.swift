public import Configuration

/// Keys that were typed and are not done yet: a count, or the beginning of a sequence.
public struct PendingKeys: Equatable, Sendable {
  /// How often, or which one: the 7 of `7o`.
  public var count: Int?
  public var keys: [Key] = []

  public init() {}

  public var isEmpty: Bool { count == nil && keys.isEmpty }

  /// As typed: `12`, `Z`.
  public var label: String { (count.map(String.init) ?? "") + keys.label }

  static let largestCount = 999_999

  /// Takes a digit into the count.
  /// - Returns: false if the key is none, or a zero that begins nothing.
  mutating func countDigit(_ key: Key) -> Bool {
    guard keys.isEmpty, case .character(let character) = key, character.isASCII, let digit = character.wholeNumberValue,
      count != nil || digit > 0
    else { return false }
    count = min(PendingKeys.largestCount, (count ?? 0) * 10 + digit)
    return true
  }
}
