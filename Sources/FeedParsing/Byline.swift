import FeedModel

/// RSS's way to name a person in one line: `mail (name)`, `name (mail)`, `name <mail>`, a name or a mail address.
enum Byline {
  /// - Returns: nil if nobody is named.
  static func parse(_ line: String) -> Author? {
    guard !line.isEmpty else { return nil }
    for (opening, closing) in [("(", ")"), ("<", ">")] as [(Character, Character)] {
      guard let start = line.firstIndex(of: opening), let end = line.lastIndex(of: closing), start < end else {
        continue
      }
      let outside = clean(line[..<start] + " " + line[line.index(after: end)...])
      let inside = clean(line[line.index(after: start)..<end])
      if isMail(outside) { return Author(name: PlainText.nonEmpty(inside), email: withoutScheme(outside)) }
      if isMail(inside) { return Author(name: PlainText.nonEmpty(outside), email: withoutScheme(inside)) }
    }
    let whole = clean(line)
    if isMail(whole) { return Author(email: withoutScheme(whole)) }
    // `mail name` without brackets.
    let words = whole.split(separator: " ")
    if words.count > 1, let mail = words.first(where: { isMail(String($0)) }) {
      let name = words.filter { $0 != mail }.joined(separator: " ")
      return Author(name: PlainText.nonEmpty(clean(name)), email: withoutScheme(String(mail)))
    }
    return whole.isEmpty ? nil : Author(name: whole)
  }

  private static func clean(_ part: some StringProtocol) -> String {
    PlainText.line(String(part)).trimmed { $0 == " " || $0 == "\"" || $0 == "," || $0 == "<" || $0 == ">" }
  }

  private static func withoutScheme(_ mail: String) -> String {
    mail.lowercased().hasPrefix("mailto:") ? String(mail.dropFirst(7)) : mail
  }

  private static func isMail(_ text: String) -> Bool {
    guard !text.contains(" "), let at = text.firstIndex(of: "@"), at != text.startIndex else { return false }
    return text.index(after: at) != text.endIndex
  }
}
