import Foundation
import Screens
import TestSupport
import Testing

/// Posts and their enclosures leave the reader.
@Suite("Sending on, with the built program")
struct SendingStories {
  @Test("somebody saves a post three times, in three forms, and no file takes the place of another")
  func savesPosts() throws {
    let house = try Household()
    let page = "<title>Reed &amp; Mere</title><h2>Dawn</h2><p>The <b>harrier</b>.</p><script>alert(1)</script>"
    let file = try house.write(page, to: "page.html")
    let frames = try house.replay(
      "w<C-u>~/<CR>w<C-u>~/Reed & Mere.md<CR>w<C-u>~/a.html<CR>w<C-u>~/b.txt<CR>w<C-u>~/none/c<CR>", files: [file])
    #expect(frames.contains { $0.contains("Saved as ~/Reed & Mere.md") })
    #expect(frames.contains { $0.contains("That name is taken; saved as ~/Reed & Mere 2.md") })
    #expect(frames.last?.contains("There is no folder ~/none/; nothing was saved") == true)
    let markdown = try house.read("Reed & Mere.md")
    #expect(markdown.hasPrefix("# Reed & Mere\n"))
    #expect(markdown.contains("## Dawn\n\nThe **harrier**.\n"))
    #expect(try house.read("Reed & Mere 2.md") == markdown)
    let html = try house.read("a.html")
    #expect(html.contains("<title>Reed &amp; Mere</title>") && html.contains("<b>harrier</b>"))
    #expect(!html.contains("script"))
    #expect(try house.read("b.txt").hasPrefix("Reed & Mere\n"))
    let names = try FileManager.default.contentsOfDirectory(atPath: house.home.path)
    #expect(!names.contains { $0.hasPrefix(".martlet") })
  }

  @Test("somebody pipes a post to programs: they have the terminal, and the reader comes back")
  func pipes() throws {
    let house = try Household()
    let file = try house.write(Feeds.marsh(posts: 2), to: "marsh.xml")
    let terminal = try house.open(file)
    try terminal.waitFor("Note 2 from the marsh")
    terminal.type("<CR>")
    try terminal.waitFor("Note 1, paragraph 1.")
    terminal.type("|head -n 1<CR>")
    try terminal.waitFor("[Enter goes back to Martlet]")
    terminal.type("<C-c>")
    #expect(terminal.screen.rows.contains { $0.hasPrefix("# Note 1 from the marsh") })
    terminal.type("<CR>")
    try terminal.waitFor("Gave the post to head")
    // It reads keys from the terminal, not from its input.
    terminal.type("|sh -c 'cat > ~/piped.md; echo ready; read key < /dev/tty; exit 3'<CR>")
    try terminal.waitFor("ready")
    terminal.type("x<CR>")
    try terminal.waitFor("[Enter goes back to Martlet]")
    terminal.type("<CR>")
    try terminal.waitFor("sh ended with status 3")
    #expect(try house.read("piped.md").contains("The end of note 1."))
    terminal.type("|no-such-program<CR>")
    try terminal.waitFor("There is no program no-such-program")
    // It reads nothing of what it is given.
    terminal.type("|true<CR>")
    try terminal.waitFor("[Enter goes back to Martlet]")
    terminal.type("<CR>")
    try terminal.waitFor("Gave the post to true")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  /// A feed with a post that has some enclosures.
  private func feed(_ enclosures: String) -> String {
    """
    <rss version="2.0"><channel><title>Casts</title><item><title>Episode</title><guid>1</guid>
    <pubDate>20 Sep 2026 06:00:00 GMT</pubDate><description>Listen.</description>\(enclosures)</item></channel></rss>
    """
  }

  @Test("somebody opens an enclosure with the program for its type, and another as a link")
  func opensEnclosures() throws {
    let house = try Household()
    try house.write(
      "programs:\n  audio: sh -c 'echo \"$@\" >> ~/opened' audio --seek=0\nbrowser: [sh, -c, 'echo \"$@\" >> ~/opened', web]\n",
      to: ".config/martlet/config.yaml")
    let file = try house.write(
      feed(
        """
        <enclosure url="https://casts.example/1.mp3" type="audio/mpeg" length="5"/>
        <enclosure url="https://casts.example/$(x).zip" type="application/zip" length="5"/>
        """), to: "casts.xml")
    let terminal = try house.open(file)
    try terminal.waitFor("Listen.")
    terminal.type("e")
    try terminal.waitFor("Enclosures")
    terminal.type("<CR>")
    try terminal.waitFor("Opened https://casts.example/1.mp3")
    terminal.type("ej<CR>")
    try terminal.waitFor("Opened https://casts.example/$(x).zip")
    #expect(
      try house.read("opened") == "--seek=0 https://casts.example/1.mp3\nhttps://casts.example/$(x).zip\n")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("over SSH without a browser a link is copied to the clipboard of the user's own machine")
  func copiesOverSSH() throws {
    let house = try Household()
    let file = try house.write(feed("<link>https://casts.example/e</link>"), to: "casts.xml")
    let terminal = try house.open(file, environment: ["SSH_CONNECTION": "192.0.2.1 1 192.0.2.2 22"])
    try terminal.waitFor("Listen.")
    terminal.type("o")
    try terminal.waitFor("Copied, as no browser is known here: https://casts.example/e")
    #expect(terminal.emulator.commands.last == "52;c;" + Data("https://casts.example/e".utf8).base64EncodedString())
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("somebody saves an enclosure; the line breaks off, and they save the rest of it")
  func savesEnclosures() throws {
    let house = try Household()
    let server = try LoopbackServer()
    let body = String(repeating: "0123456789", count: 30_000)
    let head = [("ETag", "\"one\""), ("Content-Disposition", "attachment; filename=\"../Episode 1.mp3\"")]
    var first = LoopbackServer.Answer(200, head, body)
    first.ending = .cut(after: 123_456)
    let rest = LoopbackServer.Answer(
      206, head + [("Content-Range", "bytes 123456-299999/300000")], String(body.dropFirst(123_456)))
    server.script("/e/1.mp3", first, rest, .init(200, head, body))
    server.script(
      "/feed.xml",
      .init(200, [], feed("<enclosure url=\"\(server.url("/e/1.mp3"))\" type=\"audio/mpeg\" length=\"300000\"/>")))
    #expect(try house.run("add", server.url("/feed.xml")).status == 0)
    try house.write("XDG_DOWNLOAD_DIR=\"$HOME/casts\"\n", to: ".config/user-dirs.dirs")
    try house.write("", to: "casts/other")

    let broken = try house.replay("<CR>ew")
    #expect(broken.last?.contains("Episode 1.mp3 broke off: the answer was cut short; try later; w") == true)
    #expect(try house.read("casts/Episode 1.mp3.part").count == 123_456)
    let whole = try house.replay("<CR>ew")
    #expect(whole.last?.contains("Saved ~/casts/Episode 1.mp3, 300 kB") == true)
    #expect(try house.read("casts/Episode 1.mp3") == body)
    let again = try house.replay("<CR>ew")
    #expect(again.last?.contains("Saved ~/casts/Episode 1 2.mp3, 300 kB") == true)
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: house.home.appendingPathComponent("casts").path).sorted()
        == ["Episode 1 2.mp3", "Episode 1.mp3", "other"])
    let asked = server.requests("/e/1.mp3")
    #expect(asked.map { $0.header("Range") } == [nil, "bytes=123456-", nil])
  }

  @Test("somebody saves the same enclosure in two readers at once, and both have it whole")
  func savesTwice() throws {
    let house = try Household()
    let server = try LoopbackServer()
    let etag = [("ETag", "\"one\"")]
    var first = LoopbackServer.Answer(200, etag, "0123456789")
    first.ending = .stall(after: 4)
    let rest = LoopbackServer.Answer(206, etag + [("Content-Range", "bytes 4-9/10")], "456789")
    server.script("/1.ogg", first, .init(200, etag, "0123456789"), rest)
    server.script(
      "/feed.xml", .init(200, [], feed("<enclosure url=\"\(server.url("/1.ogg"))\" type=\"audio/ogg\"/>")))
    #expect(try house.run("add", server.url("/feed.xml")).status == 0)
    try house.write("XDG_DOWNLOAD_DIR=\"$HOME/casts\"\n", to: ".config/user-dirs.dirs")
    try house.write("", to: "casts/other")
    let terminal = try house.open()
    try terminal.waitFor("Episode")
    terminal.type("<CR>")
    try terminal.waitFor("Listen.")
    terminal.type("ewq")
    try terminal.waitFor("saving 1.ogg")
    try terminal.waitFor("of 1 kB")

    let other = try house.replay("<CR>ew")
    #expect(other.last?.contains("Saved ~/casts/1 2.ogg, 1 kB") == true)
    #expect(try house.read("casts/1 2.ogg") == "0123456789")
    #expect(try house.read("casts/1.ogg.part") == "0123")

    terminal.type(":stop-saving<CR>")
    try terminal.waitFor("Stopped saving 1.ogg; w goes on with it")
    terminal.type("ewq")
    try terminal.waitFor("Saved ~/casts/1.ogg, 1 kB")
    #expect(try house.read("casts/1.ogg") == "0123456789")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: house.home.appendingPathComponent("casts").path).sorted()
        == ["1 2.ogg", "1.ogg", "other"])
    #expect(server.requests("/1.ogg").map { $0.header("Range") } == [nil, nil, "bytes=4-"])
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("a server that gives some bytes of a file and calls them all is not believed")
  func refusesParts() throws {
    let house = try Household()
    let server = try LoopbackServer()
    let etag = [("ETag", "\"one\"")]
    var cut = LoopbackServer.Answer(200, etag, "0123456789")
    cut.ending = .cut(after: 2)
    server.script(
      "/1.ogg", .init(206, etag + [("Content-Range", "bytes 0-1/-5")], "01"), cut,
      .init(206, etag + [("Content-Range", "bytes 2-3/10")], "23"),
      .init(206, etag + [("Content-Range", "bytes 4-9/10")], "456789"))
    server.script(
      "/feed.xml", .init(200, [], feed("<enclosure url=\"\(server.url("/1.ogg"))\" type=\"audio/ogg\"/>")))
    #expect(try house.run("add", server.url("/feed.xml")).status == 0)
    try house.write("XDG_DOWNLOAD_DIR=\"$HOME/casts\"\n", to: ".config/user-dirs.dirs")
    try house.write("", to: "casts/other")
    let refused = try house.replay("<CR>ew")
    #expect(refused.last?.contains("1.ogg was not saved: the server gives only a part of it; try later") == true)
    for part in ["01", "0123"] {
      let broken = try house.replay("<CR>ew")
      #expect(broken.last?.contains("1.ogg broke off: the answer was cut short; try later; w goes on with") == true)
      #expect(try house.read("casts/1.ogg.part") == part)
    }
    let whole = try house.replay("<CR>ew")
    #expect(whole.last?.contains("Saved ~/casts/1.ogg, 1 kB") == true)
    #expect(try house.read("casts/1.ogg") == "0123456789")
  }

  @Test("somebody stops the saving of a large file and reads on meanwhile")
  func stopsSaving() throws {
    let house = try Household()
    let server = try LoopbackServer()
    var answer = LoopbackServer.Answer(200, [], String(repeating: "x", count: 51_000_000))
    answer.ending = .stall(after: 17_340_000)
    server.script("/big.ogg", answer)
    server.script(
      "/feed.xml", .init(200, [], feed("<enclosure url=\"\(server.url("/big.ogg"))\" type=\"audio/ogg\"/>")))
    #expect(try house.run("add", server.url("/feed.xml")).status == 0)
    let terminal = try house.open()
    try terminal.waitFor("Episode")
    terminal.type("<CR>")
    try terminal.waitFor("Listen.")
    terminal.type("ewq")
    try terminal.waitFor("saving big.ogg")
    try terminal.waitFor("of 51.0 MB")
    terminal.type(":stop-saving<CR>")
    try terminal.waitFor("Stopped saving big.ogg; w begins it anew")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }
}
