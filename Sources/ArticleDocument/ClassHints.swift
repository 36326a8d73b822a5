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
      var hints: ClassHints = []
      for (attribute, value) in names(of: node) where value.count <= ClassHints.longestValue {
        switch attribute {
        case .role: hints.formUnion(ClassHints(role: value))
        case .id: hints.formUnion(ClassHints(name: value, isID: true))
        case .names: hints.formUnion(self.hints(ofNames: value))
        }
      }
      return hints
    }

    private enum Attribute { case names, id, role }

    private func names(of node: Int) -> [(Attribute, ArraySlice<UInt8>)] {
      var names: [(Attribute, ArraySlice<UInt8>)] = []
      tree.forEachAttribute(of: node) { name, value in
        if name.elementsEqual("class".utf8) || name.elementsEqual("itemprop".utf8) {
          names.append((.names, value))
        } else if name.elementsEqual("id".utf8) {
          names.append((.id, value))
        } else if name.elementsEqual("role".utf8) {
          names.append((.role, value))
        }
      }
      return names
    }

    private mutating func hints(ofNames value: ArraySlice<UInt8>) -> ClassHints {
      if let found = known[value] { return found }
      let hints = value.split { $0 <= 0x20 }.reduce(into: ClassHints()) { hints, name in
        hints.formUnion(ClassHints(name: name, isID: false))
      }
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

  private init(name: ArraySlice<UInt8>, isID: Bool) {
    let words = ClassHints.words(of: name)
    self = []
    // `has-sidebar` stands on what is beside the sidebar, `category-ads` on an article about them.
    guard let first = words.first, !ClassHints.prefixes.contains(first) else { return }
    // The identity of a section is often made of the words of its heading.
    if isID, words.count > 3 { return }
    // Names made by programs have upper-case letters anywhere, and short words between them.
    let isMixed = name.contains { (0x41...0x5A).contains($0) }
    for word in words where !isMixed || word.utf8.count > 3 {
      if ClassHints.noiseWords.contains(word) { insert(.noise) }
      if ClassHints.commentWords.contains(word) { insert(.comments) }
      if ClassHints.bylineWords.contains(word) { insert(.byline) }
      if ClassHints.articleWords.contains(word) { insert(.article) }
    }
    if words.contains("screen") && words.contains("reader") || words == ["sr", "only"]
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
    "widgets", "editsection", "relatedposts",
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
