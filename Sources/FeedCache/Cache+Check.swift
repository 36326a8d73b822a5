public import FoundationEssentials
import GRDB

/// What a check of the cache found and did.
public struct CheckReport: Equatable, Sendable {
  /// One thing that was wrong.
  public struct Finding: Equatable, Sendable {
    /// What was wrong, and what was done about it.
    public var text: String
    public var isMended: Bool
  }

  /// Subscriptions and entries that are there now.
  public var feeds: Int
  public var entries: Int
  /// None if all was well.
  public var findings: [Finding]

  /// Whether nothing is wrong any more.
  public var isMended: Bool { findings.allSatisfy(\.isMended) }
}

extension Cache {
  /// Checks a database file from its pages to its counts, and mends what can be mended: a damaged file is set aside and
  /// what can be read of it copied into a new one, indexes and the search index are built anew, counts are counted.
  public static func check(_ path: String, at now: Date) throws(CacheError) -> CheckReport {
    var findings: [CheckReport.Finding] = []
    do {
      findings = try Cache(at: .file(path)).pageFindings()
    } catch {
      guard error.damagedFile != nil else { throw error }
    }
    if let rescue = try rescue(path, at: now) {
      findings.append(CheckReport.Finding(text: rescue.message, isMended: rescue.isWhole))
    }
    let cache = try Cache(at: .file(path))
    let (mended, feeds, entries) = try cache.connection.write(.full) { db in
      (
        try CacheMender(db).mend(),
        try Int.fetchOne(db, sql: "SELECT count(*) FROM feed WHERE is_subscribed = 1") ?? 0,
        try Int.fetchOne(db, sql: "SELECT count(*) FROM entry") ?? 0
      )
    }
    findings += mended.map { CheckReport.Finding(text: $0, isMended: true) }
    return CheckReport(feeds: feeds, entries: entries, findings: findings)
  }

  /// Looks through the file's pages; indexes that do not fit their tables are built anew.
  private func pageFindings() throws(CacheError) -> [CheckReport.Finding] {
    let problems = try connection.readOnce { try String.fetchAll($0, sql: "PRAGMA integrity_check(100)") }
    guard problems != ["ok"], problems.allSatisfy(Self.concernsIndex) else { return [] }
    try connection.write(.full) { try $0.execute(sql: "REINDEX") }
    let rest = try connection.readOnce { try String.fetchAll($0, sql: "PRAGMA integrity_check(1)") }
    return [
      CheckReport.Finding(
        text: "\(problems.count) faults in indexes, the first: \(problems.first ?? ""): built anew",
        isMended: rest == ["ok"])
    ]
  }

  private static func concernsIndex(_ problem: String) -> Bool {
    problem.contains("missing from index") || problem.contains("entries in index")
      || problem.contains("non-unique entry in index")
  }
}
