public import FeedModel

/// What the user has for servers, found by the URL that is asked.
public struct AccessList: Equatable, Sendable {
  fileprivate enum Place: Equatable, Sendable {
    case server(String)
    case url(WebURL)
  }

  private var entries: [(place: Place, access: ServerAccess)]

  public init(_ access: [ServerAccess]) {
    entries = access.compactMap { access in
      AccessList.place(access.place).map { (place: $0, access: access) }
    }
  }

  public static func == (a: AccessList, b: AccessList) -> Bool {
    a.entries.elementsEqual(b.entries) { $0 == $1 }
  }

  /// Whether a text names a host, a host with a port, or the beginning of an http or https URL.
  public static func isPlace(_ text: String) -> Bool { place(text) != nil }

  private static func place(_ text: String) -> Place? {
    let isURL = text.contains("://")
    guard let url = WebURL(isURL ? text : "http://" + text), url.userInfo == nil else { return nil }
    if isURL { return .url(url) }
    return url.target.isEmpty ? .server(url.server.name) : nil
  }

  /// What is for a URL: the entry that names most of it; nil if none does.
  func access(to url: WebURL) -> ServerAccess? {
    entries.lazy.filter { $0.place.holds(url) }.max { $0.place.length < $1.place.length }?.access
  }
}

extension AccessList.Place {
  /// A host stands for its http and https; a URL for what lies below its path.
  fileprivate func holds(_ url: WebURL) -> Bool {
    switch self {
    case .server(let name): return url.server.name == name
    case .url(let beginning):
      guard url.hasSameOrigin(as: beginning), url.target.hasPrefix(beginning.target) else { return false }
      guard let last = beginning.target.last, last != "/" else { return true }
      return ["/", "?", "&", nil].contains(url.target.dropFirst(beginning.target.count).first)
    }
  }

  fileprivate var length: Int {
    switch self {
    case .server: 0
    case .url(let url): 1 + url.target.utf8.count
    }
  }
}
