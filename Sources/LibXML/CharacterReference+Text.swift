extension CharacterReference {
  /// A text with its references (`&eacute;`, `&#8217;`) replaced; what is no reference stays as it is, markup too.
  public static func resolved(in text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var text = text
    return text.withUTF8 { bytes in
      var output: [UInt8] = []
      append(bytes, to: &output)
      return String(decoding: output, as: UTF8.self)
    }
  }

  /// Appends a text of UTF-8 with its references replaced.
  ///
  /// Names without a semicolon count as in an attribute: a text may hold an address.
  public static func append(_ text: UnsafeBufferPointer<UInt8>, to output: inout [UInt8]) {
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "&"), let found = CharacterReference(in: text, at: index, isAttribute: true) {
        output += found.utf8
        index = found.end
      } else {
        output.append(text[index])
        index += 1
      }
    }
  }
}
