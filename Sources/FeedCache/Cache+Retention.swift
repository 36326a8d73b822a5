public import FeedModel
public import FoundationEssentials
import GRDB

/// A feed of which posts go, or would go.
public struct CleanedFeed: Equatable, Sendable {
  public var feed: FeedID
  public var url: String
  public var title: String
  /// What holds for it.
  public var keep: Retention
  /// How many posts go.
  public var entries: Int
}

extension Cache {
  /// Posts that go in one transaction: few enough that whoever else wants to write hardly waits.
  private static let cleanedAtOnce = 200

  /// What `clean` would take out: read posts, without a star, that are older or more than is kept, and that their feed
  /// no longer lists. The fallback holds for feeds for which the user has set nothing.
  public func cleanable(keeping fallback: Retention, at now: Date) throws(CacheError) -> [CleanedFeed] {
    try connection.read { db in
      try Cleaner.feeds(fallback: fallback, db).compactMap { feed in
        var feed = feed
        feed.entries = try Cleaner(db).candidates(of: feed, sparing: [], at: now).count
        return feed.entries > 0 ? feed : nil
      }
    }
  }

  /// Takes those posts out. One that its feed lists again later comes back as read, and as no news.
  ///
  /// What the user marked since `touched` stays as well, so that nothing goes while it is being read, and an undo
  /// finds it.
  @discardableResult
  public func clean(keeping fallback: Retention, sparingTouchedSince touched: Date? = nil, at now: Date)
    throws(CacheError) -> [CleanedFeed]
  {
    var cleaned: [CleanedFeed] = []
    for var feed in try cleanable(keeping: fallback, at: now) {
      feed.entries = 0
      while true {
        let removed = try connection.write(.afterCheckpoint) { db in
          let spared = try touched.map { try StatusJournal(db).touched(since: $0) } ?? []
          let ids = try Cleaner(db).candidates(of: feed, sparing: spared, at: now).prefix(Self.cleanedAtOnce)
          if !ids.isEmpty { try Cleaner(db).remove(Array(ids), from: feed.feed) }
          return ids.count
        }
        feed.entries += removed
        if removed < Self.cleanedAtOnce { break }
      }
      if feed.entries > 0 { cleaned.append(feed) }
    }
    return cleaned
  }
}
