/// Bytes → ParsedFeed and warnings. You need not know the format.
public import FeedModel

/// Why a document gives no feed, or no list of subscriptions.
public struct FeedParsingError: Error, Equatable, Sendable {
  /// What the document is instead of a feed, one clause without a full stop: `it is an HTML page`.
  public var message: String
  public init(_ message: String) { self.message = message }
}

/// Reads feeds: RSS 0.9x to 2.0, RDF, Atom 0.3 and 1.0, CDF, JSON Feed.
public enum FeedParser {
  /// Parses a feed of any supported format.
  /// - Parameters:
  ///   - bytes: the document as received.
  ///   - baseURL: where it came from; relative URLs are resolved against it.
  ///   - contentType: the HTTP `Content-Type`, whose charset counts before the XML declaration (RFC 7303).
  /// - Returns: what could be read, with a warning for each thing repaired.
  /// - Throws: `FeedParsingError` only if the document is no feed.
  public static func parse(
    _ bytes: [UInt8], baseURL: String? = nil, contentType: String? = nil
  ) throws(FeedParsingError) -> ParsedFeed {
    let text = TextEncoding.decode(bytes, contentType: contentType)
    let parsed: Result<ParsedFeed, FeedParsingError> = text.bytes.withUnsafeBufferPointer { bytes in
      do throws(FeedParsingError) {
        return .success(try parse(bytes, text, baseURL))
      } catch {
        return .failure(error)
      }
    }
    var feed = try parsed.get()
    feed.warnings.insert(contentsOf: text.warnings, at: 0)
    return feed
  }

  private static func parse(
    _ bytes: UnsafeBufferPointer<UInt8>, _ text: TextEncoding.Decoded, _ baseURL: String?
  ) throws(FeedParsingError) -> ParsedFeed {
    guard let first = bytes[min(text.start, bytes.count)...].first(where: { $0 > 0x20 }) else {
      throw FeedParsingError("it is empty")
    }
    if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") {
      return try JSONFeedParser.parse(UnsafeBufferPointer(rebasing: bytes[text.start...]), baseURL: baseURL)
    }
    guard let prolog = Prolog(bytes, from: text.start) else { throw FeedParsingError("it is not a feed") }
    guard prolog.isFeed else {
      let isHTML = ["html", "head", "body", "div", "p", "table", "script", "title", "meta"].contains(prolog.rootName)
      throw FeedParsingError(isHTML ? "it is an HTML page, not a feed" : "it is not a feed")
    }
    let entities = DeclaredEntities(UnsafeBufferPointer(rebasing: bytes[text.start..<prolog.root]))
    let (reader, warnings) = LenientXML.read(
      UnsafeBufferPointer(rebasing: bytes[prolog.root...]), isUTF8: text.isChecked, baseURL: baseURL, entities: entities
    ) { XMLFeedReader() }
    var feed = reader.finish()
    feed.warnings.insert(contentsOf: warnings, at: 0)
    if prolog.hasGarbage { feed.warnings.insert("There is text before the feed; it was passed over.", at: 0) }
    return feed
  }
}
