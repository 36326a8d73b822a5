import Glibc

/// Which servers of this run lie in a private network: a page out in public may not send the reader there (server-side
/// request forgery), while a feed that the user named may lie anywhere.
final class AddressBook {
  private var isPrivate: [WebURL.Server: Bool] = [:]

  /// Nil if the server was not connected in this run.
  func isPrivate(_ server: WebURL.Server) -> Bool? {
    isPrivate[server]
  }

  func note(_ server: WebURL.Server, isPrivate found: Bool) {
    isPrivate[server] = found
  }

  /// Whether a host's name alone says that it is of this machine or a private network.
  static func isNearby(host: String) -> Bool {
    let name = host.lowercased()
    if name.hasPrefix("[") { return true }
    // Also in the forms that libcurl understands: 127.1, 0x7f.1, 017700000001.
    var address = in_addr()
    if inet_aton(name, &address) != 0 {
      return isPrivate(ipv4: withUnsafeBytes(of: address.s_addr) { Array($0) })
    }
    return !name.contains(".")
      || [".local", ".lan", ".home.arpa", ".internal", ".localhost"].contains { name.hasSuffix($0) }
  }

  /// Whether an address is of this machine, a private network or a link (RFC 6890), and so reached from here only.
  static func isPrivate(family: Int32, address: UnsafeRawBufferPointer) -> Bool {
    // Both forms of sockaddr begin with family and port; IPv6 has a flow label before its address.
    if family == AF_INET, address.count >= 8 { return isPrivate(ipv4: Array(address[4..<8])) }
    if family == AF_INET6, address.count >= 24 { return isPrivate(ipv6: Array(address[8..<24])) }
    return true
  }

  static func isPrivate(ipv4 a: [UInt8]) -> Bool {
    guard a.count == 4 else { return true }
    switch (a[0], a[1]) {
    case (0, _), (10, _), (127, _), (169, 254), (192, 168): return true
    case (172, 16...31), (100, 64...127): return true
    default: return false
    }
  }

  static func isPrivate(ipv6 a: [UInt8]) -> Bool {
    guard a.count == 16 else { return true }
    if a[..<10].allSatisfy({ $0 == 0 }) {
      // Unspecified, loopback, and IPv4 in IPv6.
      let isMapped = a[10] == 0xFF && a[11] == 0xFF
      return isMapped ? isPrivate(ipv4: Array(a[12...])) : true
    }
    return a[0] & 0xFE == 0xFC || (a[0] == 0xFE && a[1] & 0xC0 == 0x80)
  }
}
