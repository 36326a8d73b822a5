import LibXML

extension HTMLTree {
  /// What an element's own `style` attribute says of one CSS property, in lower case and without `!important`.
  /// - Parameters:
  ///   - property: its name, in lower case
  ///   - node: the element
  /// - Returns: the value of its last declaration; nil if there is none, or an empty one.
  /// - Note: CSS Style Attributes. A `;` within quotes or a URL ends a declaration here: no property that is asked for
  ///   has one.
  func style(_ property: StaticString, of node: Int) -> String? {
    guard let css = attributeBytes("style", of: node), !css.isEmpty else { return nil }
    return property.withUTF8Buffer { Self.value(of: $0, in: css) }
  }

  private static func value(of property: UnsafeBufferPointer<UInt8>, in css: ArraySlice<UInt8>) -> String? {
    var found: ArraySlice<UInt8>?
    for declaration in css.split(separator: UInt8(ascii: ";")) {
      let declaration = declaration.drop { $0 <= 0x20 }
      let name = declaration.prefix(property.count)
      guard name.elementsEqual(property, by: { $0 | 0x20 == $1 | 0x20 }) else { continue }
      let rest = declaration.dropFirst(property.count).drop { $0 <= 0x20 }
      if rest.first == UInt8(ascii: ":") { found = rest.dropFirst().drop { $0 <= 0x20 } }
    }
    guard let value = found?.prefix(while: { $0 != UInt8(ascii: "!") }),
      let last = value.lastIndex(where: { $0 > 0x20 })
    else { return nil }
    return String(decoding: value[...last], as: UTF8.self).lowercased()
  }
}
