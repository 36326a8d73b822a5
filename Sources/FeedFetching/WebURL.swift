/// An http or https URL as it is asked for: path and query stay byte for byte as they were written, so that no server
/// sees another address than the one it gave out. Only what HTTP cannot carry (blanks, controls, bytes above ASCII) is
/// percent-encoded, and the fragment is left out (RFC 9110, 4.2).
public struct WebURL: Hashable, Sendable {
  /// The two that are fetched.
  public enum Scheme: String, Hashable, Sendable {
    case http
    case https
  }

  /// Whom politeness is owed to: a host and port; http and https at their usual ports are one.
  public struct Server: Hashable, Sendable {
    var host: String
    var port: Int?

    /// Host and port as text, the same for every URL of the server.
    public var name: String { port.map { "\(host):\($0)" } ?? host }
  }

  public let scheme: Scheme
  /// `user` or `user:password`, percent-encoded.
  public private(set) var userInfo: String?
  /// In lower case and ASCII; an IPv6 address in brackets.
  public let host: String
  /// Nil for the scheme's own.
  public let port: Int?
  /// Path and query; empty, or begins with `/` or `?`.
  public let target: String

  private init(scheme: Scheme, userInfo: String?, host: String, port: Int?, target: String) {
    self.scheme = scheme
    self.userInfo = userInfo
    self.host = host
    self.port = port
    self.target = target
  }

  /// Reads an absolute URL; nil if it is not one of http or https with a host.
  public init?(_ text: String) {
    self.init(bytes: WebURL.trimmed(Array(text.utf8)))
  }

  /// The server that the URL is on.
  public var server: Server {
    Server(host: host, port: port == 80 || port == 443 ? nil : port)
  }

  /// The URL as text, with its user and password.
  public var text: String {
    build(with: userInfo)
  }

  /// The URL as text, safe to keep and to show: without user and password.
  public var publicText: String {
    build(with: nil)
  }

  private func build(with userInfo: String?) -> String {
    var text = scheme.rawValue + "://"
    if let userInfo { text += userInfo + "@" }
    text += host
    if let port { text += ":\(port)" }
    return text + target
  }

  /// Whether scheme, host and port are the same: what is secret goes no further.
  func hasSameOrigin(as other: WebURL) -> Bool {
    scheme == other.scheme && host == other.host && port == other.port
  }

  /// Where a redirect leads (RFC 3986, 5.2). User and password go along to the same scheme, host and port only; what a
  /// server writes there itself is dropped.
  /// - Returns: nil if the reference leads to no http or https URL.
  func redirected(to reference: [UInt8]) -> WebURL? {
    let reference = WebURL.trimmed(reference).prefix { $0 != UInt8(ascii: "#") }
    guard var url = absolute(Array(reference)) else { return nil }
    url.userInfo = hasSameOrigin(as: url) ? userInfo : nil
    return url
  }

  /// Where a link of a page leads, by the same rules.
  public func link(to reference: String) -> WebURL? {
    redirected(to: Array(reference.utf8))
  }

  private func absolute(_ reference: [UInt8]) -> WebURL? {
    if WebURL.schemeEnd(of: reference) != nil { return WebURL(bytes: reference) }
    if reference.starts(with: Array("//".utf8)) {
      return WebURL(bytes: Array("\(scheme.rawValue):".utf8) + reference)
    }
    let target: [UInt8]
    let path = Array(self.target.utf8.prefix { $0 != UInt8(ascii: "?") })
    switch reference.first {
    case nil: target = Array(self.target.utf8)
    case UInt8(ascii: "/"): target = reference
    case UInt8(ascii: "?"): target = path + reference
    default:
      let folder = path.lastIndex(of: UInt8(ascii: "/")).map { path[...$0] } ?? [UInt8(ascii: "/")]
      target = WebURL.withoutDotSegments(folder + reference)
    }
    return WebURL(
      scheme: scheme, userInfo: nil, host: host, port: port, target: WebURL.encoded(target[...]))
  }
}

// MARK: - Reading

extension WebURL {
  private init?(bytes: [UInt8]) {
    guard let colon = WebURL.schemeEnd(of: bytes),
      let scheme = Scheme(rawValue: String(decoding: bytes[..<colon], as: UTF8.self).lowercased())
    else { return nil }
    let rest = bytes[(colon + 1)...]
    guard rest.starts(with: Array("//".utf8)) else { return nil }
    let afterSlashes = rest.dropFirst(2)
    let authority = afterSlashes.prefix { !Array("/?#".utf8).contains($0) }
    let target = afterSlashes[authority.endIndex...].prefix { $0 != UInt8(ascii: "#") }

    var hostAndPort = authority
    var userInfo: String?
    if let at = authority.lastIndex(of: UInt8(ascii: "@")) {
      userInfo = WebURL.encoded(authority[..<at])
      hostAndPort = authority[(at + 1)...]
    }
    var host = hostAndPort
    var port: Int?
    if let colon = hostAndPort.lastIndex(of: UInt8(ascii: ":")), !hostAndPort[colon...].contains(UInt8(ascii: "]")) {
      host = hostAndPort[..<colon]
      let digits = String(decoding: hostAndPort[(colon + 1)...], as: UTF8.self)
      if !digits.isEmpty {
        guard let number = UInt16(digits) else { return nil }
        port = Int(number)
      }
    }
    guard WebURL.isHost(host), let name = HostName.ascii(String(decoding: host, as: UTF8.self)) else { return nil }
    self.init(
      scheme: scheme, userInfo: userInfo, host: name,
      port: port == (scheme == .http ? 80 : 443) ? nil : port, target: WebURL.encoded(target))
  }

  /// Where the colon of a scheme stands (RFC 3986, 3.1).
  private static func schemeEnd(of bytes: [UInt8]) -> Int? {
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), let first = bytes.first, isLetter(first) else {
      return nil
    }
    let isScheme = bytes[..<colon].allSatisfy {
      isLetter($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || Array("+-.".utf8).contains($0)
    }
    return isScheme ? colon : nil
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isHost(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy { $0 > 0x20 && $0 != 0x7F && !Array("\"%<>\\^`{|}@".utf8).contains($0) }
  }

  /// White space around, and line breaks and tabs inside, belong to the text the URL was copied from.
  private static func trimmed(_ bytes: [UInt8]) -> [UInt8] {
    let kept = bytes.filter { $0 != 9 && $0 != 10 && $0 != 13 }
    guard let first = kept.firstIndex(where: { $0 > 0x20 }), let last = kept.lastIndex(where: { $0 > 0x20 }) else {
      return []
    }
    return Array(kept[first...last])
  }

  private static func encoded(_ bytes: ArraySlice<UInt8>) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var safe: [UInt8] = []
    safe.reserveCapacity(bytes.count)
    for byte in bytes {
      if byte > 0x20, byte < 0x7F {
        safe.append(byte)
      } else {
        safe += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
      }
    }
    return String(decoding: safe, as: UTF8.self)
  }

  /// RFC 3986, 5.2.4, for the path of a relative reference; a query is left alone.
  private static func withoutDotSegments(_ target: [UInt8]) -> [UInt8] {
    let path = target.prefix { $0 != UInt8(ascii: "?") }
    let slash = UInt8(ascii: "/")
    var kept: [ArraySlice<UInt8>] = []
    let segments = path.dropFirst().split(separator: slash, omittingEmptySubsequences: false)
    for (index, segment) in segments.enumerated() {
      let isDot = segment.elementsEqual(".".utf8)
      let isDoubleDot = segment.elementsEqual("..".utf8)
      if isDoubleDot, !kept.isEmpty { kept.removeLast() }
      if !isDot, !isDoubleDot { kept.append(segment) } else if index == segments.count - 1 { kept.append([]) }
    }
    return [slash] + kept.joined(separator: [slash]) + target[path.endIndex...]
  }
}
