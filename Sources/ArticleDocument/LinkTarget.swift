import LibXML
import Typography

/// What a reference in a page points to (RFC 3986, section 5; white space as in the WHATWG URL standard).
enum LinkTarget {
  /// The absolute http(s) URL of a reference; nil if it is a fragment, another scheme, or cannot be resolved.
  static func resolve(_ reference: String, against base: String?) -> String? {
    if isPlainTarget(reference) { return reference }
    let reference = tidy(reference)
    guard !reference.isEmpty, !reference.hasPrefix("#") else { return nil }
    let resolved = URLReference.resolve(reference, against: base.map(tidy))
    let absolute = resolved.hasPrefix("//") ? "https:" + resolved : resolved
    guard let scheme = URLReference.scheme(of: absolute), scheme == "http" || scheme == "https" else { return nil }
    let rest = absolute.dropFirst(scheme.utf8.count + 1)
    return rest.hasPrefix("//") && rest.utf8.count > 2 ? scheme + ":" + rest : nil
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

  /// Whether two URLs name one page, their fragments and the way they are fetched aside.
  static func isSamePage(_ a: Substring, _ b: String) -> Bool {
    page(a) == page(b.prefix { $0 != "#" })
  }

  /// What names a page: host, path and query, the host without `www.`, the path without its last slash.
  private static func page(_ url: Substring) -> String? {
    guard let authority = HostName.authority(of: String(url)) else { return nil }
    let host = authority.host.lowercased()
    let rest = authority.rest.hasSuffix("/") ? authority.rest.dropLast() : authority.rest
    return (host.hasPrefix("www.") ? String(host.dropFirst(4)) : host) + ":" + (authority.port ?? "") + rest
  }

  /// The last part of a URL's path, to name what has no other name; nil if that is no name.
  static func fileName(of url: String) -> String? {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    let name = PercentCoding.decoded(
      String(path[(path.lastIndex(of: "/").map(path.index(after:)) ?? path.startIndex)...]))
    // Servers that make pictures smaller are given the address of the picture.
    if name.contains("://"), name.utf8.count < url.utf8.count { return fileName(of: name) }
    return name.isEmpty || isMadeUp(name) ? nil : name
  }

  /// Whether a name of a file is only a number or a long sum: `640`, `5d8c3f2e-90ab-…_1456x816.png`.
  private static func isMadeUp(_ name: String) -> Bool {
    let point = name.lastIndex(of: ".") ?? name.endIndex
    let stem = name[..<point]
    guard point == name.endIndex || stem.count >= 24, stem.contains(where: \.isNumber) else { return false }
    return stem.allSatisfy { $0.isHexDigit || $0 == "-" || $0 == "_" || $0 == "x" }
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
}
