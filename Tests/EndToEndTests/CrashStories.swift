import Foundation
import Glibc
import Screens
import TestSupport
import Testing

/// The program is killed again and again at moments that nobody chose: what it had shown or answered is there after.
///
/// `MARTLET_CRASHES` says how often in all; the moments come from dice with a seed.
@Suite("Killed at random moments", .serialized)
struct CrashStories {
  private static let crashes = ProcessInfo.processInfo.environment["MARTLET_CRASHES"].flatMap { Int($0) } ?? 40

  private let house: Household
  private let server: LoopbackServer

  /// A feed whose posts are marked, and one that brings other posts at every refresh.
  init() throws {
    house = try Household()
    server = try LoopbackServer()
    server.script("/marks.xml", .init(200, [], Self.feed("Mark", posts: 12, round: 0, month: "Sep", words: 20)))
    changeNoise(round: 0)
    #expect(try house.run("add", server.url("/marks.xml")).status == 0)
    #expect(try house.run("add", server.url("/noise.xml")).status == 0)
  }

  private static func feed(_ name: String, posts: Int, round: Int, month: String, words: Int) -> String {
    let text = String(repeating: "Low over the reed in round \(round). ", count: words)
    // Two digits: none begins another.
    let items = (10..<10 + posts).map { number in
      """
      <item><title>\(name) \(round)-\(number) of the day</title><guid>\(name)-\(round)-\(number)</guid>
      <link>https://marsh.example/\(name)/\(round)/\(number)</link>
      <pubDate>\(String(format: "%02d", 1 + number % 20)) \(month) 2026 06:00:00 GMT</pubDate>
      <description>\(text)</description></item>
      """
    }
    return "<rss version=\"2.0\"><channel><title>\(name)</title>\(items.joined())</channel></rss>"
  }

  private func changeNoise(round: Int) {
    server.script("/noise.xml", .init(200, [], Self.feed("Noise", posts: 60, round: round, month: "Jan", words: 60)))
  }

  // MARK: What is in the cache

  private func starred() throws -> [String: Bool] {
    let outcome = try house.run("query", "Mark", "--json")
    #expect(outcome.status == 0, "\(outcome.errors)")
    let object = try #require(JSONSerialization.jsonObject(with: Data(outcome.output.utf8)) as? [String: Any])
    let entries = try #require(object["entries"] as? [[String: Any]])
    return entries.reduce(into: [:]) { $0[$1["title"] as? String ?? ""] = $1["starred"] as? Bool }
  }

  private func expectSound() throws {
    let outcome = try house.run("check", "--json")
    #expect(outcome.status == 0 && outcome.output.contains("\"ok\":true"), "\(outcome.output) \(outcome.errors)")
  }

  // MARK: Stories

  @Test("in a refresh: every mark that a command had answered is there, and the cache is sound")
  func refreshing() throws {
    var dice = Dice(seed: 7)
    var marks: [String: Bool] = [:]
    let start = ContinuousClock.now
    #expect(try house.run("refresh", "--force", "--quiet").status == 0)
    let whole = Int((ContinuousClock.now - start) / .microseconds(1))
    for round in 1...max(Self.crashes / 2, 1) {
      changeNoise(round: round)
      let number = Int.random(in: 10...21, using: &dice)
      let value = Bool.random(using: &dice)
      let refresh = try begin("refresh", "--force", "--quiet")
      // Marks of another process fall among the refresh's writes.
      let mark = try begin("mark", value ? "starred" : "unstarred", "Mark 0-\(number)")
      usleep(useconds_t(Int.random(in: 0...whole, using: &dice)))
      kill(refresh.processIdentifier, SIGKILL)
      if Bool.random(using: &dice) { kill(mark.processIdentifier, SIGKILL) }
      refresh.waitUntilExit()
      mark.waitUntilExit()
      let isAnswered = mark.terminationReason == .exit
      #expect(!isAnswered || mark.terminationStatus == 0)
      let found = try starred()
      for (title, isStarred) in marks where !title.contains("-\(number) ") { #expect(found[title] == isStarred) }
      if isAnswered { #expect(found["Mark 0-\(number) of the day"] == value) }
      marks = found
      if round % 10 == 0 { try expectSound() }
    }
    try expectSound()
    #expect(try house.run("refresh", "--force", "--quiet").status == 0)
  }

  @Test("in the reader: every star that was on the screen is there, and the cache is sound")
  func marking() throws {
    var dice = Dice(seed: 11)
    for round in 1...max(Self.crashes / 2, 1) {
      changeNoise(round: round)
      let before = try starred()
      let terminal = try house.open()
      try terminal.waitFor("Mark 0-")
      terminal.type("\\")
      try terminal.waitFor("All posts")
      if Bool.random(using: &dice) { terminal.type("R") }
      var shown: [String: Bool] = [:]
      for row in 0..<Int.random(in: 1...4, using: &dice) {
        let title = try #require(markedTitle(in: terminal.screen.rows[row]))
        let wanted = before[title] != true
        terminal.type(row == 0 ? "gs" : "js")
        try terminal.wait(for: "\(title) to change") { $0.rows[row].contains("★") == wanted }
        shown[title] = wanted
      }
      // What is typed now nobody is told of.
      terminal.type("jsjs")
      usleep(useconds_t(Int.random(in: 0...20_000, using: &dice)))
      terminal.signal(SIGKILL)
      #expect(try terminal.waitForExit() == .killed(bySignal: SIGKILL))
      let after = try starred()
      for (title, isStarred) in shown { #expect(after[title] == isStarred, "\(title) in round \(round)") }
      if round % 10 == 0 { try expectSound() }
    }
    try expectSound()
  }

  private func markedTitle(in row: String) -> String? {
    guard let start = row.range(of: "Mark 0-")?.lowerBound, let end = row.range(of: " of the day")?.upperBound else {
      return nil
    }
    return String(row[start..<end])
  }

  private func begin(_ arguments: String...) throws -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: BuiltProgram.martlet)
    process.arguments = arguments
    process.environment = PseudoTerminal.pinnedEnvironment.merging(house.environment) { $1 }
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }
}
