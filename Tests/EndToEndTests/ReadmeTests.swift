import Configuration
import FeedModel
import Foundation
import TestSupport
import Testing

/// The README's tables that the program's own tables make; `MARTLET_RECORD=1` writes them anew.
@Suite("The README says what the program does", .serialized)
struct ReadmeTests {
  private static let readme = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../../README.md")

  private var keys: String {
    var rows = ["| key | does |", "|---|---|"]
    for group in CommandDescription.Group.allCases {
      rows.append("| **\(group.rawValue)** | |")
      for row in Command.table where row.group == group {
        let keys = row.defaultKeys.isEmpty ? [":" + row.command.rawValue] : row.defaultKeys.map(\.label)
        rows.append("| \(keys.map(code).joined(separator: " ")) | \(escaped(row.help)) |")
      }
    }
    return rows.joined(separator: "\n")
  }

  private var filters: String {
    let rows = Filter.terms.map { term in
      "| \(term.examples.map(code).joined(separator: " ")) | \(escaped(term.help)) |"
    }
    return (["| term | finds |", "|---|---|"] + rows).joined(separator: "\n")
  }

  private func code(_ text: String) -> String { text == "`" ? "`` ` ``" : "`\(escaped(text))`" }

  private func escaped(_ text: String) -> String { text.replacing("|", with: "\\|") }

  @Test("its keys and its filter language are the program's", arguments: ["keys", "filters"])
  func tables(_ name: String) throws {
    let text = try String(contentsOf: Self.readme, encoding: .utf8)
    let start = try #require(text.range(of: "<!-- \(name) -->\n")?.upperBound)
    let end = try #require(text.range(of: "\n<!-- end of \(name) -->")?.lowerBound)
    let table = name == "keys" ? keys : filters
    if ProcessInfo.processInfo.environment["MARTLET_RECORD"] == "1" {
      let changed = text.replacingCharacters(in: start..<end, with: table)
      return try Data(changed.utf8).write(to: Self.readme)
    }
    #expect(text[start..<end] == table)
  }
}

@Suite("The manual page, and the timer")
struct ManualStories {
  @Test("the manual page has every command, key, filter and setting, and only requests that man knows")
  func manual() throws {
    let house = try Household()
    let outcome = try house.run("manual")
    #expect(outcome.status == 0 && outcome.errors.isEmpty)
    let page = outcome.output.replacing("\\-", with: "-").replacing("\\&", with: "").replacing("\\fR", with: "")
    for row in Command.table {
      let term = row.defaultKeys.first?.label ?? ":" + row.command.rawValue
      #expect(page.contains("\\fB" + term.replacing("\\", with: "\\e")), "\(row.command)")
      #expect(page.contains("\n\(row.help.replacing("`", with: ""))\n") || row.help.contains("`"), "\(row.command)")
    }
    for term in Filter.terms { #expect(page.contains(term.examples[0])) }
    for setting in Settings().descriptions { #expect(page.contains("\\fB\(setting.name):")) }
    for name in ["refresh", "views add", "export json", "render", "timer"] {
      #expect(page.contains(".TP\n\\fBmartlet \(name)"), "\(name)")
    }
    #expect(!page.contains("martlet debug"))
    let known: Set = [".TH", ".SH", ".SS", ".PP", ".TP", ".RS", ".RE", ".nf", ".fi"]
    for line in outcome.output.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(known.contains(String(line.prefix(3))), "\(line)")
    }
  }

  @Test("the timer refreshes the library that was named, wherever systemd starts it")
  func timer() throws {
    let house = try Household()
    let outcome = try house.run("timer", "--minutes", "90", "--data-dir", "/tmp/my $feeds 100%")
    #expect(outcome.status == 0)
    #expect(outcome.output.contains("refresh --quiet --data-dir \"/tmp/my $$feeds 100%%\"\n"))
    #expect(outcome.output.contains("OnUnitActiveSec=90min\n"))
    #expect(
      try house.run("timer", "--data-dir", "/tmp/\u{1B}\n\u{9B}").output.contains(" \"/tmp/\\x1b\\x0a\\xc2\\x9b\"\n"))
    let start = try #require(outcome.output.split(separator: "\n").first { $0.hasPrefix("ExecStart=") })
    #expect(start.hasPrefix("ExecStart=/"))
    #expect(try house.run("timer", "--minutes", "0").status == 2)
  }

  @Test("each shell gets its completions", arguments: ["bash", "zsh", "fish"])
  func completions(_ shell: String) throws {
    let outcome = try Household().run("--generate-completion-script", shell)
    #expect(outcome.status == 0 && outcome.output.contains("refresh") && outcome.output.contains("data-dir"))
  }
}
