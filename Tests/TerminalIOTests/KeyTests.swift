import Configuration
import TestSupport
import Testing

@testable import TerminalIO

@MainActor
@Suite("Keys")
struct KeyTests {
  @Test("every key comes as what it is")
  func keys() throws {
    let fixture = try TerminalFixture(width: 20, height: 3)
    defer { fixture.stop() }
    let typed: [(String, Key)] = [
      ("j", .character("j")), ("G", .character("G")), ("<Space>", .character(" ")), ("<lt>", .character("<")),
      ("<CR>", .enter), ("<Tab>", .tab), ("<S-Tab>", .backTab), ("<BS>", .backspace), ("<Up>", .up), ("<Down>", .down),
      ("<Left>", .left), ("<Right>", .right), ("<Home>", .home), ("<End>", .end), ("<PageUp>", .pageUp),
      ("<PageDown>", .pageDown), ("<Insert>", .insert), ("<Del>", .delete), ("<F1>", .function(1)),
      ("<F12>", .function(12)), ("<C-d>", .control("d")), ("<C-z>", .control("z")), ("<C-c>", .control("c")),
      ("<C-q>", .control("q")), ("<C-s>", .control("s")), ("<C-\\>", .control("\\")), ("é", .character("é")),
      ("日", .character("日")), ("😀", .character("😀")), ("\u{1B}[A", .up), ("\u{1B}[H", .home), ("\u{1B}[4~", .end),
      ("<Esc>", .escape),
    ]
    for (keys, expected) in typed {
      fixture.type(keys)
      #expect(fixture.terminal.read() == [.key(expected)], "\(keys)")
    }
    fixture.type(typed.map(\.0).joined())
    #expect(fixture.terminal.read() == typed.map { .key($0.1) })
    #expect(fixture.terminal.read() == [])
  }

  @Test("a character that comes in two parts is one key; broken UTF-8 is none")
  func splitCharacters() {
    var reader = KeyReader()
    #expect(reader.keys([0xE6, 0x97]) == [])
    #expect(reader.keys([0xA5, 0x6A]) == [.character("日"), .character("j")])
    #expect(reader.keys([0xFF, 0x80, 0xC3, 0x6B]) == [.character("k")])
    #expect(reader.keys([0xC2, 0x9B]) == [])
  }

  @Test("keys nobody asked for are no keys, Escape and a bracket are two")
  func unknownSequences() {
    var reader = KeyReader()
    func codes(_ text: String) -> [Int32] { text.utf8.map { Int32($0) } }
    #expect(reader.keys(codes("\u{1B}[1;9Aj")) == [.character("j")])
    #expect(reader.keys(codes("\u{1B}[j")) == [.escape, .character("["), .character("j")])
    #expect(reader.keys(codes("\u{1B}")) == [.escape])
    #expect(reader.keys([9999, -5]) == [])
  }

  @Test("a terminal that is gone says so")
  func hangUp() throws {
    let fixture = try TerminalFixture(width: 20, height: 3)
    fixture.type("j")
    fixture.hangUp()
    #expect(fixture.terminal.read().last == .hungUp || fixture.terminal.read() == [.hungUp])
    fixture.terminal.stop()
  }
}

extension KeyReader {
  /// The keys among what came.
  @MainActor fileprivate mutating func keys(_ codes: [Int32]) -> [Key] {
    events(codes).compactMap { event in
      guard case .key(let key) = event else { return nil }
      return key
    }
  }
}
