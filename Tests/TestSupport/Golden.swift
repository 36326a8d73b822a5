import Foundation

/// Expected text kept beside the tests: `Goldens/NAME.txt`. `MARTLET_RECORD=1 swift test` writes them anew.
public enum Golden {
  /// Compares a text with the golden of that name.
  /// - Parameters:
  ///   - actual: what the code made; it ends with a newline in the file.
  ///   - name: the golden's file name without its ending.
  ///   - testFile: the test's own `#filePath`.
  /// - Returns: nil if they are the same, else the first line that differs.
  public static func difference(_ actual: String, _ name: String, testFile: String = #filePath) -> String? {
    let folder = URL(fileURLWithPath: testFile).deletingLastPathComponent().appendingPathComponent("Goldens")
    let file = folder.appendingPathComponent(name + ".txt")
    let actual = actual.hasSuffix("\n") ? actual : actual + "\n"
    if ProcessInfo.processInfo.environment["MARTLET_RECORD"] == "1" {
      do {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try Data(actual.utf8).write(to: file)
        return nil
      } catch {
        return "\(name) could not be recorded: \(error)"
      }
    }
    guard let data = try? Data(contentsOf: file) else { return "there is no golden \(name); record it" }
    return firstDifference(expected: String(decoding: data, as: UTF8.self), actual: actual)
  }

  private static func firstDifference(expected: String, actual: String) -> String? {
    guard expected != actual else { return nil }
    let old = expected.split(separator: "\n", omittingEmptySubsequences: false)
    let new = actual.split(separator: "\n", omittingEmptySubsequences: false)
    for line in 0..<max(old.count, new.count) {
      let was = line < old.count ? String(old[line]) : "(nothing)"
      let now = line < new.count ? String(new[line]) : "(nothing)"
      if was != now { return "line \(line + 1)\n  expected: \(was)\n  is:       \(now)\n\n\(actual)" }
    }
    return "the ends differ"
  }
}
