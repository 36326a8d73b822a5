import Screens
import TestSupport
import Testing
import Theming

@Suite("martlet themes")
struct ThemesCommandTests {
  @Test("lists every theme with what it says of itself")
  func list() throws {
    let terminal = try PseudoTerminal(
      program: BuiltProgram.martlet, arguments: ["themes"], environment: ["XDG_CONFIG_HOME": "/nonexistent"], width: 100
    )
    #expect(try terminal.waitForExit(within: 60) == .exited(0))
    for (row, name) in zip(terminal.screen.rows, Theme.builtinNames) {
      #expect(row.hasPrefix(name))
      #expect(row.hasSuffix(try #require(Theme.builtin(named: name)).summary))
    }
  }
}
