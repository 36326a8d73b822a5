public import FeedModel
public import FoundationEssentials
import GRDB

/// Saved views: filters with a name, in the user's order.
extension Cache {
  /// All of them, in order.
  public func views() throws(CacheError) -> [SavedView] {
    try connection.readOnce { db in
      try Row.fetchAll(db, sql: "SELECT name, expression FROM saved_view ORDER BY position, name").map {
        SavedView(name: $0[0], expression: $0[1])
      }
    }
  }

  /// The view of a name, whatever its case; nil if there is none.
  public func view(named name: String) throws(CacheError) -> SavedView? {
    try views().first { $0.hasName(name) }
  }

  /// Saves views, each in place of the one that has its name, or else after all others; one action for the undo.
  public func save(_ views: [SavedView], at now: Date) throws(CacheError) {
    try connection.write(.full) { try ViewJournal($0).save(views, at: now) }
  }

  /// Removes the view of a name, whatever its case.
  /// - Returns: whether there was one of that name.
  @discardableResult
  public func removeView(named name: String, at now: Date) throws(CacheError) -> Bool {
    try connection.write(.full) { try ViewJournal($0).remove(name, at: now) }
  }

  /// Gives a view another name; it keeps its place.
  /// - Returns: whether there was one of the old name.
  @discardableResult
  public func renameView(_ name: String, to new: String, at now: Date) throws(CacheError) -> Bool {
    try connection.write(.full) { try ViewJournal($0).rename(name, to: new, at: now) }
  }
}
