import FeedModel
import FoundationEssentials
import GRDB

/// Changes of status, each written down so that it can be taken back: one journal entry for each user action, with
/// the entries that it truly changed.
struct StatusJournal {
  /// The entries that a change is to touch, as a condition on `status`.
  struct Target {
    var condition: String
    var arguments: StatementArguments = []
  }

  /// Changes that touch more are mass changes: they rebuild an index instead of mending it, and lists that were frozen
  /// before them no longer look for single posts that have turned.
  static let few = 2000

  /// How many actions can be taken back.
  private static let depth = 10_000

  private let db: Database

  init(_ db: Database) { self.db = db }

  /// The numbers of the last change, undo or redo, and of the last of them that was a mass change.
  static func serials(_ db: Database) throws -> (last: Int64, lastMass: Int64) {
    let row = try Row.fetchOne(db.cachedStatement(sql: "SELECT last, last_mass FROM status_serial"))
    return (row?[0] ?? 0, row?[1] ?? 0)
  }

  // MARK: Actions

  /// - Returns: how many entries were touched.
  func change(_ change: StatusChange, of target: Target, at now: Date) throws -> Int {
    guard let flag = Flag(change) else {
      guard case .tagged(let name, let isAdded) = change else { return 0 }
      return try TagJournal(db).change(name, isAdded, of: target, at: now)
    }
    let ids = try apply(flag, to: target)
    guard !ids.isEmpty else { return 0 }
    try record(flag.name.rawValue, flag.value, PackedIDs.packed(ids), at: now)
    return ids.count
  }

  /// - Returns: how many entries were touched.
  func change(_ change: StatusChange, ofEach entries: [Int64], at now: Date) throws -> Int {
    try self.change(change, of: target(entries), at: now)
  }

  /// Writes an action down; those that were undone before it are gone for good.
  func record(_ kind: String, _ value: Bool, _ bytes: [UInt8], at now: Date) throws {
    try db.execute(sql: "DELETE FROM journal WHERE is_undone = 1")
    let data = bytes.withUnsafeBufferPointer { Deflater().deflated($0) }
    try db.execute(
      sql: """
        INSERT INTO journal (kind, value, at, length, entries, serial) SELECT ?, ?, ?, ?, ?, last FROM status_serial
        """, arguments: [kind, value, now.milliseconds, bytes.count, Data(data)])
    try db.execute(
      sql: "DELETE FROM journal WHERE id <= ?", arguments: [db.lastInsertedRowID - Int64(Self.depth)])
  }

  func change(_ change: StatusChange, of entries: [EntryID], at now: Date) throws -> [EntryID: EntryStatus] {
    let target = try self.target(entries.map(\.rawValue))
    _ = try self.change(change, of: target, at: now)
    return try statuses(of: target)
  }

  /// Takes the last action back that is not undone yet.
  func undo() throws -> Reversal? {
    try replay(
      "SELECT id, kind, value, length, entries FROM journal WHERE is_undone = 0 ORDER BY id DESC LIMIT 1",
      backwards: true)
  }

  /// Does the first undone action again.
  func redo() throws -> Reversal? {
    try replay(
      "SELECT id, kind, value, length, entries FROM journal WHERE is_undone = 1 ORDER BY id LIMIT 1", backwards: false)
  }

  /// The entries that the user changed since a time.
  func touched(since time: Date) throws -> Set<Int64> {
    let sql = "SELECT kind, length, entries FROM journal WHERE at >= ?"
    let rows = try Row.fetchCursor(db, sql: sql, arguments: [time.milliseconds])
    var ids: Set<Int64> = []
    while let row = try rows.next() {
      let kind: String = row[0]
      let bytes = try Inflater.inflated(Array(row[2] as Data), length: row[1])
      if kind == TagJournal.kind {
        ids.formUnion(try TagJournal(db).touched(in: bytes))
      } else if Flag.Name(rawValue: kind) != nil {
        ids.formUnion(PackedIDs.unpacked(bytes))
      }
    }
    return ids
  }

  private func replay(_ sql: String, backwards: Bool) throws -> Reversal? {
    guard let row = try Row.fetchOne(db, sql: sql) else { return nil }
    let kind: String = row[1]
    let bytes = try Inflater.inflated(Array(row[4] as Data), length: row[3])
    let reversal: Reversal
    if kind == SubscriptionJournal.kind {
      reversal = .subscriptions(try SubscriptionJournal(db).replay(bytes, backwards: backwards))
    } else if kind == ViewJournal.kind {
      reversal = .views(try ViewJournal(db).replay(bytes, backwards: backwards))
    } else if kind == TagJournal.kind {
      let (change, entries) = try TagJournal(db).replay(bytes, backwards: backwards)
      reversal = .marks(StatusReversal(change: change, statuses: try statuses(of: target(entries))))
    } else {
      guard let name = Flag.Name(rawValue: kind) else { return nil }
      let flag = Flag(name: name, value: (row[2] as Bool) != backwards)
      let target = try self.target(PackedIDs.unpacked(bytes))
      _ = try apply(flag, to: target)
      reversal = .marks(StatusReversal(change: flag.change, statuses: try statuses(of: target)))
    }
    try db.execute(
      sql: "UPDATE journal SET is_undone = 1 - is_undone, serial = (SELECT last FROM status_serial) WHERE id = ?",
      arguments: [row[0] as Int64])
    return reversal
  }

  /// The entries that were hidden after the change of a serial, whatever became of them then.
  func hidden(since serial: Int64) throws -> [Int64] {
    let sql = "SELECT length, entries FROM journal INDEXED BY journal_hidden WHERE kind = 'hidden' AND serial > ?"
    let rows = try Row.fetchCursor(db, sql: sql, arguments: [serial])
    var ids: Set<Int64> = []
    while let row = try rows.next() {
      ids.formUnion(PackedIDs.unpacked(try Inflater.inflated(Array(row[1] as Data), length: row[0])))
    }
    return ids.sorted()
  }

  // MARK: Entries

  /// A target of listed entries.
  func target(_ ids: [Int64]) throws -> Target {
    if ids.count <= 100 {
      return Target(condition: "entry_id IN (\(ids.map(String.init).joined(separator: ", ")))")
    }
    try db.execute(
      sql: "CREATE TEMP TABLE IF NOT EXISTS touched (id INTEGER PRIMARY KEY); DELETE FROM temp.touched")
    let insert = try db.cachedStatement(sql: "INSERT OR IGNORE INTO temp.touched (id) VALUES (?)")
    for id in ids { try insert.execute(arguments: [id]) }
    return Target(condition: "entry_id IN (SELECT id FROM temp.touched)")
  }

  func statuses(of target: Target) throws -> [EntryID: EntryStatus] {
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT entry_id, unread, starred, hidden, \(TagJournal.column(of: "status.entry_id")) FROM status
        WHERE \(target.condition)
        """, arguments: target.arguments)
    var statuses: [EntryID: EntryStatus] = [:]
    while let row = try rows.next() {
      statuses[EntryID(rawValue: row[0])] = EntryReader.status(row, from: 1)
    }
    return statuses
  }

  /// Changes those of the target that the change makes a difference to, with the counts.
  /// - Returns: their keys, in order.
  private func apply(_ flag: Flag, to target: Target) throws -> [Int64] {
    let condition = "(\(target.condition)) AND \(flag.column) = \(1 - flag.columnValue)"
    // A column less to read for each of 100,000 rows counts: feed and flags are one number.
    let rows = try Row.fetchCursor(
      db,
      sql: """
        SELECT entry_id, feed_id * 8 + unread * 4 + starred * 2 + hidden FROM status WHERE \(condition)
        ORDER BY entry_id
        """, arguments: target.arguments)
    var ids: [Int64] = []
    var tallies: [Int64: TallyChange] = [:]
    // Most entries stand beside others of their feed.
    var (feed, tally) = (Int64?.none, TallyChange())
    while let row = try rows.next() {
      ids.append(row[0])
      let packed: Int64 = row[1]
      if packed >> 3 != feed {
        if let feed { tallies[feed] = tally }
        feed = packed >> 3
        tally = tallies[packed >> 3] ?? TallyChange()
      }
      tally.add(flag, unread: Int(packed >> 2 & 1), starred: Int(packed >> 1 & 1), hidden: Int(packed & 1))
    }
    if let feed { tallies[feed] = tally }
    guard !ids.isEmpty else { return [] }
    let update = try db.cachedStatement(
      sql: "UPDATE tally SET unread = unread + ?, starred = starred + ?, total = total + ? WHERE feed_id = ?")
    for (feed, tally) in tallies {
      try update.execute(arguments: [tally.unread, tally.starred, tally.total, feed])
    }
    let isMass = ids.count > Self.few
    try db.execute(sql: "UPDATE status_serial SET last = last + 1\(isMass ? ", last_mass = last + 1" : "")")
    var assignments = "\(flag.column) = \(flag.columnValue)"
    if flag.name == .read {
      let serial = try Self.serials(db).last
      assignments += ", turn3 = turn2, turn2 = turn1, turn1 = \(serial), lone_turn = \(isMass ? 0 : serial)"
    }
    // Mending the index for 100,000 posts takes three times as long as all the rest.
    if isMass { try db.execute(sql: "DROP INDEX status_unread") }
    try db.execute(sql: "UPDATE status SET \(assignments) WHERE \(condition)", arguments: target.arguments)
    if isMass { try db.execute(sql: Migrations.unreadIndex) }
    return ids
  }
}

/// What a change makes of a feed's counts, which leave hidden entries out.
private struct TallyChange {
  var unread = 0
  var starred = 0
  var total = 0

  /// Adds an entry that the change makes a difference to, from its status before.
  mutating func add(_ flag: Flag, unread wasUnread: Int, starred wasStarred: Int, hidden wasHidden: Int) {
    switch flag.name {
    case .read: unread += (flag.value ? -1 : 1) * (1 - wasHidden)
    case .starred: starred += (flag.value ? 1 : -1) * (1 - wasHidden)
    case .hidden:
      let sign = flag.value ? -1 : 1
      unread += sign * wasUnread
      starred += sign * wasStarred
      total += sign
    }
  }
}

/// A change of status that is a column of `status`.
private struct Flag {
  /// How the journal names it; never renamed, for old journals tell it.
  enum Name: String {
    case read
    case starred
    case hidden
  }

  var name: Name
  var value: Bool

  init(name: Name, value: Bool) {
    self.name = name
    self.value = value
  }

  /// Nil for tags.
  init?(_ change: StatusChange) {
    switch change {
    case .read(let value): self.init(name: .read, value: value)
    case .starred(let value): self.init(name: .starred, value: value)
    case .hidden(let value): self.init(name: .hidden, value: value)
    case .tagged: return nil
    }
  }

  var change: StatusChange {
    switch name {
    case .read: .read(value)
    case .starred: .starred(value)
    case .hidden: .hidden(value)
    }
  }

  var column: String {
    switch name {
    case .read: "unread"
    case .starred: "starred"
    case .hidden: "hidden"
    }
  }

  var columnValue: Int { value == (name != .read) ? 1 : 0 }
}
