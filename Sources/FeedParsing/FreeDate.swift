/// Dates with words in them, or with the day first: RFC 822, asctime, and whatever templates print in ten languages.
///
/// The words and numbers are sorted by what they can be, not by where they stand.
struct FreeDate {
  private var month: Int?
  private var numbers: [(value: Int, digits: Int)] = []
  private var parts = DateParts(year: 0)
  private var hasTime = false
  private var hasUnknownWord = false
  private var zone: Int?
  private var zoneText = ""
  /// Numbers joined by slashes or dots, `03/30/2020`.
  private var joined: [(value: Int, digits: Int)]?
  private var isMonthFirst = true

  init(_ text: String) {
    var text = text
    // Korean and Chinese put a word behind each number; Korea's own style means Korea's own time.
    if text.contains("년") { zone = 9 * 3_600 }
    for (sign, replacement) in [("년", "-"), ("월", "-"), ("일", " "), ("年", "-"), ("月", "-"), ("日", " ")] {
      text = text.split(separator: sign, omittingEmptySubsequences: false)
        .map { $0.trimmed { $0 == " " } }.joined(separator: replacement)
    }
    if let open = text.firstIndex(of: "(") { text = String(text[..<open]) }
    read(text)
  }

  func moment() -> DateParts? {
    var parts = parts
    guard assignDay(&parts) else { return nil }
    if !zoneText.isEmpty, let offset = TimeZones.offset(zoneText, at: parts) {
      parts.offset = offset
    } else {
      parts.offset = zone ?? 0
    }
    return parts
  }

  // MARK: Sorting

  private func assignDay(_ parts: inout DateParts) -> Bool {
    if let joined { return assignJoined(joined, &parts) }
    guard let month else { return false }
    parts.month = month
    switch numbers.count {
    case 1:
      // A month and a year only; a time needs its day.
      guard numbers[0].digits == 4, !hasTime, !hasUnknownWord else { return false }
      parts.year = numbers[0].value
    case 2...:
      var (day, year) = (numbers[0], numbers[1])
      if day.digits > 2 || day.value > 31 { swap(&day, &year) }
      parts.day = day.value
      parts.year = DateParts.fullYear(year.value, digits: year.digits)
    default: return false
    }
    return true
  }

  private func assignJoined(_ joined: [(value: Int, digits: Int)], _ parts: inout DateParts) -> Bool {
    guard joined.count == 3 else { return false }
    if joined[0].digits == 4 {
      (parts.year, parts.month, parts.day) = (joined[0].value, joined[1].value, joined[2].value)
      return true
    }
    parts.year = DateParts.fullYear(joined[2].value, digits: joined[2].digits)
    let isMonthFirst = joined[0].value > 12 ? false : joined[1].value > 12 ? true : isMonthFirst
    (parts.month, parts.day) =
      isMonthFirst ? (joined[0].value, joined[1].value) : (joined[1].value, joined[0].value)
    return true
  }

  // MARK: Reading

  private mutating func read(_ text: String) {
    for (index, word) in text.split(whereSeparator: { $0 == " " || $0 == "," || $0 == "\u{A0}" }).enumerated() {
      read(word: String(word), isFirst: index == 0)
    }
  }

  private mutating func read(word: String, isFirst: Bool) {
    guard let first = word.unicodeScalars.first else { return }
    if word.contains(":"), readClock(word) { return }
    if hasTime, let half = TimeZones.half(word) {
      if parts.hour <= 12 { parts.hour = parts.hour % 12 + half }
      return
    }
    if (0x30...0x39).contains(first.value) { return readNumbers(word) }
    if word == "-" || word == "–" { return }
    if first == "+" || first == "-" || (hasTime && TimeZones.isName(word)) {
      zoneText += word
      return
    }
    if readDashed(word) { return }
    guard let named = MonthNames.month(word) else {
      // The first word is the day of the week in a language or another.
      if !isFirst { hasUnknownWord = true }
      return
    }
    // `mar` is Tuesday in three languages and March in more: the later word is the month.
    if month == nil || !hasTime { month = named }
  }

  /// `06-Nov-94`, `2004-július-13T9:15-05:00`, `31.12.2003`, `12th`.
  private mutating func readNumbers(_ word: String) {
    if word.contains("/") || (word.contains(".") && word.filter { $0 == "." }.count == 2 && !word.hasSuffix(".")) {
      return readJoined(word)
    }
    if word.contains("-"), readDashed(word) { return }
    let digits = word.prefix { $0.isASCII && $0.isNumber }
    guard digits.count <= 4, let value = Int(digits) else { return hasUnknownWord = true }
    numbers.append((value, digits.count))
  }

  private mutating func readJoined(_ word: String) {
    let pieces = word.split { $0 == "/" || $0 == "." || $0 == "-" }
    let values = pieces.compactMap { Int($0) }
    if values.count == pieces.count, pieces.count == 3 {
      joined = zip(values, pieces).map { ($0, $1.count) }
      isMonthFirst = word.contains("/")
    } else {
      for piece in pieces { read(word: String(piece), isFirst: false) }
    }
  }

  private mutating func readDashed(_ word: String) -> Bool {
    let pieces = word.split(separator: "-", maxSplits: 2)
    guard pieces.count == 3 else { return false }
    let values = pieces.map { Int($0) }
    if let a = values[0], let b = values[1], let c = Int(pieces[2].prefix { $0.isASCII && $0.isNumber }) {
      joined = [(a, pieces[0].count), (b, pieces[1].count), (c, pieces[2].count)]
      isMonthFirst = false
      return true
    }
    guard let named = MonthNames.month(String(pieces[1])) else { return false }
    month = named
    readNumbers(String(pieces[0]))
    let rest = pieces[2].split(separator: "T", maxSplits: 1)
    if let last = rest.first { readNumbers(String(last)) }
    if rest.count == 2 { read(word: String(rest[1]), isFirst: false) }
    return true
  }

  /// `21:03:38`, `9:15-05:00`, `4:20pm`.
  private mutating func readClock(_ word: String) -> Bool {
    let clock = word.prefix { ($0.isASCII && $0.isNumber) || $0 == ":" }
    let fields = clock.split(separator: ":").map { Int($0) }
    guard !hasTime, fields.count == 2 || fields.count == 3, let hour = fields[0], let minute = fields[1] else {
      return false
    }
    (parts.hour, parts.minute) = (hour, minute)
    if fields.count == 3 { parts.second = fields[2] ?? 0 }
    hasTime = true
    var rest = word[clock.endIndex...]
    if rest.first == "." || rest.first == "," { rest = rest.dropFirst().drop { $0.isNumber } }
    if !rest.isEmpty { read(word: String(rest), isFirst: false) }
    return true
  }
}
