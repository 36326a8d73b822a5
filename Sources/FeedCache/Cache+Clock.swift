public import FoundationEssentials
import GRDB

extension Cache {
  /// Dates the entries anew that came in while the machine's clock was not set: they have come in now, as far as
  /// anybody can tell, and what is dated by its feed gets that date back. Does nothing while the clock is not set.
  public func mendDates(at now: Date) throws(CacheError) {
    let now = now.milliseconds
    guard now >= UnsetClock.firstMoment else { return }
    let isAny = try connection.readOnce { db in
      try Bool.fetchOne(
        db, sql: "SELECT EXISTS (SELECT 1 FROM \(UnsetClock.misdated))", arguments: [UnsetClock.firstMoment])
    }
    guard isAny == true else { return }
    try connection.write(.afterCheckpoint) { db in
      let entries = try Row.fetchAll(
        db, sql: "SELECT entry.id, coalesce(published, updated) FROM \(UnsetClock.misdated)",
        arguments: [UnsetClock.firstMoment])
      for entry in entries {
        let (id, date) = (entry[0] as Int64, entry[1] as Int64?)
        try db.execute(sql: "UPDATE entry SET first_seen = ? WHERE id = ?", arguments: [now, id])
        try db.execute(
          sql: "UPDATE status SET sort_date = ? WHERE entry_id = ?", arguments: [min(date ?? now, now), id])
      }
    }
  }
}

/// A clock that nobody has set.
enum UnsetClock {
  /// 1 January 2000 in milliseconds: what is before this moment is where clocks begin that nobody has set.
  static let firstMoment: Int64 = 946_684_800_000

  /// Entries that came in before it, found by the index that lists are read by.
  fileprivate static let misdated = """
    status JOIN entry ON entry.id = status.entry_id
    WHERE status.sort_date < ?1 AND status.hidden = 0 AND status.is_subscribed = 1 AND entry.first_seen < ?1
    """
}
