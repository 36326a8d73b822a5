import FeedCache

/// Where feeds were subscribed before a permanent redirect or a search moved them, so that a person, or a script, can
/// still name them so.
enum FormerAddresses {
  static func remember(_ url: String, movedTo new: String, in cache: Cache) throws(CacheError) {
    try cache.remember(new, for: key(url))
  }

  /// Follows an address to where it is now.
  static func current(_ url: String, in cache: Cache) throws(CacheError) -> String {
    var url = url
    // A feed may move on, and back.
    for _ in 0..<10 {
      guard let next = try cache.recall(key(url)) else { break }
      url = next
    }
    return url
  }

  private static func key(_ url: String) -> String { "moved \(url)" }
}
