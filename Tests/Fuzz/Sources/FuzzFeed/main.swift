import FeedParsing
import FuzzLoop

/// Bytes as a feed of any format, printed as JSON, and as a page that may name feeds.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  if let feed = try? FeedParser.parse(bytes, baseURL: "http://example.org/a/b?c#d") {
    var writer = JSONFeedWriter()
    writer.write(feed) { (_: [UInt8]) in }
  }
  _ = FeedDiscovery.feeds(in: bytes, pageURL: "http://example.org/")
  return 0
}

runFuzzer(fuzz)
