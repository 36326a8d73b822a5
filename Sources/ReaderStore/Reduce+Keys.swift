import Configuration

/// Seconds of pause after which the beginning of a key sequence is explained.
let keyHintSeconds = 0.8

extension State {
  /// A key goes to what is on top: the prompt, the overlay, the hints, a lit search, the focused pane.
  mutating func press(_ key: Key) -> [Effect] {
    message = nil
    if prompt != nil { return type(key) }
    if overlay != nil { return pressInOverlay(key) }
    if hints != nil { return typeHint(key) }
    if find != nil, pending.isEmpty, key == .character("n") || key == .character("N") {
      return goToMatch(forward: key == .character("n"))
    }
    return pressInPane(key)
  }

  /// Where the focus is, for the keymap.
  var keyContext: KeyContext {
    switch focus {
    case .list: .list
    case .article: .article
    case .feeds: .feeds
    }
  }

  private mutating func pressInPane(_ key: Key) -> [Effect] {
    if !pending.isEmpty, key == .escape {
      pending = PendingKeys()
      return []
    }
    let typed = pending.keys + [key]
    switch keymap.answer(to: typed, in: keyContext) {
    case .invocations(let invocations):
      let count = pending.count
      pending = PendingKeys()
      return invocations.flatMap { invoke($0, count: count) }
    case .unfinished:
      pending.keys = typed
      return [.wake(seconds: keyHintSeconds, .keysPending(pending.keys))]
    case .nothing:
      if pending.countDigit(key) { return [] }
      let label = typed.label
      pending = PendingKeys()
      message = Message("\(label) does nothing here; ? shows the keys")
      return []
    }
  }

  /// The user has paused in the middle of a sequence: says what may follow.
  mutating func explainPendingKeys(_ keys: [Key]) {
    guard pending.keys == keys, !keys.isEmpty else { return }
    let ways = keymap.continuations(of: keys, in: keyContext).map { way in
      way.keys.label + " " + way.invocations.map(\.description).joined(separator: ", ")
    }
    message = Message(ways.joined(separator: " · "))
  }

  /// Does a command, as often as a count says; what it needs and was not given is asked for.
  mutating func invoke(_ invocation: Invocation, count: Int? = nil) -> [Effect] {
    guard let row = invocation.command.description else { return [] }
    if isEarly(row) {
      if typedAhead.count < State.mostTypedAhead { typedAhead.append(TypedCommand(invocation, count: count)) }
      return []
    }
    if let reason = hindrance(to: row) {
      message = Message(reason)
      return []
    }
    if invocation.argument.isEmpty, count == nil, row.question != nil {
      return ask(for: invocation.command)
    }
    return perform(invocation.command, argument: invocation.argument, count: count)
  }

  /// The hands are ahead of the disk: what was typed for a post that was being opened, or for a list, is done once it is
  /// there.
  mutating func doTypedAhead() -> [Effect] {
    let commands = typedAhead
    typedAhead = []
    return commands.flatMap { invoke($0.invocation, count: $0.count) }
  }

  /// Whether the post or the list that a command is meant for is still on its way.
  private func isEarly(_ row: CommandDescription) -> Bool {
    if opening != nil, row.contexts == [.article] || State.readingCommands.contains(row.command) { return true }
    guard State.postCommands.contains(row.command) else { return false }
    return focus == .article ? opening != nil : list.isOpening
  }

  /// What is done with the open post's text.
  private static let readingCommands: Set<Command> = [.readOn, .outline, .links, .enclosures, .fullText, .changes]
  /// What is done with the post that has the focus.
  private static let postCommands: Set<Command> = [
    .open, .readOn, .toggleRead, .toggleStar, .hide, .tag, .markAbove, .select, .openInBrowser, .openAndGoOn, .comments,
    .copyURL, .copyMarkdown, .details, .save, .pipe,
  ]
  private static let mostTypedAhead = 100

  /// Why a command can do nothing now; nil if it can.
  private func hindrance(to row: CommandDescription) -> String? {
    if row.contexts == [.article], article == nil { return "No post is open; Enter opens the selected one" }
    if [.save, .pipe].contains(row.command), currentRow == nil { return "No post is selected" }
    return nil
  }
}

/// A command with its count, as it was typed.
struct TypedCommand: Equatable, Sendable {
  var invocation: Invocation
  var count: Int?

  init(_ invocation: Invocation, count: Int?) {
    self.invocation = invocation
    self.count = count
  }
}
