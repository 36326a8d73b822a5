import FeedModel
import FoundationEssentials
import GRDB

/// Changes of saved views, written into the journal of user actions as the rows that differed.
struct ViewJournal {
  /// How the journal names such an action; never renamed, for old journals tell it.
  static let kind = "views"

  private struct Kept: Codable, Equatable {
    var name: String
    var expression: String
    var position: Int
  }

  /// The row of a key, before and after; nil where there is none.
  private struct Difference: Codable {
    var key: String
    var before: Kept?
    var after: Kept?
  }

  private let db: Database

  init(_ db: Database) { self.db = db }

  // MARK: Actions

  /// Saves views, each in place of the one that has its name, or else after all others.
  func save(_ views: [SavedView], at now: Date) throws {
    var differences: [Difference] = []
    for view in views {
      let key = CompatibilityForms.key(view.name)
      let before = try kept(key)
      let after = Kept(name: view.name, expression: view.expression, position: try before?.position ?? nextPosition())
      differences.append(Difference(key: key, before: before, after: after))
      try set(after, for: key)
    }
    try record(differences, at: now)
  }

  /// - Returns: whether there was one of that name.
  func remove(_ name: String, at now: Date) throws -> Bool {
    let key = CompatibilityForms.key(name)
    guard let before = try kept(key) else { return false }
    try set(nil, for: key)
    try record([Difference(key: key, before: before, after: nil)], at: now)
    return true
  }

  /// - Returns: whether there was one of the old name.
  func rename(_ name: String, to new: String, at now: Date) throws -> Bool {
    let (old, key) = (CompatibilityForms.key(name), CompatibilityForms.key(new))
    guard let before = try kept(old) else { return false }
    guard try old == key || kept(key) == nil else {
      throw CacheError("there is a view of that name already; remove it or choose another name")
    }
    let after = Kept(name: new, expression: before.expression, position: before.position)
    let differences =
      old == key
      ? [Difference(key: key, before: before, after: after)]
      : [Difference(key: old, before: before, after: nil), Difference(key: key, before: nil, after: after)]
    for difference in differences { try set(difference.after, for: difference.key) }
    try record(differences, at: now)
    return true
  }

  /// Brings the rows to what they were before an action of the journal, or after it.
  func replay(_ bytes: [UInt8], backwards: Bool) throws -> ViewReversal {
    let differences = try JSONDecoder().decode([Difference].self, from: Data(bytes))
    var reversal = ViewReversal()
    for difference in backwards ? differences.reversed() : differences {
      let now = backwards ? difference.before : difference.after
      try set(now, for: difference.key)
      guard let view = now ?? (backwards ? difference.after : difference.before) else { continue }
      if now == nil { reversal.gone.append(view.name) } else { reversal.there.append(view.name) }
    }
    return reversal
  }

  // MARK: Rows

  private func record(_ differences: [Difference], at now: Date) throws {
    let real = differences.filter { $0.before != $0.after }
    guard !real.isEmpty else { return }
    try StatusJournal(db).record(Self.kind, true, Array(try JSONEncoder().encode(real)), at: now)
  }

  private func kept(_ key: String) throws -> Kept? {
    try Row.fetchOne(db, sql: "SELECT name, expression, position FROM saved_view WHERE key = ?", arguments: [key]).map {
      Kept(name: $0[0], expression: $0[1], position: $0[2])
    }
  }

  private func nextPosition() throws -> Int {
    try Int.fetchOne(db, sql: "SELECT coalesce(max(position), 0) + 1 FROM saved_view") ?? 1
  }

  private func set(_ view: Kept?, for key: String) throws {
    guard let view else { return try db.execute(sql: "DELETE FROM saved_view WHERE key = ?", arguments: [key]) }
    try db.execute(
      sql: "INSERT OR REPLACE INTO saved_view (key, name, expression, position) VALUES (?, ?, ?, ?)",
      arguments: [key, view.name, view.expression, view.position])
  }
}
