import Foundation

/// Time zones as feeds name them.
enum TimeZones {
  /// Hours east of UTC. Where a name has several meanings, the one of RFC 822 or the more common one.
  private static let names: [String: Double] = [
    "GMT": 0, "UTC": 0, "UT": 0, "Z": 0, "WET": 0, "EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6,
    "PST": -8, "PDT": -7, "ET": -5, "CT": -6, "MT": -7, "PT": -8, "AST": -4, "ADT": -3, "NST": -3.5, "NDT": -2.5,
    "AKST": -9, "AKDT": -8, "HST": -10, "HDT": -9, "BRT": -3, "BRST": -2, "ART": -3, "CLT": -4,
    "BST": 1, "WEST": 1, "CET": 1, "MET": 1, "MEZ": 1, "CEST": 2, "MEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "SAST": 2,
    "CAT": 2, "WAT": 1, "EAT": 3, "MSK": 3, "MSD": 4, "TRT": 3, "IDT": 3, "GST": 4, "IRST": 3.5, "PKT": 5, "IST": 5.5,
    "NPT": 5.75, "BDT": 6, "ICT": 7, "WIB": 7, "HKT": 8, "SGT": 8, "MYT": 8, "PHT": 8, "AWST": 8, "JST": 9, "KST": 9,
    "ACST": 9.5, "ACDT": 10.5, "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13,
  ]

  /// Seconds east of UTC: an offset, a name, both, or an identifier of the time zone database. A name that nobody
  /// knows is UTC.
  /// - Returns: nil if it looks like no zone.
  static func offset(_ text: String, at parts: DateParts) -> Int? {
    let text = String(text.prefix { $0 != "(" && $0 != " " })
    if let signed = signedOffset(text[...]) { return signed }
    if let sign = text.firstIndex(where: { $0 == "+" || $0 == "-" }), !text.contains("/") {
      return signedOffset(text[sign...]) ?? names[text[..<sign].uppercased()].map { Int($0 * 3_600) }
    }
    if let hours = names[text.uppercased()] { return Int(hours * 3_600) }
    if text.contains("/"), let zone = TimeZone(identifier: text), let local = parts.date {
      // The date is still local: the zone's distance there is right but for the hours around a change.
      let guess = zone.secondsFromGMT(for: local)
      return zone.secondsFromGMT(for: local.addingTimeInterval(Double(-guess)))
    }
    return isName(text) ? 0 : nil
  }

  /// `+0530`, `+05:30`, `+05`, `-5`.
  private static func signedOffset(_ text: Substring) -> Int? {
    guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
    let digits = text.dropFirst().filter { $0 != ":" }
    guard (1...4).contains(digits.count), digits.allSatisfy({ $0.isASCII && $0.isNumber }), let value = Int(digits)
    else {
      return nil
    }
    let (hours, minutes) = digits.count <= 2 ? (value, 0) : (value / 100, value % 100)
    // An impossible offset makes an impossible date.
    guard minutes < 60 else { return 100 * 3_600 }
    return (hours * 3_600 + minutes * 60) * (sign == "-" ? -1 : 1)
  }

  /// Whether a word may stand for a zone.
  static func isName(_ word: String) -> Bool {
    if names[word.uppercased()] != nil || word.contains("/") { return true }
    let letters = word.prefix { $0.isASCII && $0.isUppercase }
    return (2...5).contains(letters.count)
      && (letters.endIndex == word.endIndex || "+-".contains(word[letters.endIndex]))
  }

  /// Hours to add for `am` (0) and `pm` (12), with or without dots.
  static func half(_ word: String) -> Int? {
    switch word.lowercased().filter({ $0 != "." }) {
    case "am": 0
    case "pm": 12
    default: nil
    }
  }
}
