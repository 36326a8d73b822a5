import FeedCache
import FeedModel
import Testing

struct SearchTests {
  private let cache: Cache

  init() throws {
    cache = try Cache(at: .memory)
    try cache.take([
      entry("1", title: "Swifts and martlets", html: "<p>Birds that <b>never</b> land &mdash; caf&eacute; talk</p>"),
      entry("2", title: "春夏秋冬", html: "<p>四季のある国、日本。</p>"),
      entry("3", title: "Other", html: "<script>martlets</script><a title='martlets'>한국어 문장</a> 50% \"quoted\""),
    ])
  }

  private func found(_ words: String) throws -> [String] { try cache.titles(EntryQuery(search: words)) }

  @Test("words are found by their beginning, in title and text, whatever case or accent")
  func words() throws {
    #expect(try found("MARTLET") == ["Swifts and martlets"])
    #expect(try found("cafe never") == ["Swifts and martlets"])
    #expect(try found("never春").isEmpty)
    #expect(try found("elephant").isEmpty)
  }

  @Test(
    "letters are the same with and without accents, small and great, composed or not, and only letters make words",
    arguments: [
      ("Müller ŁÓDŹ Ǻ", ["muller", "MÜLLER", "Mu\u{308}ller", "łodz", "lodz", "å"], ["mueller"]),
      ("Straße GROẞ", ["strasse", "STRASSE", "straß", "gross", "groß"], ["strase"]),
      ("Ærø Ǽ œuvre Đorđe STRASSE", ["aero", "ÆRØ", "OEUVRE", "dorde", "straße"], ["djordje"]),
      ("ΣΊΣΥΦΟΣ Ωραία", ["σίσυφος", "σισυφος", "ΣΊΣΥΦΟΣ", "ωραία", "ΩΡΑΙΑ"], ["συφ"]),
      ("ΑΘΗΝΑ και ΐ", ["Αθήνα", "αθηνα", "και", "Ϊ"], ["θηνα"]),
      ("Αθήνα, ἀρχὴ", ["ΑΘΗΝΑ", "ΑΘΉΝΑ", "Αθη\u{301}να", "αρχη", "ΑΡΧΉ"], ["αθινα"]),
      ("Ёлка и Чай", ["ёлка", "елка", "ЕЛКА", "чай", "ЧАЙ", "чаи\u{306}"], ["чаи"]),
      ("Елка и Чаи\u{306}", ["ёлка", "елка", "чай", "ЧАЙ"], ["чаи"]),
      ("Donau\u{AD}dampf\u{AD}schiff", ["donaudampf"], ["dampf"]),
      ("“Cited”—dashed…rest‘s", ["cited", "dashed", "rest"], ["citeddashed"]),
      ("Preis:100₽, Tür🎉Tor", ["100", "preis", "tor"], ["preis100"]),
      ("हिन्दी में लिखना", ["हिन्दी", "में"], ["न्दी"]),
      ("ภาษาไทย", ["ภาษา"], ["ษา"]),
      ("ⅧⅨ İstanbul ſo", ["istanbul", "so"], ["tanbul"]),
    ])
  func letters(title: String, words: [String], others: [String]) throws {
    try cache.take([entry("4", title: title)])
    for word in words { #expect(try found(word).count == 1, "\(word)") }
    for word in others { #expect(try found(word).isEmpty, "\(word)") }
    // What the index took it gives back.
    try cache.take([entry("4", title: "Plain")])
    for word in words { #expect(try found(word).isEmpty, "\(word)") }
  }

  @Test("Hebrew and Arabic are found with and without their vowel points")
  func vowelPoints() throws {
    let (pointed, plain) = ("שָׁלוֹם עוֹלָם", "שלום עולם")
    try cache.take([entry("4", title: pointed), entry("5", title: plain)])
    for words in [pointed, plain, "\"\(pointed)\"", "\"\(plain)\"", "שלו", "עולם"] {
      #expect(Set(try filtered(words)) == [pointed, plain], "\(words)")
    }
    #expect(try filtered("לום").isEmpty)

    let (vowelled, bare, drawnOut) = ("مُحَمَّد", "محمد", "محـــمد")
    try cache.take([entry("6", title: vowelled), entry("7", title: bare), entry("8", title: drawnOut)])
    for words in [vowelled, bare, drawnOut, "\"\(vowelled)\"", "محم"] {
      #expect(Set(try filtered(words)) == [vowelled, bare, drawnOut], "\(words)")
    }
    try cache.take([entry("9", title: "أحمد")])
    #expect(try filtered("احمد") == ["أحمد"])
    // What only draws words out is no word.
    #expect(try filtered("\u{640}").count == 1)
    #expect(try filtered("\u{640} محمد") == [drawnOut])
  }

  private func filtered(_ expression: String) throws -> [String] {
    try cache.titles(EntryQuery(filter: Filter(parsing: expression)))
  }

  @Test("small kana, repeated characters and the round zero are characters like others")
  func smallKana() throws {
    try cache.take([entry("4", title: "かわいいね", html: "<p>あいさつ、ぁぃ。佐々木、〆切、二〇二六年")])
    for words in ["いね", "いいね", "かわいい", "いさつ", "さつ", "あい", "ぁぃ", "佐々", "々木", "〆切", "〇二", "二六", "六年", "々"] {
      #expect(try found(words) == ["かわいいね"], "\(words)")
    }
    #expect(try found("木々").isEmpty)
  }

  @Test("one, two or more Chinese and Japanese characters are found wherever they stand")
  func pairs() throws {
    for words in ["春", "冬", "夏秋", "春夏秋冬", "秋冬", "日本", "季の", "国"] {
      #expect(try found(words) == ["春夏秋冬"], "\(words)")
    }
    #expect(try found("春冬").isEmpty)
    #expect(try found("한국").count == 1)
  }

  @Test("characters stand next to Latin words, and one is found in a phrase")
  func mixedWords() throws {
    try cache.take([entry("4", title: "日本swift入門", html: "<p>国 swift")])
    for words in ["日本swift", "swift入門", "日本swift入門", "swift入"] {
      #expect(try found(words) == ["日本swift入門"], "\(words)")
    }
    #expect(try cache.titles(EntryQuery(filter: Filter(parsing: "\"国 swift\""))) == ["日本swift入門"])
    #expect(try cache.titles(EntryQuery(filter: Filter(parsing: "\"夏\""))) == ["春夏秋冬"])
  }

  @Test("full-width letters, ligatures and half-width kana are found by the plain ones, and the plain by them")
  func compatibilityForms() throws {
    try cache.take([entry("4", title: "Ｍｏｏｒ ｶﾞｲﾄﾞ", html: "<p>ﬁsh 𝐁𝐨𝐥𝐝 x²")])
    for words in ["Moor", "ｍｏｏｒ", "ガイド", "ｶﾞｲﾄﾞ", "fish", "bold", "x2"] {
      #expect(try found(words) == ["Ｍｏｏｒ ｶﾞｲﾄﾞ"], "\(words)")
    }
    #expect(try found("ｍａｒｔｌｅｔｓ") == ["Swifts and martlets"])
  }

  @Test("what no index can hold is looked for in titles")
  func emoji() throws {
    try cache.take([entry("4", title: "🎉 C'est la fête", html: "<p>🦆")])
    #expect(try found("🎉") == ["🎉 C'est la fête"])
    #expect(try found("🦆").isEmpty)
    #expect(try found("🎉 martlets").isEmpty)
  }

  @Test("signs of the search engine's own language are only signs")
  func signs() throws {
    #expect(try found("\"quoted\"") == ["Other"])
    #expect(try found("50%") == ["Other"])
    for words in ["*", "\"", "AND OR NOT", "title:", "(", "-x ^", "NEAR("] { _ = try found(words) }
    #expect(try found(" * ").isEmpty)
    #expect(try found("  ").count == 3)
  }

  @Test("an edit takes the old words out and puts the new ones in")
  func edits() throws {
    try cache.take([entry("1", title: "Penguins", html: "<p>They swim")])
    #expect(try found("martlets").isEmpty)
    #expect(try found("swim") == ["Penguins"])
    try cache.take([entry("1", title: "Penguins", html: "<p>They dive")])
    #expect(try found("swim").isEmpty)
    #expect(try found("dive") == ["Penguins"])
  }

  @Test("a search is a list like another: counted, paged, unread only, in one feed")
  func asAList() throws {
    let snapshot = try cache.snapshot()
    let query = EntryQuery(unreadOnly: true, search: "martlets")
    let id = try #require(try cache.ids(query, at: snapshot).first)
    #expect(try cache.count(query, at: snapshot) == 1)
    #expect(try cache.index(of: id, in: query, at: snapshot) == 0)
    try cache.take([entry("9", title: "More martlets")])
    #expect(try cache.count(query, at: snapshot) == 1)
    #expect(try cache.arrivals(query, since: snapshot) == 1)
    #expect(try cache.change(.read(true), all: query, at: cache.snapshot(), now: noon) == 2)
    #expect(try cache.counts().unread == 2)
  }
}
