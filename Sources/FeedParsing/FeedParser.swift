/// Bytes → ParsedFeed and warnings. You need not know the format.
public import FeedModel

public struct FeedParsingError: Error, Equatable, Sendable {
  /// What the document is instead of a feed, one clause without a full stop: `it is an HTML page`.
  public var message: String
  public init(_ message: String) { self.message = message }
}

public enum FeedParser {
  /// Parses a feed of any supported format.
  /// - Parameters:
  ///   - bytes: the document as received.
  ///   - baseURL: where it came from; relative URLs are resolved against it.
  ///   - contentType: the HTTP `Content-Type`, whose charset counts before the XML declaration (RFC 7303).
  /// - Throws: `FeedParsingError` only if the document is no feed.
  public static func parse(
    _ bytes: [UInt8], baseURL: String? = nil, contentType: String? = nil
  ) throws(FeedParsingError) -> ParsedFeed {
    throw FeedParsingError("nothing is parsed yet")
  }
}
