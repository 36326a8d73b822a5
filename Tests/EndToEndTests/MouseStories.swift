import Screens
import TestSupport
import Testing

@Suite("The mouse, the window's title and themes")
struct MouseStories {
  private let linked = """
    <?xml version="1.0"?><rss version="2.0"><channel><title>Marsh</title><item><title>Only note</title><guid>1</guid>
    <description><![CDATA[<p>See <a href="https://birds.example/list">the list of birds</a> for more.</p>]]></description>
    </item></channel></rss>
    """

  @Test("somebody reads with the mouse alone: scrolls the list, clicks a post, clicks it again, scrolls it")
  func reading() throws {
    let house = try Household()
    let terminal = try house.open(try house.write(Feeds.marsh(posts: 20), to: "marsh.xml"))
    try terminal.waitFor("Note 1 from the marsh")
    terminal.type(Mouse.wheelDown(x: 10, y: 2))
    try terminal.wait(for: "the fourth note at the top") { $0.rows[0].contains("Note 4 ") }
    #expect(!terminal.screen.rows.joined().contains("paragraph"), "nothing is opened")
    terminal.type(Mouse.click(x: 10, y: 2))
    try terminal.waitFor("6/20")
    terminal.type(Mouse.click(x: 10, y: 2))
    try terminal.waitFor("Note 6, paragraph 1.")
    try terminal.wait(for: "the window's title") { _ in
      terminal.emulator.title == "Note 6 from the marsh: redshank – Martlet"
    }
    terminal.type(Mouse.wheelDown(x: 10, y: 15) + Mouse.wheelDown(x: 10, y: 15))
    try terminal.waitUntilGone("Note 6, paragraph 1.")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.emulator.modes.isDisjoint(with: ["?1000", "?1002", "?1006"]))
    #expect(terminal.emulator.titleDepth == 0, "the window has its title back")
  }

  @Test("a click on a link shows where it leads before anything is opened")
  func links() throws {
    let house = try Household()
    let terminal = try house.open(try house.write(linked, to: "marsh.xml"))
    try terminal.waitFor("the list of birds")
    let rows = terminal.screen.rows
    let y = try #require(rows.firstIndex { $0.contains("the list of birds") })
    let x = try #require(rows[y].firstRange(of: "list of")).lowerBound.utf16Offset(in: rows[y])
    terminal.type(Mouse.click(x: x, y: y))
    try terminal.waitFor("[1] https://birds.example/list")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("who wants to select text with the mouse sets `mouse: false`, and `title: false` leaves the window's name")
  func left() throws {
    let house = try Household()
    try house.write("mouse: false\ntitle: false\n", to: ".config/martlet/config.yaml")
    let terminal = try house.open(try house.write(linked, to: "marsh.xml"))
    try terminal.waitFor("the list of birds")
    #expect(!terminal.emulator.modes.contains("?1000"))
    #expect(terminal.emulator.title == nil)
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("a terminal that says it has RGB colours gets them, and a theme with a fault is named while the reader goes on")
  func colors() throws {
    let house = try Household()
    let file = try house.write(linked, to: "marsh.xml")
    let colorful = try house.open("--theme", "paper", file, environment: ["COLORTERM": "truecolor"])
    try colorful.waitFor("the list of birds")
    #expect(colorful.screen.cell(x: 0, y: 0)?.style.background == .rgb(0xF6, 0xF2, 0xE9))
    colorful.type("Q")
    #expect(try colorful.waitForExit() == .exited(0))

    try house.write("styles:\n  text: nocolour\n", to: ".config/martlet/themes/own.yaml")
    try house.write("theme: own\n", to: ".config/martlet/config.yaml")
    let faulty = try house.open(file)
    try faulty.waitFor("own.yaml:2: 'nocolour' is no colour")
    faulty.type("Q")
    #expect(try faulty.waitForExit() == .exited(0))
  }

  @Test("themes are seen while they are chosen; Esc brings the former one back, Enter keeps")
  func previewsThemes() throws {
    let house = try Household()
    let file = try house.write(linked, to: "marsh.xml")
    let terminal = try house.open(file, environment: ["COLORTERM": "truecolor"])
    try terminal.waitFor("the list of birds")
    let paper = Color.rgb(0xF6, 0xF2, 0xE9)
    func waitForPaper(_ isShown: Bool) throws {
      try terminal.wait(for: "the theme to change") { ($0.cell(x: 0, y: 0)?.style.background == paper) == isShown }
    }
    terminal.type(":theme<CR><Down>")
    try waitForPaper(true)
    terminal.type("<Down>")
    try waitForPaper(false)
    terminal.type("<Up>")
    try waitForPaper(true)
    terminal.type("<Esc>")
    try waitForPaper(false)
    terminal.type(":theme pap")
    try waitForPaper(true)
    terminal.type("<CR>")
    try terminal.waitFor("Theme paper for now; theme: paper in :config keeps it")
    try waitForPaper(true)
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("sizes from 1x1 to 500x200 can be used", arguments: [(1, 1), (20, 6), (500, 200)])
  func sizes(width: Int, height: Int) throws {
    let house = try Household()
    let terminal = try house.open(
      try house.write(linked, to: "marsh.xml"), width: width, height: height, environment: ["TERM": "tmux-256color"])
    if width > 1 { try terminal.waitFor(width > 20 ? "the list of birds" : "the list") }
    terminal.type(Mouse.click(x: width - 1, y: height - 1) + Mouse.wheelDown(x: width / 2, y: height / 2))
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }
}

/// What xterm sends for the mouse.
private enum Mouse {
  static func click(x: Int, y: Int) -> String { "\u{1B}[<0;\(x + 1);\(y + 1)M\u{1B}[<0;\(x + 1);\(y + 1)m" }
  static func wheelDown(x: Int, y: Int) -> String { "\u{1B}[<65;\(x + 1);\(y + 1)M" }
}
