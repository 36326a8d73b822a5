import Yams

/// A program of the user's with its arguments, as it is written in config files and after `|`.
///
/// No shell is asked, so there are no variables, wildcards or pipes. Words are parted by blanks; a word in single or
/// double quotes may hold blanks, and a backslash takes the next character as it is (not in single quotes).
public struct ProgramLine: Equatable, Sendable {
  /// The program and what it is given; never empty.
  public let words: [String]

  /// - Throws: `ConfigurationError` if nothing is there or a quote is not closed.
  public init(_ line: String) throws(ConfigurationError) {
    var words: [String] = []
    var word: String?
    var quote: Character?
    var isEscaped = false
    for character in line {
      if isEscaped {
        word = (word ?? "") + String(character)
        isEscaped = false
      } else if character == "\\", quote != "'" {
        isEscaped = true
      } else if let open = quote {
        if character == open { quote = nil } else { word = (word ?? "") + String(character) }
      } else if character == "\"" || character == "'" {
        quote = character
        word = word ?? ""
      } else if character.isWhitespace {
        if let word { words.append(word) }
        word = nil
      } else {
        word = (word ?? "") + String(character)
      }
    }
    if let word { words.append(word) }
    guard quote == nil else { throw ConfigurationError("a quote is not closed") }
    guard !isEscaped else { throw ConfigurationError("nothing follows the backslash") }
    guard words.first?.isEmpty == false else { throw ConfigurationError("no program is named") }
    self.words = words
  }

  /// The program and what it is given; nil if there is no program.
  public init?(words: [String]) {
    guard words.first?.isEmpty == false else { return nil }
    self.words = words
  }

  /// A line of text, or a list of words.
  init?(_ node: Node) {
    if let line = node.scalar?.string {
      guard let program = try? ProgramLine(line) else { return nil }
      self = program
    } else {
      self.init(words: node.sequence?.map { $0.string ?? "" } ?? [])
    }
  }

  /// The words with an address in place of `%u` or `%s`, or after them all.
  public func words(opening url: String) -> [String] {
    let opening = [words[0]] + words.dropFirst().map { $0.replacing("%u", with: url).replacing("%s", with: url) }
    return opening == words ? words + [url] : opening
  }

  /// As it is written.
  public var text: String {
    words.map { word in
      let isPlain = !word.isEmpty && !word.contains { $0.isWhitespace || "\"'\\".contains($0) }
      return isPlain ? word : "\"" + word.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }.joined(separator: " ")
  }
}

/// Which program opens what kind of file.
public struct ProgramsByType: Equatable, Sendable {
  /// By media type, as `application/pdf`, or family, as `audio`; in lower case.
  public private(set) var programs: [String: ProgramLine] = [:]

  public init() {}

  /// Reads lines such as `audio: mpv --no-video`.
  init?(_ node: Node) {
    guard let mapping = node.mapping else { return nil }
    for (key, value) in mapping {
      guard let name = key.string?.lowercased(), !name.isEmpty, let program = ProgramLine(value) else { return nil }
      programs[name] = program
    }
  }

  /// The program for a type; where the type says nothing, the ending of the address tells. The exact type goes before
  /// its family.
  public func program(type: String?, url: String) -> ProgramLine? {
    let said = type?.prefix { $0 != ";" && $0 != " " }.lowercased() ?? ""
    let type = said.isEmpty || said == "application/octet-stream" ? ProgramsByType.type(byEnding: url) ?? said : said
    return programs[type] ?? programs[String(type.prefix { $0 != "/" })]
  }

  /// As it is written, on one line.
  public var text: String {
    guard !programs.isEmpty else { return "" }
    let entries = programs.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value.text)" }
    return "{" + entries.joined(separator: ", ") + "}"
  }

  private static func type(byEnding url: String) -> String? {
    let path = url.prefix { $0 != "?" && $0 != "#" }
    guard let dot = path.lastIndex(of: ".") else { return nil }
    switch path[path.index(after: dot)...].lowercased() {
    case "mp3", "m4a", "m4b", "aac", "ogg", "oga", "opus", "flac", "wav": return "audio/*"
    case "mp4", "m4v", "mkv", "webm", "mov", "avi", "ogv": return "video/*"
    case "jpg", "jpeg", "png", "gif", "webp", "avif", "svg": return "image/*"
    case "pdf": return "application/pdf"
    case "epub": return "application/epub+zip"
    default: return nil
    }
  }
}
