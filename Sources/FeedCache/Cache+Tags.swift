public import FeedModel
public import FoundationEssentials

extension Cache {
  /// One user action: an entry has these tags from now on, and no others. To put one tag on many entries or take it
  /// off, `change(.tagged(name, true), …)`.
  /// - Returns: the status that the entry has now.
  @discardableResult
  public func setTags(_ tags: [String], of entry: EntryID, at now: Date) throws(CacheError) -> [EntryID: EntryStatus] {
    try connection.write(.full) { db in
      try TagJournal(db).set(tags, of: entry.rawValue, at: now)
      return try StatusJournal(db).statuses(of: StatusJournal(db).target([entry.rawValue]))
    }
  }

  /// The tags that are in use, by name.
  public func tags() throws(CacheError) -> [Tag] {
    try connection.readOnce { try TagJournal($0).all() }
  }
}
