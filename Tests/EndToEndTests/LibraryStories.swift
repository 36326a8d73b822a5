import Foundation
import TestSupport
import Testing

@Suite("The library as text, and from other readers")
struct LibraryStories {
  private func home() throws -> Household {
    let house = try Household()
    let file = try house.write(
      """
      <opml><body><outline text="Birds"><outline text="Marsh" xmlUrl="https://marsh.example/rss"/></outline>
      <outline text="Dyke" xmlUrl="https://dyke.example/rss"/></body></opml>
      """, to: "subscriptions.opml")
    #expect(try house.run("import", "opml", file).status == 0)
    return house
  }

  private func list(_ house: Household) throws -> String { try house.run("list", "--json").output }

  private func leftovers(_ house: Household) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: house.home.path + "/.local/share/martlet").filter {
      $0.hasPrefix("subscriptions-")
    }
  }

  @Test("somebody files one feed elsewhere, drops another and adds a third, and takes it all back in the reader")
  func edits() throws {
    let house = try home()
    let before = try list(house)
    let fake = try house.editor(
      """
      sed -i -e 's/Birds/Waders/' -e '/dyke/d' "$1"
      echo 'reed.example/feed  "~Reed News"  interval:6h' >> "$1"
      """)
    let outcome = try house.run(["edit"], environment: fake)
    #expect(outcome.status == 0, "\(outcome.errors)")
    #expect(outcome.output == "Subscribed to 1 feed, unsubscribed from 1, changed 1.\n")
    let after = try list(house)
    #expect(after.contains("\"folder\":\"Waders\"") && after.contains("Reed News") && !after.contains("dyke.example"))
    #expect(try leftovers(house) == [])
    #expect(try house.replay("u").last?.contains("Undone: subscribed to 1 feed, unsubscribed from 1") == true)
    #expect(try list(house) == before)
  }

  @Test("a mistyped line is shown again with what is wrong, and mended; the rest of what was typed is not lost")
  func mends() throws {
    let house = try home()
    let fake = try house.editor(
      """
      if grep -q '^#! ' "$1"; then
        cp "$1" "$(dirname "$0")/shown"
        sed -i 's/intervall/interval/' "$1"
      else
        sed -i 's/^\\(https:..marsh.*\\)$/\\1 intervall:6h/' "$1"
      fi
      """)
    let outcome = try house.run(["edit"], environment: fake)
    #expect(outcome.output == "Changed Marsh.\n", "\(outcome.errors)")
    let shown = try String(contentsOfFile: house.home.path + "/shown", encoding: .utf8)
    let fault = "#! there is no setting 'intervall'; there are interval, keep, full-text, hidden, header"
    #expect(shown.contains(fault + "\nhttps://marsh.example/rss"))
  }

  @Test("a fault that is left as it is changes nothing, and the text is kept")
  func givesUp() throws {
    let house = try home()
    let before = try list(house)
    let fake = try house.editor("grep -q exec: \"$1\" || echo 'exec:true' >> \"$1\"")
    let outcome = try house.run(["edit"], environment: fake)
    #expect(outcome.status == 1)
    #expect(outcome.errors.contains("no http or https address; nothing was changed, and your text is in "))
    let kept = try #require(try leftovers(house).first)
    let text = try String(contentsOfFile: house.home.path + "/.local/share/martlet/" + kept, encoding: .utf8)
    #expect(text.contains("exec:true"))
    #expect(try list(house) == before)
  }

  @Test(
    "an editor that fails, is not there, or empties the file changes nothing",
    arguments: [("exit 3", Int32(1)), ("kill -9 $$", 1), (": > \"$1\"", 0), ("true", 0), ("rm \"$1\"", 1)])
  func changesNothing(script: String, status: Int32) throws {
    let house = try home()
    let before = try list(house)
    let outcome = try house.run(["edit"], environment: try house.editor(script))
    #expect(outcome.status == status)
    #expect(outcome.output == (status == 0 ? "Nothing changed.\n" : ""))
    #expect(try list(house) == before)
    #expect(try leftovers(house) == [])
    let missing = try house.run(["edit"], environment: ["VISUAL": "/no/such/editor", "EDITOR": "true"])
    #expect(missing.status == 1 && missing.errors.contains("/no/such/editor"))
  }

  @Test("an editor that is no person and only makes it worse comes to an end, and its text is kept")
  func endless() throws {
    let house = try home()
    let before = try list(house)
    let outcome = try house.run(["edit"], environment: house.editor("echo 'http://h/f bogus:1' >> \"$1\""))
    #expect(outcome.status == 1 && outcome.errors.contains("nothing was changed, and your text is in"))
    #expect(try list(house) == before)
  }

  @Test("a title or folder of several lines is one line, and the subscriptions can still be edited")
  func titlesOfSeveralLines() throws {
    let house = try home()
    _ = try house.run("add", "--title", "a\nb\u{1B}[1m", "--folder", "x\ny", "127.0.0.1:9/feed")
    #expect(try list(house).contains("\"title\":\"a b\""))
    let outcome = try house.run(["edit"], environment: house.editor("sed -i 's/Birds/Waders/' \"$1\""))
    #expect(outcome.status == 0, "\(outcome.errors)")
  }

  @Test("the editor's name may have arguments, and no shell sees any of it")
  func arguments() throws {
    let house = try home()
    var environment = try house.editor("echo \"$#:$1:$2\" > \"$(dirname \"$0\")/seen\"", name: "my editor")
    environment["EDITOR"] = "\(environment["EDITOR"] ?? "") $(touch\u{20}\(house.home.path)/ran) ;"
    _ = try house.run(["edit"], environment: environment)
    let seen = try String(contentsOfFile: house.home.path + "/seen", encoding: .utf8)
    #expect(seen.hasPrefix("4:$(touch:"))
    #expect(!FileManager.default.fileExists(atPath: house.home.path + "/ran"))
  }

  @Test("a feed that was removed comes back with u")
  func removes() throws {
    let house = try home()
    let before = try list(house)
    #expect(try house.run("remove", "dyke.example/rss").status == 0)
    #expect(try list(house) != before)
    let frames = try house.replay("u")
    #expect(frames.last?.contains("Undone: subscribed to Dyke") == true)
    #expect(try list(house) == before)
  }

  @Test("somebody comes from newsboat: folders, titles, hidden feeds; what runs programs stays behind")
  func movesFromNewsboat() throws {
    let house = try Household()
    let urls = try house.write(
      """
      https://marsh.example/rss birds "~The Marsh"
      https://dyke.example/rss birds later !
      "query:New birds:unread = \\"yes\\" and tags # \\"birds\\" and age < 7"
      "query:Pods:enclosure_type =~ \\"audio\\""
      exec:touch\u{20}ran
      "filter:cat:https://x.example/"
      """, to: ".newsboat/urls")
    let outcome = try house.run("import", "newsboat", urls)
    #expect(outcome.status == 0)
    #expect(
      outcome.output == """
        Imported 2 feeds, 1 view, 3 lines left out:
          exec:touch: a feed never runs a program here
          filter:cat:https://x.example/: a feed never runs a program here
          query:Pods:enclosure_type =~ "audio": Martlet's filters know no 'enclosure_type'

        """)
    #expect(try house.run("import", "newsboat", house.home.path + "/.newsboat").output.contains("2 were there already"))
    #expect(try house.run("views").output.contains("New birds  unread folder:birds newer:7d"))
    let opml = try house.run("export", "opml").output
    #expect(opml.contains("<outline text=\"birds\">") && opml.contains("category=\"birds,later\""))
    let other = try Household()
    let file = try other.write(opml, to: "a.opml")
    #expect(try other.run("import", "opml", file).status == 0)
    #expect(try other.run("export", "opml").output == opml)
    let foreign = try house.run("import", "newsboat", house.database)
    #expect(foreign.status == 1 && foreign.errors.contains("no cache of newsboat's"))
    #expect(try house.run("import", "newsboat", "/no/such/urls").status == 1)
  }
}
