/// The theme files that are compiled into the program.
public enum BuiltinThemes {
  /// Names and YAML sources, the default first.
  public static let sources: [(name: String, yaml: [UInt8])] = [
    ("terminal", PackageResources.terminal_yaml),
    ("paper", PackageResources.paper_yaml), ("night", PackageResources.night_yaml),
    ("shore", PackageResources.shore_yaml), ("harbour", PackageResources.harbour_yaml),
    ("contrast-light", PackageResources.contrast_light_yaml), ("contrast-dark", PackageResources.contrast_dark_yaml),
    ("mono", PackageResources.mono_yaml),
  ]
}
