import LibXML

/// What the names that a page gave an element tell of its purpose: `class`, `id`, `role`, `itemprop`.
struct ClassHints: OptionSet, Hashable {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }

  /// What stands around articles: navigation, comments, sharing, notices.
  static let noise = ClassHints(rawValue: 1)
  /// Readers' words.
  static let comments = ClassHints(rawValue: 2)
  /// What articles are held in.
  static let article = ClassHints(rawValue: 4)
  /// A line about the article: who, when, under what heading.
  static let byline = ClassHints(rawValue: 8)
  /// For screen readers only, and said again where it is seen.
  static let unseen = ClassHints(rawValue: 16)

  /// Reads an element's names; a page repeats few of them often.
  struct Reader {
    private let tree: HTMLTree
    private var known: [ArraySlice<UInt8>: ClassHints] = [:]

    init(_ tree: HTMLTree) { self.tree = tree }

    mutating func hints(of node: Int) -> ClassHints {
      guard tree.hasAttributes(node) else { return [] }
      var names: [(isRole: Bool, value: ArraySlice<UInt8>)] = []
      tree.forEachAttribute(of: node) { name, value in
        if name.elementsEqual("class".utf8) || name.elementsEqual("id".utf8) || name.elementsEqual("itemprop".utf8) {
          names.append((false, value))
        } else if name.elementsEqual("role".utf8) {
          names.append((true, value))
        }
      }
      var hints: ClassHints = []
      for (isRole, value) in names where value.count <= ClassHints.longestValue {
        hints.formUnion(isRole ? ClassHints(role: value) : self.hints(ofNames: value))
      }
      return hints
    }

    private mutating func hints(ofNames value: ArraySlice<UInt8>) -> ClassHints {
      if let found = known[value] { return found }
      let hints = value.split { $0 <= 0x20 }.reduce(into: ClassHints()) { $0.formUnion(ClassHints(name: $1)) }
      if known.count < 10_000 { known[value] = hints }
      return hints
    }
  }

  /// Longer values are generated and tell nothing.
  private static let longestValue = 400

  /// Roles of WAI-ARIA.
  private init(role: ArraySlice<UInt8>) {
    switch String(decoding: role, as: UTF8.self).lowercased() {
    case "navigation", "complementary", "banner", "contentinfo", "search", "dialog", "alertdialog", "alert", "menu",
      "menubar", "toolbar", "tablist":
      self = .noise
    case "main", "article": self = .article
    default: self = []
    }
  }

  private init(name: ArraySlice<UInt8>) {
    let words = ClassHints.words(of: name)
    self = []
    // `has-sidebar` stands on what is beside the sidebar, `category-ads` on an article about them.
    guard let first = words.first, !ClassHints.prefixes.contains(first) else { return }
    for word in words {
      if ClassHints.noiseWords.contains(word) { insert(.noise) }
      if ClassHints.commentWords.contains(word) { insert(.comments) }
      if ClassHints.bylineWords.contains(word) { insert(.byline) }
      if ClassHints.articleWords.contains(word) { insert(.article) }
    }
    // `comments-open` and `sidebar-left` on a whole page are told apart by how much they hold.
    if words.contains("reader") && words.contains("screen") || words == ["sr", "only"]
      || words == ["visually", "hidden"]
    {
      insert(.unseen)
    }
  }

  /// `postBody-text2` → post, body, text.
  private static func words(of name: ArraySlice<UInt8>) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    var wasLower = false
    func end() {
      if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
      word = []
    }
    for byte in name {
      let isUpper = (0x41...0x5A).contains(byte)
      guard isUpper || (0x61...0x7A).contains(byte) else {
        end()
        continue
      }
      if isUpper, wasLower { end() }
      word.append(byte | 0x20)
      wasLower = !isUpper
    }
    end()
    return words
  }

  private static let prefixes: Set = [
    "has", "no", "not", "with", "without", "is", "category", "tag", "type", "format", "hide", "show", "js",
  ]

  private static let noiseWords: Set = [
    "ad", "ads", "adsense", "advert", "advertisement", "adverts", "advertising", "banner", "breadcrumb", "breadcrumbs",
    "colophon", "consent", "cookie", "cookies", "copyright", "donate", "donation", "footer", "gdpr", "hatnote",
    "login", "masthead", "menu", "modal", "nav", "navbar", "navbox", "navigation", "newsletter", "noprint",
    "outbrain", "overlay", "pager", "pagination", "paginator", "paywall", "popular", "popup", "promo", "promotion",
    "recirc", "recirculation", "recommendation", "recommendations", "recommended", "related", "share", "sharedaddy",
    "sharing", "shoutbox", "sidebar", "sidenav", "signup", "skip", "social", "sponsor", "sponsored", "sponsors",
    "subnav", "subscribe", "subscription", "taboola", "toc", "toolbar", "topbar", "trending", "upsell", "widget",
    "widgets", "editsection", "jetpack", "jp",
  ]

  private static let commentWords: Set = [
    "comment", "commentlist", "comments", "disqus", "respond", "replies", "webmentions",
  ]

  private static let bylineWords: Set = [
    "byline", "author", "dateline", "date", "meta", "metadata", "timestamp", "posted", "published", "kicker", "eyebrow",
    "tags", "categories", "permalink", "readingtime",
  ]

  private static let articleWords: Set = [
    "article", "body", "content", "contents", "entry", "main", "post", "prose", "story", "text", "hentry", "markdown",
  ]
}
