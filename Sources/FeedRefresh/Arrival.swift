import FeedFetching
import FeedModel
import FeedParsing

/// An answer with the feed that was in it. It is parsed by the thread that fetches, while another saves those before it.
struct Arrival: Sendable {
  var result: FetchResult
  /// Nil where the answer has no body.
  var feed: Result<ParsedFeed, FeedParsingError>?
  /// About how many bytes of memory it takes.
  private(set) var size = 4096

  init(_ result: FetchResult) {
    self.result = result
    guard case .body(let bytes) = result.answer else { return }
    size += bytes.count
    do throws(FeedParsingError) {
      feed = .success(
        try FeedParser.parse(bytes, baseURL: result.url, contentType: result.headers.contentType))
      // Who waits need not hold it twice.
      self.result.answer = .body([])
    } catch {
      feed = .failure(error)
    }
  }

  /// Whether it concerns no other feed: a feed or a 304 that came without a permanent redirect.
  var isPlain: Bool {
    guard result.movedTo == nil else { return false }
    switch result.answer {
    case .body: if case .success = feed { return true } else { return false }
    case .notModified: return true
    case .refused, .failed, .held: return false
    }
  }
}
