import Foundation
import Glibc
import Screens
import TestSupport
import Testing

/// Whole mornings: several things done one after the other, as they are at a desk.
@Suite("A morning's reading")
struct MorningStories {
  @Test("somebody starts for the first time, reads the guide, adds a first feed, and reads it")
  func firstMorning() throws {
    let (house, server) = (try Household(), try LoopbackServer())
    server.script("/feed.xml", .init(200, [], Feeds.marsh(posts: 3)))
    let terminal = try house.open()
    try terminal.waitFor("Welcome to Martlet")
    terminal.type("<CR>")
    try terminal.waitFor("Martlet reads feeds in a terminal.")
    terminal.type("a\(server.url("/feed.xml"))<CR>")
    try terminal.waitFor("Added Marsh Notes: 3 posts")
    try terminal.wait(for: "its posts in the place of the guide's") { $0.rows[2].hasPrefix(" •  Note 3") }
    terminal.type("<CR>")
    try terminal.waitFor("Note 1, paragraph 1.")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(try house.run("list").output.contains("Marsh Notes"))
  }

  @Test("with Space from post to post over two feeds; a star, a page for the browser, and the next day the same place")
  func morning() throws {
    let (house, server) = (try Household(), try LoopbackServer())
    for name in ["Marsh", "Dyke"] {
      let feed = Feeds.marsh(posts: 2, title: name + " Notes").replacing("marsh.example", with: name + ".example")
      server.script("/\(name)", .init(200, [], feed.replacing(">Note", with: ">\(name) note")))
      #expect(try house.run("add", server.url("/\(name)")).status == 0)
    }
    try house.browser()
    let terminal = try house.open()
    try terminal.waitFor("Marsh note 2")
    // Thumb on Space: each post to its end, then the next one, whatever feed it is in. The window is titled as the post.
    var opened: [String] { terminal.emulator.commands.filter { $0.contains(" note ") } }
    while opened.count < 3 {
      let before = terminal.screen.rows[23]
      terminal.type("<Space>")
      try terminal.wait(for: "another page") { $0.rows[23] != before && $0.hasCursorInList }
    }
    #expect(Set(opened).count == 3)
    #expect(Set(opened.map { $0.dropFirst(2).prefix(5) }) == ["Marsh", "Dyke "], "posts of both feeds")
    terminal.type("s")
    try terminal.waitFor("★")
    terminal.type("o")
    try terminal.waitFor("Opened https://")
    #expect(try house.read("opened").hasPrefix("https://"))
    terminal.type("lg<C-d>")
    try terminal.wait(for: "half a page down") { screen in
      screen.cursor == Point(x: 4, y: 8)
        && ["paragraph 2.", "paragraph 5."].allSatisfy { text in screen.rows.contains { $0.contains(text) } }
    }
    let place = terminal.screen.rows[8...].first { !$0.isEmpty }
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))

    let nextDay = try house.open()
    try nextDay.waitFor("paragraph 5.")
    #expect(nextDay.screen.rows[8] == place)
    nextDay.type("Q")
    #expect(try nextDay.waitForExit() == .exited(0))
  }

  @Test("everything marked read by mistake comes back, also after a restart")
  func undoesMarkAll() throws {
    let (house, server) = (try Household(), try LoopbackServer())
    server.script("/feed.xml", .init(200, [], Feeds.marsh(posts: 40)))
    #expect(try house.run("add", server.url("/feed.xml")).status == 0)
    let first = try house.open()
    try first.waitFor("Unread 1/40")
    first.type("A")
    try first.waitFor("Marked 40 posts read; u undoes it")
    first.type("Q")
    #expect(try first.waitForExit() == .exited(0))

    let second = try house.open()
    try second.waitFor("No unread posts.")
    second.type("u")
    try second.waitFor("Undone: 40 posts unread again")
    try second.waitFor("Note 22 from the marsh")
    second.type("Q")
    #expect(try second.waitForExit() == .exited(0))
    #expect(try house.run("query", "unread", "--json").output.components(separatedBy: "\"id\"").count == 41)
  }

  @Test("a word is looked for in titles and texts, then in the article, from match to match")
  func searchesTexts() throws {
    let (house, server) = (try Household(), try LoopbackServer())
    let feed = Feeds.marsh(posts: 12).replacing(
      "The end of note 9.", with: "A spoonbill, the first since 1998. A spoonbill!")
    server.script("/feed.xml", .init(200, [], feed))
    #expect(try house.run("add", server.url("/feed.xml")).status == 0)
    let terminal = try house.open()
    try terminal.waitFor("Unread 1/12")
    terminal.type("5j/spoonb")
    try terminal.waitFor("1 post")
    try terminal.wait(for: "the one that has it") { $0.rows[0].hasPrefix(" •  Note 9") && $0.rows[1].isEmpty }
    terminal.type("<CR><CR>")
    try terminal.waitFor("Note 9, paragraph 1.")
    terminal.type("/spoonbill<CR>")
    try terminal.waitFor("match 1 of 2")
    terminal.type("n")
    try terminal.waitFor("match 2 of 2")
    #expect(terminal.screen.rows.contains { $0.contains("the first since 1998") })
    terminal.type("<Esc>q<Esc>")
    try terminal.wait(for: "the whole list again, on what was found") { screen in
      guard let cursor = screen.cursor, screen.rows[6].contains("from the marsh") else { return false }
      return cursor.y < 7 && screen.rows[cursor.y].contains("Note 9 ")
    }
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("without the network the reader opens as ever, a refresh says what failed, and reading goes on")
  func offline() throws {
    let (house, server) = (try Household(), try LoopbackServer())
    server.script("/feed.xml", .init(200, [], Feeds.marsh(posts: 3)))
    #expect(try house.run("add", server.url("/feed.xml")).status == 0)
    server.stop()
    let terminal = try house.open()
    try terminal.waitFor("Unread 1/3")
    terminal.type("R")
    try terminal.wait(for: "what failed") { screen in screen.rows[23].contains(server.url("/feed.xml") + ": ") }
    terminal.type("<Space>")
    try terminal.waitFor("Note 1, paragraph 1.")
    terminal.type("!")
    try terminal.waitFor("The feed fails.")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("over SSH, with LANG=C: one pane above the other on a wide screen too, and o copies to the user's own machine")
  func overSSH() throws {
    let house = try Household()
    let file = try house.write(Feeds.marsh(posts: 3), to: "marsh.xml")
    let terminal = try house.open(
      file, width: 140, height: 30, environment: ["SSH_TTY": "/dev/pts/7", "LANG": "C", "LC_ALL": "C"])
    try terminal.waitFor("Note 3 from the marsh")
    try terminal.wait(for: "the line below the list") { $0.rows[9] == String(repeating: "─", count: 140) }
    terminal.type("<CR>")
    try terminal.waitFor("Note 1, paragraph 1.")
    terminal.type("o")
    try terminal.waitFor("Copied, as no browser is known here: https://marsh.example/1")
    #expect(terminal.emulator.commands.contains("52;c;" + Data("https://marsh.example/1".utf8).base64EncodedString()))
    #expect(terminal.emulator.unknown.isEmpty)
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }
}

extension Screen {
  /// Whether a frame of 80x24 is whole: the cursor stands on the list's selection again.
  var hasCursorInList: Bool { cursor.map { $0.x == 4 && $0.y < 7 } ?? false }
}
