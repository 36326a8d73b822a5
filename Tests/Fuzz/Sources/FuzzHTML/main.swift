import ArticleDocument
import ArticleLayout
import FuzzLoop

/// Text as an HTML page: its article found, written as Markdown and laid out; the first byte is the width.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  let options = LayoutOptions(width: Int(bytes.first ?? 0), wideLines: .fold)
  let text = String(decoding: bytes.dropFirst(), as: UTF8.self)
  let document = HTMLReader.read(text, baseURL: "http://example.org/a/")
  _ = Layout(document, options: options)
  _ = MarkdownWriter.markdown(document)
  _ = Readability.article(in: text, url: "http://example.org/a/")
  return 0
}

runFuzzer(fuzz)
