/// Where Martlet's files lie (XDG Base Directory Specification 0.8: relative values are ignored).
public struct Paths: Equatable, Sendable {
  /// `config.yaml` and `themes/` are in it.
  public var configFolder: String
  /// `martlet.db` is in it.
  public var dataFolder: String

  /// - Parameters:
  ///   - environment: the process's environment.
  ///   - dataFolder: what `--data-dir` says, if anything.
  public init(environment: [String: String], dataFolder: String? = nil) {
    let home = environment["HOME"].flatMap { $0.hasPrefix("/") ? $0 : nil } ?? "/"
    func folder(_ variable: String, _ fallback: String) -> String {
      if let value = environment[variable], value.hasPrefix("/") { return Paths.join(value, "martlet") }
      return Paths.join(home, fallback)
    }
    configFolder = folder("XDG_CONFIG_HOME", ".config/martlet")
    self.dataFolder = dataFolder ?? folder("XDG_DATA_HOME", ".local/share/martlet")
  }

  public var configFile: String { Paths.join(configFolder, "config.yaml") }
  public var themesFolder: String { Paths.join(configFolder, "themes") }
  public var cacheFile: String { Paths.join(dataFolder, "martlet.db") }

  private static func join(_ folder: String, _ name: String) -> String {
    folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }
}
