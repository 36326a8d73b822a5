import FeedModel
import LibXML

/// How the text of a field is to be read.
enum ValueForm: Equatable {
  case line(TextForm)
  case body(TextForm)
  case url
  case date
  case verbatim
}

/// What kind of text stands in an element.
enum TextForm: Equatable {
  case plain
  case html
  /// Plain unless child elements turn up in it.
  case plainOrMarkup
  case base64(isHTML: Bool)
}

/// The elements inside feeds, entries and persons.
extension XMLFeedReader {
  func startInFeed(_ element: Element, _ attributes: XMLAttributes) -> XMLReading {
    switch element {
    case .image: return open(.image)
    case .skiphours: return open(.skipHours)
    case .skipdays: return open(.skipDays)
    case .ttl: return collect(.timeToLive)
    case .updatePeriod: return collect(.updatePeriod)
    case .updateFrequency: return collect(.updateFrequency)
    case .textinput, .cloud, .rdfLi: return .skip
    case .itunesImage, .googleImage, .mediaThumbnail:
      if let href = attributes.value("href") ?? attributes.value("url"), !href.isEmpty {
        let rank = element == .mediaThumbnail ? 6 : 3
        feed.offer(.text(URLReference.resolve(href, against: attributes.baseURL)), for: .icon, rank: rank)
        return .skip
      }
      return collect(.field(slot: .icon, rank: 5, form: .url, base: attributes.baseURL))
    case .itunesOwner: return open(.person(.owner))
    case .atomAuthor: return open(.person(.author))
    case .managingeditor, .author, .dcCreator, .dcAuthor, .itunesAuthor, .googleAuthor, .termsCreator:
      return collect(.byline(isOwner: false))
    case .dcPublisher: return collect(.byline(isOwner: true))
    case .atomLink: return startFeedLink(attributes)
    case .link where attributes.value("href") != nil: return startFeedLink(attributes, isOwn: true)
    default: break
    }
    if let rule = FieldRule.feed[element] { return collect(rule, element, attributes) }
    // Entries may stand inside elements that nobody declared.
    return open(.wrapper)
  }

  func startInEntry(_ element: Element, _ attributes: XMLAttributes) -> XMLReading {
    switch element {
    case .guid:
      let isPermalink = attributes.value("ispermalink").map { $0.lowercased() != "false" }
      return collect(.guid(isPermalink: isPermalink, base: attributes.baseURL))
    case .atomLink: return startEntryLink(attributes)
    case .link where attributes.value("href") != nil: return startEntryLink(attributes, isOwn: true)
    case .mediaGroup: return open(.transparent)
    case .mediaContent:
      addEnclosure(attributes, url: attributes.value("url"), length: attributes.value("filesize"))
      return open(.transparent)
    case .enclosure, .encEnclosure:
      let url = attributes.value("url") ?? attributes.value(prefix: "rdf", "resource") ?? attributes.value("href")
      addEnclosure(attributes, url: url, length: attributes.value("length"))
      return .skip
    case .category, .atomCategory:
      if let term = attributes.value("term") ?? attributes.value("label"), !term.isEmpty {
        entry?.addCategory(PlainText.line(term))
        return .skip
      }
      return collect(.category)
    case .dcSubject, .mediaCategory: return collect(.category)
    case .itunesCategory:
      if let term = attributes.value("text") { entry?.addCategory(PlainText.line(term)) }
      return open(.transparent)
    case .itunesKeywords, .mediaKeywords, .keywords: return collect(.keywords)
    case .atomAuthor: return open(.person(.author))
    case .author, .dcCreator, .dcAuthor, .itunesAuthor, .googleAuthor, .termsCreator:
      return collect(.byline(isOwner: false))
    case .atomSource: return open(.source)
    case .source, .rdfLi, .image: return .skip
    case .atomContent where attributes.value("src")?.isEmpty == false:
      if let source = attributes.value("src") {
        entry?.offer(.text(URLReference.resolve(source, against: attributes.baseURL)), for: .link, rank: 6)
      }
      return .skip
    default: break
    }
    guard let rule = FieldRule.entry[element] else { return .skip }
    return collect(rule, element, attributes)
  }

  func startInPerson(_ element: Element, _ attributes: XMLAttributes) -> XMLReading {
    switch element {
    case .atomName, .name, .itunesName: collect(.personName)
    case .atomEmail, .email, .itunesEmail: collect(.personEmail)
    case .atomURI, .atomURL, .atomHomepage, .url: collect(.personURL(base: attributes.baseURL))
    default: .skip
    }
  }

  private func collect(_ rule: FieldRule, _ element: Element, _ attributes: XMLAttributes) -> XMLReading {
    let isWanted = entry?.slots.wants(rule.slot, rank: rule.rank) ?? feed.slots.wants(rule.slot, rank: rule.rank)
    guard isWanted else { return .skip }
    func field(_ form: ValueForm) -> Pending {
      .field(slot: rule.slot, rank: rule.rank, form: form, base: attributes.baseURL)
    }
    switch rule.kind {
    case .url: return collect(field(.url))
    case .date: return collect(field(.date))
    case .verbatim: return collect(field(.verbatim))
    case .line, .body:
      guard let declared = DeclaredText(element, attributes) else { return .skip }
      return collect(field(rule.kind == .line ? .line(declared.form) : .body(declared.form)), markup: declared.isMarkup)
    }
  }

  // MARK: Links and files

  private func startFeedLink(_ attributes: XMLAttributes, isOwn: Bool = false) -> XMLReading {
    guard let link = AtomLink(attributes, isOwn: isOwn) else {
      return collect(.field(slot: .link, rank: 2, form: .url, base: attributes.baseURL))
    }
    if link.rel == "self" {
      feed.feedURL = feed.feedURL ?? link.url
    } else if let rank = link.pageRank, isOwn || feed.slots.isBetter(rank, than: .link) {
      feed.offer(.text(link.url), for: .link, rank: rank)
    }
    return .skip
  }

  private func startEntryLink(_ attributes: XMLAttributes, isOwn: Bool = false) -> XMLReading {
    guard let link = AtomLink(attributes, isOwn: isOwn) else {
      // Before 0.3 settled, Atom wrote the URL as text.
      if attributes.value("rel") == "enclosure" { return collect(.enclosure(base: attributes.baseURL)) }
      return collect(.field(slot: .link, rank: 2, form: .url, base: attributes.baseURL))
    }
    switch link.rel {
    case "enclosure": addEnclosure(attributes, url: attributes.value("href"), length: attributes.value("length"))
    case "replies":
      if link.type?.lowercased().contains("html") == true { entry?.offer(.text(link.url), for: .comments, rank: 1) }
    default:
      if let rank = link.pageRank, isOwn || entry?.slots.isBetter(rank, than: .link) == true {
        entry?.offer(.text(link.url), for: .link, rank: rank)
      }
    }
    return .skip
  }

  private func addEnclosure(_ attributes: XMLAttributes, url: String?, length: String?) {
    guard let url, !url.isEmpty else { return }
    let digits = length?.filter { $0 != " " && $0 != "," } ?? ""
    entry?.addEnclosure(
      Enclosure(
        url: TextSafety.url(URLReference.resolve(url, against: attributes.baseURL)),
        type: attributes.value("type").flatMap { PlainText.nonEmpty(PlainText.line($0)) },
        // Feeds that do not know the length say -1.
        length: Int(digits).flatMap { $0 >= 0 ? $0 : nil }))
  }

  func endPerson(_ role: PersonRole) {
    let author = feed.person
    feed.person = Author()
    guard author != Author() else { return }
    switch role {
    case .author: add(author)
    case .owner: feed.owner = feed.owner ?? author
    case .source: entry?.sourceAuthors.append(author)
    }
  }

  private func add(_ author: Author) {
    if entry != nil { entry?.add(author) } else { feed.add(author) }
  }

  // MARK: Values

  func take(_ text: XMLText, for purpose: Pending) {
    switch purpose {
    case .nothing: break
    case .field(let slot, let rank, let form, let base):
      guard let value = FieldValue(text, form, base) else { return }
      if slot == .id, case .text(let id) = value, id.hasPrefix("http://") || id.hasPrefix("https://") {
        entry?.offer(.text(id), for: .link, rank: 7)
      }
      if entry != nil { entry?.offer(value, for: slot, rank: rank) } else { feed.offer(value, for: slot, rank: rank) }
    case .guid(let isPermalink, let base):
      guard let id = FieldValue(text, .verbatim, base), case .text(let guid) = id else { return }
      entry?.offer(id, for: .id, rank: 0)
      let isWeb = guid.hasPrefix("http://") || guid.hasPrefix("https://")
      if isPermalink ?? isWeb {
        entry?.offer(.text(URLReference.resolve(guid, against: base)), for: .link, rank: 5)
      }
    case .enclosure(let base):
      entry?.addEnclosure(Enclosure(url: TextSafety.url(URLReference.resolve(text.string, against: base))))
    case .category: entry?.addCategory(PlainText.line(html: text.bytes))
    case .keywords:
      for word in PlainText.line(html: text.bytes).split(separator: ",") {
        entry?.addCategory(PlainText.line(String(word)))
      }
    case .byline(let isOwner):
      guard let author = Byline.parse(PlainText.line(html: text.bytes)) else { return }
      if isOwner { feed.owner = feed.owner ?? author } else { add(author) }
    case .personName: feed.person.name = PlainText.nonEmpty(PlainText.line(html: text.bytes))
    case .personEmail: feed.person.email = PlainText.nonEmpty(PlainText.line(html: text.bytes))
    case .personURL(let base):
      feed.person.url = PlainText.nonEmpty(TextSafety.url(URLReference.resolve(text.string, against: base)))
    case .timeToLive: feed.schedule.timeToLive(text.string)
    case .updatePeriod: feed.schedule.period = PlainText.line(text.string).lowercased()
    case .updateFrequency: feed.schedule.frequency = Int(PlainText.line(text.string))
    case .skippedHour: feed.schedule.skipHour(text.string)
    case .skippedDay: feed.schedule.skipDay(text.string)
    }
  }
}
