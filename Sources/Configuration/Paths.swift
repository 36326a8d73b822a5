/// Where Martlet's files lie (XDG Base Directory Specification 0.8: relative values are ignored).
public struct Paths: Equatable, Sendable {
  /// `config.yaml` and `themes/` are in it; nil where there is no home folder.
  public var configFolder: String?
  /// `martlet.db` is in it; nil where there is no home folder.
  public var dataFolder: String?

  /// Why a path is nil.
  public static let noHome = "no home folder is known; HOME must be an absolute path in UTF-8"

  /// - Parameters:
  ///   - environment: the process's environment.
  ///   - dataFolder: what `--data-dir` says, if anything.
  public init(environment: [String: String], dataFolder: String? = nil) {
    // U+FFFD stands where a name was not UTF-8: it is that of another folder.
    func isFolder(_ path: String) -> Bool { path.hasPrefix("/") && !path.contains("\u{FFFD}") }
    func folder(_ variable: String, _ fallback: String) -> String? {
      if let value = environment[variable], isFolder(value) { return Paths.join(value, "martlet") }
      guard let home = environment["HOME"], isFolder(home) else { return nil }
      return Paths.join(home, fallback)
    }
    configFolder = folder("XDG_CONFIG_HOME", ".config/martlet")
    self.dataFolder = dataFolder ?? folder("XDG_DATA_HOME", ".local/share/martlet")
  }

  public var configFile: String? { configFolder.map { Paths.join($0, "config.yaml") } }
  /// What the user has for servers, for no other eyes.
  public var credentialsFile: String? { configFolder.map { Paths.join($0, "credentials.yaml") } }
  public var themesFolder: String? { configFolder.map { Paths.join($0, "themes") } }
  public var cacheFile: String? { dataFolder.map { Paths.join($0, "martlet.db") } }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }
}
