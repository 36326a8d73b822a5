import Foundation
import TestSupport
import Testing

@Suite("Commands")
struct CommandStories {
  @Test("what a theme file says that nothing understands is told with file and line, by the commands and the reader")
  func themeWarnings() throws {
    let house = try Household()
    try house.write("fonts: big\nstyles:\n  text: {fg: red}\n", to: ".config/martlet/themes/own.yaml")
    try house.write("theme: own\n", to: ".config/martlet/config.yaml")
    let told = "nothing is called 'fonts'"
    let themes = try house.run("themes")
    #expect(themes.status == 0 && themes.output.contains(told), "\(themes.output)")
    let config = try house.run("config")
    #expect(config.status == 1 && config.errors.contains("own.yaml") && config.errors.contains(told))
    let terminal = try house.open()
    try terminal.waitFor(told)
    terminal.type("Q")
    #expect(try terminal.waitForExit() == .exited(0))
  }

  @Test("somebody subscribes, asks what there is, refreshes and unsubscribes")
  func subscribes() throws {
    let house = try Household()
    let server = try LoopbackServer()
    server.script(
      "/feed.xml", .init(200, [("ETag", "\"one\"")], Feeds.marsh(posts: 3)), .init(304, [("ETag", "\"one\"")], ""))
    let url = server.url("/feed.xml")
    #expect(try house.run("add", url, "--folder", "Birds").status == 0)

    let list = try house.run("list", "--json")
    #expect(list.status == 0)
    let object = try #require(JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [String: Any])
    let subscription = try #require((object["subscriptions"] as? [[String: Any]])?.first)
    #expect(subscription["url"] as? String == url)
    #expect(subscription["title"] as? String == "Marsh Notes")
    #expect(subscription["folder"] as? String == "Birds")
    #expect(subscription["unread"] as? Int == 3)

    let refreshed = try house.run("refresh", "--force", "--json")
    #expect(refreshed.status == 0)
    #expect(refreshed.output.contains("\"not_modified\":1"))
    #expect(server.requests("/feed.xml").last?.header("If-None-Match") == "\"one\"")

    let status = try house.run("status", "--json")
    #expect(status.output.contains("\"unread\":3"))
    #expect(try house.run("remove", url).status == 0)
    #expect(try house.run("list").status == 0)
    #expect(try house.run("status", "--json").output.contains("\"feeds\":0"))
  }

  @Test("somebody moves in with an OPML file and newsboat's urls, and out again with an OPML file")
  func movesInAndOut() throws {
    let house = try Household()
    let file = try house.write(
      """
      <opml version="1.0"><body><outline text="Birds"><outline text="Marsh" xmlUrl="https://marsh.example/rss" note="n"/>
      <outline text="Dyke" xmlUrl="https://dyke.example/rss"/></outline><outline text="x" xmlUrl="exec:true"/></body></opml>
      """, to: "subscriptions.opml")
    let first = try house.run("import", "opml", file)
    #expect(first.status == 0)
    #expect(
      first.output == "Imported 2 feeds, 1 line left out:\n  exec:true: only http and https are followed\n")
    let urls = try house.write("https://marsh.example/rss tag\nhttps://reed.example/ Reeds \"~Reed\"\n", to: "urls")
    #expect(try house.run("import", "newsboat", urls).output == "Imported 1 feed, 1 was there already.\n")
    let exported = try house.run("export", "opml")
    #expect(exported.status == 0)
    #expect(exported.output.contains("<outline text=\"Birds\">"))
    #expect(exported.output.contains("xmlUrl=\"https://marsh.example/rss\" note=\"n\"/>"))

    let other = try Household()
    let copy = try other.write(exported.output, to: "copy.opml")
    #expect(try other.run("--data-dir", other.home.path + "/d", "import", "opml", copy).output == "Imported 3 feeds.\n")
    #expect(try other.run("export", "opml", "--data-dir", other.home.path + "/d").output == exported.output)
    let page = try other.write("<html><p>Log in</p></html>", to: "page.html")
    let refused = try other.run("import", "opml", page)
    #expect(refused.status == 1 && refused.errors.hasSuffix("cannot be imported: it is no OPML\n"))
  }

  @Test(
    "a feed is printed as JSON, and nothing but a feed",
    arguments: [
      ("marsh.xml", Feeds.marsh(posts: 2), Int32(0)), ("page.html", "<html><p>no feed</p></html>", 1), ("empty", "", 1),
    ])
  func parses(name: String, source: String, status: Int32) throws {
    let house = try Household()
    let outcome = try house.run("parse", try house.write(source, to: name))
    #expect(outcome.status == status)
    if status == 0 {
      let object = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
      #expect((object["entries"] as? [Any])?.count == 2)
    } else {
      #expect(outcome.output.isEmpty)
      #expect(outcome.errors.split(separator: "\n").count == 1)
    }
  }

  @Test("an article is reflowed to a width, from a file or from standard input")
  func renders() throws {
    let house = try Household()
    let page = try house.write("<h1>Heron</h1><p>\(String(repeating: "reed ", count: 60))</p>", to: "page.html")
    let outcome = try house.run("render", page, "--width", "40")
    #expect(outcome.status == 0)
    #expect(outcome.output.split(separator: "\n").allSatisfy { $0.count <= 40 })
    #expect(outcome.output.contains("Heron"))
    let typed = try house.run("render", "-", "--format", "text", input: "one line\n")
    #expect(typed.output.contains("one line"))
  }

  @Test("themes, keys and settings are listed", arguments: ["themes", "keys", "config"])
  func lists(command: String) throws {
    let outcome = try Household().run(command)
    #expect(outcome.status == 0)
    #expect(!outcome.output.isEmpty && outcome.errors.isEmpty)
  }

  @Test("the same keys give the same frames on every run")
  func replays() throws {
    let house = try Household()
    let file = try house.write(Feeds.marsh(posts: 5), to: "marsh.xml")
    let keys = "jj<CR><Space><Wait:3s>h<Resize:100x30>s"
    let first = try house.replay(keys, files: [file])
    #expect(first.count == 9)
    #expect(first[0].hasPrefix("--- frame 0 start 80x24 cursor 4,0\n"))
    #expect(first[1].hasPrefix("--- frame 1 key j 80x24 cursor 4,1\n"))
    #expect(first[3].contains("Note 3, paragraph 1."))
    #expect(first[5].contains("\n    Note 3"), "three seconds and half a page later it is read")
    #expect(first[8].contains("  ★ Note 3"))
    #expect(try house.replay(keys, files: [file]) == first)
  }
}

@Suite("Bad input")
struct BadInputStories {
  private func expectOneLine(_ outcome: Household.Outcome, status: Int32, _ text: String) {
    #expect(outcome.status == status)
    #expect(!outcome.isCrash)
    #expect(outcome.errors.hasPrefix("martlet: "))
    #expect(outcome.errors.hasSuffix("\n") && outcome.errors.split(separator: "\n").count == 1)
    #expect(outcome.errors.utf8.count <= 500)
    #expect(text.isEmpty || outcome.errors.contains(text), "\(outcome.errors)")
  }

  @Test(
    "wrong usage is status 2 and one line",
    arguments: [
      ["--bogus"], ["parse"], ["render", "x.html", "--width", "many"], ["--theme"], ["--keys", "jj"],
      ["--keys", "<Jump>", "--frames", "/dev/null"], ["--keys", "j", "--frames", "/dev/null", "--size", "large"],
    ])
  func usage(arguments: [String]) throws {
    let house = try Household()
    let outcome = try house.run(arguments)
    expectOneLine(outcome, status: 2, "")
  }

  @Test("a missing file is named, and a misspelt command is guessed")
  func missingFiles() throws {
    let house = try Household()
    expectOneLine(try house.run("refesh"), status: 1, "did you mean refresh?")
    expectOneLine(try house.run("/no/such/feed.xml"), status: 1, "/no/such/feed.xml")
    expectOneLine(try house.run("parse", house.home.path), status: 1, "folder")
  }

  @Test("a database from a newer Martlet, or one that is damaged, is left as it is and named")
  func foreignDatabases() throws {
    let house = try Household()
    try house.write(String(repeating: "not a database ", count: 500), to: ".local/share/martlet/martlet.db")
    let before = try Data(contentsOf: URL(fileURLWithPath: house.database))
    let outcome = try house.run("list")
    #expect(outcome.status == 1)
    #expect(outcome.errors.split(separator: "\n").count == 1)
    let kept = try FileManager.default.contentsOfDirectory(atPath: house.home.path + "/.local/share/martlet")
    #expect(
      kept.contains { name in
        (try? Data(contentsOf: URL(fileURLWithPath: house.home.path + "/.local/share/martlet/" + name))) == before
      })
  }

  @Test("a file with one post opens it, whatever Enter is bound to")
  func onePost() throws {
    let house = try Household()
    try house.write("keys:\n  <CR>: toggle-star\n", to: ".config/martlet/config.yaml")
    let file = try house.write(Feeds.marsh(posts: 1), to: "marsh.xml")
    #expect(try house.replay("<Wait:1s>", files: [file]).last?.contains("Note 1, paragraph 1.") == true)
  }

  @Test("a broken config file or theme is told in the status line, and the reader goes on")
  func brokenSettings() throws {
    let house = try Household()
    try house.write("theme: night\nmeasure: huge\n", to: ".config/martlet/config.yaml")
    let file = try house.write(Feeds.marsh(posts: 2), to: "marsh.xml")
    let first = try #require(try house.replay("", files: [file]).first)
    #expect(first.contains("config.yaml, line 2: measure must be a number from 20 to 200"))
    #expect(first.contains("Note 2 from the marsh"))
    try house.write("theme: nowhere\n", to: ".config/martlet/config.yaml")
    #expect(try house.replay("", files: [file]).first?.contains("nowhere") == true)
    expectOneLine(try house.run("--theme", "nowhere", file), status: 1, "nowhere")
  }
}
