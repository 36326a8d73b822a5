/// The SQLite store of feeds, entries, bodies and status. This file is the module's public face; everything else is
/// implementation. It is the only code that writes SQL.
public import FeedModel
public import FoundationEssentials
import GRDB

/// Why the cache could not do what was asked.
public struct CacheError: Error, Equatable, Sendable {
  /// One clause that says what is wrong and what to do, safe to show.
  public var message: String
  /// The database file, if it is damaged: `Cache.rescue` sets it aside.
  public var damagedFile: String?

  public init(_ message: String, damagedFile: String? = nil) {
    self.message = message
    self.damagedFile = damagedFile
  }
}

/// The HTTP side of a feed: what the last answers said, and when it may be asked again.
public struct FetchState: Equatable, Sendable {
  /// Sent back byte for byte.
  public var etag: String?
  /// Sent back byte for byte.
  public var lastModified: String?
  /// The URL that gave `etag` and `lastModified`, and the only one they are sent to; not the feed's own after a
  /// temporary redirect.
  public var validatorsURL: String?
  /// How often the feed last asked to be asked: counts also while it answers 304.
  public var schedule: PublishingSchedule
  /// The last time that it answered with a feed or 304; nil if it never did.
  public var lastRefresh: Date?
  /// A plain refresh sends nothing before this time.
  public var nextDue: Date?
  /// Nobody asks before this time, not even when forced (Retry-After).
  public var heldUntil: Date?
  /// 410: the feed is never asked again.
  public var isGone: Bool
  public var failuresInARow: Int
  public var failingSince: Date?
  public var error: String?
  public var lastAsked: Date?
  /// Of the last answer; nil if nothing answered.
  public var lastStatus: Int?
  /// Bytes of the last whole body, as it was packed: what a 304 saves.
  public var bodySize: Int
  public var bytesReceived: Int
  public var bytesSaved: Int
  /// Where it has moved for good, if another subscription has that address already.
  public var movedTo: String?

  public init(
    etag: String? = nil, lastModified: String? = nil, lastRefresh: Date? = nil, nextDue: Date? = nil,
    heldUntil: Date? = nil, isGone: Bool = false, failuresInARow: Int = 0, failingSince: Date? = nil,
    error: String? = nil, validatorsURL: String? = nil, schedule: PublishingSchedule = PublishingSchedule(),
    lastAsked: Date? = nil, lastStatus: Int? = nil, bodySize: Int = 0, bytesReceived: Int = 0, bytesSaved: Int = 0,
    movedTo: String? = nil
  ) {
    self.lastAsked = lastAsked
    self.lastStatus = lastStatus
    self.bodySize = bodySize
    self.bytesReceived = bytesReceived
    self.bytesSaved = bytesSaved
    self.movedTo = movedTo
    self.validatorsURL = validatorsURL
    self.schedule = schedule
    self.etag = etag
    self.lastModified = lastModified
    self.lastRefresh = lastRefresh
    self.nextDue = nextDue
    self.heldUntil = heldUntil
    self.isGone = isGone
    self.failuresInARow = failuresInARow
    self.failingSince = failingSince
    self.error = error
  }
}

/// A subscribed feed as a refresh sees it.
public struct RefreshTarget: Equatable, Sendable {
  public var id: FeedID
  public var address: FeedAddress
  public var state: FetchState
  /// What the user wants of this feed.
  public var settings: FeedSettings

  /// Without user and password.
  public var url: String { address.url }

  public init(id: FeedID, address: FeedAddress, state: FetchState, settings: FeedSettings = FeedSettings()) {
    self.id = id
    self.address = address
    self.state = state
    self.settings = settings
  }
}

/// What a save changed.
public struct SaveResult: Equatable, Sendable {
  public var new: Int
  public var changed: Int

  public init(new: Int = 0, changed: Int = 0) {
    self.new = new
    self.changed = changed
  }
}

/// An entry's text before its feed last edited it.
public struct FormerText: Equatable, Sendable {
  public var title: String
  public var body: Content?
  /// When the edit was seen.
  public var replaced: Date

  public init(title: String, body: Content?, replaced: Date) {
    self.title = title
    self.body = body
    self.replaced = replaced
  }
}

/// What other programs are told of an entry.
public struct EntrySummary: Equatable, Sendable {
  public var row: EntryRow
  public var feedURL: String
  public var guid: String
  public var published: Date?

  public init(row: EntryRow, feedURL: String, guid: String, published: Date?) {
    self.row = row
    self.feedURL = feedURL
    self.guid = guid
    self.published = published
  }
}

/// The open cache. Every method may be called from any thread; writes wait for each other, reads do not wait for
/// writes, and each is one transaction.
public final class Cache: Sendable {
  /// Where a cache is.
  public enum Location: Equatable, Sendable {
    /// A database file; its folder is made with mode 0700, the file with 0600.
    case file(String)
    /// In memory, gone when it is closed.
    case memory
  }

  /// Opens the cache, migrating an older one.
  public init(at location: Location) throws(CacheError) {
    connection = try CacheConnection(at: location)
  }

  let connection: CacheConnection

  /// Why nothing can be written, where the file or its folder does not allow it; nil if all is well.
  public var readOnlyReason: String? { connection.readOnlyReason }
  private let foundLists = FoundLists()

  // MARK: Subscriptions

  /// The feeds that are followed, by folder and title.
  public func subscriptions() throws(CacheError) -> [Subscription] {
    try connection.readOnce(FeedStore.subscriptions)
  }

  /// Subscribes to a feed; one that is already subscribed keeps its entries, and its title and folder unless new ones are
  /// given. User and password of the URL are kept apart from it, and are part of no answer but `refreshTargets`.
  @discardableResult
  public func subscribe(to url: String, title: String? = nil, folder: String? = nil, at now: Date) throws(CacheError)
    -> FeedID
  {
    try connection.write(.full) { try FeedStore.subscribe(to: url, title: title, folder: folder, at: now, $0) }
  }

  /// One user action: changes of subscriptions, all of them or none, and one journal entry.
  @discardableResult
  public func change(_ changes: [SubscriptionChange], at now: Date) throws(CacheError) -> SubscriptionEdits {
    try connection.write(.full) { try SubscriptionJournal($0).change(changes, at: now) }
  }

  /// Writes down, as one action, that a feed is subscribed to that was not: where it was found in some steps.
  public func noteSubscription(to feed: FeedID, at now: Date) throws(CacheError) {
    try connection.write(.full) { try SubscriptionJournal($0).noteSubscription(to: feed, at: now) }
  }

  /// Subscribes to many feeds in one action; one that is already subscribed stays as it is.
  /// - Returns: how many were new.
  public func subscribe(to feeds: [NewSubscription], at now: Date) throws(CacheError) -> Int {
    try change(feeds.map(SubscriptionChange.subscribe), at: now).subscribed
  }

  /// Replaces what the user wants of a feed, its own title included.
  public func set(_ settings: FeedSettings, of feed: FeedID) throws(CacheError) {
    try connection.write(.full) { try FeedStore.set(settings, of: feed, $0) }
  }

  /// What the OPML file that a subscription came from said of it, where it said more than Martlet uses.
  public func opmlAttributes() throws(CacheError) -> [FeedID: String] {
    try connection.readOnce(FeedStore.opmlAttributes)
  }

  /// Ends a subscription without a word in the journal, as a refresh does with one of two that turned out to be one
  /// feed; its articles stay.
  /// - Returns: whether there was one.
  public func unsubscribe(from url: String) throws(CacheError) -> Bool {
    try connection.write(.full) { try FeedStore.unsubscribe(from: url, $0) }
  }

  /// A feed that is kept without being subscribed: the guide, a local file. Made if it is not there.
  public func keep(_ url: String, at now: Date) throws(CacheError) -> FeedID {
    if let known = try connection.readOnce({ try FeedStore.find(url, $0) }) { return known }
    return try connection.write(.full) { try FeedStore.keep(url, at: now, $0) }
  }

  public func counts() throws(CacheError) -> Counts { try connection.readOnce(FeedStore.counts) }

  // MARK: Refresh

  /// Every subscription as a refresh sees it, in the order in which they were made.
  public func refreshTargets() throws(CacheError) -> [RefreshTarget] {
    try connection.readOnce(FetchStore.targets)
  }

  /// How every subscription gets on with its server, in the order of `subscriptions`.
  public func health(at now: Date) throws(CacheError) -> [FeedHealth] {
    try connection.readOnce { try FetchStore.health(at: now, $0) }
  }

  /// Saves what a feed says in one transaction. Nothing is deleted, whatever the feed leaves out. A power cut may take
  /// the whole save back, validators included, so that the next refresh brings it again.
  public func save(_ parsed: ParsedFeed, for feed: FeedID, state: FetchState, at now: Date) throws(CacheError)
    -> SaveResult
  {
    let result = try connection.write(.afterCheckpoint) {
      try FeedStore.save(parsed, for: feed, state: state, at: now, $0)
    }
    if result.new >= 1000 { try connection.optimize() }
    return result
  }

  /// Keeps only the HTTP side: after a 304 or a failure.
  public func save(_ state: FetchState, for feed: FeedID) throws(CacheError) {
    try connection.write(.afterCheckpoint) { try FetchStore.save(state, for: feed, $0) }
  }

  /// As above for many feeds, in one transaction.
  public func save(_ states: [FeedID: FetchState]) throws(CacheError) {
    try connection.write(.afterCheckpoint) { db in
      for (feed, state) in states { try FetchStore.save(state, for: feed, db) }
    }
  }

  /// The feed has moved for good. It is an error if another feed of the cache has that URL already.
  public func move(_ feed: FeedID, to url: String, remembersOld: Bool = true) throws(CacheError) {
    try connection.write(.full) { try FeedStore.move(feed, to: url, remembersOld: remembersOld, $0) }
  }

  // MARK: Reading

  /// The moment now, for a list that is to stand still from here on; `newer:` and `older:` count from it.
  public func snapshot(at now: Date = Date()) throws(CacheError) -> ListSnapshot {
    try connection.readOnce { db in
      let row = try Row.fetchOne(
        db, sql: "SELECT (SELECT coalesce(max(entry_id), 0) FROM status), last FROM status_serial")
      return ListSnapshot(newestEntry: EntryID(rawValue: row?[0] ?? 0), statusSerial: row?[1] ?? 0, taken: now)
    }
  }

  private func list(_ query: EntryQuery, at snapshot: ListSnapshot, _ db: Database) throws -> any EntryList {
    var query = query
    let leavesOutHidden = query.feed == nil && query.filter == nil && !query.includesHiddenFeeds
    if query.filter == .state(.unread) { (query.unreadOnly, query.filter) = (true, nil) }
    let filter = Filter.all(of: [query.filter ?? .all([]), Filter(words: query.search)])
    let serials = try StatusJournal.serials(db)
    var scope = ListScope(query: query, snapshot: snapshot, isFresh: serials.last <= snapshot.statusSerial)
    if leavesOutHidden { scope.hiddenFeeds = try FeedStore.hidden(db) }
    if !scope.isFresh { scope.hiddenSince = try StatusJournal(db).hidden(since: snapshot.statusSerial) }
    let isByDate = query.order != .byFeed && query.order != .byTitle
    guard filter != .all([]) || !isByDate else { return try PostList(scope, lastMass: serials.lastMass, db) }
    return FoundList(scope, filter, foundLists, db)
  }

  /// How many entries a list has.
  public func count(_ query: EntryQuery, at snapshot: ListSnapshot) throws(CacheError) -> Int {
    try connection.read { try list(query, at: snapshot, $0).count() }
  }

  /// Some rows of a list: at most `limit` from an index on, none beyond its ends.
  public func rows(_ query: EntryQuery, at snapshot: ListSnapshot, offset: Int, limit: Int) throws(CacheError)
    -> [EntryRow]
  {
    try connection.read { try list(query, at: snapshot, $0).entries(offset: offset, limit: limit) }
  }

  /// The first entries of a list, all of them without a limit, with what other programs want to know.
  public func summaries(_ query: EntryQuery, at snapshot: ListSnapshot, limit: Int?) throws(CacheError)
    -> [EntrySummary]
  {
    try connection.read { try list(query, at: snapshot, $0).summaries(limit: limit) }
  }

  /// Where an entry stands in a list; nil if it is not in it.
  public func index(of entry: EntryID, in query: EntryQuery, at snapshot: ListSnapshot) throws(CacheError) -> Int? {
    try connection.read { try list(query, at: snapshot, $0).index(of: entry) }
  }

  /// The nearest unread entry's index after (or before) an index of a list.
  public func unreadIndex(
    in query: EntryQuery, at snapshot: ListSnapshot, from index: Int, forward: Bool
  ) throws(CacheError) -> Int? {
    try connection.read { try list(query, at: snapshot, $0).unreadIndex(from: index, forward: forward) }
  }

  /// How many entries of a query arrived after a snapshot.
  public func arrivals(_ query: EntryQuery, since snapshot: ListSnapshot) throws(CacheError) -> Int {
    try connection.read { try list(query, at: snapshot, $0).arrivals() }
  }

  /// All of an entry; nil if it is not in the cache.
  public func entry(_ id: EntryID) throws(CacheError) -> Entry? {
    try connection.readOnce { try EntryReader.entry(id, $0) }
  }

  /// The text before the last edit that changed more than white space; nil if there was none.
  public func former(_ id: EntryID) throws(CacheError) -> FormerText? {
    try connection.readOnce { try EntryReader.former(of: id, $0) }
  }

  // MARK: Status

  /// One user action: a change of some entries' status, and one journal entry. On disk when it returns.
  /// - Returns: the status that each entry has now.
  @discardableResult
  public func change(_ change: StatusChange, of entries: [EntryID], at now: Date) throws(CacheError)
    -> [EntryID: EntryStatus]
  {
    try connection.write(.full) { try StatusJournal($0).change(change, of: entries, at: now) }
  }

  /// As `change`, for every entry of a list.
  /// - Returns: how many were touched.
  @discardableResult
  public func change(_ change: StatusChange, all query: EntryQuery, at snapshot: ListSnapshot, now: Date)
    throws(CacheError) -> Int
  {
    try connection.write(.full) { db in
      try StatusJournal(db).change(change, of: list(query, at: snapshot, db).target(), at: now)
    }
  }

  /// Takes the last journal entry back; nil if there is none.
  public func undo() throws(CacheError) -> Reversal? {
    try connection.write(.full) { try StatusJournal($0).undo() }
  }

  /// Does the last undone journal entry again; nil if there is none.
  public func redo() throws(CacheError) -> Reversal? {
    try connection.write(.full) { try StatusJournal($0).redo() }
  }

  /// Keeps where reading stopped. Who reads an edited entry has seen the edit: it no longer counts as changed.
  public func setPlace(_ place: Place, of entry: EntryID) throws(CacheError) {
    try connection.write(.full) { db in
      try db.execute(
        sql: """
          INSERT OR REPLACE INTO place (entry_id, block, offset, fingerprint) SELECT id, ?, ?, ? FROM entry WHERE id = ?
          """, arguments: [place.block, place.offset, place.fingerprint, entry.rawValue])
      try db.execute(
        sql: "UPDATE status SET changed = 0 WHERE entry_id = ? AND changed = 1", arguments: [entry.rawValue])
    }
  }

  // MARK: The reader's own memory

  /// Small values that the reader keeps between sessions, such as the last opened post.
  public func remember(_ value: String?, for key: String) throws(CacheError) {
    try connection.write(.afterCheckpoint) { db in
      if let value {
        try db.execute(sql: "INSERT OR REPLACE INTO memory (key, value) VALUES (?, ?)", arguments: [key, value])
      } else {
        try db.execute(sql: "DELETE FROM memory WHERE key = ?", arguments: [key])
      }
    }
  }

  /// What `remember` keeps; nil if it keeps nothing under that key.
  public func recall(_ key: String) throws(CacheError) -> String? {
    try connection.readOnce { try String.fetchOne($0, sql: "SELECT value FROM memory WHERE key = ?", arguments: [key]) }
  }

  /// Changes whenever another connection, of this process or another, has written (`PRAGMA data_version`).
  public func dataVersion() throws(CacheError) -> Int {
    try connection.readOnce { try Int.fetchOne($0, sql: "PRAGMA data_version") ?? 0 }
  }
}
