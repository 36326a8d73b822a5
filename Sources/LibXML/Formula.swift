/// A formula in a script, as MathJax wants it: `<script type="math/tex; mode=display">`.
enum Formula {
  case inline, displayed

  /// - Parameter tag: the script's start tag; nil if the script holds a program.
  init?(scriptTag tag: ArraySlice<UInt8>) {
    let tag = String(decoding: tag, as: UTF8.self).lowercased()
    guard tag.contains(" type=\"math/tex") || tag.contains(" type=\"math/asciimath") else { return nil }
    self = tag.contains("mode=display") ? .displayed : .inline
  }

  /// What a script says, without the marks that hide it from XML parsers: `% <![CDATA[` and `%]]>`.
  static func source(in script: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
    var source = trimmed(script)
    for mark: StaticString in ["% <![CDATA[", "%<![CDATA[", "<![CDATA["] {
      guard mark.withUTF8Buffer({ source.starts(with: $0) }) else { continue }
      source = trimmed(source.dropFirst(mark.utf8CodeUnitCount))
      let end: StaticString = "]]>"
      guard end.withUTF8Buffer({ source.suffix(3).elementsEqual($0) }) else { break }
      source = trimmed(source.dropLast(3))
      if source.last == UInt8(ascii: "%") { source = trimmed(source.dropLast()) }
      break
    }
    return source
  }

  private static func trimmed(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Slice<UnsafeBufferPointer<UInt8>> {
    var text = text.drop { $0 <= 0x20 }
    while let last = text.last, last <= 0x20 { text.removeLast() }
    return text
  }
}
