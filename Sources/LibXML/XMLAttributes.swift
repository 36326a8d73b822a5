/// The attributes of the element that a handler is told of; valid during the call only.
public struct XMLAttributes {
  /// Five pointers an attribute, as SAX2 gives them: local name, prefix, URI, first byte of the value, end of the value.
  let fields: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  let count: Int
  /// Two pointers a declaration: prefix and URI.
  let namespaces: UnsafeMutablePointer<UnsafePointer<UInt8>?>?
  let namespaceCount: Int
  /// The base URL in effect inside the element: `xml:base` of it and of those around it.
  public let baseURL: String?

  /// The URI that this element declares for names without a prefix.
  public var defaultNamespace: String? {
    for index in 0..<namespaceCount where namespaces?[index * 2] == nil {
      return namespaces?[index * 2 + 1].map { String(cString: $0) }
    }
    return nil
  }

  /// All attributes in document order, namespace declarations aside.
  public var all: [(name: XMLName, value: String)] {
    (0..<count).map { index in
      func string(_ part: Int) -> String { field(index, part).map { String(cString: $0) } ?? "" }
      return (XMLName(prefix: string(1), local: string(0), uri: string(2)), value(at: index))
    }
  }

  func local(_ index: Int) -> UnsafePointer<UInt8>? { field(index, 0) }

  /// The value of the attribute of this local name, in any letter case and with any prefix; unprefixed ones first.
  public func value(_ name: StaticString) -> String? {
    var prefixed: String?
    for index in 0..<count where bytes(local(index), equal: name) {
      if field(index, 1) == nil { return value(at: index) }
      prefixed = prefixed ?? value(at: index)
    }
    return prefixed
  }

  /// The value of the attribute `prefix:name`.
  public func value(prefix: StaticString, _ name: StaticString) -> String? {
    for index in 0..<count where bytes(local(index), equal: name) && bytes(field(index, 1), equal: prefix) {
      return value(at: index)
    }
    return nil
  }

  func field(_ index: Int, _ part: Int) -> UnsafePointer<UInt8>? {
    guard index >= 0, index < count else { return nil }
    return fields?[index * 5 + part]
  }

  func valueBytes(at index: Int) -> UnsafeBufferPointer<UInt8> {
    guard let start = field(index, 3), let end = field(index, 4), end >= start else {
      return UnsafeBufferPointer(start: nil, count: 0)
    }
    return UnsafeBufferPointer(start: start, count: end - start)
  }

  func value(at index: Int) -> String { String(decoding: valueBytes(at: index), as: UTF8.self) }

  /// Whether a C string is this name, in any letter case of ASCII.
  private func bytes(_ string: UnsafePointer<UInt8>?, equal name: StaticString) -> Bool {
    guard let string else { return false }
    let count = name.utf8CodeUnitCount
    for index in 0..<count {
      let byte = string[index]
      let lowered = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
      let wanted = name.utf8Start[index]
      guard lowered == (wanted >= 0x41 && wanted <= 0x5A ? wanted | 0x20 : wanted) else { return false }
    }
    return string[count] == 0
  }
}
