import ArticleDocument

/// Where a link really goes, told so that no disguise works, and what its words or its form claim instead.
public struct LinkDestination: Equatable, Sendable {
  /// What makes a link look as if it went elsewhere.
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
    guard var authority = HostName.authority(of: url) else {
      self.init(host: "", url: url, name: nil, warnings: [])
      return
    }
    let host = HostName.ascii(authority.host)
    var warnings: [Warning] = []
    let named = HostName.named(in: text)
    if let other = named.first, !named.contains(where: { HostName.isSameSite($0, host) }) {
      warnings.append(.textNames(other))
    }
    if let userInfo = authority.userInfo, !userInfo.isEmpty { warnings.append(.userInfo(userInfo)) }
    let labels = HostName.unicodeLabels(authority.host)
    let name = labels.joined(separator: ".")
    let isMixed = labels.contains(where: HostName.mixesScripts)
    if isMixed { warnings.append(.mixedScripts(name)) }
    let isUnicode = !name.utf8.allSatisfy { $0 < 0x80 }
    authority.host = host
    authority.userInfo = nil
    self.init(host: host, url: authority.url, name: isUnicode && !isMixed ? name : nil, warnings: warnings)
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
}
