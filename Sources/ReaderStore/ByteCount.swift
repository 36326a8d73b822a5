/// Sizes of files as they are shown.
public enum ByteCount {
  /// `840 kB`, `12.3 MB`, `1.4 GB`; kilobytes are rounded up.
  public static func text(_ bytes: Int) -> String {
    switch bytes {
    case ..<1_000_000: "\((max(0, bytes) + 999) / 1000) kB"
    case ..<1_000_000_000: tenths(bytes / 100_000) + " MB"
    default: tenths(bytes / 100_000_000) + " GB"
    }
  }

  private static func tenths(_ count: Int) -> String { "\(count / 10).\(count % 10)" }
}
