import FeedParsing
import FuzzLoop

/// Bytes as lists of subscriptions, in and out again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = Array(UnsafeBufferPointer(start: start, count: count))
  _ = NewsboatURLs.parse(bytes)
  guard let document = try? OPMLDocument.parse(bytes) else { return 0 }
  let written = document.text
  guard let again = try? OPMLDocument.parse(Array(written.utf8)) else { fatalError("what was written is no OPML") }
  guard again.list.feeds.count == document.list.feeds.count else { fatalError("feeds were lost") }
  return 0
}

runFuzzer(fuzz)
