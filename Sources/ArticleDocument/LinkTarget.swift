import LibXML

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

  /// The last part of a URL's path, to name what has no other name.
  static func fileName(of url: String) -> String? {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    guard let slash = path.lastIndex(of: "/") else { return path.isEmpty ? nil : HostName.decoded(String(path)) }
    let name = path[path.index(after: slash)...]
    return name.isEmpty ? nil : HostName.decoded(String(name))
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
