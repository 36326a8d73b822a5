import Configuration
import FeedModel

extension State {
  // MARK: Opening

  mutating func startPrompt(_ purpose: Prompt.Purpose) -> [Effect] {
    switch purpose {
    case .narrowList: prompt = Prompt(purpose, text: list.query.search)
    case .findInArticle:
      guard let article else { return [] }
      prompt = Prompt(purpose, origin: article.top)
    case .commandLine, .argument:
      prompt = Prompt(purpose)
      folder = nil
      prompt?.formerTheme = preferences.theme
      return [.loadHistory(purpose.historyName), .loadLibrary]
    }
    return []
  }

  /// Asks for what a command is to be done with.
  mutating func ask(for command: Command) -> [Effect] {
    let effects = startPrompt(.argument(command))
    let preset = presetArgument(of: command)
    prompt?.replace(with: preset)
    if command == .theme {
      let choice = themeChoice
      prompt?.completion = choice
    }
    return effects
  }

  // MARK: Typing

  mutating func type(_ key: Key) -> [Effect] {
    guard var typed = prompt else { return [] }
    switch key {
    case .enter: return accept(typed)
    case .escape, .control("c"), .control("g"):
      if typed.completion != nil, key == .escape, typed.themeText == nil {
        prompt?.completion = nil
        return []
      }
      return cancel(typed)
    case .backspace where typed.text.isEmpty: return cancel(typed)
    case .up, .control("p"): return goThrough(typed, forward: false)
    case .down, .control("n"): return goThrough(typed, forward: true)
    case .tab, .backTab:
      if let folder = folderToLookInto(for: typed) { return [.listFolder(folder)] }
      if !typed.isLive { complete(forward: key == .tab) }
      return previewTheme()
    default:
      guard typed.edit(with: key) else { return [] }
      typed.completion = nil
      let isSame = typed.text == prompt?.text
      prompt = typed
      return isSame ? [] : followTyping(typed)
    }
  }

  /// Up and down: rows of a list that is narrowed, what may be completed, or what was typed before.
  private mutating func goThrough(_ typed: Prompt, forward: Bool) -> [Effect] {
    if typed.purpose == .narrowList { return moveSelection(to: list.selection + (forward ? 1 : -1)) }
    if typed.completion != nil { complete(forward: forward) } else { showHistory(forward ? -1 : 1) }
    return previewTheme()
  }

  private mutating func followTyping(_ typed: Prompt) -> [Effect] {
    switch typed.purpose {
    case .narrowList: return narrow(to: typed.text)
    case .findInArticle:
      findInArticle(typed.text, from: typed.origin)
      return []
    case .commandLine, .argument: return previewTheme()
    }
  }

  private mutating func accept(_ typed: Prompt) -> [Effect] {
    // Enter keeps the theme that is named, and no other.
    let effects = typed.themeText?.isEmpty == false ? [] : endThemePreview()
    prompt = nil
    return effects + takeAnswer(typed)
  }

  private mutating func takeAnswer(_ typed: Prompt) -> [Effect] {
    switch typed.purpose {
    case .narrowList: return typed.text.isEmpty ? endSearch() : []
    case .findInArticle: return acceptFind(from: typed.origin)
    case .commandLine:
      guard typed.text.contains(where: { $0 != " " }) else { return [] }
      return remember(typed) + obey(typed.text)
    case .argument(let command):
      // Only an answer that may be empty is done when it is empty: no tags, no folder.
      guard !typed.text.isEmpty || command.description?.argument?.mayBeEmpty == true else { return [] }
      return remember(typed) + perform(command, argument: typed.text, count: nil)
    }
  }

  /// Does what the user wrote on the command line: a command by name, or the number of a row.
  private mutating func obey(_ line: String) -> [Effect] {
    if let number = Int(line) { return moveSelection(to: max(1, number) - 1) }
    do throws(ConfigurationError) {
      return invoke(try Invocation(line: line))
    } catch {
      message = Message(error.message, kind: .error)
      return []
    }
  }

  private mutating func cancel(_ typed: Prompt) -> [Effect] {
    let effects = endThemePreview()
    prompt = nil
    switch typed.purpose {
    case .narrowList: return endSearch()
    case .findInArticle:
      find = nil
      article?.top = typed.origin
    case .commandLine, .argument: break
    }
    return effects
  }

  // MARK: History

  private static let longestHistory = 100

  mutating func take(history lines: [String], named name: String) { histories[name] = lines }

  private mutating func remember(_ typed: Prompt) -> [Effect] {
    let name = typed.purpose.historyName
    guard !typed.text.isEmpty else { return [] }
    var lines = histories[name, default: []].filter { $0 != typed.text }
    lines.insert(typed.text, at: 0)
    histories[name] = Array(lines.prefix(State.longestHistory))
    return [.saveHistory(histories[name] ?? [], name)]
  }

  private mutating func showHistory(_ step: Int) {
    guard var typed = prompt, !typed.isLive else { return }
    let lines = histories[typed.purpose.historyName, default: []]
    let index = (typed.historyIndex ?? -1) + step
    guard index < lines.count, index >= -1 else { return }
    if typed.historyIndex == nil { typed.draft = typed.text }
    typed.historyIndex = index < 0 ? nil : index
    typed.replace(with: index < 0 ? typed.draft : lines[index])
    typed.completion = nil
    prompt = typed
  }

  // MARK: Completion

  mutating func complete(forward: Bool) {
    guard var typed = prompt else { return }
    if var completion = typed.completion {
      let count = completion.candidates.count
      completion.selection = (completion.selection + (forward ? 1 : count - 1)) % max(1, count)
      typed.completion = completion
    } else {
      let (stem, candidates) = completions(of: typed)
      guard !candidates.isEmpty else {
        message = Message("Nothing to complete")
        return
      }
      typed.completion = Completion(
        candidates: candidates, selection: forward ? 0 : candidates.count - 1, stem: stem)
    }
    if let completion = typed.completion, completion.candidates.indices.contains(completion.selection) {
      typed.replace(with: completion.stem + completion.candidates[completion.selection].text)
      // What stands alone is chosen: the user types on.
      if completion.candidates.count == 1 { typed.completion = nil }
    }
    prompt = typed
  }
}

extension Prompt.Purpose {
  /// The name under which its history is kept; one for each kind of answer.
  var historyName: String {
    switch self {
    case .narrowList, .findInArticle: "search"
    case .commandLine: "command"
    case .argument(let command): command.description?.argument?.rawValue ?? command.rawValue
    }
  }
}

extension CommandArgument {
  /// Whether no answer is an answer.
  var mayBeEmpty: Bool {
    switch self {
    case .tags, .folder, .filter, .title: true
    default: false
    }
  }
}
