import Testing

@testable import Configuration

@Suite("Keys and the command table")
struct KeyTests {
  @Test(
    "keys are read as people write them",
    arguments: [
      ("j", Key.character("j")), ("<CR>", .enter), ("<enter>", .enter), ("^D", .control("d")), ("<C-d>", .control("d")),
      ("<Space>", .space), ("<lt>", .character("<")), ("<F5>", .function(5)), ("<S-Tab>", .backTab), ("^[", .escape),
      ("你", .character("你")), ("<PgDn>", .pageDown),
    ])
  func reads(notation: String, key: Key) {
    #expect(Key(notation: notation) == key)
  }

  @Test("what is no key is nil", arguments: ["", "jj", "<Nonsense>", "<F99>", "^1", "<>"])
  func refuses(notation: String) {
    #expect(Key(notation: notation) == nil)
  }

  @Test("a script is keys, waits and changes of size")
  func readsScripts() throws {
    let script = try KeyScript("jj<CR>^D<Space><Wait:2s><Resize:120x40>< ")
    #expect(
      script.steps == [
        .key(.character("j")), .key(.character("j")), .key(.enter), .key(.control("d")), .key(.space),
        .wait(milliseconds: 2000), .resize(width: 120, height: 40), .key(.character("<")), .key(.space),
      ])
  }

  @Test("a script names the step that it does not understand")
  func namesUnknownSteps() {
    let error = #expect(throws: ConfigurationError.self) { try KeyScript("j<Jump>") }
    #expect(error?.message == "no key is called <Jump>; write <lt> for a < that stands for itself")
  }

  @Test("every command is in the table once and has a help text, and no key is bound twice in a context")
  func tableIsWhole() {
    #expect(Command.table.map(\.command).count == Set(Command.table.map(\.command)).count)
    #expect(Set(Command.table.map(\.command)) == Set(Command.allCases))
    for context in KeyContext.allCases {
      let keys = Command.table.filter { $0.contexts.contains(context) }.flatMap(\.defaultKeys)
      #expect(keys.count == Set(keys).count, "a key is bound twice in the \(context.rawValue)")
    }
    for row in Command.table {
      #expect(!row.help.isEmpty && !row.help.hasSuffix("."))
    }
  }

  @Test("every row's keys are those that the standard keymap has, so that none was taken by another")
  func keymapIsWhole() {
    for row in Command.table {
      #expect(Keymap.standard.keys(for: row.command) == row.defaultKeys)
    }
  }

  @Test("newsboat's keys do what newsboat's manual says, and the rest stays Martlet's")
  func newsboatKeys() {
    let keymap = KeymapPreset.newsboat.keymap
    #expect(keymap.answer(to: [.character("N")], in: .list) == .invocations([Invocation(.toggleRead)]))
    #expect(keymap.answer(to: [.character("3")], in: .article) == .invocations([Invocation(.followLink, "3")]))
    #expect(keymap.answer(to: [.character("o")], in: .list) == .invocations([Invocation(.openInBrowser)]))
  }

  @Test("a longer sequence takes its first key from what had it alone")
  func sequencesWin() throws {
    var keymap = Keymap.standard
    let keys = try #require(Key.sequence("gt"))
    keymap.bind(keys, to: [Invocation(.theme, "paper")], in: [.list])
    #expect(keymap.answer(to: [.character("g")], in: .list) == .unfinished)
    #expect(keymap.answer(to: keys, in: .list) == .invocations([Invocation(.theme, "paper")]))
    #expect(keymap.answer(to: [.character("g")], in: .article) == .invocations([Invocation(.top)]))
    #expect(keymap.keys(for: .top) == [[.character("g")], [.home]])
    #expect(keymap.combinations.map(\.keys.label) == ["gt"])
  }

  @Test("keys in a row are read as they are written", arguments: ["gt", "<C-x>k", "^Xk", "ZZ", "<F5>"])
  func readsSequences(notation: String) {
    #expect(Key.sequence(notation)?.isEmpty == false)
  }

  @Test("a command is read by its name or the beginning of it, with what it is given")
  func readsInvocations() throws {
    #expect(try Invocation(line: "theme  night ") == Invocation(.theme, "night"))
    #expect(try Invocation(line: "refresh-a") == Invocation(.refreshAll))
    #expect(throws: ConfigurationError("zoom takes nothing after its name")) { try Invocation(line: "zoom in") }
    #expect(throws: ConfigurationError("'page-' may be page-down, page-up, page-back")) {
      try Invocation(line: "page-")
    }
  }
}
