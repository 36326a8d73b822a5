import Foundation
import TestSupport
import Testing

/// What comes in by files and arguments.
@Suite("Ways in")
struct DoorStories {
  @Test("a file whose name is not UTF-8 is opened like any other, and shown with U+FFFD")
  func names() throws {
    let house = try Household()
    let outcome = try house.shell(
      """
      cd "$HOME"; name="$(printf 'caf\\351.html')"; printf '<p>Tide</p>' > "$name"
      "$MARTLET" render "$name" && "$MARTLET" "$name" --keys j --frames - --size 60x8
      "$MARTLET" parse "$name"; "$MARTLET" render "$(printf 'no\\351')"; "$MARTLET" list --data-dir "$(printf 'd\\351')"
      """)
    #expect(outcome.output.contains("Tide\n") && outcome.output.contains("caf\u{FFFD}.html"))
    #expect(
      outcome.errors == """
        martlet: cannot parse 'caf\u{FFFD}.html': it is an HTML page, not a feed
        martlet: there is no file 'no\u{FFFD}'; check its name
        martlet: the name of --data-dir is not UTF-8; name another folder; see martlet help list

        """)
  }

  @Test(
    "what has no end is told after a while, and what a pipe gives is read to its end", arguments: ["render", "parse"])
  func endless(command: String) throws {
    let house = try Household()
    let device = try house.run(command, "/dev/zero")
    #expect(device.status == 1 && device.output.isEmpty)
    #expect(
      device.errors == "martlet: '/dev/zero' does not end within 256 MiB; save what is in it to a file\n")
    let outcome = try house.shell(
      "cd \"$HOME\"; mkfifo pipe; printf '<rss><channel><title>T</title></channel></rss>' > pipe & "
        + "\"$MARTLET\" \(command) pipe")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
  }

  @Test("newsboat's urls are read from a pipe too")
  func pipedURLs() throws {
    let outcome = try Household().shell(
      "cd \"$HOME\"; mkfifo pipe; echo https://marsh.example/rss > pipe & \"$MARTLET\" import newsboat \"$HOME/pipe\"")
    #expect(outcome.output == "Imported 1 feed.\n" && outcome.errors.isEmpty)
  }

  @Test("files of settings that are pipes, or made to keep a reader busy, are told and cost no time")
  func hostileSettings() throws {
    let house = try Household()
    let nested = (0..<40).map { String(repeating: " ", count: $0 * 4) + "? - ? a\n" }.joined()
    try house.write(nested + nested, to: ".config/martlet/themes/busy.yaml")
    try house.write("theme: paper\nlayout: auto\ntheme: night\n", to: ".config/martlet/config.yaml")
    let outcome = try house.shell("mkfifo \"$HOME/.config/martlet/themes/pipe.yaml\"; \"$MARTLET\" themes")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("busy.yaml:1: only text can be a key"))
    #expect(outcome.output.contains("pipe.yaml: this is no regular file"))
    let config = try house.run("config")
    #expect(config.status == 1)
    #expect(
      config.errors == "martlet: config.yaml, line 1: 'theme' stands here and again below; keep one of them\n")
    let latin = try house.shell(
      "printf 'layout: auto\\ntheme: caf\\351\\n' > \"$HOME/.config/martlet/config.yaml\"; \"$MARTLET\" config > /dev/null"
    )
    #expect(
      latin.errors == "martlet: config.yaml, line 2: this is not UTF-8; save the file as UTF-8 in your editor\n")
  }

  @Test(
    "wrong usage is told in Martlet's own words, with where help is",
    arguments: [
      (["help", "nosuch"], "there is no command 'nosuch' to help with; see martlet --help"),
      (["help", "rfresh"], "there is no command 'rfresh' to help with; did you mean refresh?"),
      (
        ["query", "--limit", "-1"],
        "--limit needs a value; one that begins with - is written --limit=-1; see martlet help query"
      ),
      (["query", "--limit=-1"], "--limit is a number from 0 on; see martlet help query"),
      (["query", "--limit", "x"], "'x' is no value for --limit; see martlet help query"),
      (
        ["render", "--format", "pdf", "x"],
        "'pdf' is no value for --format; it is one of html, text; see martlet help render"
      ),
      (["refresh", "--forse"], "unknown option '--forse'; did you mean '--force'?"),
      (["add"], "missing argument '<url>'; see martlet help add"),
      (["status", "now"], "unexpected argument 'now'; see martlet help status"),
      (["--data-dir=", "status"], "--data-dir is followed by an empty name; name a folder; see martlet help status"),
    ])
  func usage(arguments: [String], message: String) throws {
    let outcome = try Household().run(arguments)
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(outcome.errors == "martlet: \(message)\n")
  }

  @Test("a bare word or a file is not subscribed to, and a feed that was found is named")
  func adding() throws {
    let house = try Household()
    let word = try house.run("add", "marsh")
    #expect(
      word.errors == "martlet: 'marsh' is no http or https address; give one such as https://marsh or marsh.org\n")
    let file = try house.write(Feeds.marsh(posts: 1), to: "feed.xml")
    #expect(try house.run("add", file).errors.contains("is a file, which martlet opens by its name"))
    #expect(try house.run("list", "--json").output == "{\"subscriptions\":[]}\n")
    let server = try LoopbackServer()
    server.script("/", .init(200, [("Content-Type", "text/html")], "<html><body><p>Marsh</p></body></html>"))
    server.script("/feed", .init(200, [], Feeds.marsh(posts: 3)))
    let added = try house.run("add", server.url("/"))
    #expect(added.status == 0 && added.output == "Added Marsh Notes (3 posts): \(server.url("/feed"))\n")
    let terminal = try house.open()
    terminal.type("a\(server.url("/none"))\r")
    try terminal.waitFor("Added, but not fetched: the server answered 404 Not Found")
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("newsboat's keymap lists a key that differs from pane to pane with the panes")
  func keys() throws {
    let house = try Household()
    try house.write("keymap: newsboat\n", to: ".config/martlet/config.yaml")
    let lines = try house.run("keys").output.split(separator: "\n")
    #expect(lines.contains { $0.hasPrefix("  u ") && $0.contains(" links ") })
    #expect(lines.contains { $0.hasPrefix("  u(feeds) U ") && $0.contains(" undo ") })
    #expect(lines.contains { $0.hasPrefix("  g(feeds) Home ") && $0.contains(" top ") })
  }

  @Test("a disk that fills up in a refresh is told with what was saved before")
  func fullDisk() throws {
    let house = try Household()
    let server = try LoopbackServer()
    var outlines = ""
    for number in 1...30 {
      server.script("/\(number)", .init(200, [], Self.noise(words: 40_000, seed: UInt64(number))))
      outlines += "<outline xmlUrl=\"\(server.url("/\(number)"))\"/>"
    }
    let file = try house.write("<opml><body>\(outlines)</body></opml>", to: "feeds.opml")
    #expect(try house.run("import", "opml", file).status == 0)
    // Blocks of 512 bytes: two megabytes for a file.
    let outcome = try house.shell("ulimit -f 4000; \"$MARTLET\" refresh")
    #expect(outcome.status == 1)
    #expect(
      outcome.errors.contains("saved before, the others are still due")
        && !outcome.errors.contains("nothing was changed"),
      "\(outcome.errors)")
    #expect(try !house.run("status", "--json").output.contains("\"unread\":0"))
  }

  @Test("a feed that is added while the disk has no room for its posts stays subscribed, and that is said")
  func addedToFullDisk() throws {
    let house = try Household()
    let server = try LoopbackServer()
    server.script("/feed", .init(200, [], Self.noise(words: 200_000, seed: 1)))
    #expect(try house.run("status").status == 0)
    let outcome = try house.shell("ulimit -f 1000; \"$MARTLET\" add \(server.url("/feed"))")
    #expect(outcome.status == 1 && outcome.errors.contains("the feed stays subscribed"), "\(outcome.errors)")
    #expect(try house.run("list").output.contains(server.url("/feed")))
  }

  /// A feed with one post of words that nothing makes smaller.
  private static func noise(words count: Int, seed: UInt64) -> String {
    var dice = Dice(seed: seed)
    let text = (0..<count).map { _ in String(dice.next() >> 32, radix: 36) }.joined(separator: " ")
    return "<rss><channel><item><guid>1</guid><description>\(text)</description></item></channel></rss>"
  }
}
