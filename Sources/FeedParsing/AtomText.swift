import LibXML

/// An Atom `link`, in whatever vocabulary it stands.
struct AtomLink {
  var rel: String
  var url: String
  var type: String?

  /// Whether it is RSS's own `link`, written as Atom does.
  private var isOwn: Bool

  init?(_ attributes: XMLAttributes, isOwn: Bool) {
    self.isOwn = isOwn
    guard let href = attributes.value("href") else { return nil }
    url = URLReference.resolve(href, against: attributes.baseURL)
    type = attributes.value("type")
    let rel = attributes.value("rel")?.lowercased() ?? ""
    let known = "http://www.iana.org/assignments/relation/"
    self.rel = rel.isEmpty ? "alternate" : rel.hasPrefix(known) ? String(rel.dropFirst(known.count)) : rel
  }

  /// How well it serves as the page of a feed or an entry, for `FieldRule`; nil if not at all.
  var pageRank: Int? {
    switch rel {
    case "alternate" where isOwn: return 0
    case "alternate":
      guard let type = type?.lowercased(), !type.isEmpty else { return 1 }
      return type.contains("html") ? 1 : 2
    case "related": return 9
    case "via": return 10
    default: return nil
    }
  }
}

/// What an element's attributes say about its text: Atom 1.0's `type`, Atom 0.3's `type` and `mode`; elsewhere
/// it is HTML, as RSS means it.
struct DeclaredText {
  var form: TextForm
  /// Whether child elements are markup and text is to be escaped beside them.
  var isMarkup: Bool

  /// - Returns: nil if it is nothing that can be read.
  init?(_ element: Element, _ attributes: XMLAttributes) {
    switch element {
    case .atomTitle, .atomSubtitle, .atomTagline, .atomInfo, .atomSummary, .atomContent:
      self.init(type: attributes.value("type"), mode: attributes.value("mode"))
    case .xhtmlBody, .xhtmlDiv: self.init(form: .html, isMarkup: true)
    case .mediaTitle, .mediaDescription:
      self.init(form: attributes.value("type")?.lowercased() == "html" ? .html : .plainOrMarkup, isMarkup: false)
    default: self.init(form: .html, isMarkup: false)
    }
  }

  private init(form: TextForm, isMarkup: Bool) {
    self.form = form
    self.isMarkup = isMarkup
  }

  private init?(type: String?, mode: String?) {
    let type = type.map { String($0.prefix { $0 != ";" }).lowercased().filter { $0 != " " } } ?? ""
    let isHTML = type == "html" || type == "text/html"
    switch mode?.lowercased() {
    case "base64": self.init(form: .base64(isHTML: isHTML || type.hasSuffix("xml")), isMarkup: false)
    case "xml" where isHTML: self.init(form: .html, isMarkup: true)
    case "escaped" where type.isEmpty || type.hasSuffix("xhtml+xml"): self.init(form: .html, isMarkup: false)
    default:
      if isHTML {
        self.init(form: .html, isMarkup: false)
      } else if type == "xhtml" || type.hasSuffix("/xml") || type.hasSuffix("+xml") {
        self.init(form: .html, isMarkup: true)
      } else if type.isEmpty || type == "text" || type.hasPrefix("text/") || !type.contains("/") {
        self.init(form: .plainOrMarkup, isMarkup: false)
      } else {
        self.init(form: .base64(isHTML: true), isMarkup: false)
      }
    }
  }
}
