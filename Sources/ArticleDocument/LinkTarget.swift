/// What a reference in a page points to (RFC 3986, section 5; white space as in the WHATWG URL standard).
enum LinkTarget {
  /// The absolute http(s) URL of a reference; nil if it is a fragment, another scheme, or cannot be resolved.
  static func resolve(_ reference: String, against base: String?) -> String? {
    if isPlainTarget(reference) { return reference }
    let reference = tidy(reference)
    guard !reference.isEmpty, !reference.hasPrefix("#") else { return nil }
    if let scheme = scheme(of: reference) {
      guard scheme == "http" || scheme == "https" else { return nil }
      let rest = reference.dropFirst(scheme.utf8.count + 1)
      guard rest.hasPrefix("//"), rest.utf8.count > 2 else { return nil }
      return scheme + ":" + rest
    }
    let base = base.flatMap(Parts.init)
    if reference.hasPrefix("//") { return reference.utf8.count > 2 ? (base?.scheme ?? "https") + ":" + reference : nil }
    guard let root = base else { return nil }
    let origin = root.scheme + "://" + root.authority
    if reference.hasPrefix("?") { return origin + root.path + reference }
    let end = reference.firstIndex { $0 == "?" || $0 == "#" } ?? reference.endIndex
    let path = String(reference[..<end])
    let folder = root.path.lastIndex(of: "/").map { String(root.path[...$0]) } ?? "/"
    return origin + withoutDots(path.hasPrefix("/") ? path : folder + path) + reference[end...]
  }

  /// Whether a reference is an absolute target as it stands; most are.
  private static func isPlainTarget(_ reference: String) -> Bool {
    var reference = reference
    return reference.withUTF8 { bytes in
      let prefix: StaticString = bytes.count > 8 && bytes[4] == UInt8(ascii: "s") ? "https://" : "http://"
      return bytes.count > prefix.utf8CodeUnitCount
        && prefix.withUTF8Buffer { bytes.starts(with: $0) } && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7F }
    }
  }

  /// The last part of a URL's path, to name what has no other name.
  static func fileName(of url: String) -> String? {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    guard let slash = path.lastIndex(of: "/") else { return path.isEmpty ? nil : decoded(path) }
    let name = path[path.index(after: slash)...]
    return name.isEmpty ? nil : decoded(name)
  }

  /// The host of an absolute URL.
  static func host(of url: String) -> String? { Parts(of: url)?.authority }

  private struct Parts {
    var scheme: String
    var authority: String
    var path: String

    init?(of url: String) {
      let url = tidy(url)
      guard let scheme = LinkTarget.scheme(of: url), scheme == "http" || scheme == "https" else { return nil }
      let rest = url.dropFirst(scheme.utf8.count + 1)
      guard rest.hasPrefix("//") else { return nil }
      let authority = rest.dropFirst(2).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      guard !authority.isEmpty else { return nil }
      let path = rest.dropFirst(2 + authority.count).prefix { $0 != "?" && $0 != "#" }
      self.scheme = scheme
      self.authority = String(authority)
      self.path = path.isEmpty ? "/" : String(path)
    }
  }

  /// Without line ends, tabs and controls; a blank within becomes `%20`.
  private static func tidy(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) { return text }
    var scalars = String.UnicodeScalarView()
    for scalar in text.unicodeScalars where scalar.properties.generalCategory != .control {
      scalars.append(scalar)
    }
    let trimmed = String(scalars).drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()
    let joined = trimmed.map { $0 == " " ? "%20" : String($0) }.joined()
    return joined.utf8.allSatisfy { $0 < 0x7F } ? joined : escaped(joined)
  }

  /// Characters that do not print as themselves are written in per cent: what is seen is what is opened.
  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .spaceSeparator, .privateUse, .unassigned,
        .nonspacingMark, .enclosingMark, .spacingMark, .surrogate:
        for byte in String(scalar).utf8 {
          result += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func scheme(of text: String) -> String? {
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")), colon > text.startIndex else { return nil }
    let scheme = text[..<colon]
    let isName = scheme.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-.".contains($0)) }
    guard isName, scheme.first?.isLetter == true else { return nil }
    return scheme.lowercased()
  }

  private static func withoutDots(_ path: String) -> String {
    var kept: [Substring] = []
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    for (index, part) in parts.enumerated() {
      let isLast = index == parts.count - 1
      switch part {
      case ".": if isLast { kept.append("") }
      case "..":
        _ = kept.popLast()
        if isLast { kept.append("") }
      default: kept.append(part)
      }
    }
    return "/" + kept.joined(separator: "/")
  }

  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(validating: bytes, as: UTF8.self) ?? String(text)
  }
}
