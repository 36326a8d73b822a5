import Foundation
import Glibc
import Screens
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

  @Test("a proxy that cannot be reached is named, and not the feed's server")
  func deadProxy() throws {
    let proxy = ["http_proxy": "http://127.0.0.9:1", "no_proxy": ""]
    let outcome = try house.run(["add", "http://marsh.example/feed"], environment: proxy)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("the proxy cannot be reached; check the variable http_proxy"))
    #expect(!outcome.errors.contains("refuses"))
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

  @Test(
    "a feed that is read over TLS and turns into a redirect to plain http is not followed there; its posts stay",
    .enabled(if: TLSServer.isThere))
  func downgrade() throws {
    let head = "HTTP/1.0 200 OK\nContent-Type: application/rss+xml\n\n"
    server.script("/plain", .init(200, [], Feeds.marsh(posts: 2)))
    let secure = try TLSServer(
      in: house.home.appendingPathComponent("tls"),
      answers: [
        "feed": head + Feeds.marsh(posts: 1),
        "lower": "HTTP/1.0 301 Moved\nLocation: \(server.url("/plain"))\n\n",
      ])
    #expect(try house.run(["add", secure.url("feed")], environment: secure.environment).status == 0)
    #expect(try house.run("list").output.contains("Marsh Notes"))
    let outcome = try house.run(["add", secure.url("lower")], environment: secure.environment)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("redirects from https to http, which is not followed"))
    #expect(server.requests.isEmpty)
    // Nor is a certificate believed that nobody named.
    #expect(try house.run("refresh", secure.url("feed")).errors.contains("self-signed certificate"))
    #expect(try house.run("status", "--json").output.contains("\"unread\":1"))
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
    #expect(try house.run("status", "--json").output.contains("\"unread\":1,") == true)
    #expect(try house.run("refresh").status == 0)
    #expect(server.requests("/a").count == 1)
    #expect(try house.run("status", "--json").output.contains("\"unread\":6,") == true)
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
    let refused = try house.run(["refresh", "--force"], memoryLimit: 120_000)
    #expect(refused.status == 1)
    #expect(refused.errors.contains("larger than 16 MiB"))
    #expect(try house.run("status", "--json").output.contains("\"unread\":1,"))
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

  @Test("while another process writes, posts are opened all the same; a star is shown once it is saved")
  func lockedByAnother() throws {
    server.script("/marsh", .init(200, [], Feeds.marsh(posts: 3)))
    #expect(try house.run("add", server.url("/marsh")).status == 0)
    let reader = try house.open()
    try reader.waitFor("Note 1 from the marsh")
    // The lock of who writes is this byte of the log's index (SQLite's file format, 2.3.1).
    let index = open(house.database + "-shm", O_RDWR)
    defer { close(index) }
    var lock = flock(l_type: Int16(F_WRLCK), l_whence: Int16(SEEK_SET), l_start: 120, l_len: 1, l_pid: 0)
    #expect(fcntl(index, F_SETLK, &lock) == 0)
    reader.type("s<CR>")
    try reader.waitFor("paragraph 1.")
    #expect(!reader.screen.rows.contains { $0.contains("★") })
    lock.l_type = Int16(F_UNLCK)
    #expect(fcntl(index, F_SETLK, &lock) == 0)
    try reader.waitFor("★")
    reader.type("q")
  }
}
