import BuiltinThemes
import Configuration
import FoundationEssentials

extension Theme {
  /// The themes that are compiled in, the default first.
  public static var builtinNames: [String] { BuiltinThemes.sources.map(\.name) }

  /// What the themes that are compiled in say of themselves, by name; only that line of each is read.
  public static var builtinSummaries: [String: String] {
    let key = "description: "
    return Dictionary(
      BuiltinThemes.sources.map { source in
        let lines = source.yaml.split(separator: UInt8(ascii: "\n"))
        let line = lines.first { $0.starts(with: key.utf8) } ?? []
        return (source.name, String(decoding: line.dropFirst(key.utf8.count), as: UTF8.self))
      }, uniquingKeysWith: { first, _ in first })
  }

  /// A theme that is compiled in; nil if none has this name.
  public static func builtin(named name: String) -> Theme? {
    guard let source = BuiltinThemes.sources.first(where: { $0.name == name }) else { return nil }
    return try? load(yaml: String(decoding: source.yaml, as: UTF8.self), name: name).theme
  }

  /// Reads a theme file: Martlet's own, or a base16 or base24 scheme.
  /// - Parameters:
  ///   - yaml: the file's text.
  ///   - name: the theme's name; messages call the file so, too.
  /// - Returns: the theme, and what was not understood but does no harm, each with file and line.
  /// - Throws: what keeps the file from being a theme.
  public static func load(yaml: String, name: String) throws(ThemeError) -> (theme: Theme, warnings: [String]) {
    try load(yaml: yaml, name: name, file: name)
  }

  /// Finds a theme by what the user calls it.
  /// - Parameters:
  ///   - name: a path (it has a `/` or ends in `.yaml` or `.yml`), a file of the user's folder, or a theme compiled in.
  ///   - userFolder: where the user's own themes lie.
  /// - Returns: the theme, and what was not understood but does no harm, each with file and line.
  /// - Throws: when there is none, or its file has a fault.
  public static func load(
    named name: String, userFolder: String?
  ) throws(ThemeError) -> (theme: Theme, warnings: [String]) {
    if name.contains("/") || name.hasSuffix(".yaml") || name.hasSuffix(".yml") { return try load(path: name) }
    if let path = userFiles(in: userFolder).first(where: { $0.name == name })?.path { return try load(path: path) }
    if let source = BuiltinThemes.sources.first(where: { $0.name == name }) {
      return try load(yaml: String(decoding: source.yaml, as: UTF8.self), name: name)
    }
    let names = available(userFolder: userFolder).map(\.name).joined(separator: ", ")
    throw ThemeError("no theme is called '\(name)'; there are \(names)")
  }

  /// What `load(named:)` takes, without opening a file: those compiled in, then the user's.
  public static func names(userFolder: String?) -> [String] {
    builtinNames + userFiles(in: userFolder).map(\.name).filter { !builtinNames.contains($0) }
  }

  /// A theme there is, for lists.
  public struct Listing: Equatable, Sendable {
    public var name: String
    /// What it says of itself, or why it cannot be used.
    public var summary: String
    /// What in its file was not understood but does no harm, each with file and line.
    public var warnings: [String] = []
    /// Where the user's own lies; nil if it is compiled in.
    public var path: String?
    public var isBroken: Bool
  }

  /// All themes: those compiled in, then the user's by name. A file of the user's hides one that is compiled in.
  public static func available(userFolder: String?) -> [Listing] {
    let files = userFiles(in: userFolder)
    var listings: [Listing] = []
    for name in builtinNames where !files.contains(where: { $0.name == name }) {
      listings.append(Listing(name: name, summary: builtin(named: name)?.summary ?? "", path: nil, isBroken: false))
    }
    for (name, path) in files {
      do {
        let (theme, warnings) = try load(path: path)
        listings.append(Listing(name: name, summary: theme.summary, warnings: warnings, path: path, isBroken: false))
      } catch {
        listings.append(Listing(name: name, summary: error.message, path: path, isBroken: true))
      }
    }
    return listings
  }

  private static func load(yaml: String, name: String, file: String) throws(ThemeError) -> (
    theme: Theme, warnings: [String]
  ) {
    var reader = ThemeFile(file: file)
    let theme = try reader.read(yaml, name: name)
    return (theme, reader.warnings)
  }

  private static func load(path: String) throws(ThemeError) -> (theme: Theme, warnings: [String]) {
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let text: String
    do throws(SettingsProblem) {
      text = try YAMLFile.text(of: path)
    } catch {
      throw ThemeError("\(path):" + (error.line.map { "\($0):" } ?? "") + " \(error.message)")
    }
    return try load(yaml: text, name: withoutExtension(file), file: file)
  }

  private static func userFiles(in folder: String?) -> [(name: String, path: String)] {
    guard let folder, let files = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return [] }
    return files.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }.sorted()
      .map { (withoutExtension($0), "\(folder)/\($0)") }
  }

  private static func withoutExtension(_ file: String) -> String {
    guard let dot = file.lastIndex(of: "."), dot != file.startIndex else { return file }
    return String(file[..<dot])
  }
}
