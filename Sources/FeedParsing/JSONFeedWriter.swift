public import FeedModel
import FoundationEssentials

/// A parsed feed as one JSON object: `format`, `title`, … and `entries`, bodies as sanitised HTML, times as RFC 3339
/// UTC, unknown values null. No string holds a control character but newlines and tabs in bodies.
public struct JSONFeedWriter {
  private var json = JSONText()

  public init() {}

  /// Writes the object in pieces of some 64 kB of UTF-8, each handed to `write`; what that throws ends it.
  public mutating func write<Failure: Error>(
    _ feed: ParsedFeed, to write: ([UInt8]) throws(Failure) -> Void
  ) throws(Failure) {
    json.raw("{")
    json.member("format", feed.format.rawValue, isFirst: true)
    json.member("title", feed.title)
    json.member("subtitle", feed.subtitle)
    json.member("link", feed.link)
    json.member("feed_url", feed.feedURL)
    json.member("icon", feed.icon)
    json.member("language", feed.language)
    json.member("updated", feed.updated.map(Self.time))
    json.key("authors")
    authors(feed.authors)
    json.key("warnings")
    json.array(feed.warnings) { json, warning in json.string(warning) }
    json.key("entries")
    json.raw("[")
    for (index, entry) in feed.entries.enumerated() {
      json.raw(index == 0 ? "\n" : ",\n")
      self.entry(entry)
      if json.bytes.count > 1 << 16 {
        try write(json.bytes)
        json.bytes.removeAll(keepingCapacity: true)
      }
    }
    json.raw("]}\n")
    try write(json.bytes)
    json.bytes = []
  }

  private mutating func entry(_ entry: ParsedEntry) {
    json.raw("{")
    json.member("id", entry.id, isFirst: true)
    json.member("title", entry.title)
    json.member("link", entry.link)
    // A reader that wants one short text finds one: where a feed gives the content only, it is the summary as well.
    json.key("summary")
    let summary = body(entry.summary ?? entry.content)
    json.key("content")
    if entry.summary == nil { json.bytes.append(contentsOf: summary) } else { _ = body(entry.content) }
    json.key("authors")
    authors(entry.authors)
    json.key("categories")
    json.array(entry.categories) { json, term in json.string(term) }
    json.key("enclosures")
    json.array(entry.enclosures) { json, file in
      json.raw("{")
      json.member("url", file.url, isFirst: true)
      json.member("type", file.type)
      json.key("length")
      json.raw(file.length.map(String.init) ?? "null")
      json.raw("}")
    }
    json.member("comments", entry.comments)
    json.member("published", entry.published.map(Self.time))
    json.member("updated", entry.updated.map(Self.time))
    json.raw("}")
  }

  /// - Returns: the bytes that were written.
  private mutating func body(_ content: Content?) -> [UInt8] {
    let start = json.bytes.count
    if let content {
      var html: [UInt8] = []
      HTMLSanitizer.append(content, to: &html)
      json.string(html, keepsLines: true)
    } else {
      json.raw("null")
    }
    return Array(json.bytes[start...])
  }

  private mutating func authors(_ authors: [Author]) {
    json.array(authors) { json, author in
      json.raw("{")
      json.member("name", author.name, isFirst: true)
      json.member("email", author.email)
      json.member("url", author.url)
      json.raw("}")
    }
  }

  /// RFC 3339 in UTC, to the second.
  static func time(_ date: Date) -> String {
    let seconds = Int(max(-62_167_219_200, min(253_402_300_799, date.timeIntervalSince1970.rounded(.down))))
    let days = seconds >= 0 ? seconds / 86_400 : (seconds - 86_399) / 86_400
    let ofDay = seconds - days * 86_400
    // Howard Hinnant's `civil_from_days`, the reverse of `DateParts.daysSince1970`.
    let shifted = days + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    func padded(_ number: Int, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
      + "T\(padded(ofDay / 3_600, 2)):\(padded(ofDay / 60 % 60, 2)):\(padded(ofDay % 60, 2))Z"
  }
}

/// JSON being written.
struct JSONText {
  var bytes: [UInt8] = []

  mutating func raw(_ text: String) { bytes.append(contentsOf: text.utf8) }

  mutating func key(_ name: String) {
    raw(",\"")
    raw(name)
    raw("\":")
  }

  mutating func member(_ name: String, _ value: String?, isFirst: Bool = false) {
    raw(isFirst ? "\"" : ",\"")
    raw(name)
    raw("\":")
    if let value { string(value) } else { raw("null") }
  }

  mutating func array<Value>(_ values: [Value], _ write: (inout JSONText, Value) -> Void) {
    raw("[")
    for (index, value) in values.enumerated() {
      if index > 0 { raw(",") }
      write(&self, value)
    }
    raw("]")
  }

  mutating func string(_ text: String) {
    var text = text
    text.withUTF8 { string($0, keepsLines: false) }
  }

  /// Writes a string of UTF-8, without what controls a terminal.
  mutating func string(_ text: some RandomAccessCollection<UInt8>, keepsLines: Bool) {
    let wasContiguous: Void? = text.withContiguousStorageIfAvailable { contiguous($0, keepsLines) }
    if wasContiguous == nil { Array(text).withUnsafeBufferPointer { contiguous($0, keepsLines) } }
  }

  private mutating func contiguous(_ text: UnsafeBufferPointer<UInt8>, _ keepsLines: Bool) {
    bytes.append(UInt8(ascii: "\""))
    var run = 0
    var index = 0
    while index < text.count {
      let byte = text[index]
      let length: Int
      let replacement: StaticString
      switch byte {
      case UInt8(ascii: "\""): (length, replacement) = (1, "\\\"")
      case UInt8(ascii: "\\"): (length, replacement) = (1, "\\\\")
      case 10: (length, replacement) = (1, keepsLines ? "\\n" : " ")
      case 9: (length, replacement) = (1, keepsLines ? "\\t" : " ")
      case 0..<0x20, 0x7F: (length, replacement) = (1, "")
      case 0xC2 where index + 1 < text.count && text[index + 1] < 0xA0: (length, replacement) = (2, "")
      case 0xE2 where isTurning(text, index): (length, replacement) = (3, "")
      default:
        index += 1
        continue
      }
      bytes.append(contentsOf: text[run..<index])
      bytes.append(contentsOf: UnsafeBufferPointer(start: replacement.utf8Start, count: replacement.utf8CodeUnitCount))
      index += length
      run = index
    }
    bytes.append(contentsOf: text[run...])
    bytes.append(UInt8(ascii: "\""))
  }

  /// U+202A–U+202E and U+2066–U+2069, which turn writing around.
  private func isTurning(_ text: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    guard index + 2 < text.count else { return false }
    let last = text[index + 2]
    return (text[index + 1] == 0x80 && (0xAA...0xAE).contains(last))
      || (text[index + 1] == 0x81 && (0xA6...0xA9).contains(last))
  }
}
