import Foundation
import Glibc
import Screens
import TestSupport
import Testing

@Suite("The user's editor, from the open reader")
struct EditorStories {
  private func home() throws -> (Household, LoopbackServer) {
    let house = try Household()
    let server = try LoopbackServer()
    server.script("/marsh.xml", .init(200, [], Feeds.marsh(posts: 3)))
    server.script("/dyke.xml", .init(200, [], Feeds.marsh(posts: 2, title: "Dyke")))
    #expect(try house.run("add", server.url("/marsh.xml")).status == 0)
    return (house, server)
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  @Test(
    "somebody edits the subscriptions with E: a mistyped line comes back, then the new feed is there and u undoes it")
  func subscriptions() throws {
    let (house, server) = try home()
    var environment = try house.editor(
      """
      stty -a > "$(dirname "$0")/modes"
      if grep -q '^#! ' "$2"; then sed -i 's/intervall/interval/' "$2"
      else echo '\(server.url("/dyke.xml")) "~The Dyke" intervall:6h' >> "$2"; fi
      """)
    environment["VISUAL"] = "\(environment["EDITOR"] ?? "") --wait"
    let terminal = try house.open(environment: environment)
    try terminal.waitFor("Note 3 from the marsh")
    terminal.type("E")
    try terminal.waitFor("Refreshed 1 feed: 2 new posts")
    try terminal.waitFor("2 new ↑")
    // The editor had the terminal as a shell would have it.
    let modes = try String(contentsOfFile: house.home.path + "/modes", encoding: .utf8)
    #expect(modes.contains(" icanon") && modes.contains(" echo "))
    #expect(try house.run("list").output.contains("The Dyke"))
    terminal.type("H")
    try terminal.waitFor("The Dyke")
    terminal.type("u")
    try terminal.waitFor("Undone: unsubscribed from Dyke")
    try terminal.wait(for: "the sidebar to follow") { !$0.rows[3].contains("Dyke") }
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("an editor that is not there is named with the variable to set, and the reader goes on")
  func missing() throws {
    let (house, _) = try home()
    let terminal = try house.open(environment: ["VISUAL": "noeditor"])
    try terminal.waitFor("Note 3 from the marsh")
    terminal.type("E")
    try terminal.waitFor("set VISUAL to another")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("somebody changes the settings while reading: made for them, in effect at once, and a mistake changes nothing")
  func settings() throws {
    let (house, _) = try home()
    let environment = try house.editor(
      """
      if grep -q '^#theme' "$1"; then printf 'mouse: false\\nmeasure: 40\\nkeys: {X: toggle-star}\\n' > "$1"
      else printf 'mouse: true\\nmeasure: wide\\n' > "$1"; fi
      """)
    let terminal = try house.open(environment: environment)
    try terminal.waitFor("Note 3 from the marsh")
    #expect(terminal.emulator.modes.contains("?1000"))
    terminal.type(":config<CR>")
    try terminal.waitFor("config.yaml is in effect")
    #expect(!terminal.emulator.modes.contains("?1000"))
    let file = house.home.path + "/.config/martlet/config.yaml"
    #expect(try mode(file) == 0o600)
    terminal.type("X")
    try terminal.waitFor("★")
    terminal.type(":config<CR>")
    try terminal.waitFor("config.yaml, line 2: measure must be a number from 20 to 200")
    #expect(!terminal.emulator.modes.contains("?1000"))
    terminal.type(":mouse on<CR>")
    try terminal.waitFor("The mouse is the reader's")
    #expect(terminal.emulator.modes.contains("?1000"))
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(terminal.emulator.modes.isDisjoint(with: ["?1000", "?1002", "?1006"]))
  }
}
