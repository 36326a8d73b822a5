/// A change of status that the user asks for: one of these is one journal entry, whatever number of posts it touches.
public enum StatusChange: Equatable, Hashable, Sendable {
  case read(Bool)
  case starred(Bool)
  case hidden(Bool)
  /// A tag by its name: put on entries, or taken off.
  case tagged(String, Bool)
}

/// What an undo or redo brought about, told in the status line.
public struct StatusReversal: Equatable, Sendable {
  /// As it is now: an undone `.read(true)` is told as `.read(false)`.
  public var change: StatusChange
  /// The entries touched and the status that each has now.
  public var statuses: [EntryID: EntryStatus]

  public init(change: StatusChange, statuses: [EntryID: EntryStatus]) {
    self.change = change
    self.statuses = statuses
  }
}
