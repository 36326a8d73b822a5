import Typography

/// The host that a browser asks for a URL (WHATWG URL standard, host parsing), and what names stand in a text.
enum HostName {
  /// The parts of an http(s) URL between its scheme and its path.
  struct Authority: Equatable {
    /// What stands before the last `@`.
    var userInfo: String?
    /// As it is written.
    var host: String
    var port: String?
    /// From the path's slash on.
    var rest: Substring
  }

  /// Browsers take a backslash for a slash, and any number of slashes for two.
  static func authority(of url: String) -> Authority? {
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
    return host.isEmpty ? nil : Authority(userInfo: userInfo, host: String(host), port: port, rest: rest)
  }

  /// A host as it is looked up: per cent decoded, lower case, its labels in Punycode, an address as four numbers.
  static func ascii(_ host: String) -> String {
    let labels = unicodeLabels(host)
    if let address = address(labels) { return address }
    return labels.map { label in
      label.utf8.allSatisfy { $0 < 0x80 } ? label : "xn--" + punycode(label)
    }.joined(separator: ".")
  }

  /// The labels in Unicode; full-width letters and stops as the plain ones they are read as.
  static func unicodeLabels(_ host: String) -> [String] {
    var scalars = String.UnicodeScalarView()
    for scalar in TerminalText.line(decoded(host)).lowercased().unicodeScalars {
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
  static func isSameSite(_ a: String, _ b: String) -> Bool {
    let (a, b) = (withoutWWW(a), withoutWWW(b))
    return a == b || a.hasSuffix("." + b) || b.hasSuffix("." + a)
  }

  private static func withoutWWW(_ host: String) -> String {
    host.hasPrefix("www.") && host.dropFirst(4).contains(".") ? String(host.dropFirst(4)) : host
  }

  private static func decoded(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "%")) else { return text }
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
    return String(validating: bytes, as: UTF8.self) ?? text
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

  // MARK: Punycode (RFC 3492)

  static func punycode(_ label: String) -> String {
    let scalars = label.unicodeScalars.map { Int($0.value) }
    // A name in the DNS has 63 bytes a label: what is longer is no name, and the sums below stay small.
    guard scalars.count <= 255 else { return "" }
    var output = scalars.filter { $0 < 0x80 }.compactMap { UInt8(exactly: $0) }
    let basic = output.count
    if basic > 0 { output.append(UInt8(ascii: "-")) }
    var (code, delta, bias, handled) = (128, 0, 72, basic)
    while handled < scalars.count {
      guard let next = scalars.filter({ $0 >= code }).min() else { break }
      delta += (next - code) * (handled + 1)
      code = next
      for scalar in scalars {
        if scalar < code { delta += 1 }
        guard scalar == code else { continue }
        output += digits(delta, bias: bias)
        bias = adapted(delta, count: handled + 1, isFirst: handled == basic)
        delta = 0
        handled += 1
      }
      delta += 1
      code += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static func digits(_ delta: Int, bias: Int) -> [UInt8] {
    var digits: [UInt8] = []
    var rest = delta
    var position = 36
    while true {
      let threshold = min(max(position - bias, 1), 26)
      guard rest >= threshold else { return digits + [digit(rest)] }
      digits.append(digit(threshold + (rest - threshold) % (36 - threshold)))
      rest = (rest - threshold) / (36 - threshold)
      position += 36
    }
  }

  private static func digit(_ value: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: value < 26 ? value + 97 : value - 26 + 48)
  }

  private static func adapted(_ delta: Int, count: Int, isFirst: Bool) -> Int {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var bias = 0
    while delta > 455 {
      delta /= 35
      bias += 36
    }
    return bias + 36 * delta / (delta + 38)
  }
}
