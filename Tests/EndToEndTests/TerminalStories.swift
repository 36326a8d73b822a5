import Glibc
import Screens
import TestSupport
import Testing

@Suite("The terminal")
struct TerminalStories {
  private func reader(_ house: Household, environment: [String: String] = [:]) throws -> PseudoTerminal {
    let file = try house.write(Feeds.marsh(posts: 5), to: "marsh.xml")
    let terminal = try house.open(file, environment: environment)
    try terminal.waitFor("Note 5 from the marsh")
    return terminal
  }

  @Test("the window is made wide, narrow, tiny and large again while somebody reads: the place stays")
  func resizes() throws {
    let house = try Household()
    let terminal = try reader(house)
    terminal.type("<CR>")
    try terminal.waitFor("Note 1, paragraph 1.")
    terminal.type("<C-f><C-f>")
    try terminal.waitFor("paragraph 7.")
    let place = terminal.screen.rows[8]
    terminal.resize(width: 160, height: 40)
    try terminal.waitFor("│")
    terminal.resize(width: 40, height: 10)
    try terminal.waitUntilGone("│")
    terminal.resize(width: 10, height: 3)
    try terminal.waitFor("needs 20x6")
    terminal.resize(width: 80, height: 24)
    try terminal.wait(for: "the same place") { $0.rows[8] == place }
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("however the reader ends, the terminal is given back", arguments: [SIGTERM, SIGHUP, SIGSEGV, SIGILL])
  func restores(signal: Int32) throws {
    let house = try Household()
    let terminal = try reader(house)
    terminal.signal(signal)
    let exit = try terminal.waitForExit()
    #expect(!terminal.emulator.isAlternateScreen, "the alternate screen is left")
    #expect(terminal.emulator.cursorIsVisible)
    #expect(signal == SIGTERM || signal == SIGHUP ? exit == .exited(0) : exit == .killed(bySignal: signal))
  }

  @Test(
    "without colours everything still can be told apart",
    arguments: [
      ["NO_COLOR": "1"], ["TERM": "vt100"],
    ])
  func colourless(environment: [String: String]) throws {
    let house = try Household()
    let terminal = try reader(house, environment: environment)
    let cells = terminal.screen.cells
    #expect(cells.allSatisfy { $0.style.foreground == .terminalDefault && $0.style.background == .terminalDefault })
    #expect(terminal.screen.cell(x: 4, y: 0)?.style.attributes.contains(.reverse) == true, "the selected row")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test(
    "every theme opens on terminals of every kind",
    arguments: [
      "xterm-256color", "xterm", "tmux-256color", "linux", "screen", "vt100",
    ])
  func opensEverywhere(type: String) throws {
    let house = try Household()
    for theme in ["terminal", "paper", "harbour", "contrast-dark", "mono"] {
      let file = try house.write(Feeds.marsh(posts: 2), to: "marsh.xml")
      let terminal = try house.open("--theme", theme, file, environment: ["TERM": type])
      try terminal.waitFor("Note 2 from the marsh")
      try terminal.wait(for: "a line between the panes, and the cursor on the selection") {
        $0.rows[7].hasPrefix(type == "vt100" ? "----" : "────") && $0.cursor == Point(x: 4, y: 0)
      }
      terminal.type("Q")
      #expect(try terminal.waitForExit() == .exited(0))
    }
  }

  @Test("nothing is written while nothing happens, and little for a key")
  func writesLittle() throws {
    let house = try Household()
    let terminal = try reader(house)
    terminal.type("j")
    try terminal.waitFor("2/5")
    let bytes = try terminal.bytesWritten {
      terminal.type("j")
      try terminal.waitFor("3/5")
    }
    #expect(bytes <= 160)
  }

  @Test("without a terminal there is one line that says so")
  func needsATerminal() throws {
    let outcome = try Household().run()
    #expect(outcome.status == 1)
    #expect(outcome.errors.hasPrefix("martlet: martlet needs a terminal"))
  }

  @Test("an unknown terminal type is named")
  func namesUnknownTerminals() throws {
    let house = try Household()
    let terminal = try house.open(environment: ["TERM": "no-such-terminal"])
    #expect(try terminal.waitForExit() == .exited(1))
    #expect(String(decoding: terminal.output, as: UTF8.self).contains("no-such-terminal"))
  }
}
