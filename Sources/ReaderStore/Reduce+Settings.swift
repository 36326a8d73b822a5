import Configuration
import FeedModel

extension State {
  // MARK: The config file

  /// What the file has changed takes effect; where it stays as it was, so does what the user has changed meanwhile.
  mutating func take(_ new: Settings, themeNames: [String]) -> [Effect] {
    let former = settings
    settings = new
    keymap = new.keys
    preferences.themeNames = themeNames
    func isChanged(_ setting: KeyPath<Settings, some Equatable>) -> Bool {
      new[keyPath: setting] != former[keyPath: setting]
    }
    if isChanged(\.layout) { preferences.layout = new.layout }
    if isChanged(\.measure) { preferences.measure = new.measure }
    preferences.hyphenates = new.hyphenate
    preferences.justifies = new.justify
    preferences.refresh = new.refresh
    message = Message(new == former ? "config.yaml: nothing changed" : "config.yaml is in effect")
    var effects = [Effect.useSettings(new)]
    if isChanged(\.mouse) {
      preferences.usesMouse = new.mouse
      effects.append(.useMouse(new.mouse))
    }
    // Also a theme of the same name, whose file may have been edited.
    if isChanged(\.theme) || preferences.theme == new.theme { effects.append(.useTheme(new.theme)) }
    return effects + settle() + start()
  }

  // MARK: For this session

  mutating func setTheme(_ name: String) -> [Effect] {
    let name = theme(namedLike: name) ?? name
    message = Message(
      name == settings.theme ? "Theme \(name)" : "Theme \(name) for now; theme: \(name) in :config keeps it")
    return [.useTheme(name)]
  }

  mutating func setMouse(_ word: String) -> [Effect] {
    let choices = ["": !preferences.usesMouse, "on": true, "off": false]
    guard let isUsed = choices[word.lowercased()] else {
      message = Message("The mouse is on or off", kind: .error)
      return []
    }
    preferences.usesMouse = isUsed
    message = Message(
      isUsed
        ? "The mouse is the reader's; :mouse off leaves it to the terminal"
        : "The mouse selects text, as the terminal has it; :mouse on takes it back")
    return [.useMouse(isUsed)]
  }

  // MARK: A theme before it is chosen

  /// The theme of a name, or the only one that begins so.
  private func theme(namedLike text: String) -> String? {
    let names = preferences.themeNames
    if names.contains(text) || text.isEmpty { return names.first { $0 == text } }
    let matching = names.filter { $0.lowercased().hasPrefix(text.lowercased()) }
    return matching.count == 1 ? matching[0] : nil
  }

  /// All themes to go through, from the one that is shown.
  var themeChoice: Completion {
    let names = preferences.themeNames
    return Completion(
      candidates: candidates(ofThemes: names), selection: names.firstIndex(of: preferences.theme) ?? 0,
      stem: "")
  }

  func candidates(ofThemes names: [String]) -> [Completion.Candidate] {
    names.map { Completion.Candidate($0, detail: preferences.themeSummaries[$0] ?? "") }
  }

  /// Shows the theme that a prompt names, and the former one while it names none.
  func previewTheme() -> [Effect] {
    guard let prompt, let text = prompt.themeText else { return endThemePreview() }
    let wanted = theme(namedLike: text) ?? prompt.formerTheme
    return wanted == preferences.theme ? [] : [.useTheme(wanted)]
  }

  /// The theme from before the prompt comes back.
  func endThemePreview() -> [Effect] {
    guard let former = prompt?.formerTheme, !former.isEmpty, former != preferences.theme else { return [] }
    return [.useTheme(former)]
  }
}

extension Prompt {
  /// What is typed of a theme's name; nil if the prompt is about something else.
  var themeText: String? {
    switch purpose {
    case .argument(.theme): return text
    case .commandLine:
      guard let invocation = try? Invocation(line: text), invocation.command == .theme else { return nil }
      return invocation.argument
    default: return nil
    }
  }
}
