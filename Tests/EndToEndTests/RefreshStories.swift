import Foundation
import Glibc
import TestSupport
import Testing

@Suite("Refreshing")
struct RefreshStories {
  private let house: Household
  private let server: LoopbackServer

  init() throws {
    house = try Household()
    server = try LoopbackServer()
  }

  private func subscribe(_ paths: String...) throws {
    let outlines = paths.map { "<outline text=\"\($0)\" xmlUrl=\"\(server.url($0))\"/>" }.joined()
    let file = try house.write("<opml version=\"2.0\"><body>\(outlines)</body></opml>", to: "subscriptions.opml")
    #expect(try house.run("import", "opml", file).status == 0)
  }

  @Test("a timer's refresh says nothing when all is well, and one line when a feed fails; the others are fetched")
  func exitStatus() throws {
    try subscribe("/a", "/b", "/c")
    for path in ["/a", "/b", "/c"] { server.script(path, .init(200, [], Feeds.marsh(posts: 1))) }
    let well = try house.run("refresh", "--quiet")
    #expect((well.status, well.output, well.errors) == (0, "", ""))
    server.script("/b", .init(500))
    server.script("/c", .init(200, [], Feeds.marsh(posts: 2)))
    let ill = try house.run("refresh", "--force", "--quiet")
    #expect(ill.status == 1)
    #expect(ill.output == "")
    #expect(ill.errors.filter { $0 == "\n" }.count == 1)
    #expect(ill.errors.utf8.count <= 500)
    #expect(ill.errors.contains("1 of 3 feeds failed"))
    #expect(try house.run("status", "--json").output.contains("\"unread\":4"))
  }

  @Test("progress is shown on a terminal: how many of how many, and how many failed")
  func progress() throws {
    try subscribe("/a", "/b", "/c")
    server.script("/a", .init(200, [], Feeds.marsh(posts: 1)))
    let terminal = try house.open("refresh")
    #expect(try terminal.waitForExit() == .exited(1))
    let text = String(decoding: terminal.output, as: UTF8.self)
    #expect(text.contains("3/3 · 2 failed"))
  }

  @Test("Ctrl-C ends a refresh between two feeds: what was fetched is kept, the rest is still due")
  func interrupted() throws {
    try subscribe("/a", "/b")
    server.script("/a", .init(200, [], Feeds.marsh(posts: 1)))
    var stalled = LoopbackServer.Answer(200, [], Feeds.marsh(posts: 5))
    stalled.ending = .stall(after: 1000)
    server.script("/b", stalled, .init(200, [], Feeds.marsh(posts: 5)))
    let terminal = try house.open("refresh")
    try terminal.waitFor("1/2")
    terminal.signal(SIGINT)
    #expect(try terminal.waitForExit() == .exited(1))
    #expect(String(decoding: terminal.output, as: UTF8.self).contains("stopped after 1 feed; the others are still due"))
    #expect(try house.run("status", "--json").output.contains("\"unread\":1}") == true)
    #expect(try house.run("refresh").status == 0)
    #expect(server.requests("/a").count == 1)
    #expect(try house.run("status", "--json").output.contains("\"unread\":6}") == true)
  }

  @Test("a body that unpacks to 100 MiB is refused, costs no memory, and leaves the old posts")
  func bomb() throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "head -c 104857600 /dev/zero | gzip -1"]
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    let packed = Array(output.fileHandleForReading.readDataToEndOfFile())
    process.waitUntilExit()
    try subscribe("/a")
    server.script(
      "/a", .init(200, [], Feeds.marsh(posts: 1)), .init(200, [("Content-Encoding", "gzip")], body: packed))
    #expect(try house.run("refresh").status == 0)
    let refused = try house.run("refresh", "--force")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("larger than 16 MiB"))
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    #expect(usage.ru_maxrss < 200_000, "kilobytes, of the largest program that these tests have run")
    #expect(try house.run("status", "--json").output.contains("\"unread\":1}"))
  }

  @Test("a password is in nothing that the program says")
  func passwords() throws {
    server.script(
      "/private", .init(200, [], "<rss version=\"2.0\"><channel><item><title>One</title></item></channel></rss>"))
    let address = server.url("/private", user: "me:s3cret")
    var said = [try house.run("add", address), try house.run("add", server.url("/none", user: "me:s3cret"))]
    for command in [["list"], ["list", "--json"], ["status", "--json"], ["query", "--json"], ["export", "opml"]] {
      said.append(try house.run(command))
    }
    said.append(try house.run("refresh", "--force", "--json"))
    #expect(said.allSatisfy { !($0.output + $0.errors).contains("s3cret") })
    #expect(server.requests("/private").allSatisfy { $0.header("Authorization") == "Basic bWU6czNjcmV0" })
    #expect(try house.run("remove", address).status == 0)
  }
}
