/// Where a link really goes, told so that no disguise works, and what its words or its form claim instead.
public struct LinkDestination: Equatable, Sendable {
  public enum Warning: Equatable, Sendable {
    /// The link's words name this host, and it goes to another.
    case textNames(String)
    /// `user@` stands before the host and may look like one.
    case userInfo(String)
    /// One label of the name has letters of several scripts: the name as it would look.
    case mixedScripts(String)
  }

  /// The host that a browser asks: in Punycode where it is not ASCII, an address as four numbers.
  public var host: String
  /// The URL with that host, and without a user's name.
  public var url: String
  /// The host in its own script, if that is not ASCII and only one script is used.
  public var name: String?
  public var warnings: [Warning]

  /// - Parameters:
  ///   - url: an absolute http(s) URL.
  ///   - text: the words of the link.
  public init(url: String, text: String) {
    guard let authority = HostName.authority(of: url) else {
      self.init(host: "", url: url, name: nil, warnings: [])
      return
    }
    let host = HostName.ascii(authority.host)
    let scheme = url.prefix { $0 != ":" }.lowercased()
    let port = authority.port.map { $0.isEmpty ? "" : ":" + $0 } ?? ""
    var warnings: [Warning] = []
    let named = HostName.named(in: text)
    if let other = named.first, !named.contains(where: { HostName.isSameSite($0, host) }) {
      warnings.append(.textNames(other))
    }
    if let userInfo = authority.userInfo, !userInfo.isEmpty { warnings.append(.userInfo(userInfo)) }
    let labels = HostName.unicodeLabels(authority.host)
    let name = labels.joined(separator: ".")
    let isMixed = labels.contains(where: LinkDestination.mixesScripts)
    if isMixed { warnings.append(.mixedScripts(name)) }
    let isUnicode = !name.utf8.allSatisfy { $0 < 0x80 }
    self.init(
      host: host, url: scheme + "://" + host + port + authority.rest, name: isUnicode && !isMixed ? name : nil,
      warnings: warnings)
  }

  private init(host: String, url: String, name: String?, warnings: [Warning]) {
    self.host = host
    self.url = url
    self.name = name
    self.warnings = warnings
  }

  /// For the status line: what is wrong stands first, where it is never cut off.
  public var description: String {
    let warnings = warnings.map { warning in
      switch warning {
      case .textNames(let other): "the text says \(other)"
      case .userInfo(let user): "'\(user)@' is only a user's name"
      case .mixedScripts(let name): "'\(name)' mixes scripts"
      }
    }
    let shown = url + (name.map { " (\($0))" } ?? "")
    return warnings.isEmpty ? shown : "goes to \(host): \(warnings.joined(separator: ", ")) · \(shown)"
  }

  // MARK: Scripts

  /// Whether a label has letters of scripts that no language writes together (after UTS #39, highly restrictive).
  private static func mixesScripts(_ label: String) -> Bool {
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
}
