import Typography

/// The host that a browser asks for a URL (WHATWG URL standard, host parsing), and what names stand in a text.
package enum HostName {
  /// The parts of an http(s) URL.
  package struct Authority: Equatable {
    /// In lower case.
    package var scheme: String
    /// What stands before the last `@`.
    package var userInfo: String?
    /// As it is written.
    package var host: String
    package var port: String?
    /// From the path's slash on.
    package var rest: Substring

    /// The URL of these parts.
    package var url: String {
      let port = port.map { $0.isEmpty ? "" : ":" + $0 } ?? ""
      return scheme + "://" + (userInfo.map { $0 + "@" } ?? "") + host + port + rest
    }
  }

  /// Browsers take a backslash for a slash, and any number of slashes for two.
  package static func authority(of url: String) -> Authority? {
    guard let colon = url.firstIndex(of: ":") else { return nil }
    let scheme = url[..<colon].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let afterSlashes = url[url.index(after: colon)...].drop { $0 == "/" || $0 == "\\" }
    let whole = afterSlashes.prefix { !"/\\?#".contains($0) }
    let rest = afterSlashes[whole.endIndex...]
    var host = whole
    var userInfo: String?
    if let at = whole.lastIndex(of: "@") {
      userInfo = String(whole[..<at])
      host = whole[whole.index(after: at)...]
    }
    var port: String?
    let bracket = host.lastIndex(of: "]") ?? host.startIndex
    if let colon = host[bracket...].lastIndex(of: ":") {
      port = String(host[host.index(after: colon)...])
      host = host[..<colon]
    }
    guard !host.isEmpty else { return nil }
    return Authority(scheme: scheme, userInfo: userInfo, host: String(host), port: port, rest: rest)
  }

  /// An http(s) URL with the letters of its scheme and host in lower case and a path; most are so.
  package static func canonical(_ url: String) -> String {
    var url = url
    let isCanonical = url.withUTF8 { bytes in
      guard let colon = bytes.firstIndex(of: 0x3A) else { return true }
      var index = 0
      while index < bytes.count, index <= colon + 2 || bytes[index] != 0x2F {
        if 0x41...0x5A ~= bytes[index] || bytes[index] == 0x3F || bytes[index] == 0x23 { return false }
        index += 1
      }
      return index < bytes.count
    }
    guard !isCanonical, var authority = authority(of: url) else { return url }
    authority.host = authority.host.lowercased()
    if !authority.rest.hasPrefix("/") { authority.rest = "/" + authority.rest }
    return authority.url
  }

  /// A host as it is looked up: per cent decoded, lower case, its labels in Punycode, an address as four numbers.
  package static func ascii(_ host: String) -> String {
    let labels = unicodeLabels(host)
    if let address = address(labels) { return address }
    return labels.map { label in
      label.utf8.allSatisfy { $0 < 0x80 } ? label : "xn--" + (Punycode.encoded(label) ?? "")
    }.joined(separator: ".")
  }

  /// The labels in Unicode; full-width letters and stops as the plain ones they are read as.
  package static func unicodeLabels(_ host: String) -> [String] {
    var scalars = String.UnicodeScalarView()
    for scalar in TerminalText.line(PercentCoding.decoded(host)).lowercased().unicodeScalars {
      switch scalar.value {
      case 0x3002, 0xFF0E, 0xFF61: scalars.append(".")
      case 0xFF01...0xFF5E: scalars.append(Unicode.Scalar(scalar.value - 0xFEE0) ?? scalar)
      case 0xAD, 0x200B...0x200D, 0x2060, 0xFEFF: continue
      default: scalars.append(scalar)
      }
    }
    let name = String(scalars).lowercased()
    return (name.hasSuffix(".") ? String(name.dropLast()) : name).split(
      separator: ".", omittingEmptySubsequences: false
    )
    .map(String.init)
  }

  /// Whether two hosts are one site's: equal, or one within the other.
  package static func isSameSite(_ a: String, _ b: String) -> Bool {
    let (a, b) = (withoutWWW(a), withoutWWW(b))
    return a == b || a.hasSuffix("." + b) || b.hasSuffix("." + a)
  }

  private static func withoutWWW(_ host: String) -> String {
    host.hasPrefix("www.") && host.dropFirst(4).contains(".") ? String(host.dropFirst(4)) : host
  }

  // MARK: Scripts

  /// A URL as it is shown: a name that mixes scripts as it is looked up, so that it looks like no other.
  package static func revealed(_ url: String) -> String {
    guard !url.utf8.allSatisfy({ $0 < 0x80 }), var authority = authority(of: url),
      unicodeLabels(authority.host).contains(where: mixesScripts)
    else { return url }
    authority.host = ascii(authority.host)
    return authority.url
  }

  /// Whether a label has letters of scripts that no language writes together (after UTS #39, highly restrictive).
  package static func mixesScripts(_ label: String) -> Bool {
    let scripts = Set(label.unicodeScalars.compactMap(script))
    return scripts.count > 1 && !scripts.isSubset(of: [.latin, .eastAsian])
  }

  private enum Script { case latin, greek, cyrillic, eastAsian, other }

  private static func script(_ scalar: Unicode.Scalar) -> Script? {
    switch scalar.value {
    case 0x61...0x7A, 0xC0...0x24F, 0x1E00...0x1EFF: .latin
    case 0..<0x80, 0x300...0x36F: nil
    case 0x370...0x3FF, 0x1F00...0x1FFF: .greek
    case 0x400...0x52F: .cyrillic
    case 0x1100...0x11FF, 0x2E80...0x9FFF, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0x20000...0x3FFFF: .eastAsian
    default: .other
    }
  }

  // MARK: Addresses

  /// An IPv4 address in any of the forms that browsers take: parts in decimal, octal or hexadecimal, the last of them
  /// for all the bytes that are left.
  private static func address(_ labels: [String]) -> String? {
    guard (1...4).contains(labels.count), labels.allSatisfy({ !$0.isEmpty }) else { return nil }
    var numbers: [UInt64] = []
    for label in labels {
      guard let number = number(label) else { return nil }
      numbers.append(number)
    }
    guard let last = numbers.popLast(), numbers.allSatisfy({ $0 < 256 }) else { return nil }
    guard last < UInt64(1) << UInt64(8 * (4 - numbers.count)) else { return nil }
    var value = last
    for (index, number) in numbers.enumerated() { value |= number << UInt64(24 - 8 * index) }
    return [24, 16, 8, 0].map { String(value >> UInt64($0) & 255) }.joined(separator: ".")
  }

  private static func number(_ label: String) -> UInt64? {
    guard label.first?.isASCII == true, label.first?.isNumber == true else { return nil }
    if label.hasPrefix("0x") { return label.utf8.count == 2 ? 0 : UInt64(label.dropFirst(2), radix: 16) }
    return label.utf8.count > 1 && label.hasPrefix("0") ? UInt64(label, radix: 8) : UInt64(label)
  }
}
