import ArticleDocument
import Configuration
import FeedModel

/// How far the saving of enclosures is.
public struct DownloadProgress: Equatable, Sendable {
  /// The file's name.
  public var name: String
  public var received: Int
  /// Bytes of the whole file; nil if its server does not say.
  public var total: Int?
  /// Files that wait for their turn.
  public var waiting: Int

  public init(name: String, received: Int, total: Int?, waiting: Int = 0) {
    self.name = name
    self.received = received
    self.total = total
    self.waiting = waiting
  }
}

/// What is in a folder, to complete a name.
public struct FolderListing: Equatable, Sendable {
  /// As it was typed, with its last slash; empty for the current folder.
  public var folder: String
  /// Folders end with a slash.
  public var names: [String]

  public init(folder: String, names: [String]) {
    self.folder = folder
    self.names = names
  }
}

extension State {
  // MARK: Sending on

  mutating func savePost(to path: String) -> [Effect] {
    outgoingPost.map { [.savePost($0, to: path)] } ?? []
  }

  mutating func pipe(to line: String) -> [Effect] {
    do throws(ConfigurationError) {
      let program = try ProgramLine(line)
      return outgoingPost.map { [.pipe($0, to: program)] } ?? []
    } catch {
      message = Message("Nothing was run: \(error.message)", kind: .error)
      return []
    }
  }

  private var outgoingPost: OutgoingPost? {
    guard let row = currentRow else { return nil }
    let open = article.flatMap { $0.id == row.id ? OpenedPost(entry: $0.entry, document: $0.document) : nil }
    return OutgoingPost(id: row.id, open: open, measure: preferences.measure)
  }

  /// Where a post is saved unless the user says otherwise.
  func proposedFile(for row: EntryRow) -> String {
    let folder = settings.posts
    let name = FileName.safe(row.title, ending: "md")
    return folder.isEmpty || folder.hasSuffix("/") ? folder + name : folder + "/" + name
  }

  mutating func stopSaving() -> [Effect] {
    guard download != nil else {
      message = Message("No enclosure is being saved")
      return []
    }
    return [.stopSaving]
  }

  // MARK: Names of files

  /// The path up to the cursor, where one is typed.
  private func typedPath(in prompt: Prompt) -> String? {
    switch prompt.purpose {
    case .argument(let command) where command.description?.argument == .file: return prompt.head
    case .commandLine:
      let words = prompt.head.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard words.count == 2, let invocation = try? Invocation(line: String(words[0])) else { return nil }
      return invocation.command.description?.argument == .file ? String(words[1].drop { $0 == " " }) : nil
    default: return nil
    }
  }

  private func folderPart(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
  }

  /// The folder whose names are needed for a completion and not known yet.
  func folderToLookInto(for prompt: Prompt) -> String? {
    guard prompt.completion == nil, let path = typedPath(in: prompt) else { return nil }
    let wanted = folderPart(of: path)
    return folder?.folder == wanted ? nil : wanted
  }

  /// The names have come: the user's Tab is done now, if the same is still typed.
  mutating func take(_ listing: FolderListing) {
    folder = listing
    guard let prompt, prompt.completion == nil, let path = typedPath(in: prompt), folderPart(of: path) == listing.folder
    else { return }
    complete(forward: true)
  }

  func filesFound(of path: String, _ stem: String) -> (stem: String, candidates: [Completion.Candidate]) {
    let part = folderPart(of: path)
    guard let folder, folder.folder == part else { return (stem, []) }
    let name = path.dropFirst(part.count)
    let names = folder.names.filter { $0.hasPrefix(name) && (name.hasPrefix(".") || !$0.hasPrefix(".")) }
    return (stem + part, names.map { Completion.Candidate($0) })
  }
}
