import LibXML

/// A feed that a page names.
public struct DiscoveredFeed: Equatable, Hashable, Sendable {
  /// Absolute, http or https.
  public var url: String
  /// The page's title for it, plain text.
  public var title: String?

  public init(url: String, title: String? = nil) {
    self.url = url
    self.title = title
  }
}

/// Finds the feeds of a web page: what it declares by `link rel="alternate"` (the RSS Advisory Board's and WHATWG's
/// autodiscovery), else the links in it that look like feeds.
public enum FeedDiscovery {
  /// - Parameters:
  ///   - html: the page as received.
  ///   - pageURL: where it was found in the end; relative addresses are resolved against it and the page's `base`.
  ///   - contentType: the HTTP `Content-Type`.
  /// - Returns: in page order, each address once.
  public static func feeds(in html: [UInt8], pageURL: String, contentType: String? = nil) -> [DiscoveredFeed] {
    TextEncoding.decode(html, contentType: contentType).utf8.withUnsafeBufferPointer { bytes in
      var page = Page(bytes, pageURL: pageURL)
      page.read()
      return page.declared.isEmpty ? page.linked : page.declared
    }
  }

  /// Addresses at which sites that declare nothing often have their feed, likeliest first.
  public static func commonPlaces(near pageURL: String) -> [String] {
    ["feed", "/feed", "rss.xml", "/rss.xml", "atom.xml", "/atom.xml", "/index.xml", "/feed.xml", "/rss", "/feed.json"]
      .reduce(into: []) { places, place in
        let url = URLReference.resolve(place, against: pageURL)
        if isWeb(url), !places.contains(url) { places.append(url) }
      }
  }

  private static func isWeb(_ url: String) -> Bool { ["http", "https"].contains(URLReference.scheme(of: url) ?? "") }

  private struct Page {
    private let html: UnsafeBufferPointer<UInt8>
    private let pageURL: String
    private var base: String?
    private(set) var declared: [DiscoveredFeed] = []
    private(set) var linked: [DiscoveredFeed] = []

    private static let limit = 100

    init(_ html: UnsafeBufferPointer<UInt8>, pageURL: String) {
      self.html = html
      self.pageURL = pageURL
    }

    mutating func read() {
      var tokens = HTMLTokens(html)
      while let token = tokens.next() {
        guard case .start(let tag) = token else { continue }
        switch tag.name {
        case "base": base = base ?? value("href", of: tag).map { URLReference.resolve($0, against: pageURL) }
        case "link": readLink(tag)
        case "a": readAnchor(tag)
        case let name where HTMLTokens.withoutText.contains(name) && !tag.isSelfClosing: tokens.skipContent(of: name)
        default: break
        }
      }
    }

    private mutating func readLink(_ tag: HTMLTokens.Tag) {
      let relations = Set((value("rel", of: tag) ?? "").lowercased().split { $0 == " " || $0 == "\t" || $0 == "\n" })
      let type = (value("type", of: tag) ?? "").lowercased().prefix { $0 != ";" }
      let isFeed =
        relations.contains("feed")
        || (relations.contains("alternate")
          && (["application/rss+xml", "application/atom+xml", "application/rdf+xml", "application/feed+json"].contains(
            type)
            || (["text/xml", "application/xml", "application/json", "text/rss"].contains(type) && looksLikeFeed(tag))))
      if isFeed { add(tag, to: \.declared) }
    }

    private mutating func readAnchor(_ tag: HTMLTokens.Tag) {
      if looksLikeFeed(tag) { add(tag, to: \.linked) }
    }

    /// Whether the address ends as feeds' addresses do.
    private func looksLikeFeed(_ tag: HTMLTokens.Tag) -> Bool {
      guard let href = value("href", of: tag)?.lowercased() else { return false }
      let path = href.prefix { $0 != "?" && $0 != "#" }
      let last = path.split(separator: "/").last ?? ""
      if ["feed", "feeds", "rss", "atom", "rss2", "feed.json", "index.xml"].contains(String(last)) { return true }
      if last.hasSuffix(".rss") || last.hasSuffix(".atom") || last.hasSuffix(".rdf") { return true }
      let isXML = last.hasSuffix(".xml") || last.hasSuffix(".json")
      return isXML && ["rss", "atom", "feed"].contains { last.contains($0) }
    }

    private mutating func add(_ tag: HTMLTokens.Tag, to list: WritableKeyPath<Page, [DiscoveredFeed]>) {
      guard let href = value("href", of: tag), !href.isEmpty else { return }
      let url = TextSafety.url(URLReference.resolve(href, against: base ?? pageURL))
      guard FeedDiscovery.isWeb(url), self[keyPath: list].count < Self.limit,
        !self[keyPath: list].contains(where: { $0.url == url })
      else { return }
      let title = value("title", of: tag).flatMap { PlainText.nonEmpty(PlainText.line($0)) }
      self[keyPath: list].append(DiscoveredFeed(url: url, title: title))
    }

    private func value(_ name: String, of tag: HTMLTokens.Tag) -> String? {
      guard let attribute = tag.attributes.first(where: { $0.name == name }) else { return nil }
      var text: [UInt8] = []
      HTMLCharacters.decode(html[attribute.value], into: &text)
      return String(decoding: text, as: UTF8.self)
    }
  }
}
