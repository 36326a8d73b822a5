/// Bytes → ParsedFeed and warnings. You need not know the format.
public import FeedModel
import LibXML

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
    var feed = parseXML(UnsafeBufferPointer(rebasing: bytes[prolog.root...]), text, baseURL, entities)
    if prolog.hasGarbage { feed.warnings.insert("There is text before the feed; it was passed over.", at: 0) }
    return feed
  }

  /// Parses strictly first, as most feeds are well-formed; only what is not is repaired and parsed again.
  private static func parseXML(
    _ bytes: UnsafeBufferPointer<UInt8>, _ text: TextEncoding.Decoded, _ baseURL: String?, _ entities: DeclaredEntities
  ) -> ParsedFeed {
    if !OversizedTags.arePresent(in: bytes) {
      let reader = XMLFeedReader()
      let fault = XMLEvents.parse(bytes, baseURL: baseURL, stopsAtFault: true, handler: reader)
      if fault?.isAfterEnd == true { reader.warn("There is text after the feed; it was passed over.") }
      if fault == nil || fault?.isAfterEnd == true { return reader.finish() }
    }
    let reader = XMLFeedReader()
    let repaired: (bytes: [UInt8], warnings: [String])
    if text.isChecked || TextEncoding.isUTF8(bytes) {
      repaired = MarkupRepair.repaired(bytes, entities: entities)
    } else {
      let checked = TextEncoding.repairedUTF8(bytes)
      reader.warn("\(checked.bad) bytes are no UTF-8 and were read as windows-1252.")
      repaired = checked.bytes.withUnsafeBufferPointer { MarkupRepair.repaired($0, entities: entities) }
    }
    for warning in repaired.warnings { reader.warn(warning) }
    repaired.bytes.withUnsafeBufferPointer {
      _ = XMLEvents.parse($0, baseURL: baseURL, stopsAtFault: false, handler: reader)
    }
    return reader.finish()
  }
}
