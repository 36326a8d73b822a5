import Configuration
import FeedModel

extension State {
  /// What a prompt's text up to the cursor may become.
  /// - Returns: what stands before the completed part, and what may follow it.
  func completions(of prompt: Prompt) -> (stem: String, candidates: [Completion.Candidate]) {
    switch prompt.purpose {
    case .narrowList, .findInArticle: return ("", [])
    case .argument(let command): return completions(of: prompt.head, for: command, stem: "")
    case .commandLine:
      let head = prompt.head
      guard let blank = head.firstIndex(of: " ") else { return ("", commands(beginningWith: head)) }
      guard let invocation = try? Invocation(line: String(head[..<blank])) else { return ("", []) }
      let rest = head[blank...].drop { $0 == " " }
      return completions(of: String(rest), for: invocation.command, stem: invocation.command.rawValue + " ")
    }
  }

  private func commands(beginningWith head: String) -> [Completion.Candidate] {
    Command.table.filter { $0.command.rawValue.hasPrefix(head) }.map {
      Completion.Candidate($0.command.rawValue + ($0.argument == nil ? "" : " "), detail: $0.help)
    }
  }

  private func completions(
    of text: String, for command: Command, stem: String
  ) -> (stem: String, candidates: [Completion.Candidate]) {
    switch command.description?.argument {
    case .theme:
      return (
        stem, candidates(ofThemes: preferences.themeNames.filter { $0.lowercased().hasPrefix(text.lowercased()) })
      )
    case .view: return (stem, matching(text, library.views.map(\.name)))
    case .feed: return (stem, containing(text, library.feedsInOrder.map(\.title)))
    case .folder: return (stem, matching(text, library.folders))
    case .order: return (stem, matching(text, EntryQuery.Order.allCases.map(\.name)))
    case .onOff: return (stem, matching(text, ["on", "off"]))
    case .choice:
      return (stem, matching(text, PaneLayout.allCases.map(\.rawValue)))
    case .tags: return lastWord(of: text, stem, after: ",") { matching($0, library.tags) }
    case .filter: return lastWord(of: text, stem, after: " ") { matching($0, filterTerms) }
    case .file: return filesFound(of: text, stem)
    case .address, .number, .program, .title, nil: return (stem, [])
    }
  }

  private func lastWord(
    of text: String, _ stem: String, after separator: Character, _ candidates: (String) -> [Completion.Candidate]
  ) -> (stem: String, candidates: [Completion.Candidate]) {
    var start = text.lastIndex(of: separator).map { text.index(after: $0) } ?? text.startIndex
    while start < text.endIndex, text[start] == " " { start = text.index(after: start) }
    return (stem + text[..<start], candidates(String(text[start...])))
  }

  private var filterTerms: [String] {
    let states = Filter.State.allCases.map(\.rawValue)
    let fields = ["title:", "author:", "newer:", "older:"]
    let feeds = library.feedsInOrder.map { "feed:" + State.quoted($0.title) }
    let folders = library.folders.map { "folder:" + State.quoted($0) }
    let tags = library.tags.map { "tag:" + State.quoted($0) }
    return states + fields + tags + folders + feeds
  }

  private static func quoted(_ text: String) -> String { text.contains(" ") ? "\"\(text)\"" : text }

  private func matching(_ text: String, _ words: [String]) -> [Completion.Candidate] {
    let wanted = text.lowercased()
    return words.filter { $0.lowercased().hasPrefix(wanted) }.map { Completion.Candidate($0) }
  }

  private func containing(_ text: String, _ words: [String]) -> [Completion.Candidate] {
    let wanted = text.lowercased()
    return words.filter { wanted.isEmpty || $0.lowercased().contains(wanted) }.map { Completion.Candidate($0) }
  }
}
