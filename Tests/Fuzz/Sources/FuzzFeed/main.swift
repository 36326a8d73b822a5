import FeedParsing
import Glibc

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

/// libFuzzer's own loop: Swift's `main` stands before the one that it brings.
@_silgen_name("LLVMFuzzerRunDriver")
private func runFuzzer(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
  _ fuzz: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

private var count = CommandLine.argc
private var arguments = CommandLine.unsafeArgv
exit(runFuzzer(&count, &arguments, fuzz))
