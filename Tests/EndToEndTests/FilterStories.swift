import Foundation
import TestSupport
import Testing

@Suite("Filters in scripts")
struct FilterStories {
  private let house: Household

  init() throws {
    house = try Household()
    let server = try LoopbackServer()
    server.script("/feed.xml", .init(200, [], Feeds.marsh(posts: 4)))
    #expect(try house.run("add", server.url("/feed.xml"), "--folder", "Birds/Marsh").status == 0)
  }

  private func titles(_ expression: String, _ options: String...) throws -> [String] {
    let outcome = try house.run(["query", "--json"] + options + ["--", expression])
    #expect(outcome.status == 0, "\(outcome.errors)")
    let object = try JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any]
    let entries = object?["entries"] as? [[String: Any]] ?? []
    return entries.compactMap { ($0["title"] as? String)?.components(separatedBy: " ").last }
  }

  @Test("somebody tags what is to be read, hides the rest, and takes it back in the reader")
  func tags() throws {
    #expect(try house.run("mark", "tag:to read", "curlew or avocet").output == "Marked 2 entries tag:to read.\n")
    #expect(try titles("tag:\"to read\"") == ["curlew", "avocet"])
    #expect(try titles("-tagged folder:marsh") == ["bittern", "harrier"])
    #expect(
      try house.run("mark", "untag:x\u{1B}[31m\u{9B}y", "curlew").output.allSatisfy {
        $0 == "\n" || $0 >= " " && $0 < "\u{7F}"
      })
    #expect(try house.run("mark", "hidden", "-tagged").status == 2, "-- comes before a minus")
    #expect(try house.run("mark", "hidden", "--", "-tagged").status == 0)
    #expect(try titles("") == ["curlew", "avocet"])
    #expect(try titles("hidden") == ["bittern", "harrier"])
    #expect(try house.run("query", "--json", "avocet").output.contains("\"tags\":[\"to read\"]"))
    #expect(try house.replay("u").last?.contains("2 posts shown again") == true)
    #expect(try house.replay("u").last?.contains("2 posts without the tag 'to read' again") == true)
    #expect(try titles("tagged").isEmpty && titles("").count == 4)
  }

  @Test("a word with its passage, the best match first")
  func ranked() throws {
    let outcome = try house.run("query", "--rank", "--limit", "1", "\"end of note 3\"")
    #expect(outcome.output.contains("The end of note 3."))
    #expect(outcome.output.split(separator: "\n").count == 2)
    #expect(try titles("bittern", "--rank") == ["bittern"])
  }

  @Test("what is found goes out as a JSON Feed that reads as the same entries")
  func exports() throws {
    let outcome = try house.run("export", "json", "newer:36h")
    let object = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    #expect(object["version"] as? String == "https://jsonfeed.org/version/1.1")
    let items = try #require(object["items"] as? [[String: Any]])
    #expect(items.map { $0["id"] as? String } == ["https://marsh.example/1", "https://marsh.example/2"])
    #expect((items[0]["content_html"] as? String)?.hasPrefix("<h2>Morning</h2>") == true)
    let file = try house.write(outcome.output, to: "out.json")
    #expect(try house.run("parse", file).output.contains("Note 2 from the marsh: curlew"))
  }

  @Test("views are saved, listed, renamed and removed")
  func views() throws {
    #expect(try house.run("views", "add", "Long ago", "older:1y").status == 0)
    #expect(try house.run("views", "rename", "long ago", "Old").status == 0)
    #expect(try house.run("views").output == "Old  older:1y\n")
    #expect(
      try house.run("views", "list", "--json").output
        == "{\"views\":[{\"expression\":\"older:1y\",\"name\":\"Old\"}]}\n")
    #expect(try house.run("views", "remove", "old").status == 0)
    #expect(try house.run("views", "remove", "old").status == 1)
  }

  @Test(
    "an expression that cannot be read is pointed at, in one line",
    arguments: [
      ["query", "newer:3x"], ["mark", "read", "newer:3x"], ["export", "json", "newer:3x"],
      ["views", "add", "x", "newer:3x"],
    ])
  func faults(command: [String]) throws {
    let outcome = try house.run(command)
    #expect(outcome.status == 2 && outcome.output.isEmpty)
    #expect(
      outcome.errors == "martlet: newer:3x at character 7: expected a number with h, d, w, m or y, or a date\n")
  }
}
