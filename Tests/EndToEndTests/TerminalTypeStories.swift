import Glibc
import Screens
import TestSupport
import Testing

/// The same reading on every kind of terminal, at every size.
@Suite("Terminals of every kind and size")
struct TerminalTypeStories {
  /// Nothing that was switched on stays on.
  private func expectRestored(_ terminal: PseudoTerminal) {
    #expect(terminal.emulator.modes.isSuperset(of: ["?7", "?25"]))
    #expect(terminal.emulator.modes.isDisjoint(with: ["?1", "?47", "?1000", "?1002", "?1006", "?1047", "?1049", "4"]))
    #expect(terminal.emulator.titleDepth == 0)
    #expect(terminal.emulator.bells == 0)
  }

  @Test(
    "somebody reads a post, asks for help and quits, on each type of terminal",
    arguments: ["linux", "vt100", "screen", "tmux-256color", "xterm-256color"])
  func reads(type: String) throws {
    let house = try Household()
    let terminal = try house.open(
      try house.write(Feeds.marsh(posts: 9), to: "marsh.xml"), environment: ["TERM": type])
    try terminal.waitFor("Note 7 from the marsh: lapwing")
    terminal.type("jjjjjjjj")
    try terminal.waitFor("9/9")
    terminal.type("kkkkkkkk<CR>")
    try terminal.waitFor("Note 1, paragraph 1.")
    let line = type == "vt100" ? "-" : "─"
    #expect(terminal.screen.rows[7] == String(repeating: line, count: 80))
    #expect(terminal.screen.rows[8].hasPrefix("    Note 1 from the marsh: bittern"))
    terminal.type("<C-f>jjkk<C-b>")
    try terminal.wait(for: "the top again") { $0.rows[8].hasPrefix("    Note 1 from the marsh: bittern") }
    terminal.type("?")
    try terminal.waitFor("/ finds, Enter does it, q closes")
    terminal.type("q")
    try terminal.waitUntilGone("/ finds")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.emulator.unknown.isEmpty)
    expectRestored(terminal)
  }

  @Test("a terminal that cannot place its cursor is told so in one line, with what to do")
  func dumb() throws {
    let terminal = try Household().open(environment: ["TERM": "dumb"])
    #expect(try terminal.waitForExit() == .exited(1))
    let said = String(decoding: terminal.output, as: UTF8.self)
    #expect(
      said.split(whereSeparator: \.isNewline) == [
        "martlet: the terminal type \"dumb\" cannot place its cursor; set TERM, as in TERM=xterm-256color"
      ])
  }

  @Test("list, article, help, filter and feeds can be used at any size", arguments: [(20, 6), (80, 24), (500, 200)])
  func sizes(width: Int, height: Int) throws {
    let house = try Household()
    let server = try LoopbackServer()
    server.script("/feed.xml", .init(200, [], Feeds.marsh(posts: 3)))
    #expect(try house.run("add", server.url("/feed.xml")).status == 0)
    let terminal = try house.open(width: width, height: height, environment: ["NO_COLOR": "1"])
    try terminal.waitFor("Note 1")
    terminal.type("<CR>")
    try terminal.waitFor("marsh: bittern")
    for (keys, sign) in [
      ("?", "Keys"), ("q!", "feed is"), ("qi", "Details"), ("qF", "Filter"), ("<Esc>H", "All feeds"),
    ] {
      terminal.type(keys)
      try terminal.waitFor(sign)
    }
    terminal.type("q")
    try terminal.waitUntilGone("All feeds")
    terminal.type("h/")
    try terminal.waitFor(width == 20 ? "Narrow" : "Narrow the list")
    terminal.type("curlew")
    try terminal.wait(for: "the second post alone") { $0.rows[0].contains("Note 2") }
    terminal.type("Q<BS><Esc>Q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.emulator.unknown.isEmpty)
    expectRestored(terminal)
  }

  @Test("hundreds of changes of size while keys are typed: the same post, and the terminal is given back")
  func resizeStorm() throws {
    let house = try Household()
    let terminal = try house.open(try house.write(Feeds.marsh(posts: 5), to: "marsh.xml"))
    try terminal.waitFor("Note 5 from the marsh")
    terminal.type("jj<CR>")
    try terminal.waitFor("Note 3, paragraph 1.")
    var dice = Dice(seed: 2026)
    for round in 0..<400 {
      let (width, height) =
        round % 40 == 39 ? (500, 200) : (Int.random(in: 1...120, using: &dice), Int.random(in: 1...50, using: &dice))
      terminal.resize(width: width, height: height)
      terminal.type(["j", "k", "<C-d>", "<C-u>", "+", "-", ")", "z"].randomElement(using: &dice) ?? "j")
      // A terminal takes what is written at once, and the size changes in the middle of it.
      terminal.takeWhatIsThere()
      if round % 25 == 0 { terminal.signal(SIGWINCH) }
    }
    terminal.resize(width: 80, height: 24)
    try terminal.waitFor("Marsh Notes · Note 3 from the marsh")
    terminal.type("g<C-l>")
    try terminal.waitFor("Note 3, paragraph 1.")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
    expectRestored(terminal)
  }
}
