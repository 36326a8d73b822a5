import Foundation
import TestSupport
import Testing
import Yams

@testable import Configuration

@Suite struct YAMLFileTests {
  @Test(
    "keys that Yams would compare without end are refused with their line",
    arguments: [
      "a: 1\n? - ? - x\n  : y\n", "a: 1\n[b]: c\n", "a: 1\n{b: c} : d\n", "a: &x [b]\n*x : c\n",
      "a: b\nc: {[d], [d]}\n", "a: |\n  text\n? b\n", "a: 'it''s' # ?\nb: {? c}\n", "a: \"\\\"\"\n- {{b}: c}\n",
      "\u{FEFF}a: b\n - ? c", "--- a: b\r\n? c\r\n", "a:\n {b: c,\n[d]}\n",
      "a: [ b\n \"c, [d] : e\", f ]\n", "a: [ b\n%c, [d] : e, f ]\n", "a: [ b\n 'c, *d : e', f ]\n",
    ])
  func keys(yaml: String) {
    let problem = SettingsProblem(
      line: yaml.contains("{b: c,") ? 3 : yaml.contains("text") ? 3 : 2,
      message: "only text can be a key, not a list or an alias; write 'key: value'")
    #expect(throws: problem) { try YAMLFile.root(of: yaml) }
  }

  @Test(
    "what people write is read",
    arguments: [
      "a: what? # ? - no\nb: '? x'\n", "\"a:b\": [x, {y: z}]\nc: {d: [e], f: {g: h}}\n",
      "http://[::1]:8080/: {user: x}\n",
      "http://[::1]:\n  user: x\n", "a: &x [b]\nc: *x\n", "a: >-\n  it's\n  [here]: x\n  ? y\nb: c\n",
      "- a\n- - b\n  - c: d\n    '?': e\n", "'?': help\n'[': back\n\"{\": x\n'*': y\n", "?: a\n",
      "a: {b: c,\n  d: e}\n", "a: [\n  b,\n  c\n]\n", "a: [b\n  c's, d # e\n  ]\n", "%YAML 1.1\n---\na: b\n",
      "{\n \"a\" : 1,\n \"b\": [1, 2]\n}\n", "a: don't\nb: \"say \\\"?\\\" \"\n", "a:\n- |\n  x\n-  b: |2\n     ? x\n",
    ])
  func sane(yaml: String) throws {
    #expect(try YAMLFile.root(of: yaml) != nil)
  }

  @Test("of whatever is let through, Yams makes no key but text")
  func everyKeyIsText() throws {
    let words = [
      "a", "b c", ": ", ":", "? ", "?", "- ", "-", "[", "]", "{", "}", ", ", ",", "\n", "\n", "\n  ", "\n    ", "\n ",
      "'",
      "\"", "'x'", "\"y\"", "\\", "|\n", ">\n", "|1\n", " #", "#", "&x ", "*x", " *x ", "!t ", "!<u>", "--- ", "...",
      "%",
      "\t", "\r", "\u{85}", "\u{2028}", "é", " ", "  ", "a: ", "b: ",
    ]
    var dice = Dice(seed: 20)
    var read = 0
    for _ in 0..<30_000 {
      let count = Int.random(in: 1...20, using: &dice)
      let text = (0..<count).compactMap { _ in words.randomElement(using: &dice) }.joined()
      guard YAMLScan.problem(in: text) == nil, let keys = Self.keys(of: text) else { continue }
      read += 1
      #expect(keys.allSatisfy { $0.scalar != nil }, "\(text.debugDescription)")
    }
    #expect(read > 1_000)
  }

  /// All keys in a text, at whatever depth; nil if it is not YAML.
  private static func keys(of text: String) -> [Node]? {
    guard let root = try? compose(yaml: text) else { return nil }
    var keys: [Node] = []
    var open = [root]
    while let node = open.popLast() {
      if let mapping = node.mapping {
        for (key, value) in mapping {
          keys.append(key)
          open += [key, value]
        }
      } else if let sequence = node.sequence {
        open += sequence
      }
    }
    return keys
  }

  @Test(
    "a fault is named with its line",
    arguments: [
      ("theme: paper\nlayout: auto\ntheme: night\n", 1, "'theme' stands here and again below; keep one of them"),
      ("a: b\nc: 'd\n", 2, "the quote is not closed in its line"),
      ("a: b\nc: [d\n", 3, "this is not YAML: did not find expected ',' or ']'"),
      ("a: b\nc: \u{1}\n", 2, "this is not YAML: control characters are not allowed"),
    ])
  func faults(yaml: String, line: Int, message: String) {
    #expect(throws: SettingsProblem(line: line, message: message)) { try YAMLFile.root(of: yaml) }
  }

  @Test("a thousand levels of brackets or dashes are a fault and no crash")
  func deep() {
    for piece in ["[", "{a: ", "- "] {
      #expect(throws: SettingsProblem.self) { try YAMLFile.root(of: String(repeating: piece, count: 20_000)) }
    }
  }

  @Test("a file that is no text file is told at once")
  func files() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "martlet-yaml-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    func problem(_ path: String) -> SettingsProblem? {
      do throws(SettingsProblem) {
        _ = try YAMLFile.text(of: path)
        return nil
      } catch {
        return error
      }
    }
    mkfifo(folder + "/pipe", 0o600)
    try Data("a: b\n# caf\u{E9}: \n".utf16.map { UInt8(truncatingIfNeeded: $0) }).write(
      to: URL(filePath: folder + "/latin"))
    try Data(repeating: 32, count: 1 << 21).write(to: URL(filePath: folder + "/large"))
    #expect(problem(folder + "/pipe") == SettingsProblem(line: nil, message: "this is no regular file"))
    #expect(problem("/dev/zero") == SettingsProblem(line: nil, message: "this is no regular file"))
    #expect(problem(folder) == SettingsProblem(line: nil, message: "this is no regular file"))
    #expect(
      problem(folder + "/no") == SettingsProblem(line: nil, message: "this cannot be read: No such file or directory"))
    #expect(
      problem(folder + "/large") == SettingsProblem(line: nil, message: "this is larger than 1 MB, and cannot be meant")
    )
    #expect(
      problem(folder + "/latin")
        == SettingsProblem(line: 2, message: "this is not UTF-8; save the file as UTF-8 in your editor"))
  }
}
