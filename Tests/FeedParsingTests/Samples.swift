import FeedModel
import FoundationEssentials

@testable import FeedParsing

func parsed(_ text: String, baseURL: String? = nil, contentType: String? = nil) throws -> ParsedFeed {
  try FeedParser.parse(Array(text.utf8), baseURL: baseURL, contentType: contentType)
}

/// An RSS 2.0 document around items.
func rss(_ items: String, channel: String = "<title>Tide Tables</title>") -> String {
  "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel>\(channel)\(items)</channel></rss>"
}

/// An Atom 1.0 document around entries.
func atom(_ entries: String, attributes: String = "") -> String {
  "<feed xmlns=\"http://www.w3.org/2005/Atom\" \(attributes)><title>Herons</title>\(entries)</feed>"
}

/// RFC 3339 of a date, as the JSON says it.
func time(_ date: Date?) -> String? { date.map(JSONOutput.time) }

func json(_ feed: ParsedFeed) -> String {
  var bytes: [UInt8] = []
  var writer = JSONFeedWriter()
  writer.write(feed) { bytes += $0 }
  return String(decoding: bytes, as: UTF8.self)
}
