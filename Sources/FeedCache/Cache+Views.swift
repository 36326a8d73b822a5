public import FeedModel
import GRDB

/// Saved views: filters with a name, in the user's order.
extension Cache {
  public func views() throws(CacheError) -> [SavedView] {
    try connection.readOnce { db in
      try Row.fetchAll(db, sql: "SELECT name, expression FROM saved_view ORDER BY position, name").map {
        SavedView(name: $0[0], expression: $0[1])
      }
    }
  }

  /// The view of a name, whatever its case; nil if there is none.
  public func view(named name: String) throws(CacheError) -> SavedView? {
    try views().first { CompatibilityForms.key($0.name) == CompatibilityForms.key(name) }
  }

  /// Saves a view, in place of the one that has its name, or else after all others.
  public func save(_ view: SavedView) throws(CacheError) {
    try connection.write(.full) { db in
      try db.execute(
        sql: """
          INSERT INTO saved_view (name, key, expression, position)
          VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM saved_view))
          ON CONFLICT (key) DO UPDATE SET name = excluded.name, expression = excluded.expression
          """, arguments: [view.name, CompatibilityForms.key(view.name), view.expression])
    }
  }

  /// - Returns: whether there was one of that name.
  @discardableResult
  public func removeView(named name: String) throws(CacheError) -> Bool {
    try connection.write(.full) { db in
      try db.execute(sql: "DELETE FROM saved_view WHERE key = ?", arguments: [CompatibilityForms.key(name)])
      return db.changesCount > 0
    }
  }

  /// Gives a view another name; it keeps its place.
  /// - Returns: whether there was one of the old name.
  @discardableResult
  public func renameView(_ name: String, to new: String) throws(CacheError) -> Bool {
    let (old, key) = (CompatibilityForms.key(name), CompatibilityForms.key(new))
    return try connection.write(.full) { db in
      let sql = "SELECT 1 FROM saved_view WHERE key = ?"
      if old != key, try Int.fetchOne(db, sql: sql, arguments: [key]) != nil {
        throw CacheError("there is a view of that name already; remove it or choose another name")
      }
      try db.execute(sql: "UPDATE saved_view SET name = ?, key = ? WHERE key = ?", arguments: [new, key, old])
      return db.changesCount > 0
    }
  }
}
