import Glibc
import Synchronization

/// Where words of one language may be divided, by its dictionary of patterns (Liang, 1983) and libhyphen.
///
/// Library and dictionaries are Debian's packages libhyphen0 and hyphen-…; they are opened on first use, and without
/// them nothing is divided.
public final class Hyphenator: @unchecked Sendable {
  // Unchecked, since the compiler cannot know that a dictionary is only read once it is loaded.

  /// Shorter words stay whole.
  static let shortestWord = 5
  private static let longestWord = 100

  private let library: HyphenLibrary
  private let dictionary: UnsafeMutableRawPointer
  /// Turns words into the dictionary's character set; nil if that is UTF-8.
  private let converter: CharacterConverter?

  /// Loads a dictionary; nil if that is impossible.
  /// - Parameter path: a file of patterns as libhyphen reads them; its first line names a character set.
  public init?(dictionary path: String) {
    guard let library = HyphenLibrary.shared, let source = Self.bytes(of: path),
      let set = Self.characterSet(of: source), let loaded = library.load(Self.withoutWordList(source))
    else { return nil }
    self.library = library
    dictionary = loaded
    if set.uppercased() == "UTF-8" {
      converter = nil
    } else {
      guard let found = CharacterConverter(to: set) else { return nil }
      converter = found
    }
  }

  deinit { library.free(dictionary) }

  /// Where a word may be divided, in code points from its start, ascending.
  ///
  /// Places where the spelling would change (`Zuk-ker`) are left out.
  /// - Parameter word: letters only.
  /// - Returns: numbers of code points; none if the word is too short or too long.
  func divisions(of word: String) -> [Int] {
    let count = word.unicodeScalars.count
    let lower = word.lowercased()
    guard Self.shortestWord...Self.longestWord ~= count, lower.unicodeScalars.count == count else { return [] }
    guard let bytes = converter.map({ $0.convert(lower) }) ?? Array(lower.utf8) else { return [] }
    if converter != nil, bytes.count != count { return [] }
    return library.divisions(of: bytes, dictionary).filter { $0 >= 2 && $0 <= count - 2 }
  }

  private static func characterSet(of source: [UInt8]) -> String? {
    let name = source.prefix { $0 > 0x20 }
    return name.isEmpty ? nil : String(decoding: name, as: UTF8.self)
  }

  /// More bytes than these take libhyphen seconds, since its tables do not grow with them.
  private static let mostBytes = 400_000

  /// A long dictionary without its first level, a list of compounds: the patterns proper are the second.
  private static func withoutWordList(_ source: [UInt8]) -> [UInt8] {
    guard source.count > mostBytes, let patterns = source.firstRange(of: Array("\nNEXTLEVEL".utf8)) else {
      return source
    }
    return source.prefix { $0 != 0x0A } + source[patterns.upperBound...]
  }

  private static func bytes(of path: String) -> [UInt8]? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = fread(&buffer, 1, buffer.count, file)
      bytes += buffer.prefix(count)
      if count < buffer.count { return bytes.isEmpty ? nil : bytes }
    }
  }
}

// MARK: - Languages

extension Hyphenator {
  /// Where Debian's packages put the dictionaries.
  public static let systemFolder = "/usr/share/hyphen"
  private static let known = Mutex<[String: Hyphenator?]>([:])

  /// The dictionary of a language, loaded when it is first asked for.
  /// - Parameters:
  ///   - tag: a language tag (BCP 47); of `en-GB`, any English will do.
  ///   - folder: where the dictionaries are.
  /// - Returns: nil if none is installed.
  public static func `for`(language tag: String, folder: String = systemFolder) -> Hyphenator? {
    let key = folder + "/" + tag
    return known.withLock { known in
      if let found = known[key] { return found }
      let hyphenator = file(for: tag, in: folder).flatMap { Hyphenator(dictionary: $0) }
      known[key] = .some(hyphenator)
      return hyphenator
    }
  }

  /// The languages that a folder has dictionaries for, as its files are named: `de`, `en_US`.
  public static func languages(in folder: String = systemFolder) -> [String] {
    fileNames(of: folder).filter { $0.hasPrefix("hyph_") && $0.hasSuffix(".dic") }
      .map { String($0.dropFirst(5).dropLast(4)) }.sorted()
  }

  /// The best file of a folder: for `de-AT` `hyph_de_AT.dic`, else `hyph_de_DE.dic` (the country that has the
  /// language's code), `hyph_de.dic`, `hyph_de_US.dic`, else the first of `hyph_de_*.dic`.
  static func file(for tag: String, in folder: String) -> String? {
    let parts = tag.split { $0 == "-" || $0 == "_" }
    guard let language = parts.first?.lowercased(), 2...3 ~= language.utf8.count,
      language.utf8.allSatisfy({ 0x61...0x7A ~= $0 })
    else { return nil }
    let prefix = "hyph_" + language
    let names = fileNames(of: folder).filter { $0.hasPrefix(prefix) && $0.hasSuffix(".dic") }
    let region = parts.dropFirst().first { $0.utf8.count == 2 }?.uppercased()
    let wanted = [region.map { prefix + "_" + $0 + ".dic" }, prefix + "_" + language.uppercased() + ".dic"]
    for case let name? in wanted + [prefix + ".dic", prefix + "_US.dic"] where names.contains(name) {
      return folder + "/" + name
    }
    return names.sorted().first { $0.hasPrefix(prefix + "_") }.map { folder + "/" + $0 }
  }

  private static func fileNames(of folder: String) -> [String] {
    guard let directory = opendir(folder) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      names.append(
        withUnsafePointer(to: &entry.pointee.d_name) { name in
          name.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
        })
    }
    return names
  }
}
