import LibXML

/// The elements that mean something in a feed; the raw value is the name with the prefix that the field gives its
/// namespace, in lower case. RSS's own elements have none.
enum Element: String, CaseIterable {
  case unknown = "?"
  case rss, channel, item, title, link, description, url, image, textinput, language, category, enclosure, comments
  case guid, author, source, ttl, hour, day, body, fullitem, content, abstract, summary, subtitle, tagline, id, icon
  case logo, entry, feed, published, updated, name, email, managingeditor, cloud
  case pubdate, lastbuilddate, skiphours, skipdays, date, keywords
  case rdf = "rdf:rdf"
  case rdfLi = "rdf:li"
  case encoded = "content:encoded"
  case rdfValue = "rdf:value"
  case atomFeed = "atom:feed"
  case atomEntry = "atom:entry"
  case atomTitle = "atom:title"
  case atomLink = "atom:link"
  case atomID = "atom:id"
  case atomSummary = "atom:summary"
  case atomContent = "atom:content"
  case atomSubtitle = "atom:subtitle"
  case atomTagline = "atom:tagline"
  case atomInfo = "atom:info"
  case atomAuthor = "atom:author"
  case atomName = "atom:name"
  case atomEmail = "atom:email"
  case atomURI = "atom:uri"
  case atomURL = "atom:url"
  case atomHomepage = "atom:homepage"
  case atomCategory = "atom:category"
  case atomPublished = "atom:published"
  case atomIssued = "atom:issued"
  case atomCreated = "atom:created"
  case atomUpdated = "atom:updated"
  case atomModified = "atom:modified"
  case atomIcon = "atom:icon"
  case atomLogo = "atom:logo"
  case atomSource = "atom:source"
  case dcTitle = "dc:title"
  case dcCreator = "dc:creator"
  case dcAuthor = "dc:author"
  case dcDate = "dc:date"
  case dcSubject = "dc:subject"
  case dcDescription = "dc:description"
  case dcLanguage = "dc:language"
  case dcIdentifier = "dc:identifier"
  case dcPublisher = "dc:publisher"
  case termsTitle = "dcterms:title"
  case termsCreator = "dcterms:creator"
  case termsCreated = "dcterms:created"
  case termsIssued = "dcterms:issued"
  case termsDate = "dcterms:date"
  case termsModified = "dcterms:modified"
  case termsAbstract = "dcterms:abstract"
  case itunesTitle = "itunes:title"
  case itunesAuthor = "itunes:author"
  case itunesSummary = "itunes:summary"
  case itunesSubtitle = "itunes:subtitle"
  case itunesImage = "itunes:image"
  case itunesCategory = "itunes:category"
  case itunesKeywords = "itunes:keywords"
  case itunesOwner = "itunes:owner"
  case itunesName = "itunes:name"
  case itunesEmail = "itunes:email"
  case googleAuthor = "googleplay:author"
  case googleImage = "googleplay:image"
  case googleDescription = "googleplay:description"
  case mediaGroup = "media:group"
  case mediaContent = "media:content"
  case mediaTitle = "media:title"
  case mediaDescription = "media:description"
  case mediaThumbnail = "media:thumbnail"
  case mediaCategory = "media:category"
  case mediaKeywords = "media:keywords"
  case originalLink = "feedburner:origlink"
  case updatePeriod = "sy:updateperiod"
  case updateFrequency = "sy:updatefrequency"
  case xhtmlBody = "xhtml:body"
  case xhtmlDiv = "xhtml:div"
  case encEnclosure = "enc:enclosure"

  static func numbered(_ number: Int) -> Element {
    allCases.indices.contains(number) ? allCases[number] : .unknown
  }
}

/// Names of one document → `Element`.
///
/// A namespace counts by its URI; an unknown URI, or a prefix never declared, by the prefix that feeds use for it.
struct Vocabulary {
  private static let numbers = Dictionary(
    uniqueKeysWithValues: Element.allCases.enumerated().map { ($1.rawValue, $0) })

  /// Usual prefixes by namespace URI, without scheme, trailing `/` and `#`, in lower case.
  private static let prefixes: [String: String] = [
    "www.w3.org/2005/atom": "atom", "purl.org/atom/ns": "atom", "purl.org/net/atom/ns": "atom",
    "purl.org/pie": "atom", "purl.org/atom-blog/ns": "atom", "purl.org/echo": "atom",
    "purl.org/rss/1.0": "", "my.netscape.com/rdf/simple/0.9": "", "channel.netscape.com/rdf/simple/0.9": "",
    "my.netscape.com/publish/formats/rss-0.91.dtd": "", "backend.userland.com/rss": "", "backend.userland.com/rss2": "",
    "blogs.law.harvard.edu/tech/rss": "", "cyber.law.harvard.edu/rss/rss.html": "", "backend.userland.com/rss091": "",
    "backend.userland.com/rss092": "", "purl.org/net/rss1.1": "",
    "www.w3.org/1999/02/22-rdf-syntax-ns": "rdf", "purl.org/rss/1.0/modules/content": "content",
    "purl.org/dc/elements/1.0": "dc", "purl.org/dc/elements/1.1": "dc", "purl.org/dc/terms": "dcterms",
    "www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "www.itunes.com/dtds/podcast.dtd": "itunes", "www.google.com/schemas/play-podcasts/1.0": "googleplay",
    "search.yahoo.com/mrss": "media", "search.yahoo.com/rss": "media", "video.search.yahoo.com/mrss": "media",
    "tools.search.yahoo.com/mrss": "media", "rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "purl.org/rss/1.0/modules/syndication": "sy", "www.w3.org/1999/xhtml": "xhtml",
    "purl.org/oclc/net/rss_2.0/enc": "enc",
    "purl.oclc.org/net/rss_2.0/enc": "enc", "www.w3.org/1998/math/mathml": "mathml", "www.w3.org/2000/svg": "svg",
  ]
  /// Prefixes that say what is meant where the declaration does not.
  private static let wellKnown: [String: String] = [
    "atom": "atom", "atom10": "atom", "atom03": "atom", "a10": "atom", "a": "atom", "rdf": "rdf", "content": "content",
    "dc": "dc", "dcterms": "dcterms", "itunes": "itunes", "googleplay": "googleplay", "media": "media",
    "feedburner": "feedburner", "sy": "sy", "xhtml": "xhtml", "enc": "enc", "rss": "",
  ]

  /// The namespace of the root element, which is the format's own whatever its URI.
  private let ownURI: String
  private let ownPrefix: String
  private let rootPrefix: String

  init(root: XMLName, ownPrefix: String) {
    ownURI = root.uri
    rootPrefix = root.prefix
    self.ownPrefix = ownPrefix
  }

  func number(for name: XMLName) -> Int {
    let key = prefix(of: name).map { $0.isEmpty ? name.local : $0 + ":" + name.local } ?? Element.unknown.rawValue
    return Self.numbers[key.lowercased()] ?? 0
  }

  private func prefix(of name: XMLName) -> String? {
    if name.uri == ownURI, !(ownURI.isEmpty && name.prefix != rootPrefix) { return ownPrefix }
    if let known = Self.known(uri: name.uri) { return known }
    if name.prefix.isEmpty { return ownPrefix }
    return Self.wellKnown[name.prefix.lowercased()]
  }

  static func known(uri: String) -> String? {
    guard !uri.isEmpty else { return nil }
    var key = uri.lowercased()[...]
    for scheme in ["https://", "http://"] where key.hasPrefix(scheme) { key.removeFirst(scheme.count) }
    while let last = key.last, last == "/" || last == "#" { key.removeLast() }
    return prefixes[String(key)]
  }
}
