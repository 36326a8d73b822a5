/// What an element of a feed or an entry fills. Where several fill the same slot, the lowest rank wins, and the last
/// of equals: these tables are the whole of what takes precedence.
struct FieldRule {
  var slot: Slot
  var rank: Int
  var kind: Kind

  enum Slot: Int, CaseIterable {
    case id, title, link, summary, teaser, content, comments, published, updated, icon, language

    static let count = allCases.count
  }

  enum Kind {
    /// One line; its type is told by Atom's attributes, else it is HTML.
    case line
    case body
    case url
    case date
    /// Kept as written.
    case verbatim
  }

  init(_ slot: Slot, _ rank: Int, _ kind: Kind) {
    self.slot = slot
    self.rank = rank
    self.kind = kind
  }

  static let entry: [Element: FieldRule] = [
    .title: FieldRule(.title, 0, .line),
    .atomTitle: FieldRule(.title, 1, .line),
    .dcTitle: FieldRule(.title, 2, .line),
    .termsTitle: FieldRule(.title, 2, .line),
    .itunesTitle: FieldRule(.title, 3, .line),
    .mediaTitle: FieldRule(.title, 4, .line),

    .guid: FieldRule(.id, 0, .verbatim),
    .atomID: FieldRule(.id, 0, .verbatim),
    .id: FieldRule(.id, 1, .verbatim),
    .dcIdentifier: FieldRule(.id, 2, .verbatim),

    .link: FieldRule(.link, 0, .url),
    .url: FieldRule(.link, 5, .url),
    .originalLink: FieldRule(.link, 7, .url),

    .description: FieldRule(.summary, 0, .body),
    .atomSummary: FieldRule(.summary, 0, .body),
    .summary: FieldRule(.teaser, 0, .body),
    .abstract: FieldRule(.summary, 1, .body),
    .dcDescription: FieldRule(.summary, 2, .body),
    .termsAbstract: FieldRule(.summary, 2, .body),
    .itunesSummary: FieldRule(.summary, 3, .body),
    .googleDescription: FieldRule(.summary, 4, .body),
    .itunesSubtitle: FieldRule(.summary, 5, .body),
    .mediaDescription: FieldRule(.summary, 6, .body),

    .encoded: FieldRule(.content, 0, .body),
    .atomContent: FieldRule(.content, 0, .body),
    .xhtmlBody: FieldRule(.content, 1, .body),
    .xhtmlDiv: FieldRule(.content, 1, .body),
    .body: FieldRule(.content, 1, .body),
    .fullitem: FieldRule(.content, 2, .body),
    .content: FieldRule(.content, 3, .body),

    .comments: FieldRule(.comments, 0, .url),

    .pubdate: FieldRule(.published, 0, .date),
    .atomPublished: FieldRule(.published, 0, .date),
    .published: FieldRule(.published, 1, .date),
    .atomIssued: FieldRule(.published, 1, .date),
    .termsIssued: FieldRule(.published, 2, .date),
    .atomCreated: FieldRule(.published, 3, .date),
    .termsCreated: FieldRule(.published, 3, .date),
    .dcDate: FieldRule(.published, 4, .date),
    .termsDate: FieldRule(.published, 4, .date),
    .date: FieldRule(.published, 5, .date),
    .atomUpdated: FieldRule(.updated, 0, .date),
    .updated: FieldRule(.updated, 1, .date),
    .atomModified: FieldRule(.updated, 1, .date),
    .termsModified: FieldRule(.updated, 2, .date),
    .lastbuilddate: FieldRule(.updated, 3, .date),
  ]

  static let feed: [Element: FieldRule] = [
    .title: FieldRule(.title, 0, .line),
    .atomTitle: FieldRule(.title, 1, .line),
    .dcTitle: FieldRule(.title, 2, .line),
    .itunesTitle: FieldRule(.title, 3, .line),
    .mediaTitle: FieldRule(.title, 4, .line),

    .atomSubtitle: FieldRule(.summary, 0, .line),
    .description: FieldRule(.summary, 0, .line),
    .atomTagline: FieldRule(.summary, 1, .line),
    .subtitle: FieldRule(.summary, 1, .line),
    .tagline: FieldRule(.summary, 1, .line),
    .abstract: FieldRule(.summary, 1, .line),
    .dcDescription: FieldRule(.summary, 2, .line),
    .itunesSubtitle: FieldRule(.summary, 3, .line),
    .itunesSummary: FieldRule(.summary, 4, .line),
    .googleDescription: FieldRule(.summary, 5, .line),
    .atomInfo: FieldRule(.summary, 6, .line),

    .link: FieldRule(.link, 0, .url),
    .atomID: FieldRule(.id, 0, .verbatim),

    .atomIcon: FieldRule(.icon, 0, .url),
    .atomLogo: FieldRule(.icon, 1, .url),
    .icon: FieldRule(.icon, 4, .url),
    .logo: FieldRule(.icon, 4, .url),

    .language: FieldRule(.language, 0, .line),
    .dcLanguage: FieldRule(.language, 1, .line),

    .atomUpdated: FieldRule(.updated, 0, .date),
    .lastbuilddate: FieldRule(.updated, 0, .date),
    .updated: FieldRule(.updated, 1, .date),
    .atomModified: FieldRule(.updated, 1, .date),
    .termsModified: FieldRule(.updated, 1, .date),
    .pubdate: FieldRule(.updated, 2, .date),
    .dcDate: FieldRule(.updated, 3, .date),
    .date: FieldRule(.updated, 4, .date),
    .atomPublished: FieldRule(.updated, 4, .date),
  ]
}

/// The best value so far for each slot of one feed or entry.
struct Slots<Value> {
  private var held: [(rank: Int, value: Value)?] = Array(repeating: nil, count: FieldRule.Slot.count)

  subscript(slot: FieldRule.Slot) -> Value? { held[slot.rawValue]?.value }

  func wants(_ slot: FieldRule.Slot, rank: Int) -> Bool {
    guard let best = held[slot.rawValue] else { return true }
    return rank <= best.rank
  }

  /// Whether a value of this rank is better than what is held, not merely as good.
  func isBetter(_ rank: Int, than slot: FieldRule.Slot) -> Bool {
    guard let best = held[slot.rawValue] else { return true }
    return rank < best.rank
  }

  mutating func offer(_ value: Value, for slot: FieldRule.Slot, rank: Int) {
    if wants(slot, rank: rank) { held[slot.rawValue] = (rank, value) }
  }
}
