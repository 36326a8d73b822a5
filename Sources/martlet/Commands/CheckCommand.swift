import ArgumentParser
import FeedCache
import FeedModel

/// Looks for damage in the cache, and mends it.
struct CheckCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look for damage in the cache, and mend what can be mended.")

  @OptionGroup var data: DataOptions
  @Flag(help: "Print JSON.")
  var json = false

  func run() throws {
    let report = try Cache.check(try data.cacheFile(), at: SystemClock.now())
    try Output.write(json ? JSONText.of(Report(report)) : text(report))
    if let lost = report.findings.first(where: { !$0.isMended }) { throw CommandFailure(lost.text) }
  }

  private func text(_ report: CheckReport) -> String {
    let what = "\(counted(report.feeds, "feed")), \(counted(report.entries, "post"))"
    guard !report.findings.isEmpty else { return "\(what): no fault found.\n" }
    return report.findings.map { "\($0.text)\n" }.joined() + "\(what).\n"
  }

  private struct Report: Encodable {
    struct Finding: Encodable {
      var text: String
      var mended: Bool
    }

    var ok: Bool
    var feeds: Int
    var entries: Int
    var findings: [Finding]

    init(_ report: CheckReport) {
      ok = report.findings.isEmpty
      feeds = report.feeds
      entries = report.entries
      findings = report.findings.map { Finding(text: $0.text, mended: $0.isMended) }
    }
  }
}
