import FeedCache
import FeedModel
import FeedParsing
import Foundation
import ReaderStore

/// What the reader reads from: the subscriptions, the built-in guide where there are none, or files.
struct Library {
  let cache: Cache
  let query: EntryQuery
  var scope = ListScope.everything
  /// The post that was open last.
  var lastPost: EntryID?

  /// The user's subscriptions, or the guide.
  static func subscriptions(in cache: Cache, at now: Date) throws(CacheError) -> Library {
    guard try cache.counts().feeds == 0 else {
      let last = try cache.recall(Remembered.post).flatMap { Int64($0) }.map(EntryID.init(rawValue:))
      let query = EntryQuery(unreadOnly: true)
      // Damage is to be found while the cache can still be replaced.
      _ = try cache.rows(query, at: cache.snapshot(), offset: 0, limit: 30)
      return Library(cache: cache, query: query, lastPost: last)
    }
    let guide = try Guide.feed(in: cache, at: now)
    return Library(
      cache: cache, query: EntryQuery(feed: guide, unreadOnly: false), scope: .feed(guide, title: "Guide"))
  }

  /// Local feeds, HTML pages and text files, in a cache of their own that is gone with the reader.
  static func files(_ paths: [String], at now: Date) throws -> Library {
    let cache = try Cache(at: .memory)
    for path in paths {
      let feed = try LocalFile.read(path)
      let id = try cache.subscribe(to: "file:" + path, title: nil, folder: nil, at: now)
      _ = try cache.save(feed, for: id, state: FetchState(lastRefresh: now), at: now)
    }
    return Library(cache: cache, query: EntryQuery(unreadOnly: false))
  }
}

/// The guide: a small feed compiled into the program, kept in the cache so that its marks and places stay.
enum Guide {
  static let url = "martlet:guide"

  static func feed(in cache: Cache, at now: Date) throws(CacheError) -> FeedID {
    let id = try cache.keep(url, at: now)
    let edition = "\(Version.string) \(PackageResources.guide_xml.count)"
    if try cache.recall(Remembered.guide) != edition, let parsed = try? FeedParser.parse(PackageResources.guide_xml) {
      _ = try cache.save(parsed, for: id, state: FetchState(), at: now)
      try cache.remember(edition, for: Remembered.guide)
    }
    return id
  }
}

/// A file that is opened without subscribing: told apart by its content.
enum LocalFile {
  static func read(_ path: String) throws(CommandFailure) -> ParsedFeed {
    if !InputFile.exists(path), let command = Martlet.command(near: path) {
      throw CommandFailure("no file '\(path)'; did you mean \(command)?")
    }
    let bytes = try InputFile.read(path)
    if let feed = try? FeedParser.parse(bytes, baseURL: nil) { return feed }
    let name = path.split(separator: "/").last.map { String($0).shownPath } ?? path
    return ArticleFile(bytes, name: name).feed(named: name)
  }
}
