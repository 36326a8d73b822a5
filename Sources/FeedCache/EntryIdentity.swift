import FeedModel
import FoundationEssentials

/// What makes two entries of a feed the same one: the guid, or where a feed gives none, one derived from what it gives.
///
/// - A guid counts as written. Where one document gives the same guid to entries with different links, the link
///   joins it.
/// - Without a guid it is the link and the published date. The title joins them if either is missing, or if another
///   entry of the same document has the same two.
/// - Two entries of one document that are still the same count once: the first.
enum EntryIdentity {
  /// - Returns: the guids in the document's order; nil for an entry that repeats an earlier one.
  static func guids(of entries: [ParsedEntry]) -> [String?] {
    let plain = entries.map { entry in given(entry) ?? derived(from: entry) }
    var firstTellers: [String: String] = [:]
    var ambiguous: Set<String> = []
    for (entry, guid) in zip(entries, plain) {
      let teller = teller(of: entry)
      if let other = firstTellers[guid], other != teller { ambiguous.insert(guid) }
      firstTellers[guid] = teller
    }
    var seen: Set<String> = []
    return zip(entries, plain).map { entry, guid in
      let whole = ambiguous.contains(guid) ? joined([guid, teller(of: entry)]) : guid
      return seen.insert(whole).inserted ? whole : nil
    }
  }

  private static func given(_ entry: ParsedEntry) -> String? {
    guard let id = entry.id, !id.isEmpty else { return nil }
    return id
  }

  /// What tells two entries with the same guid apart.
  private static func teller(of entry: ParsedEntry) -> String {
    (given(entry) == nil ? entry.title : entry.link) ?? ""
  }

  private static func derived(from entry: ParsedEntry) -> String {
    let link = entry.link ?? ""
    let date = entry.published.map { String($0.milliseconds / 1000) } ?? ""
    if !link.isEmpty, !date.isEmpty { return joined([link, date]) }
    let title = entry.title ?? ""
    if link.isEmpty, date.isEmpty, title.isEmpty {
      var fingerprint = Fingerprint()
      fingerprint.add((entry.content ?? entry.summary)?.source)
      return joined(["", String(fingerprint.value)])
    }
    return joined([link, date, title])
  }

  /// A line feed stands in no guid that a feed gives after white space is normalised.
  private static func joined(_ parts: [String]) -> String { parts.joined(separator: "\n") }
}

/// A 64-bit sum over an entry's fields, the same in every run: tells at once that nothing was edited.
struct Fingerprint {
  private var state: UInt64 = 0x9E37_79B9_7F4A_7C15

  var value: Int64 { Int64(bitPattern: state) }

  mutating func add(_ text: String?) {
    guard var text else {
      mix(0xFFFF_FFFF_FFFF_FFFF)
      return
    }
    text.withUTF8 { bytes in
      mix(UInt64(truncatingIfNeeded: bytes.count))
      let raw = UnsafeRawBufferPointer(bytes)
      var index = 0
      while index &+ 8 <= raw.count {
        mix(raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index &+= 8
      }
      var rest: UInt64 = 0
      while index < raw.count {
        rest = rest << 8 | UInt64(raw[index])
        index &+= 1
      }
      mix(rest)
    }
  }

  mutating func add(_ date: Date?) {
    mix(date.map { UInt64(bitPattern: $0.milliseconds) } ?? 1 << 63)
  }

  /// Murmur's finaliser, a round for each word.
  private mutating func mix(_ word: UInt64) {
    state ^= word
    state = state &* 0xFF51_AFD7_ED55_8CCD
    state ^= state >> 32
    state = state &* 0xC4CE_B9FE_1A85_EC53
    state ^= state >> 29
  }
}
