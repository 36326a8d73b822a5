public import FoundationEssentials

/// A moment in the cache that a post list is frozen at: what arrives later is not in the list, and what was unread
/// then stays in it although it is read now.
public struct ListSnapshot: Equatable, Hashable, Sendable {
  /// The newest entry that may appear.
  public var newestEntry: EntryID
  /// The last status change that the list has taken in.
  public var statusSerial: Int64
  /// When it was taken: `newer:3d` counts from here.
  public var taken: Date

  public init(newestEntry: EntryID, statusSerial: Int64, taken: Date = .distantPast) {
    self.newestEntry = newestEntry
    self.statusSerial = statusSerial
    self.taken = taken
  }
}
