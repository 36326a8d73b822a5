import Foundation
import TestSupport
import Testing

@Suite("A feed behind a password")
struct CredentialsStories {
  private let house: Household
  private let server: LoopbackServer

  init() throws {
    house = try Household()
    server = try LoopbackServer()
    server.script("/feed.xml", .init(200, [], Feeds.marsh(posts: 2)), .init(200, [], Feeds.marsh(posts: 3)))
  }

  private func credentials(mode: Int) throws {
    let text = "\(server.url("/")):\n  user: ann\n  password: s3cret\n  headers: {Cookie: id=s3cret}\n"
    let path = try house.write(text, to: ".config/martlet/credentials.yaml")
    try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
  }

  @Test("config tells what a feed's own settings are, of headers the names alone, and which keys are the user's")
  func config() throws {
    try house.write("keys:\n  X: [toggle-star, next-row]\n  list: {'!': none}\n", to: ".config/martlet/config.yaml")
    let opml = try house.write(
      "<opml><body><outline xmlUrl='https://a.example/'/></body></opml>", to: "list.opml")
    #expect(try house.run("import", "opml", opml).status == 0)
    let editor = try house.editor("sed -i 's|^https://a.example/.*|& interval:6h header:\"X-Key: s3cret\"|' \"$1\"")
    #expect(try house.run("edit", environment: editor).status == 0)
    let output = try house.run("config", environment: editor).output
    #expect(output.contains("#   https://a.example/  interval:6h header:\"X-Key: …\"\n"))
    #expect(output.contains("  'X': [toggle-star, next-row]\n  list:\n    '!': none\n"))
    #expect(output.contains("editor.sh  ($EDITOR)\n") && !output.contains("s3cret"))
  }

  @Test("a file that others may read is not used, and both the commands and the reader say so")
  func refused() throws {
    try credentials(mode: 0o640)
    for arguments in [["add", server.url("/feed.xml")], ["refresh"], ["config"]] {
      let outcome = try house.run(arguments)
      #expect(outcome.status == 1)
      #expect(
        outcome.errors.contains("credentials.yaml may be read by others; make it yours alone: chmod 600 '"),
        "\(outcome.errors)")
    }
    #expect(server.requests.isEmpty)
    let list = "<opml><body><outline xmlUrl='\(server.url("/feed.xml"))'/></body></opml>"
    #expect(try house.run("import", "opml", house.write(list, to: "list.opml")).status == 0)
    let refresh = try house.run("refresh")
    #expect(refresh.status == 1 && refresh.errors.contains("credentials.yaml may be read by others"))
    #expect(server.requests.map { $0.header("Authorization") } == [nil], "the other feeds go on, without it")
    let terminal = try house.open()
    try terminal.waitFor("credentials.yaml may be read by others")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("a file that is written while the reader is open counts from the next refresh on")
  func takenOver() throws {
    #expect(try house.run("add", server.url("/feed.xml")).status == 0)
    let terminal = try house.open()
    try terminal.waitFor("Note 2 from the marsh")
    try credentials(mode: 0o640)
    terminal.type("R")
    try terminal.waitFor("1 new ↑")
    try credentials(mode: 0o600)
    terminal.type("R")
    try terminal.waitFor("nothing new")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(server.requests.map { $0.header("Authorization") } == [nil, nil, "Basic YW5uOnMzY3JldA=="])
  }

  @Test("user, password and cookie go to the server, from the command and from the reader, and are shown nowhere")
  func used() throws {
    try credentials(mode: 0o600)
    #expect(try house.run("add", server.url("/feed.xml")).status == 0)
    let terminal = try house.open()
    try terminal.waitFor("Note 2 from the marsh")
    terminal.type("R")
    try terminal.waitFor("1 new ↑")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
    #expect(server.requests.map { $0.header("Authorization") } == ["Basic YW5uOnMzY3JldA==", "Basic YW5uOnMzY3JldA=="])
    #expect(server.requests.map { $0.header("Cookie") } == ["id=s3cret", "id=s3cret"])
    for arguments in [["config"], ["list", "--json"], ["status", "--json"], ["export", "opml"]] {
      let outcome = try house.run(arguments)
      #expect(outcome.status == 0 && !outcome.output.contains("s3cret") && !outcome.errors.contains("s3cret"))
    }
    #expect(try house.run("config").output.contains("credentials.yaml"))
    #expect(
      !String(decoding: try Data(contentsOf: URL(fileURLWithPath: house.database)), as: UTF8.self).contains("s3cret"))
  }
}
