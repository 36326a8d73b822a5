public import Configuration

/// The line at the bottom while the user types into it.
public struct Prompt: Equatable, Sendable {
  /// What is done with what is typed.
  public enum Purpose: Equatable, Hashable, Sendable {
    case narrowList
    case findInArticle
    case commandLine
    /// What a command is to be done with.
    case argument(Command)
  }

  public var purpose: Purpose
  public var text: String
  /// Characters before the cursor.
  public var cursor: Int
  /// The article's top line when the prompt was opened, to which a cancelled search goes back.
  public var origin: Int
  public var completion: Completion?
  /// The theme when the prompt was opened, to which a cancelled choice goes back; empty where none is chosen.
  var formerTheme = ""
  /// Which line of the history is shown, counted from the newest; nil for what the user types.
  var historyIndex: Int?
  /// What was typed before the user went back in the history.
  var draft: String

  public init(_ purpose: Purpose, text: String = "", origin: Int = 0) {
    self.purpose = purpose
    self.text = text
    self.origin = origin
    cursor = text.count
    draft = ""
  }

  /// What stands before the text.
  public var label: String {
    switch purpose {
    case .narrowList: "Narrow the list: "
    case .findInArticle: "Find in the post: "
    case .commandLine: ":"
    case .argument(let command): (command.description?.question ?? command.rawValue) + ": "
    }
  }

  /// Whether what is typed takes effect with each key.
  var isLive: Bool { purpose == .narrowList || purpose == .findInArticle }

  /// Whether Tab may complete what is typed.
  public var canComplete: Bool {
    switch purpose {
    case .narrowList, .findInArticle: return false
    case .commandLine: return true
    case .argument(let command):
      switch command.description?.argument {
      case .address, .number, .program, .title, nil: return false
      case .theme, .view, .feed, .folder, .order, .onOff, .choice, .tags, .filter, .file: return true
      }
    }
  }

  /// The part before the cursor.
  var head: String { String(text.prefix(cursor)) }

  mutating func replace(with text: String) {
    self.text = text
    cursor = text.count
  }

  /// An editing key, as readline and Vim's command line have them.
  /// - Returns: false if the key edits nothing.
  mutating func edit(with key: Key) -> Bool {
    var characters = Array(text)
    cursor = max(0, min(cursor, characters.count))
    switch key {
    case .character(let character):
      characters.insert(character, at: cursor)
      cursor += 1
    case .backspace, .control("h"):
      guard cursor > 0 else { return true }
      characters.remove(at: cursor - 1)
      cursor -= 1
    case .delete:
      guard cursor < characters.count else { return true }
      characters.remove(at: cursor)
    case .control("w"):
      let start = wordStart(in: characters)
      characters.removeSubrange(start..<cursor)
      cursor = start
    case .control("u"):
      characters.removeSubrange(0..<cursor)
      cursor = 0
    case .control("k"): characters.removeSubrange(cursor...)
    case .left, .control("b"): cursor = max(0, cursor - 1)
    case .right, .control("f"): cursor = min(characters.count, cursor + 1)
    case .home, .control("a"): cursor = 0
    case .end, .control("e"): cursor = characters.count
    default: return false
    }
    text = String(characters)
    return true
  }

  private func wordStart(in characters: [Character]) -> Int {
    var start = cursor
    while start > 0, characters[start - 1] == " " { start -= 1 }
    while start > 0, characters[start - 1] != " " { start -= 1 }
    return start
  }
}

/// What a prompt's text may become, while the user goes through it with Tab.
public struct Completion: Equatable, Sendable {
  /// One way to go on.
  public struct Candidate: Equatable, Sendable {
    public var text: String
    /// Said beside it.
    public var detail: String

    public init(_ text: String, detail: String = "") {
      self.text = text
      self.detail = detail
    }
  }

  public var candidates: [Candidate]
  public var selection: Int
  /// What stands before the part that is completed.
  var stem: String
}
