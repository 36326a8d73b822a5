import ArticleDocument
import ArticleLayout
import FuzzLoop

/// Text as a plain article, laid out; the first byte is the width.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = UnsafeBufferPointer(start: start, count: count)
  let options = LayoutOptions(width: Int(bytes.first ?? 0), wideLines: .fold)
  let document = TextReader.read(String(decoding: bytes.dropFirst(), as: UTF8.self))
  _ = Layout(document, options: options)
  _ = MarkdownWriter.markdown(document)
  return 0
}

runFuzzer(fuzz)
