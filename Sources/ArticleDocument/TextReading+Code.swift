import Typography

/// Lines that stay as they are.
extension TextReading {
  /// The lines up to one, as they stand.
  mutating func verbatim(to last: Int) -> Block {
    var to = last
    while to > at, isBlank(to - 1) { to -= 1 }
    let kept = lines[at..<to]
    let column = kept.lazy.filter { !$0.isBlank }.map(\.indent).min() ?? 0
    at = last
    let text = kept.map { $0.source(from: column) }.joined(separator: "\n")
    return .code(Code(text, links: BareLinks.links(in: text)))
  }

  // MARK: - Fences

  /// Code between two fences.
  mutating func readFence() -> Block? {
    guard case .fence(let sign, let count, _) = lines[at].shape, let close = fenceEnd(sign, count) else { return nil }
    let language = lines[at].text.drop { $0 == "`" || $0 == "~" }.prefix { $0 != " " && $0 != "{" }
    let column = lines[at].indent
    let code = lines[(at + 1)..<close].map { $0.source(from: min(column, $0.indent)) }
    at = close + 1
    return .code(Code(code.joined(separator: "\n"), language: language.isEmpty ? nil : String(language)))
  }

  private mutating func fenceEnd(_ sign: UInt8, _ count: Int) -> Int? {
    if let vain = unclosedFences[sign], vain.end == end, count >= vain.count { return nil }
    for index in (at + 1)..<max(at + 1, end) {
      if isQuoted(index) { break }
      if case .fence(sign, let closing, isBare: true) = lines[index].shape, closing >= count { return index }
    }
    unclosedFences[sign] = (end, count)
    return nil
  }

  // MARK: - Indented code

  /// Indented lines are code, unless they only begin a paragraph in the old way. An ideographic blank begins one too.
  func isIndentedCode(to chunkEnd: Int, after previous: Block?) -> Bool {
    guard indent(at) >= 4, !lines[at].hasIdeographicIndent, !lines[at].isItem else { return false }
    if at + 1 == chunkEnd { return previous != nil || chunkEnd < end }
    return indent(at + 1) >= 4
  }

  func indentedEnd(from start: Int) -> Int {
    var index = start
    while index < end, !isQuoted(index), lines[index].isBlank || indent(index) >= 4 { index += 1 }
    while index > start, lines[index - 1].isBlank { index -= 1 }
    return index
  }

  // MARK: - Programs

  /// Code that nothing marks: it goes on over blank lines as long as what follows is indented or looks like code.
  mutating func readProgram(to chunkEnd: Int) -> Block {
    var last = chunkEnd
    while true {
      let next = skippingBlanks(from: last)
      guard next < end, next > last, !isQuoted(next), !lines[next].isItem else { break }
      let nextEnd = self.chunkEnd(from: next)
      let look = LinesLook(lines[next..<nextEnd])
      let closes = lines[next].text.hasPrefix("}")
      guard closes || indent(next) > indent(at) && !look.isProse || look.isCode && !look.hasLeadIn else { break }
      last = nextEnd
    }
    return verbatim(to: last)
  }

  /// What was typed at prompts, and the answers.
  mutating func readSession() -> Block {
    var last = chunkEnd(from: at)
    while true {
      let next = skippingBlanks(from: last)
      guard next < end, next > last, !isQuoted(next), lines[next].shape == .prompt else { break }
      last = chunkEnd(from: next)
    }
    return verbatim(to: last)
  }

  // MARK: - Patches

  /// A unified diff: its hunks tell how many lines they have.
  mutating func readPatch() -> Block? {
    guard isPatchStart(at) else { return nil }
    var index = at
    while index < end, !isQuoted(index) {
      let line = lines[index].source
      if let counts = Self.hunk(line) {
        index = hunkEnd(from: index + 1, counts)
      } else if isPatchStart(index) || Self.isPatchHeader(line) {
        index += 1
      } else if lines[index].isBlank, index + 1 < end, isPatchStart(index + 1) {
        index += 1
      } else {
        break
      }
    }
    return index > at + 1 ? verbatim(to: index) : nil
  }

  private func isPatchStart(_ index: Int) -> Bool {
    let line = lines[index].source
    if line.hasPrefix("diff ") || line.hasPrefix("Index: ") { return index + 1 < end && !lines[index + 1].isBlank }
    if Self.hunk(line) != nil { return true }
    return line.hasPrefix("--- ") && index + 1 < end && lines[index + 1].source.hasPrefix("+++ ")
  }

  private static func isPatchHeader(_ line: String) -> Bool {
    [
      "index ", "--- ", "+++ ", "new file", "deleted file", "old mode", "new mode", "similarity", "rename ", "copy ",
      "Binary files", "\\ No newline", "======",
    ].contains { line.hasPrefix($0) }
  }

  /// The counts of old and new lines in `@@ -1,7 +1,8 @@`.
  private static func hunk(_ line: String) -> (old: Int, new: Int)? {
    guard line.hasPrefix("@@ -") else { return nil }
    let parts = line.split(separator: " ", maxSplits: 4)
    guard parts.count >= 4, parts[2].hasPrefix("+"), parts[3] == "@@" else { return nil }
    let counts = parts[1...2].map { part in
      let numbers = part.dropFirst().split(separator: ",")
      return numbers.count > 1 ? max(0, Int(numbers[1]) ?? 0) : 1
    }
    return (counts[0], counts[1])
  }

  private func hunkEnd(from start: Int, _ counts: (old: Int, new: Int)) -> Int {
    var (old, new) = counts
    var index = start
    while index < end, !isQuoted(index), old > 0 || new > 0 {
      switch lines[index].source.utf8.first {
      case UInt8(ascii: "+"): new -= 1
      case UInt8(ascii: "-"): old -= 1
      case UInt8(ascii: "\\"): break
      case UInt8(ascii: " "), UInt8(ascii: "\t"), nil:
        old -= 1
        new -= 1
      default: return index
      }
      index += 1
    }
    return index
  }
}
