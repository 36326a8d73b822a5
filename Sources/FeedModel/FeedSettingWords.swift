/// A setting of a feed as people write it: `interval:2h`, `full-text`.
public struct FeedSettingWord: Equatable, Hashable, Sendable {
  public var name: String
  /// Empty for a setting that is there or not.
  public var value: String

  public init(_ name: String, _ value: String = "") {
    self.name = name
    self.value = value
  }
}

/// Why a setting is not taken.
public struct FeedSettingFault: Error, Equatable, Sendable {
  /// One clause that says what it may be.
  public var message: String

  public init(message: String) { self.message = message }
}

extension FeedSettings {
  /// The names that `set` knows and `words` gives.
  public static let settingNames = ["interval", "keep", "full-text", "hidden", "header"]

  /// What differs from a feed without settings, but for the title.
  public var words: [FeedSettingWord] {
    var words: [FeedSettingWord] = []
    if let interval { words.append(FeedSettingWord("interval", Self.text(minutes: interval))) }
    if let keep { words.append(FeedSettingWord("keep", keep.text)) }
    if fullText { words.append(FeedSettingWord("full-text")) }
    if isHidden { words.append(FeedSettingWord("hidden")) }
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
      words.append(FeedSettingWord("header", "\(name): \(value)"))
    }
    return words
  }

  /// Takes one setting over.
  public mutating func set(_ word: FeedSettingWord) throws(FeedSettingFault) {
    switch word.name {
    case "interval":
      guard let minutes = Self.minutes(word.value) else {
        throw FeedSettingFault(message: "an interval is written 30m, 2h or 1d, not '\(word.value)'")
      }
      interval = minutes
    case "keep":
      guard let retention = Retention(word.value) else {
        throw FeedSettingFault(message: "keep is written 90d, 500 or forever, not '\(word.value)'")
      }
      keep = retention
    case "full-text": fullText = try Self.isOn(word)
    case "hidden": isHidden = try Self.isOn(word)
    case "header":
      let parts = word.value.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, let field = HeaderField(String(parts[0]), String(parts[1].drop { $0 == " " })) else {
        throw FeedSettingFault(
          message: "a header is written header:\"Name: value\", and is none that belongs to the transfer, such as Host")
      }
      headers[field.name] = field.value
    default:
      let known = Self.settingNames.joined(separator: ", ")
      throw FeedSettingFault(message: "there is no setting '\(word.name)'; there are \(known)")
    }
  }

  private static func isOn(_ word: FeedSettingWord) throws(FeedSettingFault) -> Bool {
    switch word.value.lowercased() {
    case "", "yes", "true", "on": return true
    case "no", "false", "off": return false
    default: throw FeedSettingFault(message: "\(word.name) stands alone, or with yes or no")
    }
  }

  private static func text(minutes: Int) -> String {
    if minutes > 0, minutes % 1440 == 0 { return "\(minutes / 1440)d" }
    return minutes > 0 && minutes % 60 == 0 ? "\(minutes / 60)h" : "\(minutes)m"
  }

  /// From a minute to a year.
  private static func minutes(_ text: String) -> Int? {
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    guard digits.count <= 6, let count = Int(digits), count > 0 else { return nil }
    let unit: Int
    switch text.dropFirst(digits.count).lowercased() {
    case "m", "min": unit = 1
    case "h": unit = 60
    case "d": unit = 1440
    default: return nil
    }
    return count * unit <= 366 * 1440 ? count * unit : nil
  }
}
