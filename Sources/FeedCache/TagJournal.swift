import FeedModel
import FoundationEssentials
import GRDB
import Typography

/// The user's tags on entries; what changes in them is written into the journal of user actions.
struct TagJournal {
  /// How the journal names such an action; never renamed, for old journals tell it.
  static let kind = "tags"

  /// Some entries that got a tag, or lost it.
  private struct Difference: Codable {
    var tag: String
    var isAdded: Bool
    /// Their keys, packed.
    var entries: Data

    var ids: [Int64] { PackedIDs.unpacked(Array(entries)) }
  }

  /// The tags of the entry of a row of `status` or `entry`, in one text.
  static func column(of entry: String) -> String {
    """
    (SELECT group_concat(tag.name, char(10)) FROM entry_tag JOIN tag ON tag.id = entry_tag.tag_id
      WHERE entry_tag.entry_id = \(entry))
    """
  }

  /// The tags that such a text holds, in order.
  static func names(in text: String?) -> [String] {
    guard let text else { return [] }
    return text.split(separator: "\n").map(String.init).sorted {
      CompatibilityForms.key($0) < CompatibilityForms.key($1)
    }
  }

  private let db: Database

  init(_ db: Database) { self.db = db }

  /// All tags by name, with the entries that have them and are not hidden.
  func all() throws -> [Tag] {
    let sql = """
      SELECT tag.name, count(status.entry_id) FROM tag
      JOIN entry_tag ON entry_tag.tag_id = tag.id
      LEFT JOIN status ON status.entry_id = entry_tag.entry_id AND hidden = 0 AND is_subscribed = 1
      GROUP BY tag.id ORDER BY tag.key
      """
    return try Row.fetchAll(db, sql: sql).map { Tag(name: $0[0], entries: $0[1]) }
  }

  // MARK: Actions

  /// Puts a tag on entries, or takes it off.
  /// - Returns: how many were touched.
  func change(_ name: String, _ isAdded: Bool, of target: StatusJournal.Target, at now: Date) throws -> Int {
    guard let name = Self.kept(name) else { throw CacheError("a tag needs a name") }
    let having = "entry_id IN (SELECT entry_id FROM entry_tag WHERE tag_id = (SELECT id FROM tag WHERE key = ?))"
    let ids = try Int64.fetchAll(
      db,
      sql: """
        SELECT entry_id FROM status WHERE (\(target.condition)) AND \(isAdded ? "NOT" : "") \(having)
        ORDER BY entry_id
        """, arguments: target.arguments + [CompatibilityForms.key(name)])
    guard !ids.isEmpty else { return 0 }
    try change([Difference(tag: name, isAdded: isAdded, entries: Data(PackedIDs.packed(ids)))], at: now)
    return ids.count
  }

  /// Gives an entry these tags and no others.
  func set(_ tags: [String], of entry: Int64, at now: Date) throws {
    let sql = "SELECT tag.key, tag.name FROM entry_tag JOIN tag ON tag.id = tag_id WHERE entry_id = ?"
    var former: [String: String] = [:]
    for row in try Row.fetchAll(db, sql: sql, arguments: [entry]) { former[row[0]] = row[1] }
    let entries = Data(PackedIDs.packed([entry]))
    var differences: [Difference] = []
    var named: Set<String> = []
    for name in tags.compactMap(Self.kept) where named.insert(CompatibilityForms.key(name)).inserted {
      if former[CompatibilityForms.key(name)] == nil {
        differences.append(Difference(tag: name, isAdded: true, entries: entries))
      }
    }
    for (key, name) in former.sorted(by: { $0.key < $1.key }) where !named.contains(key) {
      differences.append(Difference(tag: name, isAdded: false, entries: entries))
    }
    if !differences.isEmpty { try change(differences, at: now) }
  }

  private static func kept(_ name: String) -> String? { Tag.name(TerminalText.line(name)) }

  private func change(_ differences: [Difference], at now: Date) throws {
    for difference in differences { try apply(difference) }
    try db.execute(sql: "UPDATE status_serial SET last = last + 1")
    let data = try JSONEncoder().encode(differences)
    try StatusJournal(db).record(Self.kind, true, Array(data), at: now)
  }

  /// Does an action of the journal again, or takes it back.
  /// - Returns: what that was, and the entries that it touched.
  func replay(_ bytes: [UInt8], backwards: Bool) throws -> (change: StatusChange, entries: [Int64]) {
    var differences = try JSONDecoder().decode([Difference].self, from: Data(bytes))
    if backwards {
      differences.reverse()
      for index in differences.indices { differences[index].isAdded.toggle() }
    }
    for difference in differences { try apply(difference) }
    try db.execute(sql: "UPDATE status_serial SET last = last + 1")
    guard let last = differences.last else { throw CacheError("the cache's journal is damaged") }
    return (.tagged(last.tag, last.isAdded), Set(differences.flatMap(\.ids)).sorted())
  }

  private func apply(_ difference: Difference) throws {
    let key = CompatibilityForms.key(difference.tag)
    let target = try StatusJournal(db).target(difference.ids)
    if difference.isAdded {
      try db.execute(
        sql: "INSERT INTO tag (name, key) VALUES (?, ?) ON CONFLICT (key) DO NOTHING", arguments: [difference.tag, key])
      try db.execute(
        sql: """
          INSERT OR IGNORE INTO entry_tag (entry_id, tag_id)
          SELECT entry_id, (SELECT id FROM tag WHERE key = ?) FROM status WHERE \(target.condition)
          """, arguments: [key] + target.arguments)
    } else {
      try db.execute(
        sql: "DELETE FROM entry_tag WHERE tag_id = (SELECT id FROM tag WHERE key = ?) AND \(target.condition)",
        arguments: [key] + target.arguments)
      try db.execute(
        sql: "DELETE FROM tag WHERE key = ? AND NOT EXISTS (SELECT 1 FROM entry_tag WHERE tag_id = tag.id)",
        arguments: [key])
    }
  }
}
