import GRDB

/// Copies what can be read from a damaged database into a new one, table by table and row by row.
///
/// A page that cannot be read costs the rows on it: the search for the next row that can be read goes on beyond it, in
/// steps that double, and then back to the first one by halving.
struct Salvage {
  private let source: Database
  private let target: Database
  /// Whether every row of every table could be read and kept.
  private(set) var isWhole = true

  init(from source: Database, to target: Database) {
    self.source = source
    self.target = target
  }

  /// What is made anew from the rest, or by the new database itself.
  private static let derived: Set<String> = ["tally", "migration", "status_serial"]

  mutating func run() throws {
    let sql = """
      SELECT name, sql LIKE '%WITHOUT ROWID%' FROM sqlite_schema
      WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> 'search'
        AND name NOT LIKE 'search\\_%' ESCAPE '\\'
      ORDER BY rowid
      """
    // In the order in which they were made, a table stands after those that it refers to.
    for row in try Row.fetchAll(target, sql: sql) where !Self.derived.contains(row[0]) {
      let name: String = row[0]
      if row[1] as Bool { try copyAll(of: name) } else { try copyRows(of: name) }
      if name == "feed" { try copyLostFeeds() }
    }
  }

  /// The columns that both have; an older database lacks the newest.
  private func columns(of table: String) throws -> String {
    let theirs = (try? String.fetchAll(source, sql: "SELECT name FROM pragma_table_info('\(table)')")) ?? []
    let ours = try String.fetchAll(target, sql: "SELECT name FROM pragma_table_info('\(table)')")
    return ours.filter { theirs.isEmpty || theirs.contains($0) }.map { "\"\($0)\"" }.joined(separator: ", ")
  }

  // MARK: Rows

  private mutating func copyRows(of table: String) throws {
    let columns = try columns(of: table)
    let insert = try Insert(into: table, columns: columns, target)
    let select = "SELECT rowid, \(columns) FROM \"\(table)\" WHERE rowid >= ? ORDER BY rowid"
    var next = Int64.min
    while true {
      do {
        let rows = try Row.fetchCursor(source, sql: select, arguments: [next])
        while let row = try rows.next() {
          let id: Int64 = row[0]
          guard id < Int64.max else { return }
          next = id + 1
          try take(Array(row.databaseValues.dropFirst()), insert)
        }
        return
      } catch let error as DatabaseError where error.isDamage {
        isWhole = false
        guard let beyond = rowBeyond(next, in: table) else { return }
        next = beyond
      }
    }
  }

  /// Where reading can go on after it failed at a row.
  private func rowBeyond(_ start: Int64, in table: String) -> Int64? {
    // The failing row may be known by its number, as when only its overflow pages are damaged.
    if case .found(let id) = probe(start, table) { return id < Int64.max ? id + 1 : nil }
    var bad = max(start, 0)
    var step: Int64 = 1
    while true {
      let (candidate, isBeyond) = bad.addingReportingOverflow(step)
      guard !isBeyond else { return nil }
      switch probe(candidate, table) {
      case .nothing, .found: return halve(from: bad, to: candidate, table)
      case .damaged:
        bad = candidate
        step = step.multipliedReportingOverflow(by: 2).partialValue
        if step <= 0 { return nil }
      }
    }
  }

  private func halve(from bad: Int64, to good: Int64, _ table: String) -> Int64 {
    var (bad, good) = (bad, good)
    while good - bad > 1 {
      let middle = bad + (good - bad) / 2
      if case .damaged = probe(middle, table) { bad = middle } else { good = middle }
    }
    return good
  }

  private enum Probe {
    case found(Int64)
    case nothing
    case damaged
  }

  /// Whether the first row from a number on can be reached.
  private func probe(_ start: Int64, _ table: String) -> Probe {
    let sql = "SELECT rowid FROM \"\(table)\" WHERE rowid >= ? ORDER BY rowid LIMIT 1"
    do {
      return try Int64.fetchOne(source, sql: sql, arguments: [start]).map { .found($0) } ?? .nothing
    } catch {
      return .damaged
    }
  }

  /// A small table without row numbers, from both its ends.
  private mutating func copyAll(of table: String) throws {
    let columns = try columns(of: table)
    let insert = try Insert(into: table, columns: columns, target)
    for order in ["ASC", "DESC"] {
      do {
        let rows = try Row.fetchCursor(source, sql: "SELECT \(columns) FROM \"\(table)\" ORDER BY 1 \(order)")
        while let row = try rows.next() { try take(Array(row.databaseValues), insert) }
        return
      } catch let error as DatabaseError where error.isDamage {
        isWhole = false
      }
    }
  }

  /// Feeds whose rows are lost, but whose addresses still stand in the index of them; and where entries name a feed of
  /// which nothing is left, a stand-in, so that they can be read.
  private mutating func copyLostFeeds() throws {
    let insert = try Insert(into: "feed", columns: "id, url, is_subscribed, added", target)
    if let rows = try? Row.fetchAll(source, sql: "SELECT id, url FROM feed INDEXED BY sqlite_autoindex_feed_1") {
      for row in rows { try take([row[0], row[1], 1.databaseValue, 0.databaseValue], insert) }
    }
    let named = try? Int64.fetchAll(
      source, sql: "SELECT DISTINCT feed_id FROM entry INDEXED BY sqlite_autoindex_entry_1")
    for id in named ?? [] {
      let url = "martlet:lost-feed-\(id)"
      try take([id.databaseValue, url.databaseValue, 1.databaseValue, 0.databaseValue], insert)
    }
  }

  // MARK: Keeping

  private struct Insert {
    var statement: Statement

    init(into table: String, columns: String, _ db: Database) throws {
      let marks = columns.split(separator: ",").map { _ in "?" }.joined(separator: ", ")
      statement = try db.makeStatement(sql: "INSERT OR IGNORE INTO \"\(table)\" (\(columns)) VALUES (\(marks))")
    }
  }

  /// Keeps a row, unless it breaks a rule of the schema, as noise does.
  private mutating func take(_ values: [DatabaseValue], _ insert: Insert) throws {
    do {
      try insert.statement.execute(arguments: StatementArguments(values))
    } catch let error as DatabaseError where error.resultCode == .SQLITE_CONSTRAINT {
      isWhole = false
    }
  }
}

extension DatabaseError {
  /// Whether the database itself is to blame, and not the disk or what was asked.
  var isDamage: Bool {
    [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR, .SQLITE_IOERR].contains(resultCode)
  }
}
