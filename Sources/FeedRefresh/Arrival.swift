import FeedFetching
import FeedModel
import FeedParsing

/// An answer with the feed that was in it. It is parsed by the thread that fetches, while another saves those before it.
struct Arrival: Sendable {
  var result: FetchResult
  /// Nil where the answer has no body.
  var feed: Result<ParsedFeed, FeedParsingError>?

  init(_ result: FetchResult) {
    self.result = result
    guard case .body(let bytes) = result.answer else { return }
    do throws(FeedParsingError) {
      feed = .success(
        try FeedParser.parse(bytes, baseURL: result.url, contentType: result.headers.contentType))
      // Who waits need not hold it twice.
      self.result.answer = .body([])
    } catch {
      feed = .failure(error)
    }
  }
}
