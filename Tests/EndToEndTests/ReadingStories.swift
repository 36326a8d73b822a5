import Glibc
import Screens
import TestSupport
import Testing

/// Each test is a story of somebody who reads, with the built program in a terminal.
@Suite("Reading in a terminal")
struct ReadingStories {
  @Test("somebody starts Martlet for the first time and finds the guide")
  func firstStart() throws {
    let house = try Household()
    let terminal = try house.open()
    try terminal.waitFor("Welcome to Martlet")
    terminal.type("<CR>")
    try terminal.waitFor("Martlet reads feeds in a terminal.")
    terminal.type("?")
    try terminal.waitFor("Keys")
    terminal.type("qqq")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("somebody opens a feed from a file with Space, and at the end of a post Space goes on to the next")
  func readsWithSpace() throws {
    let house = try Household()
    let file = try house.write(Feeds.marsh(posts: 5), to: "marsh.xml")
    let terminal = try house.open(file)
    try terminal.waitFor("Note 5 from the marsh")
    terminal.type("<Space>")
    try terminal.waitFor("Note 1, paragraph 1.")
    terminal.type("lG<Space>")
    try terminal.waitFor("Note 2, paragraph 1.")
    // The post just left is read: its mark is gone.
    try terminal.wait(for: "the first post to be read") { $0.rows[0].hasPrefix("    Note 1") }
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("somebody goes through a post's links, sees where they really lead, and copies an address")
  func followsLinks() throws {
    let house = try Household()
    let page = """
      <title>Links</title><p>Read <a href="https://marsh.example/a">the notes</a> and then
      <a href="https://heron.example/login">example.org</a>.</p><pre>make\tall</pre>
      """
    let terminal = try house.open(try house.write(page, to: "links.html"))
    try terminal.waitFor("the notes")
    terminal.type(")")
    try terminal.waitFor("[1] https://marsh.example/a")
    terminal.type(")")
    try terminal.waitFor("goes to heron.example: the text says example.org")
    terminal.type("y")
    try terminal.waitFor("Copied https://heron.example/login")
    terminal.type("C")
    try terminal.waitFor("Copied 1 line of code")
    #expect(terminal.emulator.commands.suffix(2) == ["52;c;aHR0cHM6Ly9oZXJvbi5leGFtcGxlL2xvZ2lu", "52;c;bWFrZQlhbGw="])
    terminal.type("B")
    try terminal.waitFor("This post is not in two languages")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("somebody subscribes, reads, marks, closes, and reads on without a network: same marks, same place")
  func readsOffline() throws {
    let house = try Household()
    let server = try LoopbackServer()
    server.script("/feed.xml", .init(200, [("Content-Type", "application/rss+xml")], Feeds.marsh(posts: 6)))
    let added = try house.run("add", server.url("/feed.xml"))
    #expect(added.status == 0)
    #expect(added.output.contains("Marsh Notes"))

    let online = try house.open()
    try online.waitFor("Note 6 from the marsh")
    online.type("js")
    try online.waitFor("★")
    online.type("<CR>")
    try online.waitFor("Note 2, paragraph 1.")
    online.type("<C-d><C-d><C-d>")
    try online.waitFor("paragraph 7.")
    let top = online.screen.rows[8]
    online.type("Q")
    #expect(try online.waitForExit() == .exited(0))

    server.stop()
    let offline = try house.open()
    try offline.waitFor("Note 6 from the marsh")
    offline.type("\\")
    try offline.waitFor("All posts")
    offline.type("gj<CR>")
    try offline.wait(for: "the same place") { $0.rows[8] == top }
    #expect(offline.screen.rows[1].hasPrefix(" •★ Note 2"))
    offline.type("Q")
    #expect(try offline.waitForExit() == .exited(0))
  }

  @Test("somebody marks a post read by mistake and takes it back, also after a restart")
  func undoes() throws {
    let house = try Household()
    let server = try LoopbackServer()
    server.script("/feed.xml", .init(200, [], Feeds.marsh(posts: 3)))
    _ = try house.run("add", server.url("/feed.xml"))
    let first = try house.open()
    try first.waitFor("Note 3 from the marsh")
    first.type("m")
    try first.wait(for: "the post to be read") { $0.rows[0].hasPrefix("    Note 1") }
    first.type("Q")
    _ = try first.waitForExit()

    let second = try house.open()
    try second.waitFor("Unread 1/2")
    second.type("u")
    try second.waitFor("Undone: 1 post unread again")
    try second.wait(for: "the post to come back") { screen in screen.rows.contains { $0.hasPrefix(" •  Note 1") } }
    second.type("<C-r>")
    try second.waitFor("Done again: 1 post read")
  }

  @Test("somebody looks for a post by a word, in the list and in the article")
  func searches() throws {
    let house = try Household()
    let file = try house.write(Feeds.marsh(posts: 8), to: "marsh.xml")
    let terminal = try house.open(file)
    try terminal.waitFor("Note 7 from the marsh")
    terminal.type("/avoc")
    try terminal.waitUntilGone("Note 7 from the marsh")
    terminal.type("<CR><CR>")
    try terminal.waitFor("Note 4, paragraph 1.")
    terminal.type("/paragraph 9<CR>")
    try terminal.waitFor("match 1 of 1")
    terminal.type("<Esc>q<Esc>")
    try terminal.waitFor("Note 7 from the marsh")
  }

  @Test("a refresh while somebody reads moves nothing; what is new waits for ^L")
  func standsStill() throws {
    let house = try Household()
    let server = try LoopbackServer()
    server.script(
      "/feed.xml", .init(200, [], Feeds.marsh(posts: 3)),
      .init(200, [], Feeds.marsh(posts: 3).replacing("marsh.example", with: "dyke.example")))
    _ = try house.run("add", server.url("/feed.xml"))
    let terminal = try house.open()
    try terminal.waitFor("Note 3 from the marsh")
    terminal.type("j")
    try terminal.waitFor("2/3")
    let list = terminal.screen.rows[0..<7]
    terminal.type("R")
    try terminal.waitFor("3 new ↑")
    #expect(terminal.screen.rows[0..<7] == list)
    terminal.type("<C-l>")
    try terminal.wait(for: "six posts in the list") { !$0.rows[5].isEmpty }
  }

  @Test("what another process does shows in the open reader within moments")
  func seesOthers() throws {
    let house = try Household()
    let server = try LoopbackServer()
    server.script("/feed.xml", .init(200, [], Feeds.marsh(posts: 2)))
    _ = try house.run("add", server.url("/feed.xml"))
    let terminal = try house.open()
    try terminal.waitFor("Note 2 from the marsh")
    server.script("/other.xml", .init(200, [], Feeds.marsh(posts: 4, title: "Other Notes")))
    #expect(try house.run("add", server.url("/other.xml")).status == 0)
    try terminal.waitFor("4 new ↑", within: 5)
  }
}
