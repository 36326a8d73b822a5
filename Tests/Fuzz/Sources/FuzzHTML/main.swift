import ArticleDocument
import ArticleLayout
import Glibc

/// Text as an HTML page and as plain text, laid out; the first byte is the width.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  let options = LayoutOptions(width: Int(bytes.first ?? 0), wideLines: .fold)
  let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
  _ = Layout(HTMLReader.read(text, baseURL: "http://example.org/a/"), options: options)
  _ = Layout(TextReader.read(text), options: options)
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
