/// A feed's address in two parts, so that a password stays apart from all that is shown, told or exported.
public struct FeedAddress: Equatable, Hashable, Sendable {
  /// Without user and password.
  public var url: String
  /// What stood before the `@` of the host: `user` or `user:password`; nil if nothing did.
  public var credentials: String?

  public init(url: String, credentials: String? = nil) {
    self.url = url
    self.credentials = credentials
  }

  /// Takes a URL apart (RFC 3986, 3.2); any other text is left as it is.
  public init(_ text: String) {
    let bytes = Array(text.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), bytes[colon...].starts(with: "://".utf8) else {
      self.init(url: text)
      return
    }
    let start = colon + 3
    let authority = bytes[start...].prefix {
      $0 != UInt8(ascii: "/") && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    guard let at = authority.lastIndex(of: UInt8(ascii: "@")) else {
      self.init(url: text)
      return
    }
    self.init(
      url: String(decoding: bytes[..<start] + bytes[(at + 1)...], as: UTF8.self),
      credentials: at > start ? String(decoding: bytes[start..<at], as: UTF8.self) : nil)
  }

  /// A feed's title as a list shows it: one that is its address, as it has no other yet, without what all have.
  public static func name(_ title: String) -> String {
    for scheme in ["https://", "http://"] where title.hasPrefix(scheme) {
      let rest = title.dropFirst(scheme.count)
      return String(rest.hasPrefix("www.") ? rest.dropFirst(4) : rest)
    }
    return title
  }

  /// As it is asked for.
  public var full: String {
    guard let credentials, let colon = url.utf8.firstIndex(of: UInt8(ascii: ":")) else { return url }
    let host = url.utf8.index(colon, offsetBy: 3, limitedBy: url.utf8.endIndex) ?? url.utf8.endIndex
    return String(url[..<host]) + credentials + "@" + String(url[host...])
  }
}
