import Glibc

/// The programs that were built along with the tests.
public enum BuiltProgram {
  public static var martlet: String { path("martlet") }

  /// Where a program lies: beside the tests' own.
  public static func path(_ name: String) -> String {
    guard let resolved = realpath("/proc/self/exe", nil) else { return name }
    defer { free(resolved) }
    let own = String(cString: resolved)
    return own.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/") + "/" + name
  }
}
