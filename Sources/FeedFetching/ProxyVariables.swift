/// Which requests go through a proxy, by the environment variables that libcurl obeys (curl(1), ENVIRONMENT).
struct ProxyVariables {
  private let environment: [String: String]

  init(_ environment: [String: String]) { self.environment = environment }

  /// Whether a proxy is asked for a URL. Of names that need none, ranges of addresses (`10.0.0.0/8`) are not looked at.
  func apply(to url: WebURL) -> Bool {
    // HTTP_PROXY could come from a request's header where a server runs programs; libcurl does not read it.
    let names = url.scheme == .http ? ["http_proxy"] : ["https_proxy", "HTTPS_PROXY"]
    guard value(names + ["all_proxy", "ALL_PROXY"]) != nil else { return false }
    let exceptions = value(["no_proxy", "NO_PROXY"]) ?? ""
    return exceptions != "*"
      && !exceptions.split { $0 == "," || $0 == " " }.contains { holds($0.lowercased(), url.host) }
  }

  private func value(_ names: [String]) -> String? {
    names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
  }

  /// A name stands for itself and for what is below it, with a dot before it or without.
  private func holds(_ name: String, _ host: String) -> Bool {
    let name = name.drop { $0 == "." }
    return host == name || host.hasSuffix("." + name)
  }
}
