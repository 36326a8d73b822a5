import FeedModel
import FoundationEssentials
import TestSupport
import Testing

@Suite("The filter language")
struct FilterTests {
  private static func word(_ text: String) -> Filter { .text(.word(text), in: .anywhere) }

  @Test(
    "an expression is read",
    arguments: [
      ("", Filter.all([])),
      ("  \t ", .all([])),
      ("swift", word("swift")),
      ("swift concurrency", .all([word("swift"), word("concurrency")])),
      ("swift and concurrency", .all([word("swift"), word("concurrency")])),
      ("\"swift  package\"", .text(.phrase("swift package"), in: .anywhere)),
      ("“swift package”", .text(.phrase("swift package"), in: .anywhere)),
      ("feed:\"Planet X\"", .feed("Planet X")),
      ("FEED:planet", .feed("planet")),
      ("folder:News/Local", .folder("News/Local")),
      ("folder:\"\"", .folder("")),
      ("tag:later", .tag("later")),
      ("author:ann", .text(.word("ann"), in: .author)),
      ("title:\"two words\"", .text(.phrase("two words"), in: .title)),
      ("title:-x", .text(.word("-x"), in: .title)),
      ("unread Starred", .all([.state(.unread), .state(.starred)])),
      ("-unread", .not(.state(.unread))),
      ("--unread", .not(.not(.state(.unread)))),
      ("a or b c", .any([word("a"), .all([word("b"), word("c")])])),
      ("(a or b) c", .all([.any([word("a"), word("b")]), word("c")])),
      ("(a b) c", .all([word("a"), word("b"), word("c")])),
      ("-(a OR b)", .not(.any([word("a"), word("b")]))),
      ("-feed:x -\"a b\"", .all([.not(.feed("x")), .not(.text(.phrase("a b"), in: .anywhere))])),
      ("\"or\" order android", .all([.text(.phrase("or"), in: .anywhere), word("order"), word("android")])),
      ("newer:3d older:12h", .all([.newer(.ago(3, .days)), .older(.ago(12, .hours))])),
      ("newer:2W", .newer(.ago(2, .weeks))),
      ("newer:2026-02-28", .newer(.day(year: 2026, month: 2, day: 28))),
      ("older:2026-03", .older(.day(year: 2026, month: 3, day: 1))),
      ("Ｓｗｉｆｔ　ｕｎｒｅａｄ", .all([word("Swift"), .state(.unread)])),
      ("ﬁsh ｶﾞﾗｽ", .all([word("fish"), word("ガラス")])),
      ("（ａ　ｏｒ　ｂ）", .any([word("a"), word("b")])),
      ("https://example.org/ std::vector 10:30 :) c++", nil),
      ("well-known rock'n'roll 5\"", .all([word("well-known"), word("rock'n'roll"), word("5\"")])),
    ] as [(String, Filter?)])
  func reads(source: String, filter: Filter?) throws {
    if let filter {
      #expect(try Filter(parsing: source) == filter)
    } else {
      #expect(throws: FilterError.self) { try Filter(parsing: source) }
    }
  }

  @Test("addresses and times are words, for they name no field")
  func colons() throws {
    let filter = try Filter(parsing: "https://example.org/ std::vector 10:30 c++")
    #expect(filter.description == "https://example.org/ std::vector 10:30 c++")
    guard case .all(let words) = filter else { return #expect(Bool(false)) }
    #expect(words.count == 4)
  }

  @Test(
    "what cannot be read is pointed at",
    arguments: [
      ("newer:3x", "newer:3x at character 7: expected a number with h, d, w, m or y, or a date"),
      ("a newer:", "newer: at character 9: expected a value right after the colon"),
      ("older:2026-02-30", "older:2026-02-30 at character 7: expected a number with h, d, w, m or y, or a date"),
      ("older:2026", "older:2026 at character 7: expected a number with h, d, w, m or y, or a date"),
      ("newer:123456d", "newer:123456d at character 7: expected a number with h, d, w, m or y, or a date"),
      ("title: x", "title: at character 7: expected a value right after the colon"),
      ("tag:\"\"", "\"\" at character 5: expected something between the quotes"),
      ("swift \"con", "\"con at character 7: expected a closing quote"),
      ("(a or b", "( at character 1: expected ) to close the group"),
      ("a ()", "() at character 3: expected something to look for in the group"),
      ("a)", ") at character 2: no group is open here"),
      (")", ") at character 1: no group is open here"),
      ("a or", "or at character 3: expected something to look for on both sides"),
      ("a or )", "or at character 3: expected something to look for on both sides"),
      ("a and or b", "and at character 3: expected something to look for on both sides"),
      ("or a", "or at character 1: expected something to look for on both sides; quote it to search for it"),
      ("a - b", "- at character 3: expected what is to be left out right after it"),
      (
        "fed:x",
        "fed:x at character 1: there is no fed: but feed: folder: tag: title: author: newer: older:; "
          + "quote it to search for it"
      ),
      ("春夏 newer:x", "newer:x at character 10: expected a number with h, d, w, m or y, or a date"),
    ])
  func faults(source: String, message: String) {
    #expect {
      try Filter(parsing: source)
    } throws: { error in
      (error as? FilterError)?.message == message
    }
  }

  @Test("a value may begin with a mark, which makes no other character of the colon or the quote before it")
  func marks() throws {
    for source in ["tag:\u{300}5", "tag:\"\u{300}5\""] {
      let filter = try Filter(parsing: source)
      #expect(filter == .tag("\u{300}5"))
      #expect(try Filter(parsing: filter.description) == filter)
    }
  }

  @Test("too deep and too long expressions are refused")
  func limits() {
    for source in [
      String(repeating: "(", count: 1000) + "a", String(repeating: "-", count: 1000) + "a",
      String(repeating: "a ", count: 1000), String(repeating: "a", count: 100_000),
    ] {
      #expect(throws: FilterError.self) { try Filter(parsing: source) }
    }
  }

  @Test("moments are counted from now, days begin where the reader lives")
  func moments() throws {
    let zone = try #require(TimeZone(secondsFromGMT: 7200))
    let now = Date(timeIntervalSince1970: 1_774_872_000)  // 2026-03-30 12:00 UTC
    func date(_ text: String) throws -> Double {
      guard case .newer(let moment) = try Filter(parsing: "newer:" + text) else { return 0 }
      return moment.date(now: now, in: zone).timeIntervalSince1970
    }
    #expect(try date("2h") == 1_774_872_000 - 7200)
    #expect(try date("1w") == 1_774_872_000 - 604_800)
    #expect(try date("1m") == 1_774_872_000 - 30 * 86_400, "from the 30th of March to the 28th of February")
    #expect(try date("1y") == 1_774_872_000 - 365 * 86_400)
    #expect(try date("2026-03-30") == 1_774_821_600)
    for text in ["99999d", "99999w", "99999m", "99999y", "0001-01", "9999-12-31", "0d"] { _ = try date(text) }
  }

  @Test("hidden is seen wherever it stands")
  func hidden() throws {
    #expect(try Filter(parsing: "a (b or -hidden)").namesHidden)
    #expect(try !Filter(parsing: "a unread").namesHidden)
  }

  @Test("whatever is typed, nothing breaks, and what is read can be written and read again")
  func random() {
    let pieces = [
      "a", "swift", " ", " ", " ", "(", ")", "-", "\"", "“", "”", "or", "OR", "and", "unread", "hidden", "feed:",
      "tag:", "title:",
      "author:", "folder:", "newer:", "older:", "3d", "2026-01-01", "12m", "春夏", "Ｓｗ", "：", "　", "（", "）", "ﬁ", "é",
      "e\u{301}",
      "\u{301}", "\u{200D}", "👩‍👧", "\u{0}", "\n", "\r\n", "ｶ", "ﾞ", ":", "::", "://", "*", "'", "„", "«", "»", "𝐀", "①",
    ]
    var dice = Dice(seed: 42)
    var read = 0
    for _ in 0..<20_000 {
      let source = (0..<Int.random(in: 0...12, using: &dice)).map { _ in
        pieces.randomElement(using: &dice) ?? ""
      }.joined()
      do throws(FilterError) {
        let filter = try Filter(parsing: source)
        read += 1
        let again = try? Filter(parsing: filter.description)
        #expect(again == filter, "\(source.debugDescription) -> \(filter.description.debugDescription)")
      } catch {
        #expect((0...source.count).contains(error.position), "\(source.debugDescription)")
      }
    }
    #expect(read > 5000)
  }
}
