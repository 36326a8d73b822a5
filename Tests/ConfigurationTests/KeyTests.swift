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

  @Test("every command is in the table once, has a key and a help text, and no key is bound twice in a context")
  func tableIsWhole() {
    #expect(Command.table.map(\.command).count == Set(Command.table.map(\.command)).count)
    #expect(Set(Command.table.map(\.command)) == Set(Command.allCases))
    for context in KeyContext.allCases {
      let keys = Command.table.filter { $0.contexts.contains(context) }.flatMap(\.defaultKeys)
      #expect(keys.count == Set(keys).count, "a key is bound twice in the \(context.rawValue)")
    }
    for row in Command.table {
      #expect(!row.defaultKeys.isEmpty && !row.help.isEmpty && !row.help.hasSuffix("."))
    }
  }
}
